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


def test_every_test_behind_a_promise_exists() -> None:
    named = TEST.findall((ROOT / "docs" / "threat-model.md").read_text("utf-8"))
    assert named
    assert [path for path in named if not list(ROOT.glob(path))] == []
