"""Key slots, their signature and the bundle, opened by an independent implementation."""

import struct
from typing import Any

import cbor2
import pytest

from tests.reference import box, signing, slots
from tests.reference.box import Refusal
from tests.vectors.reading import octets, vectors

VECTORS = vectors("slot")
ACCOUNT_ID, AMK, IK_SEED, IK_PUB = octets(VECTORS, "account_id", "amk", "ik_seed", "ik_pub")
FIRST_KEK = bytes.fromhex(VECTORS["slots"][0]["kek"])


@pytest.mark.parametrize("case", VECTORS["slots"], ids=lambda case: f"type {case['type']}")
def test_a_slot_opens_to_the_account_key(case: dict[str, Any]) -> None:
    kek, slot_id, raw = octets(case, "kek", "slot_id", "slot")
    slot = slots.parse(raw)
    assert (slot.kind, slot.slot_id, slot.gen) == (case["type"], slot_id, VECTORS["gen"])
    assert slot.created_ms == VECTORS["created_ms"]
    assert slots.open_amk(slot, ACCOUNT_ID, IK_PUB, kek) == AMK


def test_the_slot_set_is_signed_by_the_identity_key() -> None:
    signed = [bytes.fromhex(VECTORS["slots"][index]["slot"]) for index in VECTORS["slots_sig"]["of"]]
    assert signing.public_of(IK_SEED) == IK_PUB
    assert slots.sign_slots(IK_SEED, ACCOUNT_ID, VECTORS["gen"], signed).hex() == VECTORS["slots_sig"]["sig"]


def test_the_bundle_opens_to_the_identity_and_home_keys() -> None:
    bundle = VECTORS["bundle"]
    aad = ACCOUNT_ID + struct.pack(">I", VECTORS["gen"])
    opened = cbor2.loads(box.open_box(AMK, "bundle", aad, bytes.fromhex(bundle["box"])))
    assert opened.keys() == {"ik", "xk", "home"}
    assert [opened["ik"].hex(), opened["xk"].hex()] == [bundle["ik"], bundle["xk"]]
    assert [key.hex() for key in opened["home"]] == bundle["home"]


def test_a_slot_sealed_to_the_next_generation_opens_with_the_same_secret() -> None:
    after = VECTORS["gen_2"]
    slot, kek, amk, sealed = octets(after, "slot", "kek", "amk", "box")
    assert slots.open_amk(slots.parse(slot), ACCOUNT_ID, IK_PUB, kek) == amk
    assert slots.parse(slot).enc_priv == slots.parse(bytes.fromhex(VECTORS["slots"][0]["slot"])).enc_priv
    opened = cbor2.loads(box.open_box(amk, "bundle", ACCOUNT_ID + struct.pack(">I", 2), sealed))
    assert [key.hex() for key in opened["home"]] == after["home"]


@pytest.mark.parametrize("case", VECTORS["refusals"], ids=lambda case: case["note"])
def test_a_damaged_slot_is_refused_with_its_code(case: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        slots.open_amk(slots.parse(bytes.fromhex(case["slot"])), ACCOUNT_ID, IK_PUB, FIRST_KEK)
    assert refused.value.code == case["code"]


def test_a_slot_opens_under_no_other_identity_key() -> None:
    swapped = VECTORS["another_identity"]
    ik_pub, slot = octets(swapped, "ik_pub", "slot")
    with pytest.raises(Refusal) as refused:
        slots.open_amk(slots.parse(slot), ACCOUNT_ID, ik_pub, FIRST_KEK)
    assert refused.value.code == swapped["code"] == "decrypt"
