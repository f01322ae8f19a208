"""The timestamps room's calls."""

from flask import Blueprint, Response, current_app

from server import answers
from server.auth import access
from server.bodies import Octets
from server.schemas.timestamps import TimestampAuthority
from server.timestamps.authority import Authority
from server.timestamps.outside import Outside

QUERY_MAX_BYTES = 2048
blueprint = Blueprint("timestamps", __name__)


def _authority() -> Authority | Outside:
    found = current_app.config["TIMESTAMPS"]
    assert isinstance(found, Authority | Outside)  # noqa: S101
    return found


@blueprint.post("/timestamps")
@access("anyone", Octets(QUERY_MAX_BYTES, "application/timestamp-query"), limited="timestamps", csrf=False)
def stamp(query: bytes) -> Response:
    """An RFC 3161 query, answered by this server's clock or by the outside authority."""
    return Response(_authority().answer(query), content_type="application/timestamp-reply")


@blueprint.get("/timestamps")
@access("anyone")
def authority() -> Response:
    """Who answers queries here, with the certificates by which its tokens are checked."""
    found = _authority()
    return answers.shape(TimestampAuthority(independent=isinstance(found, Outside), chain_pem=found.chain_pem))
