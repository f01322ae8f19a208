"""Every route says who may call it and which body it reads; the server holds it to that."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from server.auth import declared
from server.bodies import Json, Never, Nothing, Octets
from server.openapi import describe
from server.schemas.sync import PullQuery
from tests.phone import Phone, another_phone, read

SERVER = Path(__file__).resolve().parents[2] / "server"
PROTOCOL_CALLS = re.compile(r"^\| ((?:[A-Z]+ · )*[A-Z]+) (/\S*)(?: · ([a-z]+))?", re.MULTILINE)
"""Methods, path, and what stands in the place of the path's last part in a second call of the same row."""


def filled(rule: Rule) -> str:
    path = rule.rule.replace("<int(max=4294967295):i>", "0").replace("<name>", "x").replace("<slug>", "x")
    return re.sub(r"<id:\w+>", "a" * 32, path)


def each_call(app: Flask) -> list[tuple[str, Rule]]:
    return [(m, rule) for rule in app.url_map.iter_rules() for m in sorted((rule.methods or set()) - {"HEAD"})]


def test_every_route_declares_itself(app: Flask) -> None:
    declarations = [declared(app, rule.endpoint) for rule in app.url_map.iter_rules()]
    assert len(declarations) > 30
    assert {found.who for found in declarations} == {"anyone", "session", "device"}
    never = [rule.rule for rule in app.url_map.iter_rules() if isinstance(declared(app, rule.endpoint).body, Never)]
    assert never == ["/share"]


def test_a_route_that_says_nothing_does_not_answer(app: Flask) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/undeclared", "undeclared", lambda: "open")
    assert app.test_client().get("/undeclared").status_code == 500


def test_a_visitor_is_refused_everywhere_else(app: Flask, visitor: FlaskClient) -> None:
    csrf = read(visitor.get("/v1/hello"))["csrf"]
    for method, rule in each_call(app):
        found = declared(app, rule.endpoint)
        if found.who != "anyone":
            body = b"" if isinstance(found.body, Nothing) else b"{}"
            kind = getattr(found.body, "media_type", None)
            answer = visitor.open(
                filled(rule), method=method, data=body, content_type=kind, headers={"X-CSRFToken": csrf}
            )
            assert (answer.status_code, read(answer)["code"]) == (401, "signed_out"), rule.rule


def test_half_a_session_opens_no_data(app: Flask, dana: Phone) -> None:
    half = another_phone(app, dana)
    half.login()
    for method, rule in each_call(app):
        if declared(app, rule.endpoint).who == "device" and method == "GET":
            assert half.get(filled(rule)).status_code == 403, rule.rule


def test_without_csrf_a_call_heeds_no_session(app: Flask) -> None:
    free = [rule.rule for rule in app.url_map.iter_rules() if not declared(app, rule.endpoint).csrf]
    assert free == ["/v1/reminders/act", "/timestamps"]
    assert {declared(app, rule.endpoint).who for rule in app.url_map.iter_rules() if rule.rule in free} == {"anyone"}


def test_every_state_change_needs_the_csrf_token(app: Flask, dana: Phone) -> None:
    for method, rule in each_call(app):
        found = declared(app, rule.endpoint)
        if method != "GET" and not isinstance(found.body, Never) and found.csrf:
            body = b"" if isinstance(found.body, Nothing) else b"{}"
            kind = getattr(found.body, "media_type", None)
            answer = dana.client.open(filled(rule), method=method, data=body, content_type=kind)
            assert (answer.status_code, read(answer)["code"]) == (400, "csrf"), rule.rule


def test_a_body_of_another_media_type_is_not_read(app: Flask, dana: Phone) -> None:
    for method, rule in each_call(app):
        if isinstance(declared(app, rule.endpoint).body, Json | Octets):
            answer = dana.send(method, filled(rule), b"{}", "text/plain")
            assert (answer.status_code, read(answer)["code"]) == (415, "unsupported_media_type"), rule.rule


def test_a_body_where_none_is_read_is_refused(app: Flask, dana: Phone) -> None:
    for method, rule in each_call(app):
        if isinstance(declared(app, rule.endpoint).body, Nothing):
            assert dana.send(method, filled(rule), b"x").status_code == 413, rule.rule


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/v1/cases/XYZ/ops", 404, "not_found"),
        ("GET", "/v1/cases", 405, "method_not_allowed"),
        ("OPTIONS", "/v1/cases", 405, "method_not_allowed"),
        ("TRACE", "/", 405, "method_not_allowed"),
    ],
)
def test_what_is_not_there_answers_a_problem(
    visitor: FlaskClient, method: str, path: str, status: int, code: str
) -> None:
    answer = visitor.open(path, method=method)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert read(answer)["code"] == code


def test_the_protocol_lists_every_call_there_is(app: Flask) -> None:
    from tests.conftest import ROOT

    text = (ROOT / "docs" / "protocol.md").read_text("utf-8")
    listed = set()
    for methods, path, second in PROTOCOL_CALLS.findall(text):
        paths = [path.split("?")[0], *([path.rsplit("/", 1)[0] + "/" + second] if second else [])]
        listed |= {(method, each) for method in methods.split(" · ") for each in paths}
    there = {
        (m, re.sub(r"<[^>]*?(\w+)>", lambda found: "{" + found[1] + "}", rule.rule))
        for m, rule in each_call(app)
        if rule.rule.startswith("/v1/") or rule.rule in ("/timestamps", "/packets", "/share", "/healthz", "/readyz")
    }
    short = {"{case_id}": "{id}", "{reminder_id}": "{id}", "{blob_id}": "{b}"}
    for long, name in short.items():
        there = {(m, path.replace(long, name)) for m, path in there}
    assert there == listed


def test_the_command_lists_every_route_with_who_may_call_it(app: Flask, instance_settings: dict[str, str]) -> None:
    command = [sys.executable, "-m", "server.cli", "routes"]
    told = subprocess.run(command, env=os.environ | instance_settings, capture_output=True, text=True, check=True)
    listed = {tuple(line.split()[1:3]) for line in told.stdout.splitlines()}
    assert listed == {(rule.rule, declared(app, rule.endpoint).who) for rule in app.url_map.iter_rules()}


def test_every_call_is_described(app: Flask) -> None:
    described = describe(app)
    told = {(method, path) for path, calls in described["paths"].items() for method in calls}
    made = {(m.lower(), re.sub(r"<(?:[^:>]+:)?(\w+)>", r"{\1}", rule.rule)) for m, rule in each_call(app)}
    assert told == {(method, path) for method, path in made if method != "options"}
    for method, rule in each_call(app):
        if method != "OPTIONS":
            call = described["paths"][re.sub(r"<(?:[^:>]+:)?(\w+)>", r"{\1}", rule.rule)][method.lower()]
            assert bool(call["security"]) == (declared(app, rule.endpoint).who != "anyone"), rule.rule


def test_every_query_that_a_route_reads_is_described(app: Flask) -> None:
    sources = [file.read_text("utf-8") for file in SERVER.glob("*/*routes.py")]
    read = {name for source in sources for name in re.findall(r'request\.args\.get\("(\w+)"', source)}
    shapes = {name for source in sources for name in re.findall(r"read_query\((\w+)\)", source)}
    assert shapes == {PullQuery.__name__}
    calls = [call for path in describe(app)["paths"].values() for call in path.values()]
    told = {each["name"] for call in calls for each in call["parameters"] if each["in"] == "query"}
    assert told == read | PullQuery.model_fields.keys()
