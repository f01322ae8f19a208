"""The key slots of an account, replaced as a whole, alone or with a rotation.

A session alone changes no way in: what the identity key did not sign for a new secret, or signed for an older set, is
refused, so that a stolen cookie with the set that the server itself shows locks nobody out.
"""

from sqlalchemy import delete, select

from server import auth, db
from server.accounts import identity, passkeys, peppered, rotation, slots
from server.accounts.errors import AccountExists, SlotRefused, SlotsConflict
from server.accounts.models import IdentityEntry, KeySlot
from server.accounts.slots import SlotSet
from server.principals import Account
from server.quota import locked_account
from server.schemas.accounts import SlotsPut


def replace(caller: auth.Caller, body: SlotsPut) -> int:
    """The generation that stands; all of the request is kept or nothing. A repeat answers as the first time."""
    with db.write():
        account = locked_account(caller.account_id)
        if not _is_kept(account, body):
            if body.if_slots_sig != account.slots_sig:
                raise SlotsConflict()
            _replace(caller, account, body)
        if body.sign_out_others:
            auth.close_others(caller)
        return account.gen


def _is_kept(account: Account, body: SlotsPut) -> bool:
    if (body.slots_sig, body.bundle, body.gen) != (account.slots_sig, account.bundle, account.gen):
        return False
    pw_kept = body.pw is None or peppered.matches(body.pw.auth, account.pw_mac)
    return pw_kept and (body.rec is None or peppered.matches(body.rec.auth, account.rec_mac))


def _replace(caller: auth.Caller, account: Account, body: SlotsPut) -> None:
    octets = _octets(account.id)
    if slots.newest(body.slots) < slots.newest(octets):
        raise SlotRefused()
    before = slots.sorted_out(octets, account.gen)
    if body.entries:
        rotation.rotate(caller, account, body)
    elif (body.gen, body.bundle) != (account.gen, account.bundle):
        raise SlotRefused()
    after = slots.check_set(account.id, body.gen, body.slots, body.slots_sig, _ik_public(account.id))
    _set_passphrase(account, body, before, after)
    _set_recovery(account, body, before, after)
    _keep_passkeys(account.id, before, after)
    account.slots_sig = body.slots_sig
    session = db.session()
    session.execute(delete(KeySlot).where(KeySlot.account_id == account.id))
    session.add_all(KeySlot(account_id=account.id, slot_id=each[8:24].hex(), octets=each) for each in body.slots)


def _octets(account_id: str) -> list[bytes]:
    return list(db.session().scalars(select(KeySlot.octets).where(KeySlot.account_id == account_id)))


def _ik_public(account_id: str) -> bytes:
    genesis = db.session().get_one(IdentityEntry, (account_id, 1))
    return identity.parse(genesis.octets, account_id).ik_public


def _set_passphrase(account: Account, body: SlotsPut, before: SlotSet, after: SlotSet) -> None:
    if body.pw is None:
        if after.pw is None:
            account.kdf_params = account.pw_mac = None
        elif after.pw != before.pw:
            raise SlotRefused()
    elif after.pw in (None, before.pw) or (after.pw.slot_id, after.pw.kdf_params) != (
        body.pw.slot_id,
        body.pw.kdf_params,
    ):
        raise SlotRefused()
    else:
        account.kdf_params, account.pw_mac = body.pw.kdf_params, peppered.mac(body.pw.auth)


def _keep_passkeys(account_id: str, before: SlotSet, after: SlotSet) -> None:
    opened = {slot.slot_id: slot for slot in before.prf}
    if any(opened.get(slot.slot_id, slot) != slot for slot in after.prf):
        raise SlotRefused()
    passkeys.follow(account_id, after)


def _set_recovery(account: Account, body: SlotsPut, before: SlotSet, after: SlotSet) -> None:
    if body.rec is None:
        if after.rec != before.rec:
            raise SlotRefused()
        return
    if after.rec == before.rec or after.rec.slot_id != body.rec.slot_id:
        raise SlotRefused()
    same = select(Account.id).where(Account.rec_id == body.rec.rec_id, Account.id != account.id)
    if db.session().scalar(same):
        raise AccountExists()
    account.rec_id, account.rec_mac = body.rec.rec_id, peppered.mac(body.rec.auth)
