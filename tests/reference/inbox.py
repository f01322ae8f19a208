"""The inbox: things sealed to a phone that is locked."""

from pyhpke import AEADId, CipherSuite, KDFId, KEMId
from pyhpke.exceptions import PyHPKEError

from tests.reference.box import Refusal
from tests.reference.padding import unpad

_SUITE = CipherSuite.new(KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES256_GCM)
_HEAD = b"E1IN\x01\x01\x00\x00"
_SHORTEST = 24 + 32 + 16 + 256


def open_entry(private: bytes, item_id: bytes, entry: bytes) -> bytes:
    """The plaintext, or a Refusal: format, truncated, decrypt, schema."""
    if entry[:8] != _HEAD:
        raise Refusal("format")
    if len(entry) < _SHORTEST:
        raise Refusal("truncated")
    if entry[8:24] != item_id:
        raise Refusal("format")
    skr = _SUITE.kem.deserialize_private_key(private)
    try:
        context = _SUITE.create_recipient_context(entry[24:56], skr, info=b"e1/inbox" + entry[:24])
        padded = context.open(entry[56:])
    except PyHPKEError:
        raise Refusal("decrypt") from None
    return unpad(padded)
