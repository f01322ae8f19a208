"""Leaving takes a secret, can be taken back for seven days, and then really deletes."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from server import clock, db
from server.accounts import leaving
from server.principals import Account
from server.sweeping import sweep
from tests.phone import Phone, another_phone, read
from tests.reference import blob
from tests.reference.account import b64, unb64
from tests.reference.webpush import Subscription
from tests.server.accounts.test_changing_keys import enter, keyring, recover, refusal, second_phone

DAY_S = 24 * 3600
WRONG = {"auth": b64(bytes(32))}
ENDPOINT = "https://updates.push.services.mozilla.com/wpush/v2/dana-kelp-7319"
Now = Callable[[float], None]


@pytest.fixture
def pass_s(monkeypatch: pytest.MonkeyPatch) -> Now:
    """Lets seconds go by."""
    at = [clock.now_ms()]
    monkeypatch.setattr(clock, "now_ms", lambda: at[0])

    def passing(seconds: float) -> None:
        at[0] += round(seconds * 1000)

    return passing


def proof(phone: Phone, kind: str = "pw") -> dict[str, str]:
    return {"auth": phone.registration[kind]["auth"]}


def swept(app: Flask) -> None:
    with app.app_context():
        sweep()


def leave(phone: Phone) -> str:
    answer = phone.post("/v1/account/leave", proof(phone))
    assert answer.status_code == 200
    return str(read(answer)["ends"])


def test_leaving_closes_everything_but_the_way_back(app: Flask, dana: Phone, pass_s: Now) -> None:
    second, case_id = second_phone(app, dana), dana.new_case()
    ends = leave(dana)
    assert ends == clock.rfc3339(clock.now_ms() + leaving.GRACE_MS)
    assert second.get("/v1/feed").status_code == 401
    for answer in (dana.get("/v1/feed"), dana.push(case_id, [dana.seal(case_id)]), dana.get("/v1/devices")):
        assert refusal(answer) == (410, "leaving")
        assert read(answer)["ends"] == ends
    assert dana.hello()["leaving"] == ends
    pass_s(DAY_S)
    assert leave(dana) == ends
    phone = another_phone(app, dana)
    assert read(enter(phone, dana.passphrase))["leaving"] == ends
    assert read(phone.get("/v1/account/keys"))["leaving"] == ends
    assert refusal(phone.get("/v1/identity")) == (410, "leaving")


@pytest.mark.parametrize("kind", ["pw", "rec"])
def test_staying_brings_everything_back(app: Flask, dana: Phone, kind: str, pass_s: Now) -> None:
    case_id = dana.new_case()
    dana.push(case_id, [dana.seal(case_id)])
    leave(dana)
    pass_s(6 * DAY_S)
    phone = another_phone(app, dana)
    recover(phone, dana.account.rk)
    assert phone.post("/v1/account/stay", proof(dana, kind)).status_code == 204
    assert phone.post("/v1/account/stay", proof(dana, kind)).status_code == 204
    pass_s(2 * DAY_S)
    swept(app)
    assert len(dana.pull(case_id)) == 1
    assert "leaving" not in dana.hello()


@pytest.mark.parametrize("call", ["leave", "stay", "erase"])
def test_a_session_alone_is_not_enough(app: Flask, dana: Phone, sam: Phone, call: str) -> None:
    for body in (WRONG, proof(sam)):
        assert refusal(dana.post(f"/v1/account/{call}", body)) == (401, "auth_failed")
    swept(app)
    assert dana.get("/v1/feed").status_code == 200


def test_half_a_session_cannot_begin_to_leave(app: Flask, dana: Phone) -> None:
    half = another_phone(app, dana)
    half.login()
    assert refusal(half.post("/v1/account/leave", proof(dana))) == (403, "device_required")


def test_guessing_at_leaving_is_slowed_down(new_app: Callable[..., Flask], new_person: Callable[..., Phone]) -> None:
    person = new_person(new_app(auth_limit_per_name="2/minute"), "dana")
    person.register()
    assert [person.post("/v1/account/erase", WRONG).status_code for _ in range(3)] == [401, 401, 429]


def test_after_seven_days_nobody_finds_the_account(app: Flask, dana: Phone, pass_s: Now) -> None:
    leave(dana)
    pass_s(7 * DAY_S - 1)
    swept(app)
    assert refusal(dana.get("/v1/feed")) == (410, "leaving")
    pass_s(1)
    assert refusal(dana.get("/v1/feed")) == (401, "signed_out")
    assert refusal(dana.post("/v1/account/stay", proof(dana))) == (401, "signed_out")
    assert refusal(another_phone(app, dana).login()) == (401, "auth_failed")
    swept(app)
    with app.app_context():
        assert db.session().query(Account).all() == []


def test_an_erased_login_name_and_account_are_free_again(app: Flask, dana: Phone) -> None:
    assert dana.post("/v1/account/erase", proof(dana)).status_code == 202
    assert dana.client.get_cookie("holdfast") is None
    swept(app)
    assert dana.register().status_code == 201


def lived_in(phone: Phone) -> list[bytes]:
    """A phone's account with everything that a server keeps; what must not be found once it is erased."""
    home, traces = phone.account.account_id, []
    for case_id in (home, phone.new_case()):
        for _ in range(40):
            sealed = phone.seal(case_id, [{"v": 1, "k": "e", "text": os.urandom(600)}])
            assert phone.push(case_id, [sealed]).status_code == 200
            traces += [sealed[at : at + 24] for at in range(0, len(sealed) - 24, 211)]
    made = blob.seal(os.urandom(16), os.urandom(32), os.urandom(1_500_000))
    phone.upload(case_id, made)
    phone.announce(case_id, half := blob.seal(os.urandom(16), os.urandom(32), os.urandom(1_500_000)))
    phone.put(f"/v1/blobs/{half.blob_id.hex()}/chunks/0", half.chunks[0])
    traces += [chunk[at : at + 24] for chunk in (*made.chunks, half.chunks[0]) for at in range(0, 400_000, 100_000)]
    body = {"due": "2099-01-01T00:00:00Z", "rule": "FREQ=WEEKLY;COUNT=731", "zone": "Pacific/Chatham", "rev": 1}
    assert phone.put(f"/v1/reminders/{'1' * 32}", body).status_code == 200
    assert phone.post("/v1/push", Subscription(ENDPOINT).body()).status_code == 201
    assert phone.post("/v1/push/test", {}).status_code == 202
    keys = keyring(phone)
    traces += [octets[68:92] for octets in keys.slots] + [entry[-64:-40] for entry in keys.log]
    traces += [keys.bundle[:24], keys.slots_sig[:24], unb64(phone.registration["rec"]["rec_id"].encode().decode())[:12]]
    words = (home.hex(), phone.device.device_id.hex(), made.blob_id.hex(), half.blob_id.hex(), ENDPOINT, body["rule"])
    return traces + [str(word).encode() for word in words] + [b"Pacific/Chatham"]


def kept_files(folder: Path) -> Iterator[bytes]:
    """Everything the server keeps on its disk, its own keys aside."""
    for path in folder.rglob("*"):
        if path.is_file() and "keys" not in path.parts:
            yield bytes(path.relative_to(folder)) + b"\n" + path.read_bytes()


def found(folder: Path, traces: list[bytes]) -> list[bytes]:
    everything = b"".join(kept_files(folder))
    return [trace for trace in traces if trace in everything]


def neighbour(phone: Phone) -> Callable[[], None]:
    """Somebody else's things; a check that they are all there."""
    case_id, ops = phone.new_case(), []
    for _ in range(60):
        ops.append(phone.seal(case_id, [{"v": 1, "k": "e", "text": os.urandom(400)}]))
        phone.push(case_id, ops[-1:])
    made = blob.seal(os.urandom(16), os.urandom(32), os.urandom(500_000))
    phone.upload(case_id, made)

    def check() -> None:
        assert [sealed for _, sealed in phone.pull(case_id)] == ops
        assert phone.get(f"/v1/blobs/{made.blob_id.hex()}/chunks/0").data == made.chunks[0]

    return check


@pytest.mark.sqlite
def test_no_byte_of_an_erased_account_is_left_on_the_disk(app: Flask, dana: Phone, sam: Phone, tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    check_sam, traces = neighbour(sam), lived_in(dana)
    assert len(found(folder, traces)) > len(traces) * 0.9
    assert dana.post("/v1/account/erase", proof(dana)).status_code == 202
    swept(app)
    assert found(folder, traces) == []
    check_sam()


def test_the_worker_process_erases_what_has_ended(
    app: Flask, dana: Phone, tmp_path: Path, instance_settings: dict[str, str]
) -> None:
    traces = lived_in(dana)
    dana.post("/v1/account/erase", proof(dana))
    environment = {"PATH": os.environ["PATH"]} | instance_settings
    holdfast = Path(sys.executable).with_name("holdfast")
    ran = subprocess.run([holdfast, "worker", "--once"], env=environment, capture_output=True, timeout=60, check=True)
    assert b"accounts_erased" in ran.stdout
    assert found(tmp_path / "instance", traces) == []


@pytest.mark.parametrize("crash", ["server.db.scrub", "server.accounts.erasing.forget"])
def test_an_erasure_that_was_cut_off_is_finished_later(
    app: Flask, dana: Phone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crash: str
) -> None:
    class Killed(Exception):
        pass

    def killed(*_: object, **__: object) -> bool:
        raise Killed

    traces = lived_in(dana)
    dana.post("/v1/account/erase", proof(dana))
    with monkeypatch.context() as patched:
        patched.setattr(crash, killed)
        with pytest.raises(Killed):
            swept(app)
    swept(app)
    assert found(tmp_path / "instance", traces) == []
    with app.app_context():
        assert db.session().query(Account).all() == []


@pytest.mark.sqlite
def test_while_somebody_reads_old_pages_the_erasure_waits(app: Flask, dana: Phone, tmp_path: Path) -> None:
    traces = lived_in(dana)
    dana.post("/v1/account/erase", proof(dana))
    with app.app_context():
        reader = sqlite3.connect(tmp_path / "instance" / "holdfast.db", isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM ops").fetchone()
        sweep()
        reader.execute("ROLLBACK")
        assert [account.login for account in db.session().query(Account)] == [dana.account.account_id.hex()]
        db.session().rollback()
        sweep()
        reader.close()
        assert db.session().query(Account).all() == []
    assert found(tmp_path / "instance", traces) == []
