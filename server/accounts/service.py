"""Registering, getting in, growing the identity log."""

from flask import current_app
from sqlalchemy import ColumnElement, or_, select

from server import auth, cases, clock, db
from server.accounts import identity, identity_log, invites, login_name, passkeys, peppered, slots
from server.accounts.errors import AccountExists, AuthFailed, IdentityConflict, IdentityRefused, LoginTaken, SlotRefused
from server.accounts.models import IdentityEntry, KeySlot
from server.principals import Account, Device
from server.quota import locked_account
from server.schemas.accounts import AccountKeys, Devices, DeviceSeen, RegisterRequest


def _check_registration(body: RegisterRequest) -> tuple[identity.Entry, slots.SlotSet]:
    genesis, device = identity.check_start(body.identity, body.account_id)
    found = slots.check_set(body.account_id, body.gen, body.slots, body.slots_sig, genesis.ik_public)
    pw = None if found.pw is None else (found.pw.slot_id, found.pw.kdf_params)
    told = None if body.pw is None else (body.pw.slot_id, body.pw.kdf_params)
    if (pw, found.rec.slot_id) != (told, body.rec.slot_id):
        raise SlotRefused()
    return device, found


def _refuse_taken(body: RegisterRequest, login: str) -> None:
    session = db.session()
    if session.scalar(select(Account.id).where(Account.login == login)):
        raise LoginTaken()
    same = or_(Account.id == body.account_id, Account.rec_id == body.rec.rec_id)
    if session.scalar(select(Account.id).where(same)) or session.get(cases.Case, body.account_id):
        raise AccountExists()


def register(body: RegisterRequest) -> str:
    """A new account with its home log; the session's cookie value."""
    login = login_name.compared(body.login)
    device, found = _check_registration(body)
    with db.write() as session:
        if current_app.config["INVITE_ONLY"]:
            invites.use(body.invite)  # before names are compared: without a code none can be probed
        _refuse_taken(body, login)
        account = Account(
            id=body.account_id,
            login=login,
            created_ms=clock.now_ms(),
            gen=body.gen,
            bundle=body.bundle,
            slots_sig=body.slots_sig,
            kdf_params=None if body.pw is None else body.pw.kdf_params,
            pw_mac=None if body.pw is None else peppered.mac(body.pw.auth),
            rec_id=body.rec.rec_id,
            rec_mac=peppered.mac(body.rec.auth),
            used_bytes=0,
            changes=0,
        )
        session.add(account)
        session.flush()
        passkeys.follow(account.id, found)
        session.add_all(
            KeySlot(account_id=account.id, slot_id=octets[8:24].hex(), octets=octets) for octets in body.slots
        )
        session.add_all(
            IdentityEntry(account_id=account.id, n=n, octets=octets) for n, octets in enumerate(body.identity, 1)
        )
        session.add(identity_log.new_device(account.id, device))
        cases.start(account, account.id)
        session.flush()
        return auth.open_session(account.id, device.device_id)


def prelogin(login: str) -> tuple[str, bytes]:
    """(account_id, kdf_params), or the name's stable fakes; an account without a passphrase answers fakes too."""
    account = _find(Account.login == login)
    fake = peppered.fake_account_id("login", login), peppered.fake_kdf_params(login)
    return fake if account is None or account.kdf_params is None else (account.id, account.kdf_params)


def recovery_start(rec_id: str) -> str:
    """The account id of a recovery code, or the code's stable fake."""
    account = _find(Account.rec_id == rec_id)
    fake = peppered.fake_account_id("recovery", rec_id)
    return fake if account is None else account.id


def login(login: str, auth_key: bytes, device_id: str | None) -> tuple[str, str]:
    """(account_id, cookie value) for the right passphrase; AuthFailed otherwise."""
    account = _find(Account.login == login)
    return _enter(account, auth_key, None if account is None else account.pw_mac, device_id)


def recover(rec_id: str, auth_key: bytes, device_id: str | None) -> tuple[str, str]:
    """(account_id, cookie value) for the right recovery code; AuthFailed otherwise."""
    account = _find(Account.rec_id == rec_id)
    return _enter(account, auth_key, None if account is None else account.rec_mac, device_id)


def is_callers(condition: ColumnElement[bool]) -> bool:
    """Whether an account is that of the device whose session this request carries."""
    caller = auth.caller()
    if caller is None or caller.device_id is None:
        return False
    return db.session().scalar(select(Account.id).where(condition, Account.id == caller.account_id)) is not None


def _find(condition: ColumnElement[bool]) -> Account | None:
    account = db.session().scalars(select(Account).where(condition)).one_or_none()
    return None if account is None or account.ended else account


def _enter(account: Account | None, auth_key: bytes, kept: bytes | None, device_id: str | None) -> tuple[str, str]:
    if not peppered.matches(auth_key, kept) or account is None:
        raise AuthFailed()
    account_id = account.id
    with db.write():
        return account_id, auth.open_session(account_id, device_id)


def keys(account_id: str) -> AccountKeys:
    """Everything sealed that opens the account."""
    session = db.session()
    account = session.get_one(Account, account_id)
    kept = select(KeySlot.octets).where(KeySlot.account_id == account_id).order_by(KeySlot.slot_id)
    return AccountKeys.model_construct(
        account_id=account.id,
        login=account.login,
        gen=account.gen,
        bundle=account.bundle,
        slots=list(session.scalars(kept)),
        slots_sig=account.slots_sig,
        identity=identity_log.entries(account_id),
        leaving=None if account.leaves_ms is None else clock.rfc3339(account.leaves_ms),
    )


def append(caller: auth.Caller, octets: bytes) -> int:
    """A device add's place; ties the caller's session to it unless it is tied. A repeat answers its old place."""
    entry = identity.parse(octets, caller.account_id)
    if entry.kind != identity.DEVICE_ADD:
        raise IdentityRefused()
    with db.write() as session:
        locked_account(caller.account_id)
        log = identity_log.read(caller.account_id)
        if entry not in log:
            identity_log.add(caller.account_id, log, entry)
        if session.get_one(Device, (caller.account_id, entry.device_id)).revoked:
            raise IdentityConflict()
        if caller.device_id is None:
            auth.tie_session(caller, entry.device_id)
    return entry.n


def devices(account_id: str) -> Devices:
    """The account's devices, revoked ones too."""
    rows = db.session().scalars(select(Device).where(Device.account_id == account_id).order_by(Device.letter))
    seen = [
        DeviceSeen(device_id=row.id, letter=row.letter, last_seen_day=row.last_seen_day, revoked=row.revoked)
        for row in rows
    ]
    return Devices(devices=seen)
