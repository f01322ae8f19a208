"""Every call as `holdfast openapi` describes it, with bodies, ids and queries that fit and that do not: none fails.

CALLS=200 makes more of each.
"""

import contextlib
import os
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok

from server.openapi import describe
from tests.phone import Phone

CALLS = int(os.environ.get("CALLS", "20"))
SETTINGS = settings(max_examples=CALLS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
ENDS_THE_SESSION = {"/v1/auth/logout", "/v1/account/leave", "/v1/account/erase", "/v1/account/stay"}
OF_THE_CLIENT = ("x-csrftoken", "cookie", "content-length", "host")


@schemathesis.serializer("application/timestamp-query")
def as_it_is(_context: Any, octets: Any) -> bytes:
    """A body of octets under a name that the generator does not know."""
    return bytes(getattr(octets, "data", b"")) or str(octets).encode()


@pytest.fixture
def app(new_app: Any) -> Any:
    """Limits out of the way: this is about parsing."""
    most = "1000000/minute"
    return new_app(
        auth_limit_per_address=most,
        auth_limit_per_name=most,
        timestamp_limit_per_address=most,
        typesetting_limit_per_address=most,
    )


def answered(dana: Phone, case: Case[Any]) -> Any:
    made = requests.Request(**case.as_transport_kwargs(base_url="http://localhost")).prepare()
    headers = {name: value for name, value in made.headers.items() if name.lower() not in OF_THE_CLIENT}
    where = urlsplit(made.url or "")
    path = f"{where.path}?{where.query}" if where.query else where.path
    csrf = {"X-CSRFToken": dana.csrf}
    return dana.client.open(path, method=made.method, data=made.body or b"", headers=headers | csrf)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fits", "does not fit"])
def test_no_call_fails_the_server(app: Flask, dana: Phone, mode: GenerationMode) -> None:
    dana.hello()
    answers = Counter[str]()
    for found in schemathesis.openapi.from_dict(describe(app)).get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()

        @SETTINGS
        @given(case=operation.as_strategy(generation_mode=mode))
        def calls(case: Case[Any]) -> None:
            answer = answered(dana, case)
            answers["n"] += 1
            assert answer.status_code < 500, case
            if answer.status_code >= 400:
                assert answer.content_type == "application/problem+json", case
            if case.operation.path in ENDS_THE_SESSION:
                dana.login(dana.device)

        with contextlib.suppress(Unsatisfiable):  # nothing about the call can be wrong
            calls()
    assert answers["n"] >= CALLS * {GenerationMode.POSITIVE: 40, GenerationMode.NEGATIVE: 30}[mode]
