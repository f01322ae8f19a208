"""The Box vectors, opened and made again by an independent implementation."""

from typing import Any

import pytest

from tests.reference import box
from tests.vectors.reading import octets, vectors

VECTORS = vectors("box")


@pytest.mark.parametrize("case", VECTORS["cases"])
def test_a_box_both_ways(case: dict[str, Any]) -> None:
    key, aad, plaintext, salt, sealed = octets(case, "key", "aad", "plaintext", "salt", "box")
    assert box.open_box(key, case["label"], aad, sealed) == plaintext
    assert box.seal(key, case["label"], aad, plaintext, salt) == sealed


@pytest.mark.parametrize("case", VECTORS["refusals"], ids=lambda case: case["note"])
def test_a_damaged_box_is_refused_with_its_code(case: dict[str, Any]) -> None:
    key, aad, sealed = octets(case, "key", "aad", "box")
    with pytest.raises(box.Refusal) as refused:
        box.open_box(key, case["label"], aad, sealed)
    assert refused.value.code == case["code"]
