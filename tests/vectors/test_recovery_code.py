"""The recovery code, written and read by an independent implementation."""

from typing import Any

import pytest

from tests.reference import recovery_code
from tests.reference.box import Refusal
from tests.vectors.reading import vectors

VECTORS = vectors("recovery_code")


@pytest.mark.parametrize("case", VECTORS["cases"])
def test_a_code_both_ways(case: dict[str, Any]) -> None:
    assert recovery_code.write(bytes.fromhex(case["rk"])) == case["code"]
    assert recovery_code.read(case["code"]).hex() == case["rk"]


@pytest.mark.parametrize("case", VECTORS["readings"])
def test_a_code_as_people_write_it(case: dict[str, Any]) -> None:
    assert recovery_code.read(case["text"]).hex() == case["rk"]


@pytest.mark.parametrize("text", VECTORS["typos"])
def test_a_typo_is_found_by_the_check_alone(text: str) -> None:
    with pytest.raises(Refusal, match="recovery_typo"):
        recovery_code.read(text)
