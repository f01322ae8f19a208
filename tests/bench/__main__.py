"""`make bench`: measures what the house promises, prints each figure as it is found and then all of them in a table,
and writes build/bench.json whatever it says. A step that breaks is named at the end and costs no other its figures.
"""

import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

from playwright.sync_api import sync_playwright

from tests.bench import (
    blobs,
    due,
    intake,
    lighthouse,
    load,
    long_record,
    memory,
    packet,
    phone,
    pushes,
    reading,
    reminding,
    sign_in,
    sizes,
    stamps,
    typesetting,
    unlock,
)
from tests.bench.figure import Figure, publish
from tests.bench.journey import back_up_to_a_second_phone
from tests.e2e.running_server import running_server
from tests.house.tree import ROOT

NO_LIMIT = {"AUTH_LIMIT_PER_ADDRESS": "1000000/minute", "AUTH_LIMIT_PER_NAME": "1000000/minute"}

Step = tuple[str, Callable[[], list[Figure]]]


def steps(folder: Path) -> Iterator[Step]:
    """In this order: the journey, memory and idleness of one server; the long record on the phone that unlocked it."""
    yield "sizes", sizes.figures
    yield "reading grades", reading.figures
    yield "finding what is due", lambda: [due.scan(folder)]
    yield "timestamps", lambda: stamps.figures(folder)
    yield "typesetting", lambda: typesetting.figures(folder)
    yield "reminding", lambda: reminding.figures(folder)
    with running_server(folder / "server", NO_LIMIT) as server, sync_playwright() as playwright:
        origin, pid = server.origin, server.process.pid

        def after_a_journey() -> list[Figure]:
            back_up_to_a_second_phone(playwright, folder, origin)
            return [*memory.figures(pid, "the journey"), *due.idle(pid)]

        yield "a phone", lambda: phone.figures(playwright, folder, origin)
        yield "intake", lambda: intake.figures(playwright, folder, origin)
        yield "memory and an idle worker", after_a_journey
        yield "Lighthouse", lambda: lighthouse.figures(origin, folder)
        yield "unlocking", lambda: unlock.figures(playwright, folder, origin)
        yield "a long record", lambda: long_record.figures(playwright, folder, origin)
        yield "the packet", lambda: packet.figures(playwright, folder, origin)
        yield "pushes", lambda: pushes.figures(server, folder)
        yield "ten packets at once", lambda: typesetting.at_once(origin)
        yield "blobs", lambda: blobs.figures(origin, folder)
        yield "sign-in", lambda: sign_in.figures(origin)
        yield "load", lambda: load.figures(server, folder, NO_LIMIT)


def measured(folder: Path) -> tuple[list[Figure], list[str]]:
    """All figures found, and the names of the steps that broke."""
    found: list[Figure] = []
    broken: list[str] = []
    for name, figures in steps(folder):
        started = monotonic()
        try:
            found += (now := figures())
        except Exception:  # noqa: BLE001
            traceback.print_exc()
            broken.append(name)
        else:
            print(f"{name}, {monotonic() - started:.0f} s", *(figure.row() for figure in now), sep="\n", flush=True)
    return found, broken


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        figures, broken = measured(Path(temporary))
    publish(figures, ROOT / "build" / "bench.json")
    sys.exit(f"these steps broke: {', '.join(broken)}" if broken else 0)
