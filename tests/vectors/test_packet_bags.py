"""The bags among the vectors are whole by the Library of Congress's own tool, and the tampered ones are not."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "packet" / "bags"
BAGS: list[dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text("utf-8"))["bags"]
WHOLE = [bag for bag in BAGS if bag["verdict"] in {"consistent", "intact"}]


def validated(bag: dict[str, Any], to: Path) -> subprocess.CompletedProcess[str]:
    """What `bagit.py --validate` says of it, unpacked by Python's own zipfile."""
    with zipfile.ZipFile(FOLDER / bag["file"]) as packed:
        packed.extractall(to)
    (root,) = to.iterdir()
    command = [sys.executable, "-W", "ignore", "-m", "bagit", "--validate", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)


@pytest.mark.parametrize("bag", WHOLE, ids=lambda bag: bag["note"])
def test_a_whole_packet_is_a_valid_bag(bag: dict[str, Any], tmp_path: Path) -> None:
    said = validated(bag, tmp_path)
    assert said.returncode == 0, said.stderr
    (root,) = tmp_path.iterdir()
    assert (root / "bagit.txt").read_text("utf-8").startswith("BagIt-Version: 1.0\n")


def test_a_changed_exhibit_is_refused_by_the_bags_own_tool(tmp_path: Path) -> None:
    (bag,) = [bag for bag in BAGS if bag["note"] == "one byte of an exhibit, zipped anew"]
    said = validated(bag, tmp_path)
    assert said.returncode != 0
    assert "A-001.png" in said.stderr
