"""An outside timestamp authority: asked within bounds, believed when its answer fits the query and its chain."""

import threading
import time
import urllib.request
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import IO

from cryptography import x509

from server import logs
from server.timestamps.authority import read
from server.timestamps.errors import NoAnswer

MOST_BYTES = 64 * 1024
_SILENT_S, _IN_ALL_S = 5.0, 10.0
_AT_ONCE = 2
"""Of the app's four threads, at most so many wait for it."""


class _Unmoved(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_args: object) -> None:
        """None: the redirect is the answer, and an error."""


@dataclass(frozen=True)
class Outside:
    """Where it is and, from PEM, whom it answers for: its certificates up to the root."""

    url: str
    chain_pem: str
    _turns = threading.BoundedSemaphore(_AT_ONCE)
    _opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Unmoved())

    @classmethod
    def load(cls, url: str, chain_pem: str) -> "Outside":
        """ValueError when the PEM holds no certificate."""
        x509.load_pem_x509_certificates(chain_pem.encode())
        return cls(url, chain_pem)

    def answer(self, query: bytes) -> bytes:
        """Its TimeStampResp to a query; NoAnswer when there is none, or one to something else."""
        read(query)
        if not self._turns.acquire(timeout=_SILENT_S):
            raise NoAnswer()
        try:
            reply = self._ask(query)
        except (OSError, HTTPException) as error:
            logs.failure("timestamp_authority", error)
            raise NoAnswer() from None
        finally:
            self._turns.release()
        self._check(query, reply)
        return reply

    def _ask(self, query: bytes) -> bytes:
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        request = urllib.request.Request(self.url, query, headers, method="POST")  # noqa: S310  http or https, by config
        ends = time.monotonic() + _IN_ALL_S
        with self._opener.open(request, timeout=_SILENT_S) as answer:
            if answer.status != HTTPStatus.OK or answer.headers.get_content_type() != "application/timestamp-reply":
                raise NoAnswer()
            return _bounded(answer, ends)

    def _check(self, query: bytes, reply: bytes) -> None:
        from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response  # noqa: PLC0415

        asked = read(query)
        leaf, *above = x509.load_pem_x509_certificates(self.chain_pem.encode())
        verifier = VerifierBuilder(roots=above or [leaf], nonce=asked.nonce, policy_id=asked.req_policy).build()
        try:
            verifier.verify(decode_timestamp_response(reply), asked.message_imprint.hashed_message)
        except (VerificationError, ValueError) as error:
            logs.failure("timestamp_answer", error)
            raise NoAnswer() from None


def _bounded(answer: IO[bytes], ends: float) -> bytes:
    kept = b""
    while piece := answer.read1(MOST_BYTES):  # type: ignore[attr-defined]
        kept += piece
        if len(kept) > MOST_BYTES or time.monotonic() > ends:
            raise NoAnswer()
    return kept
