"""Who may call a route and which body it may read: every route says so, or it does not answer."""

import functools
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar, overload

from flask import Flask, Response, current_app, g, request
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError, same_origin
from sqlalchemy import and_, bindparam, delete, select, update
from sqlalchemy.exc import OperationalError

from server import clock, db, logs, rate_limits
from server.bodies import NOTHING, Body, Json, Never, Nothing, Octets, ShapeT, check_declared, read_json, read_octets
from server.config import Config
from server.errors import AppError, Unauthorized, problem
from server.principals import Account, Device, PushSubscription, SignedIn
from server.schemas.wire import decode, encode

Who = Literal["anyone", "session", "device"]
P = ParamSpec("P")
R = TypeVar("R")
_SESSION_MS = 400 * clock.DAY_MS
_TOKEN_BYTES = 32
_CALLER = (
    select(
        SignedIn.account_id,
        SignedIn.device_id,
        SignedIn.token_hash,
        SignedIn.expires_ms,
        SignedIn.seen_day,
        Account.leaves_ms,
        Device.revoked,
    )
    .join(Account, Account.id == SignedIn.account_id)
    .outerjoin(Device, and_(Device.account_id == SignedIn.account_id, Device.id == SignedIn.device_id))
    .where(SignedIn.token_hash == bindparam("token_hash"))
)


class Leaving(AppError):
    """The account is leaving: it can stay, be erased, or wait for its end."""

    code, status, detail = "leaving", 410, "This account is leaving. Until then it can still stay."


class NotTied(Unauthorized):
    """Signed in, but the device is not yet in the identity log."""

    code, status, detail = "device_required", 403, "Add this device to the account first."


@dataclass(frozen=True)
class Access:
    """A route's declaration."""

    who: Who
    body: Body
    limited: rate_limits.Counted | None
    while_leaving: bool
    csrf: bool
    alone: bool
    """One call of it at a time in each web process: it takes seconds of a core."""


@dataclass(frozen=True)
class Caller:
    """Whose session a request carries."""

    account_id: str
    device_id: str | None
    token_hash: bytes
    seen_day: str | None
    leaves_ms: int | None


class _HeaderCSRF(CSRFProtect):  # type: ignore[misc]
    """CSRF by header only: looking for a form field would parse the body."""

    def _get_csrf_token(self) -> str | None:
        return request.headers.get("X-CSRFToken")

    def protect(self) -> None:
        """Over HTTPS a state change must also come from a page of PUBLIC_ORIGIN, whatever Host a proxy sends."""
        super().protect()
        origin = current_app.config["PUBLIC_ORIGIN"]
        changes = request.method in current_app.config["WTF_CSRF_METHODS"]
        if changes and origin.startswith("https://") and not same_origin(request.referrer or "", origin):
            raise CSRFError("The Referer is not a page of PUBLIC_ORIGIN.")


csrf = _HeaderCSRF()


@overload
def access(
    who: Who,
    body: Json[ShapeT],
    *,
    limited: rate_limits.Counted | None = ...,
    while_leaving: bool = ...,
    csrf: bool = ...,
) -> Callable[[Callable[Concatenate[ShapeT, P], R]], Callable[P, R]]: ...
@overload
def access(
    who: Who,
    body: Octets,
    *,
    limited: rate_limits.Counted | None = ...,
    while_leaving: bool = ...,
    csrf: bool = ...,
    alone: bool = ...,
) -> Callable[[Callable[Concatenate[bytes, P], R]], Callable[P, R]]: ...
@overload
def access(
    who: Who,
    body: Nothing | Never = ...,
    *,
    limited: rate_limits.Counted | None = ...,
    while_leaving: bool = ...,
    csrf: bool = ...,
    alone: bool = ...,
) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def access(
    who: Who,
    body: Any = NOTHING,
    *,
    limited: rate_limits.Counted | None = None,
    while_leaving: bool = False,
    csrf: bool = True,
    alone: bool = False,
) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Declares a route; a body it reads becomes its first argument. Without `csrf` it must heed no cookie."""

    def declare(view: Callable[..., R]) -> Callable[..., R]:
        @functools.wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> R:
            match body:
                case Json(shape):
                    return view(read_json(shape), *args, **kwargs)
                case Octets():
                    return view(read_octets(), *args, **kwargs)
                case _:
                    return view(*args, **kwargs)

        vars(wrapper)["access"] = Access(who, body, limited, while_leaving, csrf, alone)
        return wrapper

    return declare


def declared(app: Flask, endpoint: str) -> Access:
    """A route's declaration; KeyError when it made none."""
    found = vars(app.view_functions[endpoint])["access"]
    assert isinstance(found, Access)  # noqa: S101
    return found


def caller() -> Caller | None:
    """Whose session this request carries, if any."""
    if "caller" not in g:
        g.caller = _find_caller()
    found: Caller | None = g.caller
    return found


def signed_in() -> Caller:
    """The caller of a session or device route."""
    found = caller()
    if found is None:
        raise Unauthorized()
    return found


def device_of(found: Caller) -> str:
    """The device a device route was called from."""
    if found.device_id is None:
        raise NotTied()
    return found.device_id


def _hash(token: bytes) -> bytes:
    return hashlib.sha256(token).digest()


def _find_caller() -> Caller | None:
    try:
        token = decode(request.cookies.get(current_app.config["HOLDFAST_COOKIE"], ""))
    except ValueError:
        return None
    row = db.run(_CALLER, {"token_hash": _hash(token)}).one_or_none()
    if row is None or row.revoked or min(row.expires_ms, row.leaves_ms or row.expires_ms) <= clock.now_ms():
        return None
    return Caller(row.account_id, row.device_id, row.token_hash, row.seen_day, row.leaves_ms)


def open_session(account_id: str, device_id: str | None) -> str:
    """Inside a write transaction: a new session's cookie value; tied when the device is the account's."""
    session = db.session()
    token = secrets.token_bytes(_TOKEN_BYTES)
    device = None if device_id is None else session.get(Device, (account_id, device_id))
    known = device is not None and not device.revoked
    now = clock.now_ms()
    session.execute(delete(SignedIn).where(SignedIn.expires_ms <= now))
    session.add(
        SignedIn(
            token_hash=_hash(token),
            account_id=account_id,
            device_id=device_id if known else None,
            expires_ms=now + _SESSION_MS,
        )
    )
    return encode(token)


def tie_session(found: Caller, device_id: str) -> None:
    """Inside a write transaction: ties the caller's session to a device."""
    row = db.session().scalars(select(SignedIn).where(SignedIn.token_hash == found.token_hash)).one_or_none()
    if row is None:
        raise Unauthorized()
    row.device_id = device_id


def close_others(found: Caller) -> None:
    """Inside a write transaction: forgets the account's sessions but the caller's."""
    others = (SignedIn.account_id == found.account_id, SignedIn.token_hash != found.token_hash)
    db.session().execute(delete(SignedIn).where(*others))


def close_all(account_id: str) -> None:
    """Inside a write transaction: forgets every session of an account."""
    db.session().execute(delete(SignedIn).where(SignedIn.account_id == account_id))


def close_device(account_id: str, device_id: str) -> None:
    """Inside a write transaction: forgets a device's sessions with its push subscription."""
    for kept in (SignedIn, PushSubscription):
        db.session().execute(delete(kept).where(kept.account_id == account_id, kept.device_id == device_id))


def refuse_revoked(account_id: str, device_id: str) -> None:
    """Inside a write transaction that holds the account: Unauthorized when the device was revoked meanwhile."""
    device = db.session().get(Device, (account_id, device_id))
    if device is None or device.revoked:
        raise Unauthorized()


def close_session(found: Caller) -> None:
    """Inside a write transaction: forgets the caller's session with its device's push subscription."""
    own = (PushSubscription.account_id == found.account_id, PushSubscription.device_id == found.device_id)
    db.session().execute(delete(PushSubscription).where(*own))
    db.session().execute(delete(SignedIn).where(SignedIn.token_hash == found.token_hash))


def set_cookie(response: Response, token: str) -> Response:
    """Hands the session to the browser."""
    response.set_cookie(
        current_app.config["HOLDFAST_COOKIE"],
        token,
        max_age=_SESSION_MS // 1000,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
        path="/",
    )
    return response


def clear_cookie(response: Response) -> Response:
    """Takes the session back from the browser."""
    response.delete_cookie(
        current_app.config["HOLDFAST_COOKIE"],
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
        path="/",
    )
    return response


def _guard() -> None:
    if request.endpoint is None:
        return
    rule = declared(current_app, request.endpoint)
    if isinstance(rule.body, Never):
        return
    if rule.limited:
        rate_limits.count_address(rule.limited)
    check_declared(rule.body)
    if rule.csrf:
        csrf.protect()
    if rule.who == "anyone":
        return
    found = signed_in()
    if found.leaves_ms is not None and not rule.while_leaving:
        raise Leaving(ends=clock.rfc3339(found.leaves_ms))
    if rule.who == "device":
        _note_day(found)


def _no_csrf(_error: CSRFError) -> Response:
    return problem(400, "csrf", "The CSRF token is missing or stale. Ask /v1/hello for a new one.")


def _note_day(found: Caller) -> None:
    device_id, today = device_of(found), clock.today()
    if found.seen_day == today:
        return
    try:
        with db.write() as session:
            device = (Device.account_id == found.account_id, Device.id == device_id)
            session.execute(update(Device).where(*device).values(last_seen_day=today))
            session.execute(update(SignedIn).where(SignedIn.token_hash == found.token_hash).values(seen_day=today))
    except OperationalError as error:  # a full disk or a long write must not keep somebody from reading
        logs.failure("day_not_noted", error)


def install(app: Flask, config: Config) -> None:
    """Checks each request against its route's declaration before the view runs."""
    app.config.update(
        HOLDFAST_COOKIE=config.cookie_name("holdfast"),
        SESSION_COOKIE_NAME=config.cookie_name("holdfast-csrf"),
        SESSION_COOKIE_SECURE=config.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_SECRET_KEY=[*app.config["SECRET_KEY_FALLBACKS"][::-1], app.config["SECRET_KEY"]],
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_SSL_STRICT=False,
    )
    csrf.init_app(app)
    app.register_error_handler(CSRFError, _no_csrf)
    app.before_request(_guard)
