"""A record becomes a paper: its template, its words, its plates, and the record itself attached."""

import hashlib
import json
from datetime import datetime
from typing import Any

from jinja2 import Environment
from weasyprint import Attachment

from server.typesetting.outcome import Refusal, Refused
from server.typesetting.packet import record as records
from server.typesetting.packet.plates import plate, stand_in
from server.typesetting.packet.statement_text import parts
from server.typesetting.packet.words import Words
from server.typesetting.printing import Paper
from server.typesetting.sealed import Sealed
from server.typesetting.templates import environment, stylesheet

SIZES = {"a4": "A4", "letter": "letter"}
_EXCERPT = 280


def grouped(hexadecimal: str) -> str:
    """In groups of four, as people compare them."""
    return " ".join(hexadecimal[at : at + 4] for at in range(0, len(hexadecimal), 4))


def excerpt(words: str) -> str:
    """The beginning of a long text."""
    return words if len(words) <= _EXCERPT else words[:_EXCERPT].rsplit(" ", 1)[0] + " …"


def by_reference(record: records.Record) -> dict[str, Any]:
    """What the timeline's references name."""
    versions = (version for statement in record["statements"] for version in statement["versions"])
    lists = [record[name] for name in ("accounts", "contacts", "outcomes", "notes")]
    found = [*(each for one in lists for each in one), *record["case"]["numbers"], *versions]
    return {each["id"]: each for each in found} | {each["label"]: each for each in record["exhibits"]}


def _environment(words: Words) -> Environment:
    made = environment("packets")
    made.globals.update(t=words, parts=parts, plate=plate)
    made.filters.update(grouped=grouped, excerpt=excerpt, thousands=lambda n: f"{n:,}".replace(",", "\u00a0"))
    return made


def _running(words: Words, size: str, fingerprint: str) -> str:
    """The page's size, and what stands at the foot of each."""
    left = json.dumps(words("foot.fingerprint", short=grouped(fingerprint[:16])) + " \u00b7 ", ensure_ascii=False)
    page, of = (json.dumps(words(f"foot.{each}"), ensure_ascii=False) for each in ("page", "of"))
    return f"@page {{ size: {size}; @bottom-left {{ content: {left} {page} counter(page) {of} counter(pages) }} }}\n"


def paper(body: bytes, size: str) -> Paper:
    """The paper of the record in these bytes; Refused when they hold none."""
    if size not in SIZES:
        raise Refused(Refusal.NO_RECORD)
    record = records.read(body)
    words = Words(record["language"])
    fingerprint = hashlib.sha256(body).hexdigest()
    html = (
        _environment(words)
        .get_template("packet.html")
        .render(record=record, fingerprint=fingerprint, named=by_reference(record))
    )
    made_at = datetime.fromisoformat(record["made_at"])
    attached = Attachment(
        string=body,
        name="record.json",
        description=words("attached"),
        relationship="Source",
        created=made_at,
        modified=made_at,
    )
    css = _running(words, SIZES[size], fingerprint) + stylesheet("packets", "packet.css")
    return Paper(html, css, Sealed(stand_in), (attached,))
