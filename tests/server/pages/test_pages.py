"""The shell names its files by content; what a browser keeps, it keeps safely."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from tests.conftest import ROOT
from tests.phone import read


@pytest.fixture
def app(new_app: Callable[..., Flask], tmp_path: Path) -> Flask:
    static = tmp_path / "static"
    (static / "app").mkdir(parents=True)
    (static / "icons").mkdir()
    names = {"page.js": "page-AB12.js", "app.css": "app-CD34.css", "worker.js": "worker-EF56.js", "sw.js": "sw.js"}
    for name in names.values():
        (static / "app" / name).write_text(f"/* {name} */")
    (static / "app" / "manifest.json").write_text(json.dumps(names))
    (static / "app" / "start.json").write_text(json.dumps(["main-GH56.js", "chunk-IJ78.js"]))
    (static / "icons" / "icon-192.png").write_bytes(b"\x89PNG")
    return new_app(static_dir=static)


def test_the_shell_loads_the_built_files(visitor: FlaskClient) -> None:
    page = visitor.get("/")
    assert page.headers["Cache-Control"] == "no-cache"
    assert '<script type="module" src="/static/app/page-AB12.js"></script>' in page.text
    assert '<link rel="stylesheet" href="/static/app/app-CD34.css">' in page.text
    for name in ("main-GH56.js", "chunk-IJ78.js"):
        assert f'<link rel="modulepreload" href="/static/app/{name}">' in page.text
    assert page.headers.getlist("Set-Cookie") == []


@pytest.mark.parametrize(
    ("asked", "language", "guide"), [("fr-CA,fr;q=0.9", "fr-CA", "/fr/aide"), ("de", "en-CA", "/en/help")]
)
def test_without_scripts_the_numbers_are_still_there(
    visitor: FlaskClient, asked: str, language: str, guide: str
) -> None:
    page = visitor.get("/", headers={"Accept-Language": asked})
    assert f'<html lang="{language}">' in page.text
    below = page.text.partition("<noscript>")[2]
    for number in ("tel:911", "tel:988", "tel:18006686868", "tel:18666589022", guide):
        assert f'"{number}"' in below


def test_built_files_are_kept_for_ever_and_the_worker_alone_may_compile(visitor: FlaskClient) -> None:
    page, worker = (visitor.get(f"/static/app/{name}") for name in ("page-AB12.js", "worker-EF56.js"))
    assert page.headers["Cache-Control"] == worker.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert page.mimetype == "text/javascript"
    assert "wasm-unsafe-eval" in worker.headers["Content-Security-Policy"]
    assert "wasm-unsafe-eval" not in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("asked", "lang", "shortcuts"),
    [
        ("fr-CA,fr;q=0.9", "fr-CA", ["Garder des preuves", "Noter un appel ou une visite"]),
        ("de", "en-CA", ["Save proof", "Log a call or a visit"]),
    ],
)
def test_an_installed_app_speaks_the_phones_language(
    visitor: FlaskClient, asked: str, lang: str, shortcuts: list[str]
) -> None:
    answer = visitor.get("/manifest.webmanifest", headers={"Accept-Language": asked})
    assert answer.headers["Vary"] == "Accept-Language"
    found = json.loads(answer.text)
    assert (found["lang"], [each["name"] for each in found["shortcuts"]], found["id"]) == (lang, shortcuts, "/")


def test_under_the_plain_look_it_is_a_notebook_to_whoever_glances_at_it(visitor: FlaskClient) -> None:
    answer = visitor.get("/manifest.webmanifest?look=plain")
    own, plain = json.loads(visitor.get("/manifest.webmanifest").text), json.loads(answer.text)
    assert (plain["name"], plain["short_name"], plain["id"], "shortcuts" in plain) == ("Notes", "Notes", "/", False)
    assert "Holdfast" not in answer.text
    assert {each["src"] for each in plain["icons"]} & {each["src"] for each in own["icons"]} == set()
    for manifest in (own, plain):
        for each in manifest["icons"]:
            with Image.open(ROOT / each["src"].removeprefix("/")) as icon:
                assert f"{icon.width}x{icon.height}" == each["sizes"]
    assert plain["share_target"] == own["share_target"]


def test_what_has_no_hash_in_its_name_is_not_kept(visitor: FlaskClient) -> None:
    for path, kind in (("/sw.js", "text/javascript"), ("/manifest.webmanifest", "application/manifest+json")):
        answer = visitor.get(path)
        assert (answer.status_code, answer.mimetype) == (200, kind)
        assert answer.headers["Cache-Control"] == "no-cache"
    for name in ("sw.js", "manifest.json", "start.json", "missing.js"):
        assert visitor.get(f"/static/app/{name}").status_code == 404
    assert visitor.get("/static/icons/icon-192.png").mimetype == "image/png"


def test_the_format_of_packets_is_published(visitor: FlaskClient) -> None:
    answer = visitor.get("/schemas/record-1.json")
    assert answer.mimetype == "application/schema+json"
    assert answer.get_json(force=True)["properties"]["schema"] == {"const": "holdfast-record/1"}
    assert visitor.get("/schemas/..%2f__init__.py").status_code == 404


def test_a_file_comes_in_the_coding_that_the_browser_likes(app: Flask, visitor: FlaskClient, tmp_path: Path) -> None:
    built, plain = tmp_path / "static" / "app", b"/* page-AB12.js */"
    made = {"br": b"brotli of it", "gzip": gzip.compress(plain)}
    (built / "page-AB12.js.br").write_bytes(made["br"])
    (built / "page-AB12.js.gz").write_bytes(made["gzip"])
    liked = {"gzip, deflate, br, zstd": "br", "gzip": "gzip", "br;q=0, gzip": "gzip", "identity": None, "": None}
    for codings, coding in liked.items():
        answer = visitor.get("/static/app/page-AB12.js", headers={"Accept-Encoding": codings})
        assert answer.headers.get("Content-Encoding") == coding
        assert answer.data == (made[coding] if coding else plain)
        assert (answer.mimetype, answer.headers["Vary"]) == ("text/javascript", "Accept-Encoding")
        assert int(answer.headers["Content-Length"]) == len(answer.data)
    lone = visitor.get("/static/app/app-CD34.css", headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in lone.headers
    assert visitor.get("/static/app/page-AB12.js.br").status_code == 404


def test_without_a_build_the_shell_says_so(new_app: Callable[..., Flask], tmp_path: Path) -> None:
    answer = new_app(static_dir=tmp_path / "nothing").test_client().get("/")
    assert (answer.status_code, read(answer)["code"]) == (503, "not_built")


def test_a_share_that_reaches_the_server_goes_back_to_the_app(visitor: FlaskClient) -> None:
    answer = visitor.post("/share", data={"text": "x"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/#/capture/share-missed")


def test_private_answers_are_not_kept(visitor: FlaskClient) -> None:
    assert visitor.get("/v1/hello").headers["Cache-Control"] == "no-store"
