"""Key slots as far as the server can check them: layout, types, signature over the set."""

import hashlib
import struct
from dataclasses import dataclass

from server.accounts.errors import SlotRefused
from server.signatures import holds

PW, REC, PRF = 1, 2, 3
_HEAD = struct.Struct(">4sBBH16sIQ32s")
_ENC_PRIV_BYTES = 32 + 32 + 32 + 16
_SEALED_AMK_BYTES = 32 + 48
_PW_PARAMS = struct.Struct(">BIIB16s")
_MEMORY_KIB = range(32 * 1024, 1024 * 1024 + 1)
_PASSES = range(3, 17)
_PRF_HEAD_BYTES = 1 + 32 + 2
_CREDENTIAL_BYTES = range(1, 1024)


@dataclass(frozen=True)
class Slot:
    """What the server reads of a slot: all but the sealed key. Equal ones are opened by the same secret."""

    kind: int
    slot_id: str
    kdf_params: bytes
    public: bytes
    enc_priv: bytes

    @property
    def credential_id(self) -> bytes:
        """The passkey's WebAuthn credential id; of prf slots only."""
        return self.kdf_params[_PRF_HEAD_BYTES:]


@dataclass(frozen=True)
class SlotSet:
    """A set as the protocol allows it: a recovery slot with a passphrase's, passkeys' or both."""

    pw: Slot | None
    rec: Slot
    prf: tuple[Slot, ...]


def _counted(octets: bytes, at: int) -> tuple[bytes, int]:
    if at + 2 > len(octets):
        raise SlotRefused()
    end = at + 2 + int.from_bytes(octets[at : at + 2])
    if end > len(octets):
        raise SlotRefused()
    return octets[at + 2 : end], end


def parse(octets: bytes, gen: int) -> Slot:
    """One slot of the account's generation; SlotRefused otherwise."""
    if len(octets) < _HEAD.size:
        raise SlotRefused()
    magic, suite, kind, flags, slot_id, slot_gen, _created, public = _HEAD.unpack_from(octets)
    kdf_params, at = _counted(octets, _HEAD.size)
    enc_priv, at = _counted(octets, at)
    sealed_amk, at = _counted(octets, at)
    known = (magic, suite, flags, slot_gen) == (b"E1SL", 1, 0, gen) and kind in (PW, REC, PRF)
    sized = (len(enc_priv), len(sealed_amk), at) == (_ENC_PRIV_BYTES, _SEALED_AMK_BYTES, len(octets))
    if not known or not sized:
        raise SlotRefused()
    if kind == PW:
        check_pw_params(kdf_params)
    elif kind == PRF:
        _check_prf_params(kdf_params)
    elif kdf_params != b"\x02":
        raise SlotRefused()
    return Slot(kind, slot_id.hex(), kdf_params, public, enc_priv)


def newest(octets: list[bytes]) -> int:
    """When the newest of some slots was made."""
    return max(int.from_bytes(each[28:36]) for each in octets)


def check_pw_params(kdf_params: bytes) -> None:
    """Refuses Argon2id parameters that a phone would refuse."""
    if len(kdf_params) != _PW_PARAMS.size:
        raise SlotRefused()
    version, memory, passes, lanes, _salt = _PW_PARAMS.unpack(kdf_params)
    if version != 1 or lanes < 1 or memory not in _MEMORY_KIB or passes not in _PASSES:
        raise SlotRefused()


def _check_prf_params(kdf_params: bytes) -> None:
    credential = kdf_params[_PRF_HEAD_BYTES:]
    if kdf_params[:1] != b"\x03" or len(credential) not in _CREDENTIAL_BYTES:
        raise SlotRefused()
    if int.from_bytes(kdf_params[_PRF_HEAD_BYTES - 2 : _PRF_HEAD_BYTES]) != len(credential):
        raise SlotRefused()


def sorted_out(octets: list[bytes], gen: int) -> SlotSet:
    """The set by type; SlotRefused when it is not one that the protocol allows."""
    parsed = [parse(each, gen) for each in octets]
    of_kind = {kind: [slot for slot in parsed if slot.kind == kind] for kind in (PW, REC, PRF)}
    counts = (len(of_kind[PW]), len(of_kind[REC]))
    if counts not in {(1, 1), (0, 1)} or len(parsed) < 2 or len({slot.slot_id for slot in parsed}) != len(parsed):
        raise SlotRefused()
    return SlotSet(next(iter(of_kind[PW]), None), of_kind[REC][0], tuple(of_kind[PRF]))


def check_set(account_id: str, gen: int, slots: list[bytes], signature: bytes, ik_public: bytes) -> SlotSet:
    """A set that the identity key signed; SlotRefused otherwise."""
    found = sorted_out(slots, gen)
    ordered = sorted(slots, key=lambda octets: octets[8:24])
    message = b"e1/slots" + bytes.fromhex(account_id) + struct.pack(">IH", gen, len(slots))
    message += b"".join(hashlib.sha256(octets).digest() for octets in ordered)
    if not holds(ik_public, signature, message):
        raise SlotRefused()
    return found
