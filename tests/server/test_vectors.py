"""The server's own readers take every good vector and refuse every one whose fault it can see."""

from typing import Any

import pytest

from server.accounts import identity, slots
from server.blobs import header
from server.errors import AppError
from server.sync import op
from tests.reference import op as reference
from tests.vectors.reading import octets, vectors

OP, BLOB, SLOT, IDENTITY = (vectors(name) for name in ("op", "blob", "slot", "identity"))


def named(refusals: list[dict[str, Any]], *codes: str) -> list[Any]:
    found = [pytest.param(case, id=case["note"]) for case in refusals if case["code"] in codes]
    assert found
    return found


@pytest.mark.parametrize("case", OP["ops"], ids=lambda case: f"counter {case['dev_ctr']}")
def test_an_op_is_read(case: dict[str, Any]) -> None:
    (sealed,) = octets(case, "op")
    found = op.parse(sealed, 0)
    assert (found.case_id, found.device_id, found.counter) == (OP["case_id"], OP["device_id"], case["dev_ctr"])
    assert (found.prev.hex(), found.hash.hex()) == (case["prev"], case["op_hash"])
    assert found.signed_by(bytes.fromhex(OP["device_pub"]))


@pytest.mark.parametrize("case", named(OP["refusals"], "format"))
def test_an_op_out_of_layout_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(AppError) as refused:
        op.parse(bytes.fromhex(case["op"]), 0)
    assert refused.value.code == "op_format"


@pytest.mark.parametrize("case", named(OP["refusals"], "signature"))
def test_an_op_that_its_device_did_not_sign_is_refused(case: dict[str, Any]) -> None:
    try:
        found = op.parse(bytes.fromhex(case["op"]), 0)
    except AppError as refused:
        assert refused.code == "op_format"  # noqa: PT017  the server sees the layout first
    else:
        assert not found.signed_by(bytes.fromhex(OP["device_pub"]))


@pytest.mark.parametrize(("counter", "seen"), [(0, 0), (2**53, 0), (1, 2**53), (1, 2**63)])
def test_counters_that_a_phone_refuses_are_refused(counter: int, seen: int) -> None:
    case_id, device_id, seed = octets(OP, "case_id", "device_id", "device_seed")
    place = reference.Place(case_id, device_id, counter, bytes(32), seen, bytes(32))
    with pytest.raises(AppError) as refused:
        op.parse(reference.seal_bytes(bytes(32), seed, place, b"\x80", bytes(32)), 0)
    assert refused.value.code == "op_format"


@pytest.mark.parametrize("name", ["small", "two_chunks"])
def test_a_blob_header_is_read(name: str) -> None:
    case = BLOB[name]
    assert header.parse(bytes.fromhex(case["hdr"]), case["blob_id"]).chunk_count == len(case["chunk_hashes"])


@pytest.mark.parametrize("case", named(BLOB["refusals"], "format"))
def test_a_damaged_blob_header_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(AppError) as refused:
        header.parse(bytes.fromhex(case["hdr"]), BLOB["small"]["blob_id"])
    assert refused.value.code == "blob_format"


@pytest.mark.parametrize("case", SLOT["refusals"], ids=lambda case: case["note"])
def test_a_slot_is_read_or_refused(case: dict[str, Any]) -> None:
    if case["code"] in ("format", "truncated") or case["note"] == "kdf_params flipped":
        with pytest.raises(AppError):
            slots.parse(bytes.fromhex(case["slot"]), SLOT["gen"])
    else:
        slots.parse(bytes.fromhex(case["slot"]), SLOT["gen"])


def test_the_signed_slot_set_is_taken() -> None:
    signed = [bytes.fromhex(SLOT["slots"][i]["slot"]) for i in SLOT["slots_sig"]["of"]]
    signature, ik_public = bytes.fromhex(SLOT["slots_sig"]["sig"]), bytes.fromhex(SLOT["ik_pub"])
    taken = slots.check_set(SLOT["account_id"], SLOT["gen"], signed, signature, ik_public)
    assert taken.rec.slot_id in {one[8:24].hex() for one in signed}
    with pytest.raises(AppError):
        slots.check_set(SLOT["account_id"], SLOT["gen"], signed, signature, bytes(32))


def test_the_identity_log_is_read() -> None:
    log = [identity.parse(bytes.fromhex(entry), IDENTITY["account_id"]) for entry in IDENTITY["entries"]]
    assert log[0].ik_public.hex() == IDENTITY["ik_pub"]
    for entry in log:
        identity.check_signature(entry, log[0].ik_public)
    devices = [entry.device_public.hex() for entry in log if entry.kind == identity.DEVICE_ADD]
    assert devices == [device["pub"] for device in IDENTITY["devices"]]
    assert log[-1].hash.hex() == IDENTITY["head"]


@pytest.mark.parametrize("case", named(IDENTITY["refusals"], "format", "signature"))
def test_a_damaged_identity_log_is_refused(case: dict[str, Any]) -> None:
    def check_all() -> None:
        for entry in case["entries"]:
            parsed = identity.parse(bytes.fromhex(entry), IDENTITY["account_id"])
            identity.check_signature(parsed, bytes.fromhex(IDENTITY["ik_pub"]))

    with pytest.raises(AppError) as refused:
        check_all()
    assert refused.value.code == "identity"
