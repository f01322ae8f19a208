"""A PostgreSQL server of this test run alone, from the system's own binaries: unix socket only, mostly unflushed."""

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine, text

TEMPLATE = "migrated"
_UNFLUSHED = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"


def _binaries() -> Path:
    """The newest installed version's."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    if not found:
        raise RuntimeError("the Debian package postgresql is not installed: make test brings it")
    return found[-1]


def _as_postgres() -> list[str]:
    """PostgreSQL refuses to be run by root."""
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []


@dataclass
class Postgres:
    """A running server; each test gets a database of its own, copied from one that is migrated."""

    folder: Path
    _control: list[str | Path]
    _options: str
    _names: Iterator[int] = field(default_factory=itertools.count)

    def control(self, *words: str) -> int:
        """What pg_ctl answers: `start`, `restart -m fast`, `status`."""
        command = [*self._control, "-l", self.folder / "log", "-o", self._options, *words]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": self.folder}
        return subprocess.run(command, check=False, **quiet).returncode  # type: ignore[call-overload, no-any-return]

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def run(self, statement: str) -> None:
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def new_database(self) -> str:
        name = f"test_{next(self._names)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        return self.url(name)


@contextmanager
def running(*, flushed: bool = False) -> Iterator[Postgres]:
    """A server with an empty template database; what it acknowledged outlives its own death only if `flushed`."""
    folder = Path(tempfile.mkdtemp(prefix="holdfast-pg-"))
    as_postgres, binaries, data = _as_postgres(), _binaries(), folder / "data"
    if as_postgres:
        shutil.chown(folder, "postgres", "postgres")
    make: list[str | Path] = [
        *as_postgres,
        binaries / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-N",
        "--no-locale",
        "-E",
        "UTF8",
    ]
    subprocess.run(make, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=60"
    control: list[str | Path] = [*as_postgres, binaries / "pg_ctl", "-D", data, "-w"]
    made = Postgres(folder, control, options if flushed else f"{options} {_UNFLUSHED}")
    if made.control("start"):
        raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
    try:
        made.run(f"CREATE DATABASE {TEMPLATE}")
        yield made
    finally:
        made.control("-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
