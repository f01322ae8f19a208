"""Keys from a passphrase and from a recovery code, derived again by an independent implementation."""

from typing import Any

import pytest

from tests.reference import slots
from tests.vectors.reading import octets, vectors

VECTORS = vectors("kdf")


@pytest.mark.parametrize("case", VECTORS["pw"])
def test_keys_from_a_passphrase(case: dict[str, Any]) -> None:
    account_id, kdf_params, auth, kek = octets(case, "account_id", "kdf_params", "auth", "kek")
    assert slots.pw_keys(case["passphrase"], account_id, kdf_params) == (auth, kek)


@pytest.mark.parametrize("case", VECTORS["rec"])
def test_keys_from_a_recovery_code(case: dict[str, Any]) -> None:
    rk, account_id, rec_id, auth, kek = octets(case, "rk", "account_id", "rec_id", "auth", "kek")
    assert slots.rec_keys(rk, account_id) == (auth, kek)
    assert slots.rec_id(rk) == rec_id
    assert bytes.fromhex(case["kdf_params"]) == slots.REC_PARAMS
