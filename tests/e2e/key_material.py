"""Every secret of an account, and the search for any of them in what crossed the wire."""

import gzip
import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPException, HTTPResponse

from tests.bench.visitor import Visitor
from tests.e2e.account_reader import AccountReader, Entrance, by_code, by_passphrase
from tests.e2e.account_screens import Made
from tests.e2e.canary import encodings, hits
from tests.e2e.recording_proxy import Recording
from tests.reference import box, recovery_code, slots
from tests.reference.account import b64
from tests.reference.box import Refusal

Sealed = tuple[bytes, bytes]
"""A device id and the Box of its signing seed, as they lie on the phone."""


def opened(visitor: Visitor, account: Made) -> AccountReader | None:
    """By the passphrase, or by the code where that was changed since; None where nothing opens it any more."""
    ways: list[Callable[[], Entrance]] = [
        lambda: by_passphrase(visitor, account.login, account.passphrase),
        lambda: by_code(visitor, account.code),
    ]
    for enter in ways:
        with suppress(RuntimeError, KeyError, Refusal):
            return AccountReader(visitor, enter())
    return None


def secrets_of(reader: AccountReader, made: Made, devices: list[Sealed]) -> dict[str, bytes]:
    """By name: what the server must never see of an account."""
    account, rk = reader.account, recovery_code.read(made.code)
    homes = (*account.older_homes, account.home)
    found = {"AMK": account.amk, "identity key": account.ik, "X25519 key": account.xk, "RK": rk}
    keks = {slots.REC: slots.rec_keys(rk, account.account_id)[1]}
    for slot in reader.slots:
        if slot.kind == slots.PW:
            keks[slots.PW] = slots.pw_keys(made.passphrase, account.account_id, slot.kdf_params)[1]
        with suppress(KeyError, Refusal):
            found[f"slot key of type {slot.kind}"] = reader.private_of(slot, keks[slot.kind])
    found |= {f"KEK of type {kind}": kek for kind, kek in keks.items()}
    found |= {f"HOME_key {n}": home for n, home in enumerate(homes, 1)}
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
    """The recorded traffic of the journeys' servers, searched after each journey for the secrets of its accounts."""

    def __init__(self) -> None:
        self._recordings: list[Recording] = []
        self._known: set[bytes] = set()

    @contextmanager
    def on(self, recording: Recording) -> Iterator[None]:
        """What crosses that wire is searched too."""
        self._recordings.append(recording)
        yield
        self._recordings.remove(recording)

    def _new_answers(self) -> bytes:
        """An answer that was given before, word for word, holds nothing of an account that is younger."""
        streams = [bytes(stream) for recording in self._recordings for stream in recording.answered]
        bodies = {hashlib.sha256(body).digest(): body for stream in streams for body in answers(stream)}
        fresh = [body for digest, body in bodies.items() if digest not in self._known]
        self._known |= bodies.keys()
        return b"\n".join(fresh)

    def _secrets(self, account: Made, sent: bytes, devices: list[Sealed]) -> dict[str, bytes]:
        """None of an account that is deleted by now: its passphrase and code are still looked for."""
        (recording,) = (one for one in self._recordings if one.origin == account.origin)
        trust = recording.certificate.trusting() if recording.certificate else None
        with closing(Visitor(account.origin, trust)) as visitor:
            reader = opened(visitor, account)
            if reader is None:
                return {}
            assert b64(reader.auth).encode() in sent, "the search does not see what it should"
            return secrets_of(reader, account, devices)

    def search(self, made: list[Made], devices: list[Sealed]) -> list[str]:
        """What was found of them; nothing of this traffic is kept."""
        sent, answered = b"\n".join(one.everything() for one in self._recordings), self._new_answers()
        found = []
        for account in made:
            secrets = self._secrets(account, sent, devices)
            code = recovery_code.write(recovery_code.read(account.code))
            words = [*filter(None, [account.passphrase]), code, code.replace("-", ""), code.replace("-", " ")]
            found += [f"{account.login}: {leak}" for data in (sent, answered) for leak in leaks(secrets, words, data)]
        for recording in self._recordings:
            recording.forget()
        return found
