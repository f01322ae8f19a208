"""A case is its account's alone; the feed tells what changed, once."""

import pytest

from tests.phone import Phone, read
from tests.reference import op
from tests.reference.account import b64
from tests.reference.box import h


def test_starting_a_case_twice_is_one_case(dana: Phone) -> None:
    case_id = dana.new_case()
    assert dana.post("/v1/cases", {"case_id": case_id.hex()}).status_code == 200


def test_the_home_log_is_there_from_the_start(dana: Phone) -> None:
    home = dana.account.account_id
    assert dana.post("/v1/cases", {"case_id": home.hex()}).status_code == 200
    assert read(dana.push(home, [dana.seal(home)]))["seqs"] == [1]


def test_a_stranger_finds_nothing_at_someone_elses_case(dana: Phone, sam: Phone) -> None:
    case_id = dana.new_case()
    dana.push(case_id, [dana.seal(case_id)])
    path = f"/v1/cases/{case_id.hex()}"
    answers = [
        sam.post("/v1/cases", {"case_id": case_id.hex()}),
        sam.post("/v1/cases", {"case_id": dana.account.account_id.hex()}),
        sam.get(f"{path}/ops"),
        sam.push(case_id, [sam.seal(case_id)]),
        sam.post(f"{path}/blobs", {"blob_id": "a" * 32, "hdr": b64(bytes(64))}),
    ]
    missing = sam.get(f"/v1/cases/{'0' * 32}/ops")
    assert [answer.status_code for answer in answers] == [404] * len(answers)
    assert {answer.data for answer in answers} == {missing.data}
    assert len(dana.pull(case_id)) == 1


def test_a_visitor_is_told_to_sign_in(dana: Phone) -> None:
    case_id = dana.new_case()
    dana.client.delete_cookie("holdfast")
    assert dana.get(f"/v1/cases/{case_id.hex()}/ops").status_code == 401
    assert dana.push(case_id, [b""]).status_code == 401


def test_the_feed_tells_each_change_once(dana: Phone) -> None:
    first, second = dana.new_case(), dana.new_case()
    everything = read(dana.get("/v1/feed?cursor="))
    assert [c["case_id"] for c in everything["cases"]] == [dana.account.account_id.hex(), first.hex(), second.hex()]
    sealed = dana.seal(first)
    dana.push(first, [sealed])
    news = read(dana.get(f"/v1/feed?cursor={everything['cursor']}"))
    head = b64(op.log_next(op.log_start(first), h(sealed)))
    assert news["cases"] == [{"case_id": first.hex(), "seq": 1, "head": head}]
    assert read(dana.get(f"/v1/feed?cursor={news['cursor']}")) == {"cursor": news["cursor"], "cases": []}


def test_a_repeat_is_no_news(dana: Phone) -> None:
    case_id = dana.new_case()
    sealed = dana.seal(case_id)
    dana.push(case_id, [sealed])
    cursor = read(dana.get("/v1/feed"))["cursor"]
    dana.push(case_id, [sealed])
    assert read(dana.get(f"/v1/feed?cursor={cursor}"))["cases"] == []


@pytest.mark.parametrize("cursor", ["-1", "x", "1e3", "9" * 40, "%00", "٣"])
def test_a_cursor_of_ones_own_making_is_refused(dana: Phone, cursor: str) -> None:
    assert dana.get(f"/v1/feed?cursor={cursor}").status_code == 422


def test_a_pull_gives_at_least_one_op_and_no_more_than_fit(dana: Phone) -> None:
    case_id = dana.new_case()
    ops = [dana.seal(case_id) for _ in range(5)]
    dana.push(case_id, ops)
    framed = len(ops[0]) + 12
    assert [seq for seq, _ in dana.pull(case_id, 0, 1)] == [1]
    assert [seq for seq, _ in dana.pull(case_id, 1, 2 * framed)] == [2, 3]
    assert [seq for seq, _ in dana.pull(case_id, 3, 3 * framed - 1)] == [4, 5]
    assert dana.pull(case_id, 5) == []


@pytest.mark.parametrize("query", ["after=-1", "after=x", f"after={2**64}", "max_bytes=0", "max_bytes=1e9", "more=1"])
def test_a_query_of_another_shape_is_refused(dana: Phone, query: str) -> None:
    assert dana.get(f"/v1/cases/{dana.new_case().hex()}/ops?{query}").status_code == 422
