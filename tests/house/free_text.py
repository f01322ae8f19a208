"""Every text of the model that a person could have typed, read from the types that the app writes it with."""

import re

from tests.house.tree import ROOT

DOMAIN = ROOT / "pwa" / "src" / "domain"
FILES = ("fields.ts", "records.ts", "clock.ts", "packet/details.ts")
SHAPE = re.compile(r"^export (?:interface|type) (\w+) (?:= )?\{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
UNION = re.compile(r"^export type (\w+) = (\w+(?: \| \w+)+);", re.MULTILINE)
INLINE = re.compile(r"readonly (\w+): \{ (.*?) \};")
NAMED = re.compile(r"^export type (\w+) = Readonly<Record<(\w+), string>>;", re.MULTILINE)
NAMES = re.compile(r"^export type (\w+) = \(typeof (\w+)\)\[number\];", re.MULTILINE)
LIST = re.compile(r"^export const (\w+) = \[(.*?)\] as const;", re.MULTILINE)
PROPERTY = re.compile(r"readonly (\w+)\??: ([^;]+);?")
TEXTS = ("string", "string | null", "readonly string[]", "Readonly<Record<string, unknown>>")


def free_texts() -> set[str]:
    """`holder.key`, where the holder is what a record calls the map that the text is in."""
    source = "\n".join((DOMAIN / name).read_text("utf-8") for name in FILES)
    shapes = {name: INLINE.sub("", body) for name, body in SHAPE.findall(source)} | named_by_a_list(source)
    unions = {name: members.split(" | ") for name, members in UNION.findall(source)}
    held = [*PROPERTY.findall("\n".join(shapes.values()))]
    found = {f"{holder}.{key}" for holder, body in INLINE.findall(source) for key, kind in texts(body)}
    for holder, kind in held:
        named = kind.removesuffix(" | null")
        for shape in unions.get(named, [named]):
            found |= {f"{holder}.{key}" for key, _ in texts(shapes.get(shape, ""))}
    return found


def named_by_a_list(source: str) -> dict[str, str]:
    """Shapes whose keys are the members of a list, written out."""
    lists, kinds = dict(LIST.findall(source)), dict(NAMES.findall(source))

    def members(name: str) -> list[str]:
        parts = [part.strip().strip('"') for part in lists[name].split(",")]
        return [one for part in parts for one in (members(part[3:]) if part.startswith("...") else [part])]

    return {
        shape: "\n".join(f"readonly {key}: string;" for key in members(kinds[kind]))
        for shape, kind in NAMED.findall(source)
    }


def texts(body: str) -> list[tuple[str, str]]:
    return [(key, kind) for key, kind in PROPERTY.findall(body) if kind.strip() in TEXTS]
