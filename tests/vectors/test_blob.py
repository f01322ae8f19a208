"""Blobs, opened and made again by an independent implementation."""

from typing import Any

import pytest

from tests.reference import blob
from tests.reference.blob import Blob
from tests.reference.box import Refusal, h
from tests.vectors.reading import octets, vectors

VECTORS = vectors("blob")
SMALL, LARGE = VECTORS["small"], VECTORS["two_chunks"]


def sealed_again(entry: dict[str, Any], plain: bytes) -> Blob:
    blob_id, key, hdr = octets(entry, "blob_id", "key", "hdr")
    made = blob.seal(blob_id, key, plain, salt=hdr[32:])
    assert made.hdr == hdr
    assert made.commit.hex() == entry["commit"]
    assert [h(chunk).hex() for chunk in made.chunks] == entry["chunk_hashes"]
    assert made.chunks_hash.hex() == entry["chunks_hash"]
    return made


def test_a_small_blob_both_ways() -> None:
    plain = bytes.fromhex(SMALL["plain"])
    made = sealed_again(SMALL, plain)
    assert [chunk.hex() for chunk in made.chunks] == SMALL["chunks"]
    assert blob.open_blob(made, made.chunks_hash, len(plain), h(plain)) == plain


def test_a_blob_of_two_chunks_both_ways() -> None:
    plain = bytes(i % 251 for i in range(LARGE["len"]))
    assert h(plain).hex() == LARGE["sha256"]
    made = sealed_again(LARGE, plain)
    assert blob.open_blob(made, made.chunks_hash, len(plain), h(plain)) == plain


@pytest.mark.parametrize("case", VECTORS["refusals"], ids=lambda case: case["note"])
def test_a_damaged_blob_is_refused_with_its_code(case: dict[str, Any]) -> None:
    hdr, commit, chunk = octets(case, "hdr", "commit", "chunk")
    blob_id, key, chunks_hash, plain = octets(SMALL, "blob_id", "key", "chunks_hash", "plain")
    damaged = Blob(blob_id, key, hdr, commit, (chunk,))
    with pytest.raises(Refusal) as refused:
        blob.open_blob(damaged, chunks_hash, len(plain))
    assert refused.value.code == case["code"]
