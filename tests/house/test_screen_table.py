"""No screen is added without a place in the walk that looks at each in every language and look."""

import re

from tests.e2e.walk import LOCKED_PLACES, PLACES
from tests.house.screen_table import TABLE, address_of, addresses


def test_every_fixed_address_is_walked_to() -> None:
    opened, locked = addresses()
    assert {address for address in opened if ":" not in address} - set(PLACES) == set()
    assert {address for address in locked if ":" not in address} - set(LOCKED_PLACES) == set()


def test_every_place_of_the_walk_is_an_address() -> None:
    opened, locked = addresses()
    assert [place for place in PLACES if place != "today" and address_of(opened, place) is None] == []
    assert [place for place in LOCKED_PLACES if place != "unlock" and address_of(locked, place) is None] == []


def test_the_table_is_read_whole() -> None:
    opened, locked = addresses()
    assert len(opened) + len(locked) == len(re.findall(r"\blater\(", TABLE.read_text("utf-8"))) - len(
        ["function", "LOCKED_CALL"]
    )
