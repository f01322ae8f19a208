"""The blobs room's calls."""

from flask import Blueprint, Response

from server import answers, auth
from server.auth import access
from server.blobs import removal, service
from server.blobs.header import MAX_CHUNK_BYTES
from server.bodies import Json, Octets
from server.schemas.blobs import BlobCommit, NewBlob

_CHUNK = "/v1/blobs/<id:blob_id>/chunks/<int(max=4294967295):i>"
blueprint = Blueprint("blobs", __name__)


@blueprint.post("/v1/cases/<id:case_id>/blobs")
@access("device", Json(NewBlob))
def announce(body: NewBlob, case_id: str) -> Response:
    """Announces a blob; the answer tells which chunks are there."""
    new, there = service.announce(auth.signed_in().account_id, case_id, body.blob_id, body.hdr)
    return answers.shape(there, 201 if new else 200)


@blueprint.get("/v1/cases/<id:case_id>/blobs")
@access("device")
def committed(case_id: str) -> Response:
    """Tells which blobs of a case are there for good."""
    return answers.shape(service.committed(auth.signed_in().account_id, case_id))


@blueprint.put(_CHUNK)
@access("device", Octets(MAX_CHUNK_BYTES))
def put_chunk(body: bytes, blob_id: str, i: int) -> Response:
    """Keeps a chunk."""
    service.put_chunk(auth.signed_in().account_id, blob_id, i, body)
    return answers.empty()


@blueprint.get("/v1/blobs/<id:blob_id>")
@access("device")
def state(blob_id: str) -> Response:
    """Tells which chunks are there."""
    return answers.shape(service.state(auth.signed_in().account_id, blob_id))


@blueprint.delete("/v1/blobs/<id:blob_id>")
@access("device")
def free(blob_id: str) -> Response:
    """Deletes a blob."""
    removal.free(auth.signed_in().account_id, blob_id)
    return answers.empty()


@blueprint.post("/v1/blobs/<id:blob_id>/commit")
@access("device", Json(BlobCommit))
def commit(body: BlobCommit, blob_id: str) -> Response:
    """Seals a blob."""
    service.commit(auth.signed_in().account_id, blob_id, body.chunks_hash)
    return answers.empty()


@blueprint.get(_CHUNK)
@access("device")
def get_chunk(blob_id: str, i: int) -> Response:
    """Gives a chunk back."""
    found = service.chunk(auth.signed_in().account_id, blob_id, i)
    return answers.octets(found) if isinstance(found, bytes) else answers.file(found)
