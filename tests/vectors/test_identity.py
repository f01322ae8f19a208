"""The identity log, made again byte for byte by the reference and read by its own rules."""

from typing import Any

import pytest

from tests.reference import identity
from tests.reference.box import Refusal, h
from tests.reference.signing import public_of, x_public_of
from tests.vectors.reading import octets, vectors

VECTORS = vectors("identity")
ACCOUNT_ID, SEED, IK_PUB, XK_PRIV = octets(VECTORS, "account_id", "ik_seed", "ik_pub", "xk_priv")
ENTRIES = [bytes.fromhex(entry) for entry in VECTORS["entries"]]


def time_of(entry: bytes) -> int:
    return int.from_bytes(entry[60:68])


def test_the_log_is_made_again_byte_for_byte() -> None:
    assert public_of(SEED) == IK_PUB
    log = [identity.genesis(SEED, ACCOUNT_ID, time_of(ENTRIES[0]), IK_PUB, x_public_of(XK_PRIV))]
    for n, (entry, device) in enumerate(zip(ENTRIES[1:], VECTORS["devices"], strict=True), start=2):
        device_id, seed, pub = octets(device, "device_id", "seed", "pub")
        assert public_of(seed) == pub
        log.append(identity.device_add(SEED, ACCOUNT_ID, log[-1], n, time_of(entry), device_id, pub, device["letter"]))
    assert log == ENTRIES
    assert h(log[-1]).hex() == VECTORS["head"]


def test_the_log_names_its_devices_in_order() -> None:
    expected = [bytes.fromhex(device["pub"]) for device in VECTORS["devices"]]
    assert list(identity.walk(ENTRIES, ACCOUNT_ID, IK_PUB).devices.values()) == expected


def test_a_revoke_and_the_rotate_that_ends_it_are_made_again_byte_for_byte() -> None:
    rotation = VECTORS["rotation"]
    device_id, bundle = octets(rotation, "device_id", "bundle")
    revoke, rotate = (bytes.fromhex(entry) for entry in rotation["entries"])
    seen = {bytes.fromhex(one["log"]): (one["seq"], bytes.fromhex(one["head"])) for one in rotation["logs"]}
    n = len(ENTRIES) + 1
    assert revoke == identity.device_revoke(SEED, ACCOUNT_ID, ENTRIES[-1], n, time_of(revoke), device_id, seen)
    assert rotate == identity.rotate(SEED, ACCOUNT_ID, revoke, n + 1, time_of(rotate), rotation["gen"], bundle)
    log = identity.walk([*ENTRIES, revoke, rotate], ACCOUNT_ID, IK_PUB)
    assert (log.gen, log.revoked) == (2, {device_id})
    assert h(rotate).hex() == rotation["head"]


@pytest.mark.parametrize("case", VECTORS["refusals"], ids=lambda case: case["note"])
def test_a_damaged_log_is_refused_with_its_code(case: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        identity.walk([bytes.fromhex(entry) for entry in case["entries"]], ACCOUNT_ID, IK_PUB)
    assert refused.value.code == case["code"]
