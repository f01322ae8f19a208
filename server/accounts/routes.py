"""The accounts room's calls."""

from flask import Blueprint, Response, current_app
from flask_wtf.csrf import generate_csrf

from server import answers, auth, clock, db, rate_limits
from server.accounts import identity_log, leaving, login_name, passkey_routes, rekeying, service
from server.auth import access
from server.bodies import Json
from server.principals import Account
from server.schemas import accounts as shapes
from server.schemas.wire import Empty
from server.version import VERSION

SLOTS_MAX_BYTES = 1024 * 1024
blueprint = Blueprint("accounts", __name__)
blueprint.register_blueprint(passkey_routes.blueprint)


@blueprint.get("/v1/hello")
@access("anyone")
def hello() -> Response:
    """Greets a page."""
    caller = auth.caller()
    return answers.shape(
        shapes.Hello(
            csrf=generate_csrf(),
            signed_in=caller is not None,
            account_id=caller.account_id if caller else None,
            device_id=caller.device_id if caller else None,
            leaving=clock.rfc3339(caller.leaves_ms) if caller and caller.leaves_ms else None,
            server_time_ms=clock.now_ms(),
            invite_only=current_app.config["INVITE_ONLY"],
            vapid_public_key=current_app.config["VAPID_PUBLIC_KEYS"][0],
            version=VERSION,
        )
    )


@blueprint.post("/v1/auth/register")
@access("anyone", Json(shapes.RegisterRequest), limited="sign_in")
def register(body: shapes.RegisterRequest) -> Response:
    """Keeps a new account."""
    return auth.set_cookie(answers.shape(Empty(), 201), service.register(body))


@blueprint.post("/v1/auth/prelogin")
@access("anyone", Json(shapes.PreloginRequest), limited="sign_in")
def prelogin(body: shapes.PreloginRequest) -> Response:
    """Answers any name alike."""
    account_id, kdf_params = service.prelogin(login_name.compared(body.login))
    return answers.shape(shapes.PreloginAnswer.model_construct(account_id=account_id, kdf_params=kdf_params))


@blueprint.post("/v1/auth/login")
@access("anyone", Json(shapes.LoginRequest), limited="sign_in")
def login(body: shapes.LoginRequest) -> Response:
    """Opens a session for the right passphrase."""
    name = login_name.compared(body.login)
    rate_limits.count_name(name, own=service.is_callers(Account.login == name))
    return _entered(*service.login(name, body.auth, body.device_id))


@blueprint.post("/v1/recovery/start")
@access("anyone", Json(shapes.RecoveryStartRequest), limited="sign_in")
def recovery_start(body: shapes.RecoveryStartRequest) -> Response:
    """Answers any recovery id alike."""
    return answers.shape(shapes.RecoveryStartAnswer(account_id=service.recovery_start(body.rec_id)))


@blueprint.post("/v1/recovery/finish")
@access("anyone", Json(shapes.RecoveryFinishRequest), limited="sign_in")
def recovery_finish(body: shapes.RecoveryFinishRequest) -> Response:
    """Opens a session for the right recovery code."""
    rate_limits.count_name(body.rec_id, own=service.is_callers(Account.rec_id == body.rec_id))
    return _entered(*service.recover(body.rec_id, body.auth, body.device_id))


def _entered(account_id: str, token: str) -> Response:
    return auth.set_cookie(answers.shape(service.keys(account_id)), token)


@blueprint.post("/v1/auth/logout")
@access("session", Json(Empty), while_leaving=True)
def logout(_body: Empty) -> Response:
    """Closes the session."""
    caller = auth.signed_in()
    with db.write():
        auth.close_session(caller)
    return auth.clear_cookie(answers.empty())


@blueprint.get("/v1/account/keys")
@access("session", while_leaving=True)
def account_keys() -> Response:
    """Everything sealed that opens the account."""
    return answers.shape(service.keys(auth.signed_in().account_id))


@blueprint.put("/v1/account/slots")
@access("device", Json(shapes.SlotsPut, SLOTS_MAX_BYTES))
def put_slots(body: shapes.SlotsPut) -> Response:
    """Replaces the key slots."""
    return answers.shape(shapes.SlotsKept(gen=rekeying.replace(auth.signed_in(), body)))


@blueprint.post("/v1/account/leave")
@access("device", Json(shapes.LeavingRequest), limited="sign_in", while_leaving=True)
def leave(body: shapes.LeavingRequest) -> Response:
    """Begins the account's last days."""
    return answers.shape(shapes.Leaving(ends=clock.rfc3339(leaving.leave(auth.signed_in(), body.auth))))


@blueprint.post("/v1/account/stay")
@access("session", Json(shapes.LeavingRequest), limited="sign_in", while_leaving=True)
def stay(body: shapes.LeavingRequest) -> Response:
    """Takes the leaving back."""
    leaving.stay(auth.signed_in(), body.auth)
    return answers.empty()


@blueprint.post("/v1/account/erase")
@access("session", Json(shapes.LeavingRequest), limited="sign_in", while_leaving=True)
def erase(body: shapes.LeavingRequest) -> Response:
    """Ends the account now."""
    leaving.end(auth.signed_in(), body.auth)
    return auth.clear_cookie(answers.shape(Empty(), 202))


@blueprint.get("/v1/devices")
@access("device")
def devices() -> Response:
    """Lists the account's devices."""
    return answers.shape(service.devices(auth.signed_in().account_id))


@blueprint.get("/v1/identity")
@access("session")
def identity_entries() -> Response:
    """The identity log."""
    log = identity_log.entries(auth.signed_in().account_id)
    return answers.shape(shapes.IdentityEntries.model_construct(entries=log))


@blueprint.post("/v1/identity")
@access("session", Json(shapes.IdentityAppend))
def identity_append(body: shapes.IdentityAppend) -> Response:
    """Admits a device."""
    return answers.shape(shapes.IdentityAppended(n=service.append(auth.signed_in(), body.entry)), 201)
