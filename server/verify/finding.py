"""What a check can find, and the verdict that follows (docs/packet-format.md, To check a packet)."""

from collections.abc import Iterable
from dataclasses import dataclass

ENDING = ("zip_foreign", "zip_truncated", "unsafe_name", "not_a_bag", "record_unreadable")
FINDINGS = (
    *ENDING,
    "file_changed",
    "file_missing",
    "file_extra",
    "exhibit_changed",
    "exhibit_missing",
    "bag_info_differs",
    "chain_broken",
    "chain_differs",
    "custody_differs",
    "custody_absent",
    "statement_changed",
    "timestamp_foreign",
    "timestamp_unreadable",
    "fingerprint_differs",
)


@dataclass(frozen=True)
class Finding:
    """`subject`: a label, a path, a chain with its line, an id; None where the code says all."""

    code: str
    subject: str | None = None


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By the table's order, then by subject; each once."""
    return sorted(set(findings), key=lambda each: (FINDINGS.index(each.code), each.subject or ""))


def verdict_of(findings: list[Finding], *, anchored: bool) -> str:
    """`anchored`: something from outside the packet vouches for it."""
    if any(each.code in ENDING for each in findings):
        return "not_a_packet"
    if findings:
        return "altered"
    return "intact" if anchored else "consistent"
