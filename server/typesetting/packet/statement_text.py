"""The text of a sealed statement read back into its parts (docs/model.md, Statement text)."""

import re
from dataclasses import dataclass

_HEAD = re.compile(
    r"(passage|threat)(?: (saw|told))?(?: asked=([a-z][a-z0-9_]*))?"
    r"((?: [A-Z]{1,4}-(?!000)(?:[0-9]{3}|[1-9][0-9]{3,8}))*)",
    re.ASCII,
)
_FORMS = {"voice young", "voice adult"}, {"form adult", "form under18"}


@dataclass(frozen=True)
class Part:
    """A passage in the writer's own words, or a threat in someone else's."""

    kind: str
    how: str | None
    asked: str | None
    exhibits: tuple[str, ...]
    words: str


def parts(text: str) -> list[Part] | None:
    """None for any text that the layout would not have written: it is shown as it stands."""
    head, *blocks = text.removesuffix("\n").split("\n\n")
    first, *rest = head.split("\n")
    if first != "Holdfast statement 1" or len(rest) != len(_FORMS):
        return None
    if not text.endswith("\n") or any(line not in known for line, known in zip(rest, _FORMS, strict=True)):
        return None
    found = [_part(block.split("\n")) for block in blocks]
    return None if None in found else [part for part in found if part is not None]


def _part(lines: list[str]) -> Part | None:
    head, *quoted = lines
    match = _HEAD.fullmatch(head)
    if match is None or not quoted or any(line != ">" and not re.match(r"> .", line) for line in quoted):
        return None
    kind, how, asked, labels = match.groups()
    if kind == "threat" and (how or asked):
        return None
    return Part(kind, how, asked, tuple(labels.split()), "\n".join(line[2:] for line in quoted))
