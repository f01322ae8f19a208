"""A PostgreSQL server of this test run alone, from the system's own binaries: unix socket only, nothing flushed."""

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
_UNFLUSHED = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60"


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
    _names: Iterator[int] = field(default_factory=itertools.count)

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
def running() -> Iterator[Postgres]:
    """A server with an empty template database."""
    folder = Path(tempfile.mkdtemp(prefix="holdfast-pg-"))
    as_postgres, binaries, data = _as_postgres(), _binaries(), folder / "data"
    if as_postgres:
        shutil.chown(folder, "postgres", "postgres")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    make = [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", "--no-locale", "-E", "UTF8"]
    subprocess.run([*as_postgres, *make], check=True, **quiet)  # type: ignore[call-overload]
    control = [*as_postgres, binaries / "pg_ctl", "-D", data, "-w"]
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} {_UNFLUSHED}"
    subprocess.run([*control, "-l", folder / "log", "-o", options, "start"], check=True, **quiet)  # type: ignore[call-overload]
    try:
        made = Postgres(folder)
        made.run(f"CREATE DATABASE {TEMPLATE}")
        yield made
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, **quiet)  # type: ignore[call-overload]
        shutil.rmtree(folder, ignore_errors=True)
