"""A disk that takes no more is said so, with a code; nothing half-kept counts."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.phone import Phone, read
from tests.reference import blob


@contextmanager
def files_end_at(limit: int) -> Iterator[None]:
    """Any write beyond so many bytes of a file fails, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.folder
def test_a_full_disk_is_told_apart_from_a_bug(dana: Phone) -> None:
    made = blob.seal(bytes(16), bytes(32), bytes(2_500_000))
    case_id = dana.new_case()
    dana.announce(case_id, made)
    path = f"/v1/blobs/{made.blob_id.hex()}"
    with files_end_at(800_000):
        answer = dana.put(f"{path}/chunks/0", made.chunks[0])
    assert (answer.status_code, read(answer)["code"]) == (503, "unavailable")
    assert read(dana.get(path))["present"] == []
    assert dana.put(f"{path}/chunks/0", made.chunks[0]).status_code == 204
