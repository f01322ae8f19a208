"""A record comes in, its PDF goes out; what is no record, or too much of one, gets a clear refusal."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.packets import service
from server.typesetting.outcome import Refusal, Refused
from server.typesetting.packet.record import read
from server.typesetting.process import Failed
from tests.phone import read as answer_of
from tests.server.typesetting.reading import attached_record, opened, plates, record

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PLAINLY_NONE = [b"", b"{}", b"[]", b"null", b'{"schema": "holdfast-record/2"}', b"\xff\xfe", b"%PDF-1.7"]
Post = Callable[..., Any]


@pytest.fixture
def post(visitor: FlaskClient) -> Post:
    csrf = answer_of(visitor.get("/v1/hello"))["csrf"]

    def send(body: bytes, paper: str = "letter") -> Any:
        headers = {"X-CSRFToken": csrf}
        return visitor.post(f"/packets?paper={paper}", data=body, content_type="application/json", headers=headers)

    return send


def test_anyone_gets_the_pdf_of_their_record_without_an_account(post: Post) -> None:
    answer = post(record("small-fr"), "a4")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    assert attached_record(answer.data) == record("small-fr")
    assert plates(opened(answer.data))


def test_it_needs_the_token_that_every_change_needs(visitor: FlaskClient) -> None:
    answer = visitor.post("/packets?paper=a4", data=record("small-fr"), content_type="application/json")
    assert (answer.status_code, answer_of(answer)["code"]) == (400, "csrf")


@pytest.mark.parametrize("body", PLAINLY_NONE, ids=range(len(PLAINLY_NONE)))
def test_what_is_plainly_no_record_starts_no_process(post: Post, body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "typeset", lambda *_: pytest.fail("a child was started"))
    answer = post(body)
    assert (answer.status_code, answer_of(answer)["code"]) == (422, "packet_record")


def test_other_paper_is_refused(post: Post) -> None:
    assert answer_of(post(record("small-en"), "a5"))["code"] == "packet_record"
    assert answer_of(post(record("small-en"), "../a4"))["code"] == "packet_record"


def test_a_record_of_another_shape_is_refused(post: Post) -> None:
    answer = post(record("small-en").replace(b'"profile": "police"', b'"profile": "press"'))
    assert (answer.status_code, answer_of(answer)["code"]) == (422, "packet_record")


def test_five_thousand_exhibits_are_too_many_and_it_says_how_many_are_not(post: Post) -> None:
    whole = json.loads(record("rich-en"))
    removed = next(each for each in whole["exhibits"] if each["kind"] == "removed")
    whole["exhibits"] = [removed | {"label": f"A-{at:04d}"} for at in range(1, 5001)]
    answer = post(json.dumps(whole, separators=(",", ":")).encode())
    assert (answer.status_code, answer_of(answer)["code"], answer_of(answer)["limit"]) == (422, "packet_exhibits", 1000)
    assert "evidence bag" in answer_of(answer)["detail"]


def test_a_larger_body_is_not_read(post: Post) -> None:
    assert answer_of(post(record("small-en") + b" " * 4 * 1024 * 1024))["code"] == "too_large"


@pytest.mark.parametrize(
    ("ending", "code", "status"),
    [
        (Refused(Refusal.TOO_LONG), "packet_size", 422),
        (Refused(Refusal.FOREIGN), "packet_failed", 503),
        (Failed(1), "packet_failed", 503),
    ],
)
def test_an_ending_without_a_pdf_is_said(
    post: Post, monkeypatch: pytest.MonkeyPatch, ending: Exception, code: str, status: int
) -> None:
    def end(*_: object) -> bytes:
        raise ending

    monkeypatch.setattr(service, "typeset", end)
    answer = post(record("small-en"))
    assert (answer.status_code, answer_of(answer)["code"]) == (status, code)


def test_one_address_gets_so_many(new_app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "typeset", lambda *_: b"%PDF-")
    visitor = new_app(typesetting_limit_per_address="2/minute").test_client()
    headers = {"X-CSRFToken": answer_of(visitor.get("/v1/hello"))["csrf"]}
    codes = [
        visitor.post("/packets", data=record("small-en"), content_type="application/json", headers=headers).status_code
        for _ in range(3)
    ]
    assert codes == [200, 200, 429]


VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just([]), st.just({})
)


@SLOW
@given(data=st.data())
def test_a_record_with_anything_in_any_place_is_read_or_refused(data: st.DataObject) -> None:
    """In this process, where a failure would show; the child runs the same reading."""
    whole = json.loads(record("rich-en"))
    node: Any = whole
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(node[key], dict | list) or not node[key] or data.draw(st.booleans()):
            node[key] = data.draw(VALUES)
            break
        node = node[key]
    try:
        assert read(json.dumps(whole).encode())["schema"] == "holdfast-record/1"
    except Refused as refused:
        assert refused.refusal == Refusal.NO_RECORD  # noqa: PT017
