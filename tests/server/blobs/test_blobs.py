"""A blob arrives in chunks, in any order, and comes back byte for byte."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.phone import Phone, read
from tests.reference import blob
from tests.reference.account import b64


@pytest.fixture
def picture() -> blob.Blob:
    return blob.seal(os.urandom(16), os.urandom(32), os.urandom(2_500_000))


def path_of(made: blob.Blob) -> str:
    return f"/v1/blobs/{made.blob_id.hex()}"


def fetched(phone: Phone, made: blob.Blob) -> tuple[bytes, ...]:
    return tuple(phone.get(f"{path_of(made)}/chunks/{i}").data for i in range(len(made.chunks)))


def test_a_picture_comes_back_byte_for_byte(dana: Phone, picture: blob.Blob) -> None:
    dana.upload(dana.new_case(), picture)
    assert len(picture.chunks) == 3
    assert fetched(dana, picture) == picture.chunks


def test_chunks_come_in_any_order_and_more_than_once(dana: Phone, picture: blob.Blob) -> None:
    assert dana.announce(case_id := dana.new_case(), picture).status_code == 201
    assert read(dana.announce(case_id, picture))["present"] == []
    for i in (2, 0, 2):
        assert dana.put(f"{path_of(picture)}/chunks/{i}", picture.chunks[i]).status_code == 204
    state = read(dana.get(path_of(picture)))
    assert (state["present"], state["committed"], state["chunk_count"]) == ([0, 2], False, 3)
    assert read(dana.announce(case_id, picture)) == state
    answer = dana.post(f"{path_of(picture)}/commit", {"chunks_hash": b64(picture.chunks_hash)})
    assert (answer.status_code, read(answer)["code"], read(answer)["missing"]) == (409, "incomplete", [1])
    dana.put(f"{path_of(picture)}/chunks/1", picture.chunks[1])
    for _ in range(2):
        assert dana.post(f"{path_of(picture)}/commit", {"chunks_hash": b64(picture.chunks_hash)}).status_code == 204
    assert read(dana.get(path_of(picture)))["committed"] is True


def test_a_case_names_its_committed_pictures_and_no_others(dana: Phone, noor: Phone, picture: blob.Blob) -> None:
    case_id, other = dana.new_case(), dana.new_case()
    small, announced, elsewhere = (blob.seal(os.urandom(16), os.urandom(32), b"small") for _ in range(3))
    dana.upload(case_id, picture)
    dana.upload(case_id, small)
    dana.upload(other, elsewhere)
    dana.announce(case_id, announced)
    found = read(dana.get(f"/v1/cases/{case_id.hex()}/blobs"))["blob_ids"]
    assert found == sorted([picture.blob_id.hex(), small.blob_id.hex()])
    answer = noor.get(f"/v1/cases/{case_id.hex()}/blobs")
    assert (answer.status_code, read(answer)["code"]) == (404, "not_found")


def test_other_bytes_at_the_same_place_are_refused(dana: Phone, picture: blob.Blob) -> None:
    dana.announce(dana.new_case(), picture)
    dana.put(f"{path_of(picture)}/chunks/0", picture.chunks[0])
    answer = dana.put(f"{path_of(picture)}/chunks/0", picture.chunks[1])
    assert (answer.status_code, read(answer)["code"]) == (409, "chunk_conflict")
    assert dana.get(f"{path_of(picture)}/chunks/0").data == picture.chunks[0]


@pytest.mark.parametrize(("i", "change"), [(0, -1), (0, 1), (2, -1), (2, 1)])
def test_a_chunk_has_the_length_its_header_gives_it(dana: Phone, picture: blob.Blob, i: int, change: int) -> None:
    dana.announce(dana.new_case(), picture)
    octets = picture.chunks[i][:change] if change < 0 else picture.chunks[i] + b"\0"
    answer = dana.put(f"{path_of(picture)}/chunks/{i}", octets)
    assert (answer.status_code, read(answer)["code"]) == (422, "chunk_size")


def test_a_chunk_beyond_the_last_has_no_place(dana: Phone, picture: blob.Blob) -> None:
    dana.announce(dana.new_case(), picture)
    for i in (3, 2**32 - 1, 2**32, 2**70):
        assert dana.put(f"{path_of(picture)}/chunks/{i}", picture.chunks[0]).status_code == 404


def test_chunks_that_do_not_add_up_are_not_committed(dana: Phone, picture: blob.Blob) -> None:
    dana.announce(dana.new_case(), picture)
    for i, chunk in enumerate(picture.chunks):
        dana.put(f"{path_of(picture)}/chunks/{i}", chunk)
    answer = dana.post(f"{path_of(picture)}/commit", {"chunks_hash": b64(bytes(32))})
    assert (answer.status_code, read(answer)["code"]) == (422, "chunks_hash")
    state = read(dana.get(path_of(picture)))
    assert (state["committed"], state["present"]) == (False, [])


def test_a_chunk_spoilt_on_its_way_is_sent_again_after_the_commit_was_refused(dana: Phone, picture: blob.Blob) -> None:
    dana.announce(dana.new_case(), picture)
    commit = f"{path_of(picture)}/commit", {"chunks_hash": b64(picture.chunks_hash)}
    for chunks in ((picture.chunks[0], bytes(len(picture.chunks[1])), picture.chunks[2]), picture.chunks):
        for i, chunk in enumerate(chunks):
            assert dana.put(f"{path_of(picture)}/chunks/{i}", chunk).status_code == 204
        refused = dana.post(*commit).status_code
    assert refused == 204
    assert dana.post(commit[0], {"chunks_hash": b64(bytes(32))}).status_code == 422
    assert read(dana.get(path_of(picture)))["present"] == [0, 1, 2]
    assert fetched(dana, picture) == picture.chunks


def test_a_stranger_finds_no_blob(dana: Phone, sam: Phone, picture: blob.Blob) -> None:
    dana.upload(dana.new_case(), picture)
    answers = [
        sam.get(path_of(picture)),
        sam.get(f"{path_of(picture)}/chunks/0"),
        sam.put(f"{path_of(picture)}/chunks/0", picture.chunks[0]),
        sam.post(f"{path_of(picture)}/commit", {"chunks_hash": b64(picture.chunks_hash)}),
        sam.announce(sam.new_case(), picture),
    ]
    assert [answer.status_code for answer in answers] == [404] * 5


def test_a_blob_stays_in_its_case(dana: Phone, picture: blob.Blob) -> None:
    dana.announce(dana.new_case(), picture)
    answer = dana.announce(dana.new_case(), picture)
    assert (answer.status_code, read(answer)["code"]) == (409, "blob_conflict")


def put(at: int, octets: bytes) -> Callable[[bytearray], None]:
    def change(hdr: bytearray) -> None:
        hdr[at : at + len(octets)] = octets

    return change


@pytest.mark.parametrize(
    "change",
    [
        put(0, b"E2BL"),
        put(4, b"\x02"),
        put(5, b"\x16"),
        put(5, b"\x00"),
        put(6, b"\0\x01"),
        put(8, b"\0\0\0\x02"),
        put(12, bytes(8)),
        put(12, b"\xff" * 8),
        put(19, b"\x01"),
        put(20, bytes(12)),
    ],
)
def test_a_header_the_protocol_does_not_allow_is_refused(
    dana: Phone, picture: blob.Blob, change: Callable[[bytearray], None]
) -> None:
    hdr = bytearray(picture.hdr)
    change(hdr)
    body = {"blob_id": picture.blob_id.hex(), "hdr": b64(bytes(hdr))}
    answer = dana.post(f"/v1/cases/{dana.new_case().hex()}/blobs", body)
    assert (answer.status_code, read(answer)["code"]) == (422, "blob_format")


@pytest.mark.folder
def test_chunks_lie_under_the_blobs_id_readable_by_their_owner_only(
    dana: Phone, picture: blob.Blob, tmp_path: Path
) -> None:
    dana.upload(dana.new_case(), picture)
    name = picture.blob_id.hex()
    folder = tmp_path / "instance" / "blobs"
    assert (folder / "b" / name[:2] / name / "1").read_bytes() == picture.chunks[1]
    assert folder.stat().st_mode & 0o077 == 0
