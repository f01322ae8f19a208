"""`holdfast verify`: the report as words or as JSON, and its exit code."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from server.verify.check import Report, check, fingerprint_in, read_record
from server.verify.stamps import certificates
from server.verify.words import about

EXITS = {"intact": 0, "consistent": 0, "altered": 1, "not_a_packet": 2}
WRONG_OPTIONS = 64


def run(
    packet: Path, fingerprint: str | None, tsa: Path | None, record: Path | None, language: str, *, as_json: bool
) -> tuple[str, int]:
    """What to print, and the exit code."""
    if record is not None:
        return _lone(packet, record, language, as_json=as_json)
    outside = None if fingerprint is None else fingerprint_in(fingerprint)
    if fingerprint is not None and outside is None:
        return about(language)["wrong_fingerprint"], WRONG_OPTIONS
    trusted = [] if tsa is None else certificates(tsa.read_bytes())
    if tsa is not None and not trusted:
        return about(language)["wrong_tsa"], WRONG_OPTIONS
    with packet.open("rb") as source:
        report = check(source, outside, trusted)
    told = json.dumps(_as_json(report), ensure_ascii=False, indent=1) if as_json else _as_words(report, language)
    return told, EXITS[report.verdict]


def _lone(file: Path, record: Path, language: str, *, as_json: bool) -> tuple[str, int]:
    read = read_record(record.read_bytes())
    if read is None:
        return about(language)["findings"]["record_unreadable"], EXITS["not_a_packet"]
    with file.open("rb") as source:
        sha256 = hashlib.file_digest(source, "sha256").hexdigest()
    labels = [each["label"] for each in read["exhibits"] if each["sha256"] == sha256]
    code = EXITS["intact" if labels else "altered"]
    if as_json:
        return json.dumps({"sha256": sha256, "exhibits": labels}), code
    words = about(language)
    return (words["is_exhibit"].format(label=", ".join(labels)) if labels else words["no_exhibit"]), code


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "verdict": report.verdict,
        "findings": [asdict(each) for each in report.findings],
        "fingerprint": report.fingerprint,
        "exhibits": [] if report.record is None else [each["label"] for each in report.record["exhibits"]],
        "chains": [{"name": chain.name, "lines": len(chain.hashes)} for chain in report.chains],
        "timestamps": [asdict(stamp) for stamp in report.stamps],
    }


def printable(text: str) -> str:
    """A packet's own words, without what would move a terminal's cursor."""
    return "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in text)


def _as_words(report: Report, language: str) -> str:
    words = about(language)
    told = ((words["findings"][found.code], printable(found.subject or "")) for found in report.findings)
    lines = [words["verdicts"][report.verdict], "", *(f"- {text.format(subject=subject)}" for text, subject in told)]
    if report.record is not None and report.fingerprint is not None:
        files = [each for each in report.record["exhibits"] if each["file"] is not None]
        wrong = {found.subject for found in report.findings if found.code in ("exhibit_changed", "exhibit_missing")}
        lines.append(words["exhibits"].format(whole=len(files) - len(wrong), n=len(files)))
        lines += [words["chain"].format(name=chain.name, n=len(chain.hashes)) for chain in report.chains]
        lines += [_stamp(stamp, words) for stamp in report.stamps] or [words["no_stamps"]]
        lines.append(words["fingerprint"].format(fingerprint=report.fingerprint))
        lines += ["", *words["proves"]]
    return "\n".join(lines)


def _stamp(stamp: Any, words: dict[str, Any]) -> str:
    whose = "trusted" if stamp.trusted else "unchecked" if stamp.signed is None else "carried"
    return str(words["stamp"]).format(path=stamp.path, at=stamp.at, issuer=printable(stamp.issuer), whose=words[whose])
