"""The built app talks to nobody else and fits its budget."""

import json
import re
import shutil
import subprocess
from pathlib import Path

from flask.testing import FlaskClient

from server.built import SUMS
from tests.e2e.copied_checkout import copy_checkout
from tests.house.budget import offline_bytes, sent_bytes, shell_scripts, start_scripts
from tests.house.tree import ROOT

UNSENT = {"manifest.json", "start.json"}
"""For the server alone."""
SHELL_GZIP_LIMIT = 45_000
START_GZIP_LIMIT = 105_000
OFFLINE_LIMIT = 450_000
NAMESPACES = {"www.w3.org", "json-schema.org"}
"""Names that look like addresses: of XML for Preact, of the packet's schema; nobody ever requests them."""

WARNINGS = {"simplewebauthn.dev"}
"""Named by the passkey library in a console warning to developers; the policy lets nothing request it."""

LINKS = {"takeitdown.ncmec.org", "weather.gc.ca", "meteo.gc.ca"}
"""Pages a person may be led to from a text: the teen guide's take-down service, and where Exit goes."""
HOST = re.compile(r"(?:https?:|wss?:)?//([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)


def linked_by_facts() -> set[str]:
    """Hosts that the fact pack shows to people as links."""
    files = (ROOT / "server" / "guides" / "facts").glob("*.yaml")
    return {host for file in files for host in HOST.findall(file.read_text("utf-8"))}


def test_no_third_party_address_is_in_the_code_or_styles(built: Path) -> None:
    files = [path for path in built.rglob("*") if path.suffix in {".js", ".css"}]
    assert files
    strangers = {path.name: set(HOST.findall(path.read_text("utf-8"))) - NAMESPACES - WARNINGS for path in files}
    assert {name: hosts for name, hosts in strangers.items() if hosts} == {}


def test_texts_lead_only_to_the_pages_we_know(built: Path) -> None:
    files = [path for path in built.glob("*.json") if path.name not in UNSENT]
    assert files
    strangers = {path.name: set(HOST.findall(path.read_text("utf-8"))) - LINKS - linked_by_facts() for path in files}
    assert {name: hosts for name, hosts in strangers.items() if hosts} == {}


def test_what_the_shell_needs_to_be_drawn_fits_its_budget(built: Path, visitor: FlaskClient) -> None:
    sizes = {name: sent_bytes(visitor, name, "gzip") for name in shell_scripts(built)}
    assert sum(sizes.values()) <= SHELL_GZIP_LIMIT, sizes


def test_all_scripts_of_the_start_fit_their_budget(built: Path, visitor: FlaskClient) -> None:
    """The vault is fetched beside the shell: the first screen is usable once both have come."""
    assert set(shell_scripts(built)) < set(start_scripts(built))
    sizes = {name: sent_bytes(visitor, name, "gzip") for name in start_scripts(built)}
    assert sum(sizes.values()) <= START_GZIP_LIMIT, sizes


def test_the_build_weighs_its_shell_as_the_guard_does(built: Path) -> None:
    weights = json.loads((ROOT / "pwa" / "build" / "weights.json").read_text("utf-8"))
    assert sorted(weights["shell"]) == shell_scripts(built)
    assert len(weights["shell"]) > 2


def test_everything_needed_offline_fits_its_budget(built: Path, visitor: FlaskClient) -> None:
    assert offline_bytes(visitor, built) <= OFFLINE_LIMIT


def test_every_text_travels_compressed(built: Path, visitor: FlaskClient) -> None:
    texts = [path for path in built.iterdir() if path.suffix in {".js", ".css", ".json"} and path.stat().st_size > 1000]
    texts = [path for path in texts if path.name not in UNSENT]
    assert texts
    for path in texts:
        plain, gzipped, brotli = (sent_bytes(visitor, path.name, coding) for coding in ("identity", "gzip", "br"))
        assert plain == path.stat().st_size
        assert brotli < gzipped < plain, path.name


def test_the_manifest_names_only_files_that_exist(built: Path) -> None:
    named = json.loads((built / "manifest.json").read_text("utf-8"))
    assert [name for name in named.values() if not (built / name).exists()] == []


def test_the_same_commit_builds_the_same_bytes_anywhere(built: Path, tmp_path: Path) -> None:
    tree = copy_checkout(tmp_path / "elsewhere" / "a longer way down")
    # Through a link the packages would keep their place here, and the chunks' names come from the files' places.
    (tree / "pwa" / "node_modules").unlink()
    shutil.copytree(ROOT / "pwa" / "node_modules", tree / "pwa" / "node_modules", symlinks=True)
    subprocess.run(["node", "build.mjs"], cwd=tree / "pwa", check=True, capture_output=True)
    made, there = ((folder / SUMS).read_text("utf-8") for folder in (tree / "static" / "app", built))
    assert made == there, "other bytes; or what is in static/app is older than the sources: make build"
