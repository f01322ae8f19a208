"""A passkey's slot, opened by an independent implementation with what the passkey's PRF answers."""

import hashlib
from typing import Any

import pytest

from server.accounts import slots as kept
from server.accounts.errors import SlotRefused
from tests.reference import slots
from tests.vectors.reading import octets, vectors

VECTORS = vectors("prf")
CASES = pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: f"{len(case['credential_id']) // 2} bytes")


@CASES
def test_the_account_key_from_the_prf(case: dict[str, Any]) -> None:
    account_id, amk, output, slot_id, raw = octets(case, "account_id", "amk", "prf_output", "slot_id", "slot")
    kek, ik_pub, salt, credential_id = octets(case, "kek", "ik_pub", "salt", "credential_id")
    assert hashlib.sha256(b"e1/prf" + salt).hexdigest() == case["prf_input"]
    assert slots.prf_kek(output, slot_id) == kek
    slot = slots.parse(raw)
    assert slot.kdf_params == slots.prf_params(salt, credential_id) == bytes.fromhex(case["kdf_params"])
    assert slots.open_amk(slot, account_id, ik_pub, kek) == amk


@CASES
def test_the_server_reads_the_credential(case: dict[str, Any]) -> None:
    assert kept.parse(bytes.fromhex(case["slot"]), 1).credential_id.hex() == case["credential_id"]


@pytest.mark.parametrize("case", VECTORS["refusals"], ids=lambda case: case["note"])
def test_the_server_refuses_odd_parameters(case: dict[str, Any]) -> None:
    raw = bytes.fromhex(VECTORS["cases"][0]["slot"])
    params, tail = bytes.fromhex(case["kdf_params"]), raw[68 + 2 + int.from_bytes(raw[68:70]) :]
    with pytest.raises(SlotRefused):
        kept.parse(raw[:68] + len(params).to_bytes(2) + params + tail, 1)
