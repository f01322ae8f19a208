"""Whoever built this commit can tell whether a server hands out the same."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from werkzeug.serving import make_server

from server import comparing
from server.cli import main

BUILD = Path(__file__).resolve().parents[3] / "static" / "app"


@pytest.fixture
def origin(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"http://localhost:{server.port}"
    server.shutdown()
    serving.join()
    server.server_close()


def test_a_server_of_this_build_hands_out_the_same(origin: str) -> None:
    ran = CliRunner().invoke(main, ["compare", origin])
    assert (ran.exit_code, ran.output) == (0, f"{origin}: the phone app is this build, byte for byte\n")


def test_whatever_differs_is_named(origin: str, tmp_path: Path) -> None:
    other = tmp_path / "app"
    other.mkdir()
    sums = Path(shutil.copy(BUILD / comparing.SUMS, other))
    lines = sums.read_text("utf-8").splitlines()
    page, worker = (
        next(n for n, line in enumerate(lines) if f"  {part}-" in line) for part in ("page", "worker-crypto")
    )
    names = lines[page].split("  ")[1], lines[worker].split("  ")[1]
    lines[worker] = f"{'0' * 64}  {names[1]}"
    lines[page] = f"{'0' * 64}  page-NOTHERE.js"
    sums.write_text("\n".join(lines), "utf-8")
    assert sorted(comparing.differences(origin, other)) == sorted(
        [
            f"{names[0]}: the page loads it, and this build has no such file",
            "page-NOTHERE.js: it has no such file",
            f"{names[1]}: its bytes differ",
        ]
    )


@pytest.mark.parametrize("origin", ["ftp://example.org", "http://example.org", "file:///etc/passwd"])
def test_only_servers_are_asked(origin: str) -> None:
    assert CliRunner().invoke(main, ["compare", origin]).exit_code == 2


def test_a_server_that_is_not_there_is_said() -> None:
    ran = CliRunner().invoke(main, ["compare", "http://localhost:9"])
    assert ran.exit_code == 1
    assert "refused" in ran.output
