"""What is pushed comes back byte for byte, in order, under one chain."""

from flask import Flask

from tests.phone import Phone, admitted, another_phone, read
from tests.reference import op
from tests.reference.account import unb64
from tests.reference.box import h


def test_ops_come_back_byte_for_byte_under_the_chain_the_phone_reckons(dana: Phone) -> None:
    case_id = dana.new_case()
    ops = [dana.seal(case_id) for _ in range(3)]
    answer = read(dana.push(case_id, ops))
    head = op.log_start(case_id)
    for sealed in ops:
        head = op.log_next(head, h(sealed))
    assert (answer["seqs"], answer["seq"], unb64(answer["head"])) == ([1, 2, 3], 3, head)
    assert dana.pull(case_id) == [(1, ops[0]), (2, ops[1]), (3, ops[2])]


def test_a_second_phone_signs_in_joins_and_reads_the_same(app: Flask, dana: Phone) -> None:
    case_id = dana.new_case()
    first = dana.seal(case_id)
    dana.push(case_id, [first])
    second = another_phone(app, dana)
    keys = second.login()
    assert keys.status_code == 200
    assert second.get("/v1/feed").status_code == 403
    assert read(admitted(second)) == {"n": 3}
    assert second.pull(case_id) == [(1, first)]
    assert read(second.push(case_id, [second.seal(case_id)]))["seqs"] == [2]
