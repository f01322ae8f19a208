"""The database: typed models' base, write transactions; the only place that knows which database it is."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import (
    ARRAY,
    Connection,
    CursorResult,
    Engine,
    Executable,
    MetaData,
    Row,
    Table,
    Update,
    and_,
    bindparam,
    event,
    func,
    insert,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, scoped_session

_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA secure_delete = ON",
)
_MIGRATING = 0x686F6C64
_DURABLE = {"holdfast_write": "FULL"}
_SOON_DURABLE = {"holdfast_write": "NORMAL"}


class Base(DeclarativeBase):
    """Every model's base."""

    metadata = MetaData(naming_convention=_NAMING)


Found = Row[*tuple[Any, ...]]
db = SQLAlchemy(model_class=Base)


def table(model: type[Base]) -> Table:
    """A model's table, for statements that go round the session's unit of work."""
    found = model.__table__
    assert isinstance(found, Table)  # noqa: S101
    return found


def session() -> scoped_session[Session]:
    """This context's session, for reading."""
    return db.session


def run(
    statement: Executable, values: Mapping[str, object] | list[dict[str, object]]
) -> CursorResult[*tuple[Any, ...]]:
    """Runs a statement made once, when its module was loaded: a tenth of what making it for each call costs."""
    return db.session.connection().execute(statement, values)


def add(into: Table, rows: list[dict[str, object]]) -> None:
    """Adds rows that all name the same columns; on PostgreSQL as one stream."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        connection.execute(insert(into), rows)
        return
    names = list(rows[0])
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f"COPY {into.name} ({', '.join(names)}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row([row[name] for name in names])


def change(of: Table, rows: list[dict[str, object]]) -> None:
    """Gives rows, found by their primary key, the values of the other columns named; on PostgreSQL in one statement."""
    connection = db.session.connection()
    names = tuple(rows[0])
    if connection.dialect.name == "sqlite":
        renamed = [{f"to_{name}": value for name, value in row.items()} for row in rows]
        connection.execute(_change_one(of, names), renamed)
    else:
        columns = {f"to_{name}": [row[name] for row in rows] for name in names}
        connection.execute(_change_all(of, names), columns)


@cache
def _change_one(of: Table, names: tuple[str, ...]) -> Update:
    keys = {column.name for column in of.primary_key}
    found = and_(*(of.c[key] == bindparam(f"to_{key}") for key in keys))
    return update(of).where(found).values({name: bindparam(f"to_{name}") for name in names if name not in keys})


@cache
def _change_all(of: Table, names: tuple[str, ...]) -> Update:
    keys = {column.name for column in of.primary_key}
    arrays = [bindparam(f"to_{name}", type_=ARRAY(of.c[name].type)) for name in names]
    given = func.unnest(*arrays).table_valued(*names).render_derived()
    found = and_(*(of.c[key] == given.c[key] for key in keys))
    return update(of).where(found).values({name: given.c[name] for name in names if name not in keys})


@contextmanager
def write(*, durable: bool = True) -> Iterator[scoped_session[Session]]:
    """One write transaction: all of it or nothing; it waits for its turn before it reads.

    Without `durable` a power cut may take it back, whole, until the next durable one: for what can be asked for again.
    """
    db.session.rollback()
    db.session.connection(execution_options=_DURABLE if durable else _SOON_DURABLE)
    try:
        yield db.session
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def _on_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _on_begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("holdfast_write")
    if writing is None:
        connection.exec_driver_sql("BEGIN")
        return
    connection.exec_driver_sql(f"PRAGMA synchronous = {writing}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def prepare(engine: Engine) -> None:
    """Sets an engine up for SQLite's ways, when it is one."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)


def scrub(*, rebuild: bool) -> bool:
    """Whether nothing deleted is left in SQLite's files, rebuilt if asked; not while somebody reads old pages."""
    if db.engine.dialect.name != "sqlite":
        return True
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        if rebuild:
            cursor.execute("VACUUM")
        cursor.execute("PRAGMA busy_timeout = 1000")
        busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute("PRAGMA busy_timeout = 10000")
        return not busy
    finally:
        connection.close()


@contextmanager
def tables_open(engine: Engine) -> Iterator[Connection]:
    """A connection on which tables can be rebuilt, by one process at a time; SQLite leaves references unchecked."""
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        if engine.dialect.name != "sqlite":
            cursor.execute(f"SELECT pg_advisory_lock({_MIGRATING})")  # until this connection is closed
            yield connection
            return
        cursor.execute("PRAGMA foreign_keys = OFF")
        yield connection


def check_references(connection: Connection) -> None:
    """Inside the transaction that rebuilt tables: RuntimeError when it left rows that refer to nothing."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError("the migrations left rows that refer to nothing")


def install(app: Flask, database_url: str) -> None:
    """Connects an app to its database."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "hide_parameters": True,
        "pool_pre_ping": url.get_backend_name() != "sqlite",
    }
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
