"""The sync room's calls."""

from flask import Blueprint, Response, request

from server import answers, auth, quota
from server.auth import access
from server.bodies import Json, Octets, read_query
from server.db import session
from server.principals import Account
from server.schemas.sync import CaseRef, PullQuery, Quota
from server.sync import healing, service

PUSH_MAX_BYTES = 4 * 1024 * 1024
blueprint = Blueprint("sync", __name__)


@blueprint.post("/v1/cases")
@access("device", Json(CaseRef))
def start_case(body: CaseRef) -> Response:
    """Starts a log, or finds it started."""
    new = service.start_case(auth.signed_in().account_id, body.case_id)
    return answers.shape(body, 201 if new else 200)


@blueprint.post("/v1/cases/<id:case_id>/ops")
@access("device", Octets(PUSH_MAX_BYTES))
def push_ops(body: bytes, case_id: str) -> Response:
    """Appends ops."""
    return answers.shape(service.push(auth.signed_in().account_id, case_id, body))


@blueprint.post("/v1/cases/<id:case_id>/heal")
@access("device", Octets(PUSH_MAX_BYTES))
def heal_log(body: bytes, case_id: str) -> Response:
    """Appends what a restored backup lost."""
    return answers.shape(healing.heal(auth.signed_in().account_id, case_id, body))


@blueprint.get("/v1/cases/<id:case_id>/ops")
@access("device")
def pull_ops(case_id: str) -> Response:
    """Gives ops back."""
    return answers.octets(service.pull(auth.signed_in().account_id, case_id, read_query(PullQuery)))


@blueprint.get("/v1/feed")
@access("device")
def feed() -> Response:
    """Tells what changed."""
    return answers.shape(service.feed(auth.signed_in().account_id, request.args.get("cursor", "")))


@blueprint.get("/v1/quota")
@access("device")
def read_quota() -> Response:
    """Tells how much room there is."""
    account = session().get_one(Account, auth.signed_in().account_id)
    return answers.shape(Quota(used_bytes=account.used_bytes, limit_bytes=quota.limit_bytes()))
