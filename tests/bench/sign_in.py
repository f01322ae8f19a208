"""Whether the time of a refusal tells a stranger that a login name or a recovery code exists."""

import secrets
import statistics
import time
from collections.abc import Mapping

from tests.bench.figure import Figure
from tests.bench.visitor import Visitor
from tests.reference.account import Account, b64

ROUNDS = 150
KNOWN, UNKNOWN = "dana.bench", "nobody.bench"
Call = tuple[str, Mapping[str, object]]
Try = tuple[Call, Call]


def refused_ms(visitor: Visitor, begin: Call, finish: Call) -> float:
    """One whole try to get in that is refused, in milliseconds."""
    started = time.perf_counter()
    visitor.post(*begin)
    visitor.post(*finish)
    elapsed = (time.perf_counter() - started) * 1000
    visitor.expect(401)
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
    registration = Visitor(origin).register(Account(), KNOWN, "correct horse battery")
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
