"""Keys that an operator changes: a new SECRET_KEY signs nobody out, timestamps of former keys hold."""

from dataclasses import replace
from pathlib import Path

from server import create_app, keys
from server.config import Config
from tests.phone import Phone, another_phone, read
from tests.server.timestamps.conftest import Asked, ask, evidence, openssl, query

__all__ = ["evidence", "query"]


def test_a_new_secret_key_signs_nobody_out_and_asks_each_page_for_a_new_token(
    dana: Phone, instance_settings: dict[str, str], server_keys: keys.Keys
) -> None:
    after = another_phone(create_app(Config.from_env(instance_settings), replace(server_keys, secret_key=b"new")), dana)
    for name in ("holdfast", "holdfast-csrf"):
        cookie = dana.client.get_cookie(name)
        assert cookie
        after.client.set_cookie(name, cookie.value)
    after.csrf = dana.csrf
    refused = after.post("/v1/cases", {"case_id": "ab" * 16})
    assert (refused.status_code, read(refused)["code"]) == (400, "csrf")
    after.hello()
    assert after.post("/v1/cases", {"case_id": "ab" * 16}).status_code == 201


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
