"""Key slots: the ways into an account."""

import struct
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from pyhpke import AEADId, CipherSuite, KDFId, KEMId
from pyhpke.exceptions import OpenError

from tests.reference import box
from tests.reference.box import Refusal, h, hkdf
from tests.reference.signing import sign, x_public_of

PW, REC, PRF, DEV = 1, 2, 3, 4
REC_PARAMS = b"\x02"
_SUITE = CipherSuite.new(KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES256_GCM)


def pw_params(salt: bytes, memory_kib: int = 65536, passes: int = 3, lanes: int = 1) -> bytes:
    """kdf_params of a pw slot."""
    return struct.pack(">BIIB", 1, memory_kib, passes, lanes) + salt


def pw_keys(passphrase: str, account_id: bytes, kdf_params: bytes) -> tuple[bytes, bytes]:
    """(auth, KEK) from a passphrase."""
    version, memory, passes, lanes = struct.unpack(">BIIB", kdf_params[:10])
    if version != 1 or len(kdf_params) != 26:
        raise Refusal("format")
    words = unicodedata.normalize("NFKC", passphrase).encode()
    ikm = Argon2id(salt=kdf_params[10:], length=32, iterations=passes, lanes=lanes, memory_cost=memory).derive(words)
    okm = hkdf(ikm, b"", b"e1/pw" + account_id, 64)
    return okm[:32], okm[32:]


def rec_keys(rk: bytes, account_id: bytes) -> tuple[bytes, bytes]:
    """(auth, KEK) from a recovery key."""
    okm = hkdf(rk, account_id, b"e1/rec", 64)
    return okm[:32], okm[32:]


def prf_params(salt: bytes, credential_id: bytes) -> bytes:
    """kdf_params of a prf slot."""
    return b"\x03" + salt + struct.pack(">H", len(credential_id)) + credential_id


def prf_kek(prf_output: bytes, slot_id: bytes) -> bytes:
    """KEK from what a passkey answers to H("e1/prf" ‖ salt)."""
    return hkdf(prf_output, slot_id, b"e1/prf", 32)


def rec_id(rk: bytes) -> bytes:
    """What finds the account of a recovery key."""
    return hkdf(rk, b"", b"e1/rec-id", 16)


def _enc_priv_aad(account_id: bytes, ik_pub: bytes, slot_id: bytes, kind: int, kdf_params: bytes) -> bytes:
    return account_id + slot_id + bytes([kind]) + h(kdf_params) + ik_pub


def _info(account_id: bytes, slot_id: bytes, kind: int, gen: int) -> bytes:
    return b"e1/slot" + account_id + slot_id + bytes([kind]) + struct.pack(">I", gen)


@dataclass(frozen=True)
class Slot:
    """A parsed slot."""

    kind: int
    slot_id: bytes
    gen: int
    created_ms: int
    public: bytes
    kdf_params: bytes
    enc_priv: bytes
    sealed_amk: bytes


def build(
    *,
    account_id: bytes,
    ik_pub: bytes,
    slot_id: bytes,
    kind: int,
    created_ms: int,
    private: bytes,
    kek: bytes,
    kdf_params: bytes,
    amk: bytes,
    gen: int = 1,
) -> bytes:
    """A slot's bytes."""
    public = x_public_of(private)
    enc_priv = box.seal(kek, "slot", _enc_priv_aad(account_id, ik_pub, slot_id, kind, kdf_params), private)
    pkr = _SUITE.kem.deserialize_public_key(public)
    enc, context = _SUITE.create_sender_context(pkr, info=_info(account_id, slot_id, kind, gen))
    head = b"E1SL\x01" + struct.pack(">BH", kind, 0) + slot_id + struct.pack(">IQ", gen, created_ms) + public
    tail = b"".join(struct.pack(">H", len(part)) + part for part in (kdf_params, enc_priv, enc + context.seal(amk)))
    return head + tail


def reseal(octets: bytes, account_id: bytes, amk: bytes, gen: int) -> bytes:
    """The slot with another AMK behind it, opened by the same secret."""
    slot = parse(octets)
    pkr = _SUITE.kem.deserialize_public_key(slot.public)
    enc, context = _SUITE.create_sender_context(pkr, info=_info(account_id, slot.slot_id, slot.kind, gen))
    tail = len(slot.sealed_amk)
    return octets[:24] + struct.pack(">I", gen) + octets[28:-tail] + enc + context.seal(amk)


def redate(octets: bytes, created_ms: int) -> bytes:
    """The same slot, made at another time."""
    return octets[:28] + struct.pack(">Q", created_ms) + octets[36:]


def parse(octets: bytes) -> Slot:
    """A slot, or a Refusal: format, truncated."""
    if octets[:5] != b"E1SL\x01":
        raise Refusal("format")
    if len(octets) < 68:
        raise Refusal("truncated")
    kind, zero = struct.unpack(">BH", octets[5:8])
    if zero or kind not in (PW, REC, PRF, DEV):
        raise Refusal("format")
    gen, created_ms = struct.unpack(">IQ", octets[24:36])
    if gen == 0:
        raise Refusal("format")
    parts, at = [], 68
    for _ in range(3):
        end = at + 2 + int.from_bytes(octets[at : at + 2])
        if end > len(octets) or at + 2 > len(octets):
            raise Refusal("truncated")
        parts.append(octets[at + 2 : end])
        at = end
    if at != len(octets):
        raise Refusal("format")
    return Slot(kind, octets[8:24], gen, created_ms, octets[36:68], *parts)


def open_private(slot: Slot, account_id: bytes, ik_pub: bytes, kek: bytes) -> bytes:
    """The private key of a slot of the account whose identity key this is."""
    aad = _enc_priv_aad(account_id, ik_pub, slot.slot_id, slot.kind, slot.kdf_params)
    return box.open_box(kek, "slot", aad, slot.enc_priv)


def open_amk(slot: Slot, account_id: bytes, ik_pub: bytes, kek: bytes) -> bytes:
    """The AMK behind such a slot."""
    private = open_private(slot, account_id, ik_pub, kek)
    skr = _SUITE.kem.deserialize_private_key(private)
    info = _info(account_id, slot.slot_id, slot.kind, slot.gen)
    context = _SUITE.create_recipient_context(slot.sealed_amk[:32], skr, info=info)
    try:
        return context.open(slot.sealed_amk[32:])
    except OpenError:
        raise Refusal("decrypt") from None


def signed_message(account_id: bytes, gen: int, slots: list[bytes]) -> bytes:
    """What slots_sig signs."""
    ordered = sorted(slots, key=lambda octets: octets[8:24])
    return b"e1/slots" + account_id + struct.pack(">IH", gen, len(slots)) + b"".join(h(octets) for octets in ordered)


def sign_slots(seed: bytes, account_id: bytes, gen: int, slots: list[bytes]) -> bytes:
    """slots_sig."""
    return sign(seed, signed_message(account_id, gen, slots))
