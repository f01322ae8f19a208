"""Is what a server hands out what this commit builds? For whoever doubts an operator, from a machine of their own."""

import http.client
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from flask.testing import FlaskClient

from server import create_app
from server.built import SUMS
from server.config import Config

_PAGES = ("/", "/verify")
_FOR_PHONES = ("/sw.js", "/manifest.webmanifest")
_JUDGED = ("Content-Security-Policy", "Content-Type", "Content-Encoding", "Link", "Refresh", "Location")
"""Headers that decide what a browser runs."""
_BROWSER = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36"
)
_ASKED = ({"Accept-Encoding": "identity"}, {"Accept-Encoding": "gzip, deflate, br"})
_MOST = 8 * 1024 * 1024
_TIMEOUT_S = 30


@dataclass(frozen=True)
class Answer:
    """What came for one question."""

    status: int
    body: bytes
    judged: tuple[str | None, ...]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object, **_kwargs: object) -> None:
        """A redirect is an answer like any other."""


_OPENER = urllib.request.build_opener(_NoRedirect)


def _theirs(origin: str, path: str, headers: Mapping[str, str]) -> Answer:
    asked = urllib.request.Request(f"{origin}{path}", headers=dict(headers))  # noqa: S310  http and https alone come here
    try:
        with _OPENER.open(asked, timeout=_TIMEOUT_S) as found:
            return Answer(found.status, found.read(_MOST), tuple(found.headers[name] for name in _JUDGED))
    except urllib.error.HTTPError as refusal:
        return Answer(refusal.code, refusal.read(_MOST), tuple(refusal.headers[name] for name in _JUDGED))
    except http.client.HTTPException as error:
        raise OSError(f"{path}: no answer in HTTP ({type(error).__name__})") from None


def _ours(client: FlaskClient, path: str, headers: Mapping[str, str]) -> Answer:
    found = client.get(path, headers=dict(headers), buffered=True)
    return Answer(found.status_code, found.get_data(), tuple(found.headers.get(name) for name in _JUDGED))


def _questions(names: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    for path in (*_PAGES, *_FOR_PHONES, *(f"/static/app/{name}" for name in names if name != "sw.js")):
        for language in ("en", "fr") if path in (*_PAGES, "/manifest.webmanifest") else ("en",):
            for coding in _ASKED:
                yield path, {"User-Agent": _BROWSER, "Accept-Language": language, **coding}


def differences(origin: str, static_dir: Path) -> Iterator[str]:
    """One line for each path that the server at `origin` answers otherwise; OSError when it cannot be reached."""
    listed = (static_dir / "app" / SUMS).read_text("utf-8").splitlines()
    with tempfile.TemporaryDirectory() as instance:
        config = Config.from_env({"INSTANCE": instance, "PUBLIC_ORIGIN": origin})
        client = create_app(replace(config, static_dir=static_dir)).test_client()
        told: set[str] = set()
        for path, headers in _questions([line.split("  ", 1)[1] for line in listed]):
            there, here = _theirs(origin, path, headers), _ours(client, path, headers)
            if there == here or path in told:
                continue
            told.add(path)
            if there.status != here.status:
                yield f"{path}: answered with {there.status}"
            elif there.body != here.body:
                yield f"{path}: other bytes"
            else:
                names = [n for n, a, b in zip(_JUDGED, there.judged, here.judged, strict=True) if a != b]
                yield f"{path}: other headers: {', '.join(names)}"
