"""A standard timestamp authority: OpenSSL asks and verifies, and so does an independent library."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rfc3161_client import VerifierBuilder, decode_timestamp_response

from server import clock
from server.timestamps.authority import POLICY
from tests.phone import read
from tests.server.timestamps.conftest import REPLY, Asked, ask, openssl

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SIZES = ("-sha256", "-sha384", "-sha512")


@pytest.fixture
def chain(visitor: FlaskClient, tmp_path: Path) -> Path:
    found = read(visitor.get("/timestamps"))
    assert found["independent"] is False
    file = tmp_path / "chain.pem"
    file.write_text(found["chain_pem"])
    return file


@pytest.mark.parametrize("size", SIZES)
def test_openssl_verifies_what_it_asked_for(
    visitor: FlaskClient, query: Asked, chain: Path, evidence: Path, size: str
) -> None:
    asked = query(size, "-cert")
    answer = ask(visitor, asked)
    assert (answer.status_code, answer.content_type) == (200, REPLY)
    token = evidence.with_suffix(".tsr")
    token.write_bytes(answer.data)
    by_file = ("-verify", "-in", token, "-CAfile", chain)
    assert "Verification: OK" in openssl(*by_file, "-data", evidence)
    assert "Verification: OK" in openssl(*by_file, "-queryfile", evidence.with_suffix(".tsq"))
    evidence.write_bytes(b"another picture's bytes")
    assert "Verification: FAILED" in openssl(*by_file, "-data", evidence)


def test_without_its_certificate_a_token_needs_the_chain(
    visitor: FlaskClient, query: Asked, chain: Path, evidence: Path
) -> None:
    answer = ask(visitor, query("-sha256"))
    assert list(decode_timestamp_response(answer.data).signed_data.certificates) == []
    token = evidence.with_suffix(".tsr")
    token.write_bytes(answer.data)
    verify = ("-verify", "-data", evidence, "-in", token, "-CAfile", chain)
    assert "Verification: FAILED" in openssl(*verify)
    assert "Verification: OK" in openssl(*verify, "-untrusted", chain)


def test_a_token_says_what_the_standard_wants(visitor: FlaskClient, query: Asked, chain: Path, evidence: Path) -> None:
    leaf, root = x509.load_pem_x509_certificates(chain.read_bytes())
    first, second = (decode_timestamp_response(ask(visitor, query("-sha256", "-cert")).data) for _ in range(2))
    info = first.tst_info
    assert abs(info.gen_time - datetime.now(UTC)) < timedelta(seconds=5)
    assert (info.version, info.policy, info.accuracy.seconds) == (1, POLICY, 1)
    assert info.serial_number != second.tst_info.serial_number
    assert info.nonce not in (None, second.tst_info.nonce)
    held = {leaf.public_bytes(serialization.Encoding.DER), root.public_bytes(serialization.Encoding.DER)}
    assert set(first.signed_data.certificates) == held
    verifier = VerifierBuilder().add_root_certificate(root).tsa_certificate(leaf).nonce(info.nonce).build()
    assert verifier.verify_message(first, evidence.read_bytes())


def test_the_certificate_is_for_timestamps_alone(chain: Path) -> None:
    leaf, root = x509.load_pem_x509_certificates(chain.read_bytes())
    usage = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    assert usage.critical
    assert [each.dotted_string for each in usage.value] == ["1.3.6.1.5.5.7.3.8"]
    assert leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False
    leaf.verify_directly_issued_by(root)


def test_the_time_is_the_servers_clock(visitor: FlaskClient, query: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now_ms", lambda: 1_795_000_000_999)
    token = decode_timestamp_response(ask(visitor, query("-sha256")).data)
    assert token.tst_info.gen_time == datetime.fromtimestamp(1_795_000_000, UTC)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("-sha1",), "unrecognized or unsupported algorithm"),
        (("-sha256", "-tspolicy", "1.2.3"), "requested TSA policy is not supported"),
    ],
)
def test_what_it_does_not_do_is_rejected_with_the_reason(
    visitor: FlaskClient, query: Asked, evidence: Path, options: tuple[str, ...], reason: str
) -> None:
    answer = ask(visitor, query(*options))
    assert (answer.status_code, answer.content_type) == (200, REPLY)
    token = evidence.with_suffix(".tsr")
    token.write_bytes(answer.data)
    said = openssl("-reply", "-in", token, "-text")
    assert "Status: Rejected." in said
    assert reason in said
    assert "Token" not in said or "not included" in said


@pytest.mark.parametrize("octets", [b"", b"0", b"\x30\x00", b"words", b"\x30\x84\xff\xff\xff\xff", bytes(2048)])
def test_what_is_no_query_is_refused(visitor: FlaskClient, octets: bytes) -> None:
    answer = ask(visitor, octets)
    assert (answer.status_code, read(answer)["code"]) == (422, "timestamp_query")


def test_bodies_are_small_and_of_one_kind(visitor: FlaskClient, query: Asked) -> None:
    assert ask(visitor, bytes(2049)).status_code == 413
    assert visitor.post("/timestamps", data=query("-sha256"), content_type="text/plain").status_code == 415


def test_one_address_gets_so_many(new_app: Any, query: Asked) -> None:
    visitor = new_app(timestamp_limit_per_address="2/minute").test_client()
    codes = [ask(visitor, query("-sha256")).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert visitor.get("/timestamps").status_code == 200


@pytest.fixture
def asked(new_app: Any, query: Asked) -> tuple[FlaskClient, bytes]:
    """Limits out of the way, and one query as OpenSSL makes it."""
    return new_app(timestamp_limit_per_address="1000000/minute").test_client(), query("-sha256", "-cert")


@SLOW
@given(data=st.data())
def test_a_query_with_changed_bytes_never_fails_the_server(
    asked: tuple[FlaskClient, bytes], data: st.DataObject
) -> None:
    visitor, query = asked
    octets = bytearray(query if data.draw(st.booleans()) else data.draw(st.binary()))
    for _ in range(data.draw(st.integers(0, 4))):
        if octets:
            octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(st.integers(0, 255))
    answer = ask(visitor, bytes(octets))
    assert answer.status_code in (200, 422)
    if answer.status_code == 200:
        assert decode_timestamp_response(answer.data).status in (0, 2)
