"""Is what a server hands out what this commit builds? For whoever doubts an operator, from a machine of their own."""

import hashlib
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

SUMS = "SHA256SUMS"
_MOST = 8 * 1024 * 1024
_TIMEOUT_S = 30
_SCRIPTS = re.compile(rb"""(?:src|href)=["']/static/app/([^"']+)["']""")


def _fetched(origin: str, path: str) -> bytes | None:
    headers = {"Accept-Encoding": "identity"}
    asked = urllib.request.Request(f"{origin}{path}", headers=headers)  # noqa: S310  the command lets in http and https
    try:
        with urllib.request.urlopen(asked, timeout=_TIMEOUT_S) as answer:  # noqa: S310
            return bytes(answer.read(_MOST))
    except urllib.error.HTTPError:
        return None


def differences(origin: str, build: Path) -> Iterator[str]:
    """One line for each file that the server at `origin` hands out otherwise; OSError when it cannot be reached."""
    listed = (line.split("  ", 1) for line in (build / SUMS).read_text("utf-8").splitlines())
    sums = {name: digest for digest, name in listed}
    shell = _fetched(origin, "/")
    for name in sorted({match.decode("utf-8", "replace") for match in _SCRIPTS.findall(shell or b"")} - set(sums)):
        yield f"{name}: the page loads it, and this build has no such file"
    for name, digest in sums.items():
        found = _fetched(origin, "/sw.js" if name == "sw.js" else f"/static/app/{name}")
        if found is None:
            yield f"{name}: it has no such file"
        elif hashlib.sha256(found).hexdigest() != digest:
            yield f"{name}: its bytes differ"
