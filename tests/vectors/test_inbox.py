"""Inbox entries, opened by an independent implementation."""

from typing import Any

import cbor2
import pytest

from tests.reference import box, inbox
from tests.reference.box import Refusal
from tests.reference.signing import x_public_of
from tests.vectors.reading import octets, vectors

VECTORS = vectors("inbox")
HOME_KEY, ACCOUNT_ID, DEVICE_ID, PRIVATE, PUBLIC = octets(VECTORS, "home_key", "account_id", "device_id", "priv", "pub")


def test_the_private_half_lies_under_the_home_key() -> None:
    (wrapped,) = octets(VECTORS, "box")
    assert box.open_box(HOME_KEY, "inbox", ACCOUNT_ID + DEVICE_ID, wrapped) == PRIVATE
    assert x_public_of(PRIVATE) == PUBLIC


@pytest.mark.parametrize("case", VECTORS["entries"], ids=lambda case: case["note"])
def test_an_entry_opens_to_its_thing(case: dict[str, Any]) -> None:
    item_id, plaintext, entry = octets(case, "item_id", "plaintext", "entry")
    assert inbox.open_entry(PRIVATE, item_id, entry) == plaintext
    thing = cbor2.loads(plaintext)
    assert thing["v"] == 1
    assert thing["kind"] in {"note", "file", "call"}
    assert thing["at"] == 1_795_440_000_123


@pytest.mark.parametrize("case", VECTORS["refusals"], ids=lambda case: case["note"])
def test_what_is_refused(case: dict[str, Any]) -> None:
    item_id, entry = octets(case, "item_id", "entry")
    with pytest.raises(Refusal) as refused:
        inbox.open_entry(PRIVATE, item_id, entry)
    assert refused.value.code == case["code"]
