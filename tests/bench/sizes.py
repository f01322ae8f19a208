"""How much the phone downloads, as the server sends it."""

from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from server import create_app
from server.config import Config
from tests.bench.figure import Figure
from tests.house.budget import offline_bytes, shell_bytes, start_bytes
from tests.house.tree import ROOT

BUILT = ROOT / "static" / "app"


def figures() -> list[Figure]:
    with TemporaryDirectory() as folder, redirect_stdout(StringIO()):
        visitor = create_app(Config.from_env({"INSTANCE": str(Path(folder))})).test_client()
        return [
            Figure("JavaScript needed to draw the shell, gzip", shell_bytes(visitor, BUILT) / 1000, "kB", 45),
            Figure(
                "JavaScript of the whole start, vault included, gzip", start_bytes(visitor, BUILT) / 1000, "kB", 105
            ),
            Figure("all needed offline, as transferred", offline_bytes(visitor, BUILT) / 1000, "kB", 450),
        ]
