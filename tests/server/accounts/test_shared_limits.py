"""Several web processes count together in Redis; without it each counts for itself, and nobody waits for it."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from server import rate_limits
from tests import redis
from tests.phone import Phone
from tests.server.accounts.test_limits import guess, guess_from

Person = Callable[[Flask, str], Phone]


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Iterator[redis.Counter]:
    monkeypatch.setattr(rate_limits, "_ANSWER_S", 10)  # on a busy machine one slow answer is not what is tried here
    with redis.running() as running:
        yield running


def test_limits_hold_over_all_web_processes(new_app: Callable[..., Flask], counter: redis.Counter) -> None:
    first, second = (new_app(auth_limit_per_address="4/minute", limits_url=counter.url) for _ in range(2))
    tried = [guess_from(app, "203.0.113.5") for app in (first, second, first, second, first, second)]
    assert tried == [401, 401, 401, 401, 429, 429]
    assert guess_from(first, "203.0.113.6") == 401


def test_without_it_each_counts_for_itself(new_app: Callable[..., Flask]) -> None:
    first, second = (new_app(auth_limit_per_address="1/minute") for _ in range(2))
    assert [guess_from(app, "203.0.113.5") for app in (first, first, second)] == [401, 429, 401]


def test_what_it_holds_names_neither_address_nor_login_and_ends_by_itself(
    new_app: Callable[..., Flask], new_person: Person, counter: redis.Counter
) -> None:
    sam = new_person(new_app(limits_url=counter.url), "sam")
    assert guess(sam, "dana") == 401
    with counter.client() as client:
        keys = client.keys()
        kept = b" ".join(keys) + b" ".join(b"".join(client.lrange(key, 0, -1)) for key in keys)
        assert len(keys) == 6
        assert all(0 < client.ttl(key) <= 3600 for key in keys)
    assert b"127.0.0.1" not in kept
    assert b"dana" not in kept


def test_while_it_is_away_limits_hold_in_each_process_and_afterwards_together_again(
    new_app: Callable[..., Flask], counter: redis.Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limits, "_ALONE_S", 0.0)
    first, second = (new_app(auth_limit_per_address="2/minute", limits_url=counter.url) for _ in range(2))
    port = int(counter.url.split(":")[2].split("/")[0])
    counter.kill()
    assert [guess_from(first, "203.0.113.5") for _ in range(3)] == [401, 401, 429]
    with redis.running(port):
        assert [guess_from(app, "203.0.113.5") for app in (first, second, first)] == [401, 401, 429]


def test_one_that_does_not_answer_is_not_waited_for_each_time(
    new_app: Callable[..., Flask], counter: redis.Counter, capfd: pytest.CaptureFixture[str]
) -> None:
    app = new_app(limits_url=counter.url)
    counter.kill()
    assert [guess_from(app, "203.0.113.5") for _ in range(3)] == [401, 401, 401]
    told = [line for line in capfd.readouterr().out.splitlines() if "limits_store" in line]
    assert len(told) == 1
    assert "127.0.0.1" not in told[0]
