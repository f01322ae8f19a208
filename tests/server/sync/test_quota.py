"""What an account keeps is counted, and has an end."""

from collections.abc import Callable

from flask import Flask

from tests.phone import Phone, read
from tests.reference import blob

Person = Callable[[Flask, str], Phone]


def test_ops_and_blobs_count_once(dana: Phone) -> None:
    case_id = dana.new_case()
    sealed = dana.seal(case_id)
    dana.push(case_id, [sealed, sealed])
    dana.push(case_id, [sealed])
    made = blob.seal(bytes(range(16)), bytes(32), b"x" * 5000)
    dana.upload(case_id, made)
    dana.announce(case_id, made)
    used = len(sealed) + sum(len(chunk) for chunk in made.chunks)
    assert read(dana.get("/v1/quota"))["used_bytes"] == used


def test_beyond_the_quota_nothing_is_half_kept(new_app: Callable[..., Flask], new_person: Person) -> None:
    dana = new_person(new_app(quota_bytes=1200), "dana")
    dana.register()
    case_id = dana.new_case()
    ops = [dana.seal(case_id) for _ in range(3)]
    answer = dana.push(case_id, ops)
    assert (answer.status_code, read(answer)["code"]) == (507, "quota")
    assert dana.pull(case_id) == []
    assert dana.push(case_id, ops[:2]).status_code == 200
    assert dana.push(case_id, ops[2:]).status_code == 507
    assert dana.push(case_id, ops[:2]).status_code == 200
    assert dana.announce(case_id, blob.seal(bytes(16), bytes(32), b"x" * 500)).status_code == 507
