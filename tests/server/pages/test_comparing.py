"""Whoever built this commit can tell whether a server hands out the same."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask, Response, request
from werkzeug.serving import make_server

from server import comparing
from server.cli import main

POLICY = "Content-Security-Policy"
STATIC = Path(__file__).resolve().parents[3] / "static"


@contextmanager
def answering(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        yield f"http://localhost:{server.port}"
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


def test_a_server_of_this_build_hands_out_the_same(app: Flask) -> None:
    with answering(app) as origin:
        ran = CliRunner().invoke(main, ["compare", origin])
        assert (ran.exit_code, ran.output.count("byte for byte")) == (0, 1), ran.output


def test_a_script_with_one_byte_more_is_named_also_when_only_browsers_get_it(
    new_app: Callable[..., Flask], tmp_path: Path
) -> None:
    shutil.copytree(STATIC, tmp_path / "static")
    page = next((tmp_path / "static" / "app").glob("page-*.js"))
    worker = next((tmp_path / "static" / "app").glob("worker-crypto-*.js.br"))
    page.write_bytes(page.read_bytes() + b"\n")
    worker.write_bytes(worker.read_bytes() + b"\0")
    with answering(new_app(static_dir=tmp_path / "static")) as origin:
        told = list(comparing.differences(origin, STATIC))
    name = worker.name.removesuffix(".br")
    assert sorted(told) == [f"/static/app/{page.name}: other bytes", f"/static/app/{name}: other bytes"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda answer: answer.set_data(answer.get_data() + b"<script>1</script>"), "/verify: other bytes"),
        (
            lambda answer: answer.headers.pop("Content-Security-Policy"),
            "/verify: other headers: Content-Security-Policy",
        ),
        (lambda answer: setattr(answer, "status_code", 302), "/verify: answered with 302"),
    ],
)
def test_a_page_that_differs_is_named(app: Flask, change: Callable[[Response], object], told: str) -> None:
    def lie(answer: Response) -> Response:
        if request.path == "/verify":
            change(answer)
        return answer

    app.after_request_funcs.setdefault(None, []).insert(0, lie)
    with answering(app) as origin:
        assert list(comparing.differences(origin, STATIC)) == [told]


@pytest.mark.parametrize(
    "origin",
    [
        "ftp://example.org",
        "http://example.org",
        "file:///etc/passwd",
        "http://localhost.example.org",
        "https://a@b.org",
    ],
)
def test_only_servers_are_asked(origin: str) -> None:
    assert CliRunner().invoke(main, ["compare", origin]).exit_code == 2


def test_a_server_that_is_not_there_is_said() -> None:
    ran = CliRunner().invoke(main, ["compare", "http://localhost:9"])
    assert ran.exit_code == 1
    assert "refused" in ran.output
