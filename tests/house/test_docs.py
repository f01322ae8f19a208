"""What the documents point at exists."""

import re

import pytest

from tests.house.tree import ROOT, short, written_files

LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
TEST = re.compile(r"`(tests/[\w./*-]+|pwa/[\w./*-]+)`")


@pytest.mark.parametrize("document", [short(path) for path in written_files(".md")])
def test_every_relative_link_leads_somewhere(document: str) -> None:
    folder = (ROOT / document).parent
    links = LINK.findall((ROOT / document).read_text("utf-8"))
    assert [link for link in links if not (folder / link).exists()] == []


def test_every_promise_has_a_test_that_exists() -> None:
    table = (ROOT / "docs" / "threat-model.md").read_text("utf-8").split("| promise | shown by |\n|---|---|\n")[1]
    rows = [line.strip("| ").rsplit(" | ", 1) for line in table.split("\n\n")[0].splitlines()]
    assert len(rows) > 70
    tests = {path.name for path in written_files(".py", ".ts", ".tsx") if "test" in path.name}
    for promise, shown in rows:
        assert TEST.search(shown), promise
        assert [path for path in TEST.findall(shown) if not list(ROOT.glob(path))] == [], promise
        bare = re.findall(r"`([\w.-]+\.(?:py|tsx?))`", shown)
        assert [name for name in bare if name not in tests] == [], promise
