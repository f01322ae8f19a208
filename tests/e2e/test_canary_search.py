"""The search behind the canary journey finds a word in every form it claims to know."""

import base64
import contextlib
import gzip
import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.e2e.canary import hits, hits_in_folder

WORD = "Kestrel-Øbelisk-7719"


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_a_word_inside_base64_is_found_wherever_it_starts(before: str, encode: object) -> None:
    assert callable(encode)
    assert hits([WORD], encode(f"{before}{WORD} and more".encode()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_word_in_any_text_encoding_is_found(encoding: str) -> None:
    assert hits([WORD], f"x{WORD}y".encode(encoding))


def test_a_word_written_as_hex_percent_or_in_other_case_is_found() -> None:
    for data in (WORD.encode().hex(), quote(WORD), WORD.upper()):
        assert hits([WORD], data.encode())


def test_a_word_is_found_in_database_gzip_and_log(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "a.db")) as database, database:
        database.execute("create table t (v text)")
        database.execute("insert into t values (?)", (WORD,))
    (tmp_path / "b.gz").write_bytes(gzip.compress(WORD.encode()))
    (tmp_path / "c.log").write_text(f'{{"event": "{WORD}"}}', "utf-8")
    assert set(hits_in_folder([WORD], tmp_path)) == {"a.db", "b.gz", "c.log"}


def test_other_words_are_not_found() -> None:
    assert hits([WORD], b"nothing of the kind, a0b1c2 " * 100) == []
