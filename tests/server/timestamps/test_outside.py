"""With TSA_URL an outside authority answers: within bounds, and only to what was asked."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from server import p256, tsa_keys
from server.config import Config, ConfigError
from server.timestamps import outside
from server.timestamps.authority import Authority
from tests.phone import read
from tests.server.timestamps.conftest import QUERY, REPLY, Asked, ask, openssl

Handler = Callable[[BaseHTTPRequestHandler, bytes], None]


def made(host: str) -> Authority:
    key = p256.private_key_pem()
    return Authority.load(key, tsa_keys.chain_pem(key, host))


THEIRS, ANOTHER = made("tsa.example.org"), made("another.example.org")


def send(to: BaseHTTPRequestHandler, body: bytes, status: int = 200, kind: str = REPLY, **headers: str) -> None:
    to.send_response(status)
    to.send_header("Content-Type", kind)
    for name, value in headers.items():
        to.send_header(name, value)
    to.end_headers()
    to.wfile.write(body)


class Elsewhere:
    """An authority on this machine whose manners a test sets."""

    def __init__(self) -> None:
        self.manner: Handler = lambda to, query: send(to, THEIRS.answer(query))
        self.queries: list[bytes] = []
        told = self

        class Answering(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                query = self.rfile.read(int(self.headers["Content-Length"]))
                told.queries.append(query)
                assert self.headers["Content-Type"] == QUERY
                with contextlib.suppress(OSError):
                    told.manner(self, query)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/tsr"


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    found = Elsewhere()
    thread = threading.Thread(target=found.server.serve_forever, args=(0.02,))
    thread.start()
    yield found
    found.server.shutdown()
    thread.join()
    found.server.server_close()


@pytest.fixture
def visitor(new_app: Any, elsewhere: Elsewhere, tmp_path: Path) -> FlaskClient:
    chain = tmp_path / "theirs.pem"
    chain.write_text(THEIRS.chain_pem)
    client: FlaskClient = new_app(tsa_url=elsewhere.url, tsa_chain=chain).test_client()
    return client


def test_its_answer_is_handed_back_as_it_is(
    visitor: FlaskClient, elsewhere: Elsewhere, query: Asked, evidence: Path, tmp_path: Path
) -> None:
    asked = query("-sha256", "-cert")
    answer = ask(visitor, asked)
    assert elsewhere.queries == [asked]
    token = tmp_path / "token.tsr"
    token.write_bytes(answer.data)
    verify = ("-verify", "-data", evidence, "-in", token, "-CAfile", tmp_path / "theirs.pem")
    assert "Verification: OK" in openssl(*verify)
    assert read(visitor.get("/timestamps")) == {"independent": True, "chain_pem": THEIRS.chain_pem}


def slow(to: BaseHTTPRequestHandler, query: bytes) -> None:
    time.sleep(2)
    send(to, THEIRS.answer(query))


def dripping(to: BaseHTTPRequestHandler, _query: bytes) -> None:
    send(to, b"")
    for _ in range(40):
        to.wfile.write(b"0")
        time.sleep(0.05)


OTHER_QUERY = bytes.fromhex("3034020101302f300b0609608648016503040201") + b"\x04\x20" + bytes(31) + b"\x01"


MANNERS: dict[str, Handler] = {
    "another key": lambda to, query: send(to, ANOTHER.answer(query)),
    "an answer to another query": lambda to, _: send(to, THEIRS.answer(OTHER_QUERY)),
    "a rejection": lambda to, query: send(to, THEIRS.answer(query.replace(b"\x02\x01\x01", b"\x02\x01\x02", 1))),
    "a redirect": lambda to, _: send(to, b"", 307, Location="/other"),
    "an error": lambda to, _: send(to, b"", 500),
    "another media type": lambda to, query: send(to, THEIRS.answer(query), kind="text/html"),
    "too much": lambda to, query: send(to, THEIRS.answer(query) + bytes(outside.MOST_BYTES)),
    "nonsense": lambda to, _: send(to, b"nonsense"),
    "no HTTP": lambda to, _: [to.wfile.write(b"nonsense\r\n\r\n")].clear(),
    "silence": slow,
    "drop by drop": dripping,
}


@pytest.mark.parametrize("manner", MANNERS)
def test_what_does_not_fit_the_query_is_no_answer(
    visitor: FlaskClient, elsewhere: Elsewhere, query: Asked, monkeypatch: pytest.MonkeyPatch, manner: str
) -> None:
    monkeypatch.setattr(outside, "_SILENT_S", 1.0)
    monkeypatch.setattr(outside, "_IN_ALL_S", 1.0)
    elsewhere.manner = MANNERS[manner]
    answer = ask(visitor, query("-sha256", "-cert"))
    assert (answer.status_code, read(answer)["code"]) == (503, "timestamp_authority")
    assert len(elsewhere.queries) == 1


def test_nothing_that_is_no_query_leaves_the_server(visitor: FlaskClient, elsewhere: Elsewhere) -> None:
    assert ask(visitor, b"words of the record").status_code == 422
    assert elsewhere.queries == []


@pytest.mark.parametrize(
    "env",
    [
        {"TSA_URL": "https://tsa.example.org/tsr"},
        {"TSA_CHAIN": "/chain.pem"},
        {"TSA_URL": "file:///etc/passwd", "TSA_CHAIN": "/chain.pem"},
        {"TSA_URL": "https://user@tsa.example.org", "TSA_CHAIN": "/chain.pem"},
    ],
)
def test_its_settings_are_checked(env: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="TSA_URL"):
        Config.from_env(env)


def test_a_chain_that_cannot_be_read_stops_the_start(new_app: Any, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="TSA_CHAIN"):
        new_app(tsa_url="https://tsa.example.org/tsr", tsa_chain=tmp_path / "none.pem")
