"""An S3-compatible storage of this test run alone: SeaweedFS as compose.yaml starts it, telling nobody of it."""

import json
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.e2e.running_server import free_ports
from tests.house.tree import ROOT

BUCKET = "holdfast"
_STARTUP_S = 60
_PARTS = ("master", "volume", "filer", "s3")


@dataclass
class Storage:
    """A running storage with one bucket; each test gets a prefix of its own."""

    endpoint: str
    key_id: str
    secret: str
    process: subprocess.Popen[bytes]

    def settings(self) -> dict[str, str]:
        """The settings of a server that keeps its chunks here."""
        return {
            "STORAGE_URL": f"s3://{BUCKET}/{secrets.token_hex(8)}",
            "S3_ENDPOINT": self.endpoint,
            "S3_ACCESS_KEY_ID": self.key_id,
            "S3_SECRET_ACCESS_KEY": self.secret,
        }


@contextmanager
def running() -> Iterator[Storage]:
    """A storage with an empty bucket."""
    with tempfile.TemporaryDirectory(prefix="holdfast-s3-") as name:
        folder, ports = Path(name), free_ports(2 * len(_PARTS))
        key_id, secret = secrets.token_hex(8), secrets.token_hex(16)
        keys = [{"accessKey": key_id, "secretKey": secret}]
        identity = {
            "name": "holdfast",
            "credentials": keys,
            "actions": [f"{may}:{BUCKET}" for may in ("Read", "Write", "List")],
        }
        (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
        places = dict(zip(_PARTS, zip(ports[::2], ports[1::2], strict=True), strict=True))
        options = [option for part, (http, grpc) in places.items() for option in _options(part, http, grpc)]
        options += [f"-s3.config={folder / 's3.json'}", f"-dir={folder}"]
        options += ["-s3.ip.bind=127.0.0.1", "-master.volumeSizeLimitMB=64"]
        command = [str(Path(sys.executable).with_name("weed")), *_composed(), *options]
        log = (folder / "log").open("wb")
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        try:
            _make_bucket(f"http://127.0.0.1:{places['filer'][0]}/buckets/{BUCKET}/", folder / "log")
            endpoint = f"http://127.0.0.1:{places['s3'][0]}"
            _wait_for(endpoint)
            yield Storage(endpoint, key_id, secret, process)
        finally:
            process.kill()
            process.wait()
            log.close()


def _composed() -> list[str]:
    composed = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    command: list[str] = composed["services"]["storage"]["command"]
    return command


def _options(part: str, http: int, grpc: int) -> tuple[str, str]:
    return f"-{part}.port={http}", f"-{part}.port.grpc={grpc}"


def _make_bucket(address: str, log: Path) -> None:
    deadline = time.monotonic() + _STARTUP_S
    while True:
        try:
            urllib.request.urlopen(urllib.request.Request(address, method="POST"), timeout=5).close()
            return
        except OSError:
            assert time.monotonic() < deadline, log.read_text()[-2000:]
            time.sleep(0.2)


def _wait_for(endpoint: str) -> None:
    deadline = time.monotonic() + _STARTUP_S
    while time.monotonic() < deadline:
        with suppress(OSError):
            try:
                urllib.request.urlopen(endpoint, timeout=5).close()
            except urllib.error.HTTPError:
                return  # it refuses strangers: it answers
            return
        time.sleep(0.2)
    raise AssertionError("the storage never answered")
