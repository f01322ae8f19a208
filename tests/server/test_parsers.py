"""Each reader of bytes that strangers send: a valid example, bent in every way, is read or refused, at once."""

import os
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.accounts import ceremonies, identity, slots
from server.blobs import header
from server.errors import AppError
from server.schemas.passkeys import PasskeyLogin, PasskeyMade
from server.sync import op
from server.timestamps import authority
from server.timestamps.errors import NotAQuery
from tests.authenticator import Passkey
from tests.conftest import ROOT
from tests.phone import frames
from tests.reference import blob
from tests.reference import op as ops
from tests.reference.account import Account, unb64

ACCOUNT = Account()
BODY: dict[str, Any] = ACCOUNT.registration("dana", "seven quiet harbours", 32 * 1024)
PICTURE = blob.seal(os.urandom(16), os.urandom(32), os.urandom(2000))
OP = ops.seal(bytes(32), ACCOUNT.device.seed, ops.Place(ACCOUNT.account_id, ACCOUNT.device.device_id, 1), [])
PASSKEY, CHALLENGE = Passkey(), bytes(range(32))
MADE = PASSKEY.made(ACCOUNT.account_id, CHALLENGE)
SIGNED = PASSKEY.signed(CHALLENGE)
ID = ACCOUNT.account_id.hex()
QUERY = bytes.fromhex("30390201013031300d060960864801650304020105000420") + bytes(32) + bytes.fromhex("0101ff")
Reader = Callable[[bytes], object]


def _made(part: str) -> Reader:
    return lambda octets: ceremonies.made(PasskeyMade.model_validate(MADE).model_copy(update={part: octets}), CHALLENGE)


def _signed(part: str) -> Reader:
    body = PasskeyLogin.model_validate(SIGNED)
    return lambda octets: ceremonies.signed(body.model_copy(update={part: octets}), CHALLENGE, PASSKEY.cose)


READERS: dict[str, tuple[bytes, Reader, type[Exception]]] = {
    "sync/op.py parse": (OP, lambda octets: op.parse(octets, 0), AppError),
    "sync/op.py split": (frames([OP, OP]), op.split, AppError),
    "blobs/header.py parse": (PICTURE.hdr, lambda octets: header.parse(octets, PICTURE.blob_id.hex()), AppError),
    "accounts/slots.py parse": (unb64(BODY["slots"][0]), lambda octets: slots.parse(octets, 1), AppError),
    "accounts/identity.py parse": (unb64(BODY["identity"][1]), lambda octets: identity.parse(octets, ID), AppError),
    "timestamps/authority.py read": (QUERY, authority.read, NotAQuery),
    "accounts/ceremonies.py challenge_in": (unb64(MADE["client_data"]), ceremonies.challenge_in, ceremonies.NotGenuine),
    "accounts/ceremonies.py made": (unb64(MADE["attestation"]), _made("attestation"), ceremonies.NotGenuine),
    "accounts/ceremonies.py signed": (
        unb64(SIGNED["authenticator_data"]),
        _signed("authenticator_data"),
        ceremonies.NotGenuine,
    ),
}
ELSEWHERE = {"verify/check.py read_record", "verify/chains.py read_line", "typesetting/packet/record.py read"}
"""They read files, and a packet's record: tests/server/verify/test_verify.py and packets/test_packets.py bend those."""
BENT = settings(max_examples=150, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture])


def bend(chance: random.Random, octets: bytes) -> bytes:
    """Bytes changed, cut out, doubled, put in; or nothing of the example at all."""
    if not chance.randrange(10):
        return chance.randbytes(chance.randrange(300))
    bent = bytearray(octets)
    for _ in range(chance.randrange(5)):
        at = chance.randrange(len(bent) + 1)
        part = bent[at : at + chance.choice([0, 1, 2, 4, len(bent)])]
        bent[at : at + len(part)] = chance.choice([b"", part * 2, chance.randbytes(len(part)), chance.randbytes(9)])
    return bytes(bent)


@pytest.mark.parametrize("name", READERS)
def test_a_valid_example_is_read(app: Flask, name: str) -> None:
    octets, read, _ = READERS[name]
    with app.app_context():
        read(octets)


@pytest.mark.parametrize("name", READERS)
@BENT
@given(seed=st.integers(0, 2**64))
def test_what_is_bent_is_read_or_refused_by_its_own_words(app: Flask, name: str, seed: int) -> None:
    octets, read, refusal = READERS[name]
    bent = bend(random.Random(seed), octets)
    with app.app_context():
        try:
            read(bent)
        except refusal:
            return


def test_no_reader_is_left_out() -> None:
    server = ROOT / "server"
    reads = re.compile(
        r"^def ((?:parse|read|split|challenge_in|made|signed)\w*)\(\w+: (?:bytes|Passkey\w+)", re.MULTILINE
    )
    found = {
        f"{file.relative_to(server)} {name}"
        for file in server.rglob("*.py")
        for name in reads.findall(file.read_text())
    }
    assert found == READERS.keys() | ELSEWHERE
