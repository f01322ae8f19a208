"""One bit flipped at every byte of an op, a Box, an inbox entry and a chunk: the independent reader refuses each."""

import pytest

from tests.reference import blob, box, inbox, op
from tests.reference.blob import Blob
from tests.reference.box import Refusal
from tests.vectors.reading import octets, vectors

OP, BOX, BLOB, INBOX = vectors("op"), vectors("box")["cases"][0], vectors("blob")["small"], vectors("inbox")


def flips(sealed: bytes) -> list[bytes]:
    """The bytes with one bit flipped, at each place in turn; which bit changes from place to place."""
    return [sealed[:at] + bytes([sealed[at] ^ (1 << at % 8)]) + sealed[at + 1 :] for at in range(len(sealed))]


def test_every_byte_of_an_op() -> None:
    case_id, ck, device_id, public = octets(OP, "case_id", "ck", "device_id", "device_pub")
    (sealed,) = octets(OP["ops"][0], "op")
    op.open_op(ck, case_id, {device_id: public}, (1, op.ZEROS), sealed)
    for flipped in flips(sealed):
        with pytest.raises(Refusal):
            op.open_op(ck, case_id, {device_id: public}, (1, op.ZEROS), flipped)


def test_every_byte_of_a_box() -> None:
    key, aad, sealed = octets(BOX, "key", "aad", "box")
    for flipped in flips(sealed):
        with pytest.raises(Refusal):
            box.open_box(key, BOX["label"], aad, flipped)


def test_every_byte_of_an_inbox_entry() -> None:
    private, item_id, plain = *octets(INBOX, "priv"), *octets(INBOX["entries"][0], "item_id", "plaintext")
    (entry,) = octets(INBOX["entries"][0], "entry")
    assert inbox.open_entry(private, item_id, entry) == plain
    for flipped in flips(entry):
        with pytest.raises(Refusal):
            inbox.open_entry(private, item_id, flipped)


def test_every_byte_of_a_chunk_and_of_a_header() -> None:
    blob_id, key, hdr, commit, chunks_hash, plain = octets(
        BLOB, "blob_id", "key", "hdr", "commit", "chunks_hash", "plain"
    )
    chunk = bytes.fromhex(BLOB["chunks"][0])
    assert blob.open_blob(Blob(blob_id, key, hdr, commit, (chunk,)), chunks_hash, len(plain)) == plain
    damaged = [Blob(blob_id, key, hdr, commit, (flipped,)) for flipped in flips(chunk)]
    damaged += [Blob(blob_id, key, flipped, commit, (chunk,)) for flipped in flips(hdr)]
    for one in damaged:
        with pytest.raises(Refusal):
            blob.open_blob(one, chunks_hash, len(plain))
