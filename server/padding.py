"""PADME: which padded lengths can exist."""

SMALLEST = 256


def is_padded(length: int) -> bool:
    """Whether a length is max(256, PADME(n)) for some n."""
    if length < SMALLEST:
        return False
    exponent = length.bit_length() - 1
    unit = 1 << (exponent - exponent.bit_length())
    return length % unit == 0
