"""Whether the time of a refusal tells a stranger that a login name exists."""

import json
import statistics
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

from tests.bench.figure import Figure
from tests.reference.account import Account, b64

ROUNDS = 150
KNOWN, UNKNOWN = "dana.bench", "nobody.bench"


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


def sign_in_ms(visitor: Visitor, login: str) -> float:
    started = time.perf_counter()
    visitor.post("/v1/auth/prelogin", {"login": login})
    visitor.post("/v1/auth/login", {"login": login, "auth": b64(bytes(32)), "device_id": None})
    elapsed = (time.perf_counter() - started) * 1000
    if visitor.status != 401:
        raise RuntimeError(f"expected a refusal, the server answered {visitor.status}")
    return elapsed


def figures(origin: str) -> list[Figure]:
    """Needs a server whose sign-in limits are out of the way."""
    visitor = Visitor(origin)
    visitor.post("/v1/auth/register", Account().registration(KNOWN, "correct horse battery", memory_kib=32768))
    if visitor.status != 201:
        raise RuntimeError(f"registering answered {visitor.status}")
    stranger = Visitor(origin)
    times: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for _ in range(ROUNDS):
        for login, taken in times.items():
            taken.append(sign_in_ms(stranger, login))
    faster, slower = sorted(statistics.median(taken) for taken in times.values())
    return [Figure("refused sign-in: slower over faster of known and unknown name", slower, "ms", 1.2, faster)]
