"""Keys that an operator changes: a new SECRET_KEY signs nobody out, timestamps of former keys hold."""

from dataclasses import replace
from pathlib import Path

from itsdangerous import URLSafeTimedSerializer

from server import create_app, keys
from server.config import Config
from tests.phone import Phone, another_phone, read
from tests.server.timestamps.conftest import Asked, ask, evidence, openssl, query

__all__ = ["evidence", "query"]


def after_a_restart(dana: Phone, instance_settings: dict[str, str], made: keys.Keys) -> Phone:
    after = another_phone(create_app(Config.from_env(instance_settings), made), dana)
    for name in ("holdfast", "holdfast-csrf"):
        cookie = dana.client.get_cookie(name)
        assert cookie
        after.client.set_cookie(name, cookie.value)
    after.csrf = dana.csrf
    return after


def test_a_new_secret_key_signs_nobody_out_and_asks_each_page_for_a_new_token(
    dana: Phone, instance_settings: dict[str, str], server_keys: keys.Keys
) -> None:
    after = after_a_restart(dana, instance_settings, replace(server_keys, secret_keys=(b"new",)))
    refused = after.post("/v1/cases", {"case_id": "ab" * 16})
    assert (refused.status_code, read(refused)["code"]) == (400, "csrf")
    after.hello()
    assert after.post("/v1/cases", {"case_id": "ab" * 16}).status_code == 201


def test_a_former_secret_key_is_accepted_until_it_is_removed_and_signs_nothing_new(
    dana: Phone, instance_settings: dict[str, str], server_keys: keys.Keys
) -> None:
    (instance := Path(instance_settings["INSTANCE"]) / "keys").mkdir(mode=0o700, exist_ok=True)
    former = b"\n".join(server_keys.secret_keys).decode()
    (instance / "secret_key").write_text(f"{'n' * 64}\n{former}\n")
    listed = replace(server_keys, secret_keys=keys.load(Config.from_env(instance_settings)).secret_keys)
    after = after_a_restart(dana, instance_settings, listed)
    assert after.post("/v1/cases", {"case_id": "ab" * 16}).status_code == 201
    after.hello()
    assert URLSafeTimedSerializer("n" * 64, salt="wtf-csrf-token").loads(after.csrf)
    alone = after_a_restart(after, instance_settings, replace(listed, secret_keys=listed.secret_keys[:1]))
    assert read(alone.post("/v1/cases", {"case_id": "cd" * 16}))["code"] == "csrf"
    alone.hello()
    assert alone.post("/v1/cases", {"case_id": "cd" * 16}).status_code == 201


def test_a_timestamp_of_former_keys_still_holds_by_openssl(
    query: Asked, evidence: Path, tmp_path: Path, instance_settings: dict[str, str]
) -> None:
    config = Config.from_env(instance_settings)
    asked, chains = query("-sha256", "-cert"), []
    for token in (tmp_path / "former.tsr", tmp_path / "new.tsr"):
        visitor = create_app(config, keys.load(config)).test_client()
        token.write_bytes(ask(visitor, asked).data)
        chains.append(token.with_suffix(".pem"))
        chains[-1].write_text(read(visitor.get("/timestamps"))["chain_pem"])
        for file in (config.instance / "keys").glob("tsa_*.pem"):
            file.unlink()
    former, new = chains
    assert former.read_text() != new.read_text()
    verify = ("-verify", "-data", evidence, "-in", former.with_suffix(".tsr"))
    assert "Verification: OK" in openssl(*verify, "-CAfile", former)
    assert "Verification: FAILED" in openssl(*verify, "-CAfile", new)
