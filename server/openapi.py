"""Describes every request as OpenAPI 3.1, from what each route declares; answers and octets are docs/protocol.md's."""

import inspect
import re
from typing import Any

from flask import Flask
from pydantic.json_schema import models_json_schema
from werkzeug.routing import Rule

from server.auth import Access, declared
from server.bodies import Json, Never, Octets
from server.schemas.problem import Problem
from server.schemas.sync import PullQuery
from server.schemas.wire import Shape
from server.version import VERSION

_REF = "#/components/schemas/{model}"
_PART = re.compile(r"<(?:(?P<converter>\w+)(?:\([^)]*\))?:)?(?P<name>\w+)>")
_PARTS: dict[str | None, dict[str, Any]] = {
    "id": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
    "int": {"type": "integer", "minimum": 0, "maximum": 2**32 - 1},
    None: {"type": "string", "pattern": "^[^/]+$"},
}
_QUERIES: dict[str, dict[str, Any]] = {
    "sync.pull_ops": PullQuery.model_json_schema()["properties"],
    "sync.feed": {"cursor": {"type": "string"}},
    "packets.typeset": {"paper": {"type": "string", "enum": ["letter", "a4"]}},
    "pages.manifest": {"look": {"type": "string", "enum": ["plain"]}},
}
_CSRF = {
    "name": "X-CSRFToken",
    "in": "header",
    "required": True,
    "description": "`csrf` of /v1/hello",
    "schema": {"type": "string"},
}
_CALLERS = {"session": "a signed-in browser", "device": "a signed-in browser of a device of the identity log"}


def _refusal(description: str) -> dict[str, Any]:
    schema = {"$ref": _REF.format(model=Problem.__name__)}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}


def _body(access: Access) -> dict[str, Any] | None:
    match access.body:
        case Json(shape, max_bytes, media_type):
            schema: dict[str, Any] = {"$ref": _REF.format(model=shape.__name__)}
        case Octets(max_bytes, media_type):
            schema = {} if media_type == "application/json" else {"type": "string", "format": "binary"}
        case _:
            return None
    return {
        "required": True,
        "description": f"at most {max_bytes} bytes",
        "content": {media_type: {"schema": schema}},
    }


def _parameters(rule: Rule) -> list[dict[str, Any]]:
    parts = [
        {"name": part["name"], "in": "path", "required": True, "schema": _PARTS[part["converter"]]}
        for part in _PART.finditer(rule.rule)
    ]
    asked = _QUERIES.get(rule.endpoint, {}).items()
    return parts + [{"name": name, "in": "query", "required": False, "schema": schema} for name, schema in asked]


def _operation(app: Flask, rule: Rule, method: str) -> dict[str, Any]:
    access = declared(app, rule.endpoint)
    changes = method not in ("GET", "HEAD")
    guarded = changes and access.csrf and not isinstance(access.body, Never)
    made: dict[str, Any] = {
        "operationId": f"{rule.endpoint}.{method.lower()}" + (f".{rule.rule}" if rule.rule.startswith("/fr") else ""),
        "summary": (inspect.getdoc(app.view_functions[rule.endpoint]) or "").partition("\n")[0],
        "tags": [rule.endpoint.partition(".")[0]],
        "parameters": _parameters(rule) + ([_CSRF] if guarded else []),
        "responses": {
            "2XX": {"description": "Done; its JSON, if any, is in pwa/src/api/wire.gen.ts and docs/protocol.md."},
            "4XX": _refusal("Refused; nothing was changed."),
            "5XX": _refusal("503: not now; nothing was changed, try again. Anything else is a defect."),
        },
        "security": [] if access.who == "anyone" else [{"session": []}],
    }
    if access.who != "anyone":
        made["description"] = f"Only {_CALLERS[access.who]}."
    if body := _body(access):
        made["requestBody"] = body
    return made


def describe(app: Flask) -> dict[str, Any]:
    """The whole description: every rule of the app, once for each method."""
    shapes: list[type[Shape]] = [Problem]
    paths: dict[str, dict[str, Any]] = {}
    for rule in sorted(app.url_map.iter_rules(), key=lambda each: each.rule):
        body = declared(app, rule.endpoint).body
        if isinstance(body, Json) and body.shape not in shapes:
            shapes.append(body.shape)
        path = paths.setdefault(_PART.sub(r"{\g<name>}", rule.rule), {})
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            path[method.lower()] = _operation(app, rule, method)
    _, definitions = models_json_schema([(each, "validation") for each in shapes], ref_template=_REF)
    cookie = {"type": "apiKey", "in": "cookie", "name": app.config["HOLDFAST_COOKIE"]}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Holdfast", "version": VERSION},
        "servers": [{"url": app.config["PUBLIC_ORIGIN"]}],
        "paths": paths,
        "components": {"schemas": definitions["$defs"], "securitySchemes": {"session": cookie}},
    }
