"""A bare Debian machine and someone who may not install: one line to copy, nothing tried, nothing left behind."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MISSING = ("libpango-1.0-0", "chromium")
INSTALL = "sudo apt-get update && sudo apt-get install -y --no-install-recommends"
ANSWERS_MISSING = """#!/bin/sh
for last; do :; done
case $last in {missing}) exit 1;; esac
echo "install ok installed"
"""


@pytest.fixture
def bare() -> Iterator[Path]:
    """The commands of a checkout on a machine that lacks two packages, where anyone may write."""
    folder = Path(tempfile.mkdtemp(prefix="holdfast-bare-"))
    folder.chmod(0o777)
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copytree(ROOT / "scripts", folder / "scripts")
    (folder / "bin").mkdir()
    query = folder / "bin" / "dpkg-query"
    query.write_text(ANSWERS_MISSING.format(missing="|".join(MISSING)))
    query.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def without_rights(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Runs as a user who is neither root nor can become it, sudo or not."""
    who = ["--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []
    return subprocess.run(
        ["setpriv", "--no-new-privs", *who, *command],
        cwd=folder,
        env={"PATH": f"{folder / 'bin'}:/usr/local/bin:/usr/bin:/bin", "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_one_line_that_would_install_what_is_missing_is_printed(bare: Path) -> None:
    done = without_rights(bare, "scripts/system_packages.sh", "libharfbuzz0b", *MISSING)
    assert done.returncode == 1
    assert [line.strip() for line in done.stderr.splitlines() if "apt-get" in line] == [
        f"{INSTALL} {' '.join(MISSING)}"
    ]
    assert done.stdout == ""


@pytest.mark.parametrize(("goal", "lacking"), [("run", MISSING[:1]), ("test", MISSING)])
def test_make_stops_there_and_leaves_nothing_half_made(bare: Path, goal: str, lacking: tuple[str, ...]) -> None:
    before = {path.name for path in bare.iterdir()}
    done = without_rights(bare, "make", goal)
    assert done.returncode != 0
    assert [line.strip() for line in done.stderr.splitlines() if "apt-get" in line] == [
        f"{INSTALL} {' '.join(lacking)}"
    ]
    assert {path.name for path in bare.iterdir()} - before <= {"build"}
    assert [path for path in (bare / "build").rglob("*") if path.is_file()] == []


def test_nothing_is_asked_where_nothing_is_missing(bare: Path) -> None:
    done = without_rights(bare, "scripts/system_packages.sh", "libharfbuzz0b")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
