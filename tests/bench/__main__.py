"""`make bench`: measures what the house promises, prints it, and writes build/bench.json whatever it says."""

import tempfile
from pathlib import Path

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


def measure(folder: Path) -> list[Figure]:
    found = [
        *sizes.figures(),
        *reading.figures(),
        due.scan(folder),
        *stamps.figures(folder),
        *typesetting.figures(folder),
        *reminding.figures(folder),
    ]
    with running_server(folder / "server", NO_LIMIT) as server, sync_playwright() as playwright:
        found += phone.figures(playwright, folder, server.origin)
        found += intake.figures(playwright, folder, server.origin)
        back_up_to_a_second_phone(playwright, folder, server.origin)
        found += memory.figures(server.process.pid, "the journey")
        found += due.idle(server.process.pid)
        found += lighthouse.figures(server.origin, folder)
        found += unlock.figures(playwright, folder, server.origin)
        found += long_record.figures(playwright, folder, server.origin)
        found += packet.figures(playwright, folder, server.origin)
        found += pushes.figures(server, folder)
        found += typesetting.at_once(server.origin)
        found += blobs.figures(server.origin, folder)
        found += sign_in.figures(server.origin)
        found += load.figures(server, folder, NO_LIMIT)
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        publish(measure(Path(temporary)), ROOT / "build" / "bench.json")
