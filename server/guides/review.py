"""What experts must sign off before a public release, written from the content itself."""

import sys
from pathlib import Path

from server.guides.fact import facts
from server.guides.guide import facts_of, guides
from server.guides.policy import policies
from server.i18n import Catalogue

FILE = Path(__file__).resolve().parents[2] / "docs" / "review-before-release.md"
_OPENING = """# Review before release

Written by `python -m server.guides.review > docs/review-before-release.md`; a guard fails when it is out of date.

Our own advice carries no mark on screen: it waits here for sign-off by the people named. Claims about the world that
nobody has seen on their source's page carry a "confirm this" mark, and are listed so that it can be taken off.

Who signs: **police** (a Canadian officer who works on child exploitation), **C3P** (Canadian Centre for Child
Protection), **lawyer** (Canadian criminal law), **crisis** (a youth crisis clinician), **French** (a Québec reviser,
for every French text).
"""
_SIGNERS = {
    "intimate_images": "C3P, lawyer",
    "law": "lawyer",
    "police_process": "police",
    "police_units": "police",
    "first_response": "C3P, police, crisis",
    "platforms": "C3P",
}
_DOOR_SIGNERS = {
    "emergency": "police, crisis",
    "police": "police",
    "cybertip": "C3P",
    "platform": "C3P, police",
    "images": "lawyer, C3P",
    "fraud": "police",
    "bank": "police",
    "school": "C3P",
    "victims": "lawyer, crisis",
}
_TELLS_SIGNERS = {"danger": "crisis, C3P, lawyer", "help": "police", "act": "C3P, lawyer", "police": "police, C3P"}
_GUIDE_SIGNERS = {
    "now": "C3P, crisis, police",
    "calling": "police, lawyer",
    "waiting": "police, C3P",
    "visit": "police, lawyer",
    "months": "police, crisis",
    "outcome": "lawyer",
}


def _guide_lines() -> list[str]:
    rows = [f"| {one.id} | {one.title.en} | {_GUIDE_SIGNERS[one.stage]} | |" for one in guides().values()]
    return ["## Guides (our own words)", "", "| guide | title | who signs | signed |", "|---|---|---|---|", *rows]


def _door_lines() -> list[str]:
    """What each door of *Who else can help* is said to be for."""
    english, french = (Catalogue.load().languages[language] for language in ("en", "fr"))
    rows = [
        f"| {code} | {english(key)} | {french(key)} | {_DOOR_SIGNERS[code]} | |"
        for code in english.keys("doors.door")
        for key in [f"doors.door.{code}.what"]
    ]
    head = [
        "## Who else can help (our own words)",
        "",
        "| door | EN | FR | who signs | signed |",
        "|---|---|---|---|---|",
    ]
    return [*head, *rows]


def _tells_lines() -> list[str]:
    """What is said of when each service may have to tell someone, beside those it is said of."""
    english, french = (Catalogue.load().languages[language] for language in ("en", "fr"))
    of = {code: [key for key, fact in facts().items() if fact.tells == code] for code in _TELLS_SIGNERS}
    rows = [("help.cybertip.tells", "C3P", ["contacts.cybertip"])]
    rows += [(f"guides.tells.{code}", _TELLS_SIGNERS[code], of[code]) for code in english.keys("guides.tells")]
    head = ["## When a service may have to tell someone (our own words)", ""]
    table = ["| words | EN | FR | of | who signs | signed |", "|---|---|---|---|---|---|"]
    lines = [f"| {key} | {english(key)} | {french(key)} | {', '.join(keys)} | {who} | |" for key, who, keys in rows]
    return [*head, *table, *lines]


def _policy_lines() -> list[str]:
    """What the operator promises, to be read whole."""
    rows = [f"| {one.id} | {one.title.en} | {one.path('en')} | lawyer | |" for one in policies().values()]
    return ["## Policies", "", "| policy | title | page | who signs | signed |", "|---|---|---|---|---|", *rows]


def _procedure_lines() -> list[str]:
    rows = [
        f"| {key} | {fact.en} | {_SIGNERS[key.split('.')[0]]} | |"
        for key, fact in facts().items()
        if fact.kind == "procedure"
    ]
    return ["## Advice shown beside the facts", "", "| id | text | who signs | signed |", "|---|---|---|---|", *rows]


def _marked_lines() -> list[str]:
    rows = [
        f"| {key} | {fact.confidence} | {fact.confirm('en') or '(French only)'} | {fact.confirm('fr')} |"
        for key, fact in facts().items()
        if fact.confirm("en") or fact.confirm("fr")
    ]
    return [
        "## Claims shown with a mark",
        "",
        "| id | confidence | confirm (EN) | confirm (FR) |",
        "|---|---|---|---|",
        *rows,
    ]


def _legal_lines() -> list[str]:
    shown = sorted({key for one in guides().values() for key in facts_of(one) if key.startswith("law.")})
    return ["## Law: verified, but for a lawyer to read as a whole", "", ", ".join(shown) + "."]


def text() -> str:
    """The whole document."""
    parts = [
        _guide_lines(),
        _door_lines(),
        _tells_lines(),
        _policy_lines(),
        _procedure_lines(),
        _marked_lines(),
        _legal_lines(),
    ]
    return "\n".join([_OPENING, *("\n".join(part) + "\n" for part in parts)])


if __name__ == "__main__":
    sys.stdout.write(text())
