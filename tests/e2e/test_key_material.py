"""The search for keys in the journeys' traffic finds one that was planted, however it travelled, and none otherwise."""

import gzip
from contextlib import closing

import pytest

from tests.bench.visitor import Visitor
from tests.e2e.account_screens import Made
from tests.e2e.canary import encodings
from tests.e2e.key_material import Watch, answers, leaks
from tests.e2e.running_server import RunningServer
from tests.reference import recovery_code
from tests.reference.account import Account, b64

PASSPHRASE = "seven quiet harbours"
SECRET = bytes(range(100, 132))
HEAD = b"HTTP/1.1 200 OK\r\n"


def test_an_answer_is_read_as_the_page_gets_it() -> None:
    packed = gzip.compress(b"packed " + SECRET)
    first = HEAD + b"Content-Encoding: gzip\r\nContent-Length: " + str(len(packed)).encode() + b"\r\n\r\n" + packed
    halves = b"%x\r\n%b\r\n" % (20, SECRET[:20]) + b"%x\r\n%b\r\n0\r\n\r\n" % (12, SECRET[20:])
    second = HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + halves
    third = HEAD + b"X-Said: " + SECRET.hex().encode() + b"\r\nContent-Length: 4\r\n\r\nlast"
    read = list(answers(first + second + third))
    assert read[1] == b"packed " + SECRET
    assert read[3] == SECRET
    assert read[5] == b"last"
    assert [leak for part in read for leak in leaks({"it": SECRET}, [], part)] == [
        "it as bytes",
        "it as bytes",
        "it as hex",
    ]


@pytest.mark.parametrize("how", ["bytes", *encodings(SECRET)])
def test_a_secret_is_found_in_every_spelling(how: str) -> None:
    form = {"bytes": SECRET, **encodings(SECRET)}[how]
    assert f"it as {how}" in leaks({"it": SECRET}, [], b"before" + form + b"after")
    assert leaks({"it": SECRET}, ["harbour"], b"before" + form[1:] + b"after") == []


def test_a_key_that_crossed_the_wire_is_found(server: RunningServer, watch: Watch) -> None:
    for login, planted in (("planted", True), ("clean", False)):
        account = Account()
        with closing(Visitor(server.origin)) as visitor:
            visitor.register(account, login, PASSPHRASE)
            if planted:
                visitor.request("GET", f"/healthz?amk={b64(account.amk)}")
        made = Made(server.origin, login, PASSPHRASE, recovery_code.write(account.rk))
        found = watch.search([made], [])
        assert any(leak.startswith("planted: AMK as base64url") for leak in found) == planted
        assert bool(found) == planted
