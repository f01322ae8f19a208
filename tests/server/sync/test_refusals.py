"""An op the protocol does not allow is refused with a code, and nothing of its request is kept."""

import os
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.phone import Phone, admitted, another_phone, frames, read
from tests.reference import op
from tests.reference.account import Device
from tests.reference.box import h


def code(answer: TestResponse) -> tuple[int, Any]:
    return answer.status_code, read(answer)["code"]


def test_a_repeat_answers_its_old_seqs_even_mixed_with_new_ops(dana: Phone) -> None:
    case_id = dana.new_case()
    ops = [dana.seal(case_id) for _ in range(4)]
    assert read(dana.push(case_id, ops[:2]))["seqs"] == [1, 2]
    assert read(dana.push(case_id, [ops[1], ops[2], ops[0], ops[3], ops[2]]))["seqs"] == [2, 3, 1, 4, 3]
    assert [seq for seq, _ in dana.pull(case_id)] == [1, 2, 3, 4]


def test_a_skipped_counter_says_which_one_is_expected(dana: Phone) -> None:
    case_id = dana.new_case()
    ops = [dana.seal(case_id) for _ in range(3)]
    dana.push(case_id, ops[:1])
    answer = dana.push(case_id, ops[2:])
    assert code(answer) == (409, "counter")
    assert (read(answer)["expected"], read(answer)["index"]) == (2, 0)


def test_a_request_is_kept_whole_or_not_at_all(dana: Phone) -> None:
    case_id = dana.new_case()
    ops = [dana.seal(case_id) for _ in range(3)]
    assert code(dana.push(case_id, [ops[0], ops[2]])) == (409, "counter")
    assert dana.pull(case_id) == []


def test_a_fork_of_a_devices_own_chain_is_refused(dana: Phone) -> None:
    case_id = dana.new_case()
    first, other_first = dana.seal(case_id), None
    dana.writing.clear()
    other_first = dana.seal(case_id)
    assert dana.push(case_id, [first]).status_code == 200
    assert code(dana.push(case_id, [other_first])) == (409, "counter")
    place = op.Place(case_id, dana.device.device_id, 2, h(other_first))
    assert code(dana.push(case_id, [op.seal(bytes(32), dana.device.seed, place, [])])) == (409, "counter")


def test_an_op_of_another_case_is_refused(dana: Phone) -> None:
    case_id, other = dana.new_case(), dana.new_case()
    assert code(dana.push(case_id, [dana.seal(other)])) == (422, "wrong_case")


def test_an_op_of_an_unknown_device_is_refused(dana: Phone, sam: Phone) -> None:
    case_id = dana.new_case()
    for device in (Device(), sam.device):
        place = op.Place(case_id, device.device_id, 1)
        assert code(dana.push(case_id, [op.seal(bytes(32), device.seed, place, [])])) == (422, "unknown_device")


def test_an_op_signed_by_the_accounts_other_device_is_refused(app: Flask, dana: Phone) -> None:
    second = another_phone(app, dana)
    second.login()
    admitted(second)
    case_id = dana.new_case()
    place = op.Place(case_id, dana.device.device_id, 1)
    assert code(dana.push(case_id, [op.seal(bytes(32), second.device.seed, place, [])])) == (422, "signature")


@pytest.mark.parametrize(
    ("at", "octets"), [(0, b"E2OP"), (4, b"\x02"), (5, b"\x02"), (6, b"\0\x01"), (24, b"\0\0\0\x02")]
)
def test_what_the_protocol_does_not_name_is_refused(dana: Phone, at: int, octets: bytes) -> None:
    case_id = dana.new_case()
    sealed = bytearray(dana.seal(case_id))
    sealed[at : at + len(octets)] = octets
    assert code(dana.push(case_id, [bytes(sealed)])) == (422, "op_format")


@pytest.mark.parametrize("extra", [-1, 1, 15])
def test_a_length_that_padding_cannot_give_is_refused(dana: Phone, extra: int) -> None:
    case_id = dana.new_case()
    sealed = dana.seal(case_id)
    sealed = sealed[:extra] if extra < 0 else sealed + bytes(extra)
    assert code(dana.push(case_id, [sealed])) == (422, "op_format")


def test_an_op_above_one_mebibyte_is_refused(dana: Phone) -> None:
    case_id = dana.new_case()
    place = op.Place(case_id, dana.device.device_id, 1)
    sealed = op.seal_bytes(bytes(32), dana.device.seed, place, bytes(1024 * 1024))
    assert code(dana.push(case_id, [sealed])) == (422, "op_size")


def test_a_push_above_its_limits_is_refused(dana: Phone) -> None:
    case_id = dana.new_case()
    assert code(dana.post(f"/v1/cases/{case_id.hex()}/ops", bytes(4 * 1024 * 1024 + 1))) == (413, "too_large")
    assert code(dana.push(case_id, [dana.seal(case_id) for _ in range(101)])) == (422, "too_many_ops")
    assert dana.pull(case_id) == []


@pytest.mark.parametrize("body", [b"", b"\0", b"\0\0\0\0", b"\xff\xff\xff\xff", b"\0\0\x02\x0c" + bytes(523)])
def test_a_truncated_body_is_refused(dana: Phone, body: bytes) -> None:
    case_id = dana.new_case()
    assert dana.post(f"/v1/cases/{case_id.hex()}/ops", body).status_code == 422


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_flipped_bit_is_accepted(dana: Phone, data: st.DataObject) -> None:
    case_id = os.urandom(16)
    dana.post("/v1/cases", {"case_id": case_id.hex()})
    body = bytearray(frames([dana.seal(case_id)]))
    at = data.draw(st.integers(0, len(body) * 8 - 1))
    body[at // 8] ^= 1 << at % 8
    answer = dana.post(f"/v1/cases/{case_id.hex()}/ops", bytes(body))
    assert 400 <= answer.status_code < 500
    assert dana.pull(case_id) == []
