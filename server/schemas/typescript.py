"""Writes the wire shapes as TypeScript interfaces."""

import inspect
from typing import Any

from server.schemas import accounts, blobs, passkeys, problem, reminders, sync, timestamps, wire

_MODULES = (accounts, passkeys, sync, blobs, reminders, timestamps, problem)
_HEADER = "// Wire shapes, written by `holdfast schema` from server/schemas. Do not edit.\n"
_SCALARS = {"string": "string", "integer": "number", "boolean": "boolean", "null": "null"}


def models() -> list[type[wire.Shape]]:
    """Every wire shape, in the order of the source."""
    found: list[type[wire.Shape]] = [wire.Empty]
    for module in _MODULES:
        classes = [value for value in vars(module).values() if inspect.isclass(value)]
        found += [each for each in classes if issubclass(each, wire.Shape) and each.__module__ == module.__name__]
    return found


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " | ".join(_type(option) for option in schema["anyOf"])
    if schema["type"] == "array":
        return (
            f"readonly ({_type(schema['items'])})[]"
            if "anyOf" in schema["items"]
            else f"readonly {_type(schema['items'])}[]"
        )
    return _SCALARS[schema["type"]]


def _description(schema: dict[str, Any]) -> str:
    inner = schema.get("items", schema)
    options = inner.get("anyOf", [inner])
    return str(next((option["description"] for option in options if "description" in option), ""))


def _interface(model: type[wire.Shape]) -> str:
    schema = model.model_json_schema(mode="serialization")
    title = inspect.getdoc(model) or ""
    fields = schema.get("properties", {})
    if not fields:
        return f"/** {title} */\nexport type {model.__name__} = Readonly<Record<string, never>>;\n"
    lines = [f"/** {title} */", f"export interface {model.__name__} {{"]
    for name, field in fields.items():
        if note := _description(field):
            lines.append(f"  /** {note} */")
        optional = not model.model_fields[name].is_required()
        shown = _type(field).removesuffix(" | null") if optional else _type(field)
        lines.append(f"  readonly {name}{'?' if optional else ''}: {shown};")
    return "\n".join([*lines, "}"]) + "\n"


def render() -> str:
    """The whole generated file."""
    return "\n".join([_HEADER, *(_interface(model) for model in models())])
