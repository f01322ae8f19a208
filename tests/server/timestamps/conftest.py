"""OpenSSL's own timestamp client, and tokens read by somebody else's library."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
Asked = Callable[..., bytes]


def openssl(*arguments: object) -> str:
    command = ["openssl", "ts", *(str(each) for each in arguments)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    return ran.stdout + ran.stderr


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    file = tmp_path / "evidence"
    file.write_bytes(b"the picture's bytes")
    return file


@pytest.fixture
def query(evidence: Path) -> Asked:
    """query("-sha256", "-cert"): what OpenSSL would ask."""

    def make(*options: str) -> bytes:
        out = evidence.with_suffix(".tsq")
        openssl("-query", "-data", evidence, "-out", out, *options)
        return out.read_bytes()

    return make


def ask(visitor: FlaskClient, octets: bytes) -> Any:
    return visitor.post("/timestamps", data=octets, content_type=QUERY)
