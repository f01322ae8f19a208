"""PADME lengths, computed again from the protocol's sentence."""

import pytest

from tests.reference import padding
from tests.vectors.reading import vectors

VECTORS = vectors("padme")


@pytest.mark.parametrize(("length", "rounded"), VECTORS["padme"])
def test_padme(length: int, rounded: int) -> None:
    assert padding.padme(length) == rounded


@pytest.mark.parametrize(("length", "rounded"), VECTORS["padded"])
def test_nothing_is_shorter_than_the_smallest(length: int, rounded: int) -> None:
    assert padding.padded_length(length) == rounded
