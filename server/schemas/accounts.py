"""Wire shapes of the accounts room: greeting, registration, signing in, keys and the identity log."""

from typing import Annotated

from pydantic import Field

from server.schemas.wire import Base64Url, Count, Id, Shape

Auth = Annotated[bytes, Base64Url(32)]
Bundle = Annotated[bytes, Base64Url(81, 8192)]
Slot = Annotated[bytes, Base64Url(64, 1536)]
Signature = Annotated[bytes, Base64Url(64)]
KdfParams = Annotated[bytes, Base64Url(26)]
Entry = Annotated[bytes, Base64Url(64, 64 * 1024)]
ShortEntry = Annotated[bytes, Base64Url(64, 512)]

LoginName = Annotated[str, Field(min_length=1, max_length=256)]
Generation = Annotated[int, Field(ge=1, le=2**32 - 1)]
FirstGeneration = Annotated[int, Field(ge=1, le=1)]


Instant = Annotated[str, Field(description="RFC 3339, UTC")]


class Hello(Shape):
    """What a page needs before its first call."""

    csrf: str
    signed_in: bool
    account_id: Id | None = None
    device_id: Id | None = None
    leaving: Instant | None = None
    server_time_ms: Count
    invite_only: bool
    vapid_public_key: str
    version: str


class PwRegistration(Shape):
    """What the server keeps for signing in with a passphrase."""

    slot_id: Id
    auth: Auth
    kdf_params: KdfParams


class RecRegistration(Shape):
    """What the server keeps for signing in with a recovery code."""

    slot_id: Id
    rec_id: Id
    auth: Auth


class RegisterRequest(Shape):
    """A whole account, made on the phone; without `pw`, its other slot is that of a passkey proven before."""

    login: LoginName
    account_id: Id
    gen: FirstGeneration
    bundle: Bundle
    slots: Annotated[list[Slot], Field(min_length=2, max_length=2)]
    slots_sig: Signature
    pw: PwRegistration | None
    rec: RecRegistration
    identity: Annotated[list[ShortEntry], Field(min_length=2, max_length=2)]
    invite: Annotated[str, Field(max_length=64)] | None = None


class PreloginRequest(Shape):
    """A login name, known or not."""

    login: LoginName


class PreloginAnswer(Shape):
    """What the phone needs to derive its auth key; a stable fake for unknown names."""

    account_id: Id
    kdf_params: KdfParams


class LoginRequest(Shape):
    """Proof of the passphrase."""

    login: LoginName
    auth: Auth
    device_id: Id | None


class RecoveryStartRequest(Shape):
    """The public half of a recovery code."""

    rec_id: Id


class RecoveryStartAnswer(Shape):
    """The account a recovery code belongs to; a stable fake for unknown codes."""

    account_id: Id


class RecoveryFinishRequest(Shape):
    """Proof of the recovery code."""

    rec_id: Id
    auth: Auth
    device_id: Id | None


class AccountKeys(Shape):
    """Everything sealed that a phone needs to open the account."""

    account_id: Id
    login: str
    gen: Generation
    bundle: Bundle
    slots: list[Slot]
    slots_sig: Signature
    identity: list[Entry]
    leaving: Instant | None = None


class SlotsPut(Shape):
    """A slot set in place of the one that `if_slots_sig` signs; `pw` and `rec` come when their secret changes."""

    if_slots_sig: Signature
    gen: Generation
    bundle: Bundle
    slots: Annotated[list[Slot], Field(min_length=2, max_length=10)]
    slots_sig: Signature
    pw: PwRegistration | None
    rec: RecRegistration | None
    entries: Annotated[list[Entry], Field(max_length=100)]
    sign_out_others: bool


class SlotsKept(Shape):
    """The generation that stands."""

    gen: Generation


class LeavingRequest(Shape):
    """Proof of the passphrase or of the recovery code."""

    auth: Auth


class Leaving(Shape):
    """When the account will be erased."""

    ends: Instant


class DeviceSeen(Shape):
    """A device of the identity log; `last_seen_day` is the last day, in UTC, on which it called."""

    device_id: Id
    letter: Count
    last_seen_day: Annotated[str, Field(description="YYYY-MM-DD")] | None = None
    revoked: bool


class Devices(Shape):
    """The account's devices in the order of their letters."""

    devices: list[DeviceSeen]


class IdentityEntries(Shape):
    """The identity log."""

    entries: list[Entry]


class IdentityAppend(Shape):
    """One new entry of the identity log."""

    entry: ShortEntry


class IdentityAppended(Shape):
    """The place the entry got."""

    n: Count
