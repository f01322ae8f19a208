"""Each direct dependency has its sentence in docs/dependencies.md, and each lock pins with hashes."""

import json
import re
import tomllib

import pytest

from tests.house.tree import ROOT

NODE = ("pwa", "tests/bench/node")
SENTENCES = re.compile(r"^- `([^`]+)`: .{20,}\.$", re.MULTILINE)


def python_dependencies() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    return {re.split(r"[^A-Za-z0-9_.-]", line, maxsplit=1)[0].lower() for group in groups for line in group}


def node_dependencies() -> set[str]:
    packages = [json.loads((ROOT / folder / "package.json").read_text("utf-8")) for folder in NODE]
    return {name for each in packages for name in each.get("dependencies", {}) | each["devDependencies"]}


def test_every_direct_dependency_has_a_sentence() -> None:
    explained = set(SENTENCES.findall((ROOT / "docs" / "dependencies.md").read_text("utf-8")))
    assert python_dependencies() | node_dependencies() == explained


def test_python_locks_pin_every_package_with_hashes() -> None:
    for lock in ("app.lock", "dev.lock"):
        requirements = re.split(r"\n(?=\S)", (ROOT / "requirements" / lock).read_text("utf-8"))
        pinned = [r for r in requirements if not r.startswith("#")]
        assert pinned
        assert [r.split()[0] for r in pinned if not re.match(r"\S+==\S+", r) or "--hash=sha256:" not in r] == []


@pytest.mark.parametrize("folder", NODE)
def test_node_lock_pins_every_package_with_an_integrity_hash(folder: str) -> None:
    packages = json.loads((ROOT / folder / "package-lock.json").read_text("utf-8"))["packages"]
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []


@pytest.mark.parametrize("folder", NODE)
def test_install_scripts_of_node_packages_are_off(folder: str) -> None:
    assert "ignore-scripts=true" in (ROOT / folder / ".npmrc").read_text("utf-8").split()
