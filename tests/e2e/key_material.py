"""Every secret of an account, and the search for any of them in what crossed the wire."""

import gzip
import hashlib
import io
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPException, HTTPResponse

from tests.bench.visitor import Visitor
from tests.e2e.account_reader import AccountReader
from tests.e2e.account_screens import Made
from tests.e2e.canary import encodings, hits
from tests.e2e.recording_proxy import Recording
from tests.reference import box, recovery_code, slots
from tests.reference.account import b64
from tests.reference.box import Refusal

Sealed = tuple[bytes, bytes]
"""A device id and the Box of its signing seed, as they lie on the phone."""


def secrets_of(reader: AccountReader, code: str, devices: list[Sealed]) -> dict[str, bytes]:
    """By name: what the server must never see of an account, as the passphrase and the recovery code open it."""
    account, rk = reader.account, recovery_code.read(code)
    homes = (*account.older_homes, account.home)
    found = {"AMK": account.amk, "identity key": account.ik, "X25519 key": account.xk, "RK": rk, "pw KEK": reader.kek}
    found["rec KEK"] = slots.rec_keys(rk, account.account_id)[1]
    found |= {f"HOME_key {n}": home for n, home in enumerate(homes, 1)}
    found |= {f"slot key {n}": private for n, private in enumerate(reader.slot_privates(code), 1)}
    for log_id, records in reader.read().items():
        if log_id != account.account_id:
            found[f"case key {log_id.hex()[:6]}"] = reader.logs[log_id].keys[0]
        exhibits = [record["body"] for record in records if record.get("type") == "exhibit"]
        named = [body[part] for body in exhibits for part in ("blob", "thumb") if part in body]
        found |= {f"blob key {about['id'].hex()[:6]}": about["key"] for about in named}
    for device_id, sealed in devices:
        for home in homes:
            with suppress(Refusal):
                seed = box.open_box(home, "device", account.account_id + device_id, sealed)
                found[f"device key {device_id.hex()[:6]}"] = seed
    return found


class _Kept(io.BytesIO):
    """A stream that outlives the response that was read from it."""

    def makefile(self, _mode: str) -> "_Kept":
        return self

    def close(self) -> None:
        """Nothing: the next response follows."""


def answers(stream: bytes) -> Iterator[bytes]:
    """The heads and the bodies in one connection's answers, as the page gets them: joined and unpacked."""
    kept = _Kept(stream)
    with suppress(HTTPException, OSError, ValueError, EOFError):
        while kept.tell() < len(stream):
            response = HTTPResponse(kept)  # type: ignore[arg-type]
            response.begin()
            yield str(response.headers).encode()
            body = response.read()
            packed = response.headers.get("Content-Encoding") == "gzip"
            yield gzip.decompress(body) if packed else body


def leaks(secrets: dict[str, bytes], words: list[str], data: bytes) -> list[str]:
    """Which of them stand in these bytes, and how."""
    found = [
        f"{name} as {how}"
        for name, secret in secrets.items()
        for how, form in {"bytes": secret, **encodings(secret)}.items()
        if form in data
    ]
    return found + hits(words, data)


class Watch:
    """The recorded traffic of the journeys, searched after each one for the secrets of the accounts that it made."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._known: set[bytes] = set()

    def _new_answers(self) -> bytes:
        """An answer that was given before, word for word, holds nothing of an account that is younger."""
        bodies = {
            hashlib.sha256(body).digest(): body
            for stream in self._recording.answered
            for body in answers(bytes(stream))
        }
        fresh = [body for digest, body in bodies.items() if digest not in self._known]
        self._known |= bodies.keys()
        return b"\n".join(fresh)

    def search(self, made: list[Made], devices: list[Sealed]) -> list[str]:
        """What was found of them; nothing of this traffic is kept."""
        sent, answered = self._recording.everything(), self._new_answers()
        found = []
        for account in (one for one in made if one.origin == f"http://localhost:{self._recording.port}"):
            secrets: dict[str, bytes] = {}
            # Deleted, leaving or with another passphrase by now: its passphrase and code are still looked for.
            with closing(Visitor(account.origin)) as visitor, suppress(RuntimeError, KeyError, Refusal):
                reader = AccountReader(visitor, account.login, account.passphrase)
                assert b64(reader.auth).encode() in sent, "the search does not see what it should"
                secrets = secrets_of(reader, account.code, devices)
            code = recovery_code.write(recovery_code.read(account.code))
            words = [account.passphrase, code, code.replace("-", ""), code.replace("-", " ")]
            found += [f"{account.login}: {leak}" for data in (sent, answered) for leak in leaks(secrets, words, data)]
        self._recording.forget()
        return found
