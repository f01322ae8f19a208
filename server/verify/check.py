"""Checks a packet: every finding by its name, and the verdict."""

import hashlib
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import fastjsonschema
from cryptography import x509

from server.verify import bag as bags
from server.verify.bag import BAG_INFO, BAGIT, MANIFEST, RECORD, TAG_MANIFEST, Bag, Unreadable
from server.verify.chains import Chain, follow
from server.verify.finding import Finding, in_order, verdict_of
from server.verify.stamps import Stamp
from server.verify.stamps import check as check_stamps

_SCHEMA = Path(__file__).resolve().parents[1] / "schemas" / "packet" / "record-1.json"
_CUSTODY = re.compile(r"data/custody/([^/]+)\.jsonl")
Record = dict[str, Any]


@dataclass(frozen=True)
class Report:
    """What was found; `record` is None where there is none to speak of."""

    verdict: str
    findings: list[Finding]
    fingerprint: str | None = None
    record: Record | None = None
    chains: list[Chain] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)


def fingerprint_in(text: str) -> str | None:
    """As it stands on paper; None for a letter that is no digit, or for too few to tell anything."""
    digits = re.sub(r"[^0-9a-z]", "", text.lower())
    return digits if re.fullmatch(r"[0-9a-f]{16,64}", digits) else None


@cache
def _fits() -> Any:
    return fastjsonschema.compile(json.loads(_SCHEMA.read_text("utf-8")), use_default=False)


def _no_number(_text: str) -> Any:
    raise ValueError("not JSON")


def read_record(octets: bytes) -> Record | None:
    """None for anything that is not such a record."""
    try:
        found: Record = json.loads(octets.decode("utf-8"), parse_constant=_no_number)
        _fits()(found)
    except (ValueError, RecursionError, fastjsonschema.JsonSchemaException):
        return None
    return found


@dataclass(frozen=True)
class _Papers:
    manifest: dict[str, str]
    tags: dict[str, str]
    info: dict[str, str]
    fingerprint: str
    record: Record


def _papers(bag: Bag) -> _Papers:
    manifest, tags = (bags.manifest(bag.files.get(name)) for name in (MANIFEST, TAG_MANIFEST))
    info, record = bags.info(bag.files.get(BAG_INFO)), bag.files.get(RECORD)
    if not (bags.text_of(bag.files.get(BAGIT)) or "").startswith("BagIt-Version: "):
        raise Unreadable("not_a_bag", BAGIT)
    if info is None:
        raise Unreadable("not_a_bag", BAG_INFO)
    if manifest is None:
        raise Unreadable("not_a_bag", MANIFEST)
    if tags is None:
        raise Unreadable("not_a_bag", TAG_MANIFEST)
    if record is None:
        raise Unreadable("not_a_bag", RECORD)
    read = read_record(record.octets or b"")
    if read is None:
        raise Unreadable("record_unreadable")
    return _Papers(manifest, tags, info, record.sha256, read)


def _of_manifests(bag: Bag, papers: _Papers, named: set[str]) -> list[Finding]:
    found = []
    for path, sha256 in (*papers.manifest.items(), *papers.tags.items()):
        there = bag.files.get(path)
        if path not in named and (there is None or there.sha256 != sha256):
            found.append(Finding("file_missing" if there is None else "file_changed", path))

    def vouched(path: str) -> bool:
        return path == TAG_MANIFEST or path in (papers.manifest if path.startswith("data/") else papers.tags)

    return found + [Finding("file_extra", path) for path in bag.files if not vouched(path)]


def _of_exhibits(bag: Bag, record: Record) -> tuple[list[Finding], set[str]]:
    found, named = [], set()
    for exhibit in record["exhibits"]:
        if exhibit["file"] is None:
            continue
        path = f"data/{exhibit['file']}"
        there = bag.files.get(path)
        if there is None or there.sha256 != exhibit["sha256"]:
            found.append(Finding("exhibit_missing" if there is None else "exhibit_changed", exhibit["label"]))
            named.add(path)
    return found, named


def _of_info(bag: Bag, papers: _Papers) -> list[Finding]:
    payload = [file.size for path, file in bag.files.items() if path.startswith("data/")]
    said = {
        "folder": (bag.folder, f"holdfast-packet-{papers.fingerprint[:12]}"),
        "Holdfast-Fingerprint": (papers.info.get("Holdfast-Fingerprint"), papers.fingerprint),
        "Payload-Oxum": (papers.info.get("Payload-Oxum"), f"{sum(payload)}.{len(payload)}"),
    }
    return [Finding("bag_info_differs", name) for name, (there, wanted) in said.items() if there != wanted]


def _of_chains(chains: list[Chain], heads: dict[str, Any]) -> list[Finding]:
    found = [Finding("chain_differs", name) for name in heads if name not in {chain.name for chain in chains}]
    for chain in chains:
        if chain.broken is not None:
            found.append(Finding("chain_broken", f"{chain.name}:{chain.broken}"))
        elif chain.head != heads.get(chain.name):
            found.append(Finding("chain_differs", chain.name))
    return found


def _of_custody(chains: list[Chain], record: Record) -> list[Finding]:
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in (line for chain in chains for line in chain.lines):
        said[line["event"], line["item"]].add(line.get("sha256", ""))
    whole = all(chain.broken is None for chain in chains)
    found = []
    for exhibit in record["exhibits"]:
        hashes = said["received", exhibit["label"]]
        if exhibit["kind"] != "file" or (exhibit["sha256"] or "") in hashes:
            continue
        if hashes or whole:
            found.append(Finding("custody_differs" if hashes else "custody_absent", exhibit["label"]))
    for version in (version for statement in record["statements"] for version in statement["versions"]):
        hashes = said["sealed", version["id"]]
        if hashes and version["sha256"] not in hashes:
            found.append(Finding("custody_differs", version["id"]))
    return found


def _of_statements(record: Record) -> list[Finding]:
    versions = (version for statement in record["statements"] for version in statement["versions"])
    return [
        Finding("statement_changed", version["id"])
        for version in versions
        if hashlib.sha256(version["text"].encode("utf-8", "replace")).hexdigest() != version["sha256"]
    ]


def check(source: BinaryIO, outside: str | None = None, trusted: list[x509.Certificate] | None = None) -> Report:
    """`outside`: a fingerprint from paper, as `fingerprint_in` gives it; `trusted`: certificates of an authority."""
    try:
        bag = bags.read(source)
        papers = _papers(bag)
    except Unreadable as ended:
        return Report(verdict_of([ended.finding], anchored=False), [ended.finding])
    matches = ((match[1], file) for path, file in bag.files.items() if (match := _CUSTODY.fullmatch(path)))
    chains = [follow(name, file.octets or b"") for name, file in matches]
    exhibits, named = _of_exhibits(bag, papers.record)
    stamps = check_stamps(bag, chains, trusted or [])
    differs = outside is not None and not papers.fingerprint.startswith(outside)
    findings = in_order(
        [
            *_of_manifests(bag, papers, named),
            *exhibits,
            *_of_info(bag, papers),
            *_of_chains(chains, papers.record["custody_heads"]),
            *_of_custody(chains, papers.record),
            *_of_statements(papers.record),
            *stamps.findings,
            *([Finding("fingerprint_differs")] if differs else []),
        ]
    )
    anchored = (outside is not None and not differs) or stamps.anchored
    verdict = verdict_of(findings, anchored=anchored)
    return Report(verdict, findings, papers.fingerprint, papers.record, chains, stamps.found)
