"""Every route declares who may call it and which body it may read, and the protocol's table says the same."""

import re
from collections.abc import Iterator

from flask import Flask

from server.auth import declared
from server.bodies import Json, Octets
from tests.house.tree import ROOT

ROW = re.compile(r"^\| ([A-Z]+(?: · [A-Z]+)*) (/\S+)((?: · \w+)*) \| ([^|]+) \|", re.MULTILINE)
IGNORED_METHODS = {"HEAD", "OPTIONS"}
READS_NOTHING = {"pages.share": "left unread, as it may be a picture", "blobs.free": "its address says which blob"}
HEEDS_NO_COOKIE = {"pages.share", "reminders.act", "timestamps.stamp"}
MOST_BYTES = 8 * 1024 * 1024


def served(application: Flask) -> Iterator[tuple[str, str, str]]:
    """Method, path and caller of every route of the application."""
    for rule in application.url_map.iter_rules():
        path = re.sub(r"<[^>]+>", "{}", rule.rule)
        for method in (rule.methods or set()) - IGNORED_METHODS:
            yield method, path, declared(application, rule.endpoint).who


def promised() -> Iterator[tuple[str, str, str]]:
    """The same, read from the table in docs/protocol.md."""
    text = (ROOT / "docs" / "protocol.md").read_text("utf-8")
    for methods, address, more, who in ROW.findall(text):
        path = re.sub(r"\{\w+\}", "{}", address.split("?")[0])
        siblings = [path.rsplit("/", 1)[0] + "/" + name for name in more.split(" · ")[1:]]
        for method in methods.split(" · "):
            for one in (path, *siblings):
                yield method, one, who.split(",")[0].strip()


def test_every_route_declares_its_caller_and_its_body(application: Flask) -> None:
    """What changes something says what it reads, and how much at most; what only shows something reads nothing."""
    routes = list(application.url_map.iter_rules())
    assert routes
    for rule in routes:
        access = declared(application, rule.endpoint)
        assert access.who in ("anyone", "session", "device"), rule
        changes = bool(set(rule.methods or ()) - IGNORED_METHODS - {"GET"})
        assert isinstance(access.body, Json | Octets) is (changes and rule.endpoint not in READS_NOTHING), rule
        if isinstance(access.body, Json | Octets):
            assert 0 < access.body.max_bytes <= MOST_BYTES, rule
        assert access.csrf or rule.endpoint in HEEDS_NO_COOKIE, rule


def test_the_data_plane_is_exactly_what_the_protocol_lists(application: Flask) -> None:
    assert {route for route in served(application) if route[1].startswith("/v1/")} == {
        route for route in promised() if route[1].startswith("/v1/")
    }


def test_routes_outside_the_data_plane_are_open_to_anyone(application: Flask) -> None:
    assert {who for _, path, who in served(application) if not path.startswith("/v1/")} == {"anyone"}
