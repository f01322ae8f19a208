"""The packets room's one call."""

from flask import Blueprint, Response, request

from server.auth import access
from server.bodies import Octets
from server.packets.service import pdf
from server.typesetting.limits import RECORD_MAX_BYTES

blueprint = Blueprint("packets", __name__)


@blueprint.post("/packets")
@access("anyone", Octets(RECORD_MAX_BYTES, "application/json"), limited="typesetting", alone=True)
def typeset(record: bytes) -> Response:
    """record.json as it is, typeset on `?paper=a4` or `letter`; stand-ins where the phone puts its pictures."""
    return Response(pdf(record, request.args.get("paper", "letter")), content_type="application/pdf")
