"""How much the phone downloads, read from the real build."""

from tests.bench.figure import Figure
from tests.house.budget import offline_bytes, shell_bytes
from tests.house.tree import ROOT

BUILT = ROOT / "static" / "app"


def figures() -> list[Figure]:
    return [
        Figure("first-load JavaScript of the shell, gzip", shell_bytes(BUILT) / 1000, "kB", 45),
        Figure("all needed offline, as transferred", offline_bytes(BUILT) / 1000, "kB", 450),
    ]
