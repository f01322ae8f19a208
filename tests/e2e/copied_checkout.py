"""A copy of this checkout, so that a test can publish a new version of the app under a running server."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.e2e.running_server import ROOT

PARTS = ("server", "templates", "static", "pwa")


def copy_checkout(to: Path) -> Path:
    left_out = shutil.ignore_patterns("node_modules", "__pycache__", "build")
    for part in PARTS:
        shutil.copytree(ROOT / part, to / part, ignore=left_out)
    shutil.copy(ROOT / "pyproject.toml", to)
    (to / "pwa" / "node_modules").symlink_to(ROOT / "pwa" / "node_modules")
    return to


def publish_with_word(tree: Path, language: str, key: str, text: str) -> None:
    """Changes one text of the catalogue and builds the app anew, as a release would."""
    path = tree / "server" / "locales" / f"{language}.json"
    catalogue = json.loads(path.read_text("utf-8"))
    *rooms, leaf = key.split(".")
    place = catalogue
    for room in rooms:
        place = place[room]
    place[leaf] = text
    path.write_text(json.dumps(catalogue, ensure_ascii=False), "utf-8")
    subprocess.run(["node", "build.mjs"], cwd=tree / "pwa", check=True, capture_output=True)
