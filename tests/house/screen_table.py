"""The addresses that the app's screens answer to, read from the table that finds them."""

import re

from tests.house.tree import ROOT

TABLE = ROOT / "pwa" / "src" / "app" / "screen-table.ts"
ENTRY = re.compile(r'^  "([\w/:-]+)": later\("(\w+)"\),$', re.MULTILINE)
LOCKED = "const WHILE_LOCKED"


def addresses() -> tuple[set[str], set[str]]:
    """Those of the open vault, and those of the locked one."""
    opened, locked = TABLE.read_text("utf-8").split(LOCKED)
    assert ":" in opened
    return {address for address, _ in ENTRY.findall(opened)}, {address for address, _ in ENTRY.findall(locked)}


def address_of(table: set[str], place: str) -> str | None:
    """Which entry answers a place such as `guide/support`; None is Today, as in the app."""
    if place in table:
        return place
    room, _, rest = place.partition("/")
    general = f"{room}/:id"
    return general if rest and "/" not in rest and general in table else None
