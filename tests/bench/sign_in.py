"""Whether the time of a refusal tells a stranger that a login name or a recovery code exists."""

import json
import secrets
import statistics
import time
from collections.abc import Mapping
from http.client import HTTPConnection
from urllib.parse import urlsplit

from tests.bench.figure import Figure
from tests.reference.account import Account, b64

ROUNDS = 150
KNOWN, UNKNOWN = "dana.bench", "nobody.bench"
Call = tuple[str, Mapping[str, object]]
Try = tuple[Call, Call]


class Visitor:
    """One browserless visitor with its cookie and CSRF token."""

    def __init__(self, origin: str) -> None:
        self._connection = HTTPConnection(urlsplit(origin).netloc)
        answer = self._request("GET", "/v1/hello", None, {})
        self._headers = {"X-CSRFToken": answer["csrf"], "Cookie": self._cookie}

    def _request(self, method: str, path: str, body: object, headers: dict[str, str]) -> dict[str, str]:
        sent = None if body is None else json.dumps(body)
        self._connection.request(method, path, sent, {"Content-Type": "application/json", **headers})
        response = self._connection.getresponse()
        self._cookie = "; ".join(value.split(";")[0] for value in response.headers.get_all("Set-Cookie") or [])
        self.status = response.status
        decoded: dict[str, str] = json.loads(response.read() or b"{}")
        return decoded

    def post(self, path: str, body: object) -> dict[str, str]:
        return self._request("POST", path, body, self._headers)


def refused_ms(visitor: Visitor, begin: Call, finish: Call) -> float:
    """One whole try to get in that is refused, in milliseconds."""
    started = time.perf_counter()
    visitor.post(*begin)
    visitor.post(*finish)
    elapsed = (time.perf_counter() - started) * 1000
    if visitor.status != 401:
        raise RuntimeError(f"expected a refusal, the server answered {visitor.status}")
    return elapsed


def passphrase_try(login: str) -> Try:
    wrong = {"login": login, "auth": b64(bytes(32)), "device_id": None}
    return ("/v1/auth/prelogin", {"login": login}), ("/v1/auth/login", wrong)


def code_try(rec_id: str) -> Try:
    wrong = {"rec_id": rec_id, "auth": b64(bytes(32)), "device_id": None}
    return ("/v1/recovery/start", {"rec_id": rec_id}), ("/v1/recovery/finish", wrong)


def medians_ms(stranger: Visitor, tries: tuple[Try, Try]) -> list[float]:
    """The two tries in turn, so that the machine's mood meets both alike; the faster median first."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for one, times in zip(tries, taken, strict=True):
            times.append(refused_ms(stranger, *one))
    return sorted(statistics.median(times) for times in taken)


def figures(origin: str) -> list[Figure]:
    """Needs a server whose sign-in limits are out of the way."""
    visitor = Visitor(origin)
    registration = Account().registration(KNOWN, "correct horse battery", memory_kib=32768)
    visitor.post("/v1/auth/register", registration)
    if visitor.status != 201:
        raise RuntimeError(f"registering answered {visitor.status}")
    stranger = Visitor(origin)
    rec = registration["rec"]
    if not isinstance(rec, dict):
        raise TypeError("a registration carries its recovery slot")
    pairs = {
        "refused sign-in: slower over faster of known and unknown name": (
            passphrase_try(KNOWN),
            passphrase_try(UNKNOWN),
        ),
        "refused recovery: slower over faster of known and unknown code": (
            code_try(rec["rec_id"]),
            code_try(secrets.token_hex(16)),
        ),
    }
    made = []
    for name, tries in pairs.items():
        faster, slower = medians_ms(stranger, tries)
        made.append(Figure(name, slower, "ms", 1.2, faster))
    return made
