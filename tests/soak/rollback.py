"""Puts one account of a running server's database back to an earlier moment, as restoring a backup would.

`python -m tests.soak.rollback DATABASE` reads `keep ACCOUNT` and `restore ACCOUNT` from standard input, one a line,
and answers `ok`.
"""

import sqlite3
import sys
from contextlib import closing

OF_ACCOUNT = (
    "key_slots",
    "identity_entries",
    "devices",
    "device_ends",
    "sessions",
    "push_subscriptions",
    "reminders",
    "deliveries",
    "act_tokens",
    "passkeys",
    "blobs",
    "freed_blobs",
    "cases",
)
OF_CASE = ("ops", "writers")
OF_BLOB = ("blob_chunks",)
OF_NO_ACCOUNT = {"alembic_version", "invites", "passkey_challenges", "passkeys_proven"}
Rows = list[tuple[object, ...]]


def wheres() -> dict[str, str]:
    """Every table that says something of an account, with the condition that picks its rows."""
    mine = dict.fromkeys(OF_ACCOUNT, "account_id = :account")
    of_case = dict.fromkeys(OF_CASE, "case_id IN (SELECT id FROM cases WHERE account_id = :account)")
    of_blob = dict.fromkeys(OF_BLOB, "blob_id IN (SELECT id FROM blobs WHERE account_id = :account)")
    return {"accounts": "id = :account"} | of_case | of_blob | mine


def keep(database: sqlite3.Connection, account: str) -> dict[str, Rows]:
    """The account's rows, by table."""
    chosen = wheres().items()
    return {
        table: database.execute(f"SELECT * FROM {table} WHERE {where}", {"account": account}).fetchall()
        for table, where in chosen
    }


def restore(database: sqlite3.Connection, account: str, kept: dict[str, Rows]) -> None:
    """The account's rows as they were kept, and no others."""
    database.execute("BEGIN IMMEDIATE")
    for table, where in reversed(wheres().items()):
        if table not in (*OF_CASE, *OF_BLOB, "accounts", "cases", "blobs"):
            database.execute(f"DELETE FROM {table} WHERE {where}", {"account": account})
    for table in (*OF_CASE, *OF_BLOB, "blobs", "cases", "accounts"):
        database.execute(f"DELETE FROM {table} WHERE {wheres()[table]}", {"account": account})
    for table, rows in kept.items():
        if rows:
            places = ", ".join("?" * len(rows[0]))
            database.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
    database.execute("COMMIT")


def unknown(tables: set[str]) -> list[str]:
    """Tables that this module does not know would survive the restoring."""
    return sorted(tables - set(wheres()) - OF_NO_ACCOUNT)


def check_complete(database: sqlite3.Connection) -> None:
    """Ends the process where it would restore half."""
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if unknown(tables):
        raise SystemExit(f"tests/soak/rollback.py does not know {', '.join(unknown(tables))}")


def main() -> None:
    """Serves until standard input ends."""
    with closing(sqlite3.connect(sys.argv[1], timeout=20, isolation_level=None)) as database:
        check_complete(database)
        kept: dict[str, dict[str, Rows]] = {}
        for line in sys.stdin:
            what, account = line.split()
            if what == "keep":
                kept[account] = keep(database, account)
            else:
                restore(database, account, kept[account])
            print("ok", flush=True)


if __name__ == "__main__":
    main()
