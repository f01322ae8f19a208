"""The calls about passkeys."""

from flask import Blueprint, Response

from server import answers, auth
from server.accounts import challenges, passkeys, service
from server.auth import access
from server.bodies import Json
from server.schemas import passkeys as shapes
from server.schemas.wire import Empty

blueprint = Blueprint("passkeys", __name__)


@blueprint.post("/v1/webauthn/register/options")
@access("anyone", Json(shapes.PasskeyOffered), limited="sign_in")
def passkey_options(body: shapes.PasskeyOffered) -> Response:
    """A challenge for a new passkey; the account need not exist yet."""
    return _challenge(challenges.creation(body.account_id))


@blueprint.post("/v1/webauthn/register/verify")
@access("anyone", Json(shapes.PasskeyMade), limited="sign_in")
def passkey_made(body: shapes.PasskeyMade) -> Response:
    """Proves a new passkey; it opens nothing until a slot names it."""
    passkeys.prove(body)
    return answers.shape(Empty(), 201)


@blueprint.post("/v1/webauthn/login/options")
@access("anyone", Json(Empty), limited="sign_in")
def passkey_login_options(_body: Empty) -> Response:
    """A challenge for whichever passkey the person chooses: no name is asked."""
    return _challenge(challenges.LOGIN)


@blueprint.post("/v1/webauthn/login/verify")
@access("anyone", Json(shapes.PasskeyLogin), limited="sign_in")
def passkey_login(body: shapes.PasskeyLogin) -> Response:
    """Opens a session for a passkey's proof."""
    account_id, token = passkeys.log_in(body)
    return auth.set_cookie(answers.shape(service.keys(account_id)), token)


def _challenge(purpose: str) -> Response:
    return answers.shape(shapes.PasskeyChallenge.model_construct(challenge=challenges.give(purpose)))
