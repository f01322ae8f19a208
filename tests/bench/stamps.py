"""How many timestamp tokens one core signs in a second, and what the signature alone would allow."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from server import p256, tsa_keys
from server.timestamps.authority import Authority
from tests.bench.figure import Figure

_TOKENS = 2000


def _per_cpu_s(act: Callable[[], object]) -> float:
    started = time.process_time()
    for _ in range(_TOKENS):
        act()
    return _TOKENS / (time.process_time() - started)


def figures(folder: Path) -> list[Figure]:
    evidence, asked = folder / "evidence", folder / "query"
    evidence.write_bytes(os.urandom(100))
    command = ["openssl", "ts", "-query", "-data", str(evidence), "-sha256", "-cert", "-out", str(asked)]
    subprocess.run(command, check=True, capture_output=True)
    query, key = asked.read_bytes(), p256.private_key_pem()
    authority = Authority.load(key, tsa_keys.chain_pem(key, "localhost"))
    tokens = _per_cpu_s(lambda: authority.answer(query))
    signatures = _per_cpu_s(lambda: authority.key.sign(query, ec.ECDSA(hashes.SHA256())))
    name = "timestamp tokens a second on one core (baseline: the signature alone)"
    return [Figure(name, tokens, "/s", 200, signatures, "at least", "value")]
