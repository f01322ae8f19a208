"""Chunks in a bucket of any S3-compatible storage; what it has acknowledged is its own to keep."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import obstore
from obstore.store import S3Store

from server.blobs.store import unavailable_when_it_fails
from server.config import Config
from server.errors import NotFound

if TYPE_CHECKING:
    from obstore.store import S3Config

_PROBE = "incoming/probe"
_MARK = "moving"
_CHUNK = re.compile(r"b/([0-9a-f]{2})/(\1[0-9a-f]{30})/\d+\Z")
_PATIENCE = timedelta(seconds=5)


class Bucket:
    """One request for each chunk put or read, one for each thousand that a blob has."""

    def __init__(self, config: Config) -> None:
        asked: S3Config = {"region": config.s3_region, "virtual_hosted_style_request": False}
        if config.s3_endpoint:
            asked["endpoint"] = config.s3_endpoint
        if config.s3_access_key_id and config.s3_secret_access_key:
            asked["access_key_id"] = config.s3_access_key_id
            asked["secret_access_key"] = config.s3_secret_access_key
        self._store = S3Store.from_url(
            config.storage_url or "",
            config=asked,
            client_options={"timeout": _PATIENCE, "allow_http": (config.s3_endpoint or "").startswith("http:")},
            retry_config={"max_retries": 1, "retry_timeout": _PATIENCE},
        )

    def _home(self, blob_id: str) -> str:
        return f"b/{blob_id[:2]}/{blob_id}"

    def name(self, blob_id: str, i: int) -> str:
        """A chunk's key below the prefix."""
        return f"{self._home(blob_id)}/{i}"

    @contextmanager
    def staged(self, octets: bytes) -> Iterator[bytes]:
        """The bytes themselves: a bucket takes a chunk whole or not at all."""
        yield octets

    def place(self, staged: bytes, blob_id: str, i: int) -> None:
        """Kept by the bucket when this returns."""
        with unavailable_when_it_fails():
            obstore.put(self._store, self.name(blob_id, i), staged, use_multipart=False)

    def settle(self, blob_id: str) -> None:
        """Nothing is left to be done."""

    def check(self) -> None:
        """Puts and deletes one byte."""
        with unavailable_when_it_fails():
            obstore.put(self._store, _PROBE, b"\0", use_multipart=False)
            obstore.delete(self._store, _PROBE)

    def drop_strays(self, older_than_s: float) -> None:
        """Nothing is ever staged here."""

    def remove(self, blob_ids: Iterable[str]) -> None:
        """Deletes all that is below the blobs' names."""
        with unavailable_when_it_fails():
            for blob_id in blob_ids:
                for listed in obstore.list(self._store, f"{self._home(blob_id)}/"):
                    obstore.delete(self._store, [each["path"] for each in listed])

    def has(self, blob_id: str, i: int) -> bool:
        """Whether a chunk lies there."""
        with unavailable_when_it_fails():
            try:
                obstore.head(self._store, self.name(blob_id, i))
            except FileNotFoundError:
                return False
        return True

    def present(self, blob_id: str) -> frozenset[int]:
        """Which chunks of a blob lie there."""
        with unavailable_when_it_fails():
            listed = [each["path"] for page in obstore.list(self._store, f"{self._home(blob_id)}/") for each in page]
        names = (path.rpartition("/")[2] for path in listed)
        return frozenset(int(name) for name in names if name.isdecimal())

    def blob_ids(self) -> frozenset[str]:
        """Every blob of which something lies there."""
        with unavailable_when_it_fails():
            found = (_CHUNK.match(each["path"]) for page in obstore.list(self._store, "b/") for each in page)
            return frozenset(chunk[2] for chunk in found if chunk)

    def holds_other_things(self) -> bool:
        """Whether anything below the prefix is neither a chunk nor this server's own."""
        with unavailable_when_it_fails():
            listed = (each["path"] for page in obstore.list(self._store) for each in page)
            return any(name not in {_PROBE, _MARK} and not _CHUNK.match(name) for name in listed)

    def mark(self) -> bytes | None:
        """Whose move to this place has begun and not ended."""
        with unavailable_when_it_fails():
            try:
                return obstore.get(self._store, _MARK).bytes().to_bytes()
            except FileNotFoundError:
                return None

    def set_mark(self, octets: bytes | None) -> None:
        """Notes or forgets it."""
        with unavailable_when_it_fails():
            if octets is None:
                obstore.delete(self._store, _MARK)
            else:
                obstore.put(self._store, _MARK, octets, use_multipart=False)

    def chunk(self, blob_id: str, i: int) -> bytes:
        """A chunk's bytes; NotFound without it."""
        return self.octets(blob_id, i)

    def octets(self, blob_id: str, i: int) -> bytes:
        """A chunk's bytes; NotFound without it."""
        with unavailable_when_it_fails():
            try:
                return obstore.get(self._store, self.name(blob_id, i)).bytes().to_bytes()
            except FileNotFoundError:
                raise NotFound() from None
