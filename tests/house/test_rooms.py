"""A domain is one room with the shared furniture, one word per thing, and there is no attic."""

import re
from importlib import import_module

import pytest
from flask import Flask

from server.app import ROOMS
from tests.house.tree import CODE, ROOT, short, written_files

ROOM_NAMES = tuple(room.__name__.split(".")[1] for room in ROOMS)
ATTIC = re.compile(r"^(utils?|helpers?|common|misc|new|legacy|stuff)$")
COMPOSITION_ROOTS = ("server/app.py", "pwa/src/main.tsx")
MAX_ROOT_LINES = 60


def test_nothing_is_named_after_an_attic() -> None:
    parts = (
        (f, part) for f in written_files(*CODE, ".md", ".css") for part in (*f.relative_to(ROOT).parts[:-1], f.stem)
    )
    assert [short(f) for f, part in parts if ATTIC.match(part.lower())] == []


@pytest.mark.parametrize("room", ROOM_NAMES)
def test_every_room_has_a_door_and_an_entrance(room: str, application: Flask) -> None:
    """Whoever comes in by a call comes in through a module of routes."""
    assert import_module(f"server.{room}.routes").blueprint is application.blueprints[room]
    views = [view for name, view in application.view_functions.items() if name.startswith(f"{room}.")]
    assert views
    assert {view.__module__ for view in views} <= {f"server.{room}.routes", f"server.{room}.passkey_routes"}


def test_no_room_is_left_out() -> None:
    assert {f.parent.name for f in (ROOT / "server").glob("*/routes.py")} == set(ROOM_NAMES)


@pytest.mark.parametrize("root", COMPOSITION_ROOTS)
def test_composition_roots_only_compose(root: str) -> None:
    assert len((ROOT / root).read_text("utf-8").splitlines()) <= MAX_ROOT_LINES


def test_every_file_opens_with_its_one_sentence() -> None:
    openings = {".py": ('"""',), ".ts": ("//", "/*"), ".tsx": ("//", "/*"), ".mjs": ("//", "/*", "#!"), ".css": ("/*",)}
    bare = [
        short(f)
        for f in written_files(*openings)
        if f.read_text("utf-8").strip() and not f.read_text("utf-8").lstrip().startswith(openings[f.suffix])
    ]
    assert bare == []
