"""Ops and the chain over them, opened and made again by an independent implementation."""

from typing import Any

import cbor2
import pytest

from tests.reference import op
from tests.reference.box import Refusal, h
from tests.vectors.reading import octets, vectors

VECTORS = vectors("op")
CASE_ID, CK, DEVICE_ID, SEED, PUB = octets(VECTORS, "case_id", "ck", "device_id", "device_seed", "device_pub")


@pytest.mark.parametrize("case", VECTORS["ops"], ids=lambda case: f"counter {case['dev_ctr']}")
def test_an_op_both_ways(case: dict[str, Any]) -> None:
    prev, seen_head, salt, payload, sealed, op_hash = octets(
        case, "prev", "seen_head", "salt", "payload", "op", "op_hash"
    )
    place = op.Place(CASE_ID, DEVICE_ID, case["dev_ctr"], prev, case["seen_seq"], seen_head)
    assert op.seal_bytes(CK, SEED, place, payload, salt) == sealed
    assert op.open_op(CK, CASE_ID, {DEVICE_ID: PUB}, (case["dev_ctr"], prev), sealed) == cbor2.loads(payload)
    assert h(sealed) == op_hash


def test_an_op_of_a_later_epoch_both_ways() -> None:
    case = VECTORS["epoch_2"]
    key, prev, seen_head, salt, payload, sealed = octets(case, "key", "prev", "seen_head", "salt", "payload", "op")
    place = op.Place(CASE_ID, DEVICE_ID, case["dev_ctr"], prev, case["seen_seq"], seen_head, epoch=2)
    assert op.seal_bytes(key, SEED, place, payload, salt) == sealed
    assert op.open_op(key, CASE_ID, {DEVICE_ID: PUB}, (case["dev_ctr"], prev), sealed, 2) == cbor2.loads(payload)


def test_the_chain_over_accepted_ops() -> None:
    heads = [op.log_start(CASE_ID)]
    for case in VECTORS["ops"]:
        heads.append(op.log_next(heads[-1], bytes.fromhex(case["op_hash"])))
    assert [head.hex() for head in heads] == VECTORS["heads"]


@pytest.mark.parametrize("case", VECTORS["refusals"], ids=lambda case: case["note"])
def test_a_damaged_op_is_refused_with_its_code(case: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        op.open_op(CK, CASE_ID, {DEVICE_ID: PUB}, (1, op.ZEROS), bytes.fromhex(case["op"]))
    assert refused.value.code == case["code"]
