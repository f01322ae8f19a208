"""What this machine allows without Holdfast: the baselines of the same run."""

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def elapsed_s(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def rows_per_s(folder: Path, rows: int, octets: int, commits: int) -> float:
    """What the disk and SQLite alone allow: rows of so many bytes, one durable commit for each batch."""
    connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE IF NOT EXISTS raw (at INTEGER PRIMARY KEY, octets BLOB)")
    content = os.urandom(octets)

    def insert() -> None:
        for _ in range(commits):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT INTO raw (octets) VALUES (?)", [(content,)] * rows)
            connection.execute("COMMIT")

    taken = elapsed_s(insert)
    connection.close()
    return rows * commits / taken


def verifications_per_s() -> float:
    """What one core allows: Ed25519 signatures checked in a row."""
    key, message = Ed25519PrivateKey.generate(), os.urandom(40)
    public, signature = key.public_key(), key.sign(message)

    def verify() -> None:
        for _ in range(2000):
            public.verify(signature, message)

    return 2000 / elapsed_s(verify)
