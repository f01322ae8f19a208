"""Phones that push at once all get through, each op at a place of its own."""

import threading

from flask import Flask

from tests.phone import Phone, admitted, another_phone, read

PHONES, OPS = 4, 12


def test_parallel_pushes_share_one_log_without_loss(app: Flask, dana: Phone) -> None:
    case_id = dana.new_case()
    phones = [dana]
    for _ in range(PHONES - 1):
        phones.append(another_phone(app, dana))
        phones[-1].login()
        assert admitted(phones[-1]).status_code == 201
    ready = threading.Barrier(PHONES)
    answers: list[tuple[int, list[int]]] = []

    def push_all(phone: Phone) -> None:
        ready.wait()
        for _ in range(OPS):
            answer = phone.push(case_id, [phone.seal(case_id)])
            answers.append((answer.status_code, read(answer).get("seqs", [])))

    threads = [threading.Thread(target=push_all, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {status for status, _ in answers} == {200}
    assert sorted(seq for _, seqs in answers for seq in seqs) == list(range(1, PHONES * OPS + 1))
    assert len(dana.pull(case_id)) == PHONES * OPS
