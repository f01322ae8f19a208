"""The recovery code as people write it."""

from tests.reference.box import Refusal, h

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ = {**{c: i for i, c in enumerate(_ALPHABET)}, "O": 0, "I": 1, "L": 1}


def _check(rk: bytes) -> int:
    return int.from_bytes(h(b"e1/rec-check", rk)[:2]) >> 4


def write(rk: bytes) -> str:
    """Seven groups of four, joined by hyphens."""
    bits = int.from_bytes(rk) << 12 | _check(rk)
    text = "".join(_ALPHABET[bits >> (5 * (27 - i)) & 31] for i in range(28))
    return "-".join(text[i : i + 4] for i in range(0, 28, 4))


def read(text: str) -> bytes:
    """RK, or a Refusal: recovery_typo."""
    kept = [c for c in text.upper() if c not in " -"]
    if len(kept) != 28 or any(c not in _READ for c in kept):
        raise Refusal("recovery_typo")
    bits = 0
    for c in kept:
        bits = bits << 5 | _READ[c]
    rk = (bits >> 12).to_bytes(16)
    if bits & 0xFFF != _check(rk):
        raise Refusal("recovery_typo")
    return rk
