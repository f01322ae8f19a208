"""No text that people can type into the record is missing from the canary journey, which looks for it on the server."""

from tests.e2e.canaries import CANARIES, NOBODY_TYPES, TYPED
from tests.house.free_text import free_texts


def test_every_free_text_of_the_model_is_typed_by_the_canary_journey_or_says_why_nobody_types_it() -> None:
    assert free_texts() == TYPED.keys() | NOBODY_TYPES.keys()
    assert TYPED.keys().isdisjoint(NOBODY_TYPES)


def test_no_canary_is_part_of_another() -> None:
    assert [(a, b) for a in CANARIES for b in CANARIES if a in b and a != b] == []
    assert min(map(len, CANARIES)) >= 10
