"""`holdfast verify` gives every published bag its verdict and its findings, and judges timestamps by who is trusted."""

import io
import json
import os
import re
import subprocess
import sys
import tracemalloc
import zipfile
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.verify import bag as bags
from server.verify.chains import follow
from server.verify.check import Report, check, fingerprint_in
from server.verify.finding import FINDINGS
from server.verify.stamps import certificates
from server.verify.zip_in import Entry, directory, local_header
from tests.house.tree import ROOT

FOLDER = ROOT / "tests" / "vectors" / "packet" / "bags"
BAGS: list[dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text("utf-8"))["bags"]
STAMPED_FOLDER = FOLDER.parent / "stamped"
STAMPED: list[dict[str, Any]] = json.loads((STAMPED_FOLDER / "expected.json").read_text("utf-8"))["bags"]
QUICK = settings(max_examples=25, deadline=None)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """As anybody would, without a setting, anywhere."""
    command = [sys.executable, "-m", "server.cli", "verify", *(str(each) for each in arguments)]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "INSTANCE": "/nonexistent"}
    return subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, check=False)


def checked(octets: bytes, **options: Any) -> Report:
    return check(io.BytesIO(octets), **options)


@pytest.mark.parametrize("bag", BAGS, ids=lambda bag: bag["note"])
def test_every_published_bag_gets_its_verdict(bag: dict[str, Any]) -> None:
    outside = fingerprint_in(bag["fingerprint"]) if "fingerprint" in bag else None
    with (FOLDER / bag["file"]).open("rb") as source:
        report = check(source, outside)
    found = [{"code": each.code, "subject": each.subject} for each in report.findings]
    assert (report.verdict, found) == (bag["verdict"], bag["findings"])


@pytest.mark.parametrize(
    ("note", "code", "said"),
    [
        ("a rich packet", 0, "CONSISTENT WITH ITSELF"),
        ("one byte of an exhibit, zipped anew", 1, "Exhibit A-001 was changed."),
        ("a custody line dropped, manifests made anew", 1, "broken at line A:2"),
        ("a zip bomb", 2, "NOT A PACKET"),
    ],
)
def test_the_command_says_it_in_words_and_by_its_exit_code(note: str, code: int, said: str) -> None:
    (bag,) = [bag for bag in BAGS if bag["note"] == note]
    ran = run(FOLDER / bag["file"])
    assert ran.returncode == code, ran.stderr
    assert said in ran.stdout
    assert ran.stderr == ""


def test_the_command_takes_a_fingerprint_and_answers_json() -> None:
    fingerprint = next(bag["fingerprint"] for bag in BAGS if len(bag.get("fingerprint", "")) == 64)
    shown = " ".join(re.findall("....", fingerprint[:16])).upper()
    ran = run(FOLDER / "02.zip", "--json", "--fingerprint", shown)
    report = json.loads(ran.stdout)
    assert (ran.returncode, report["verdict"], report["fingerprint"]) == (0, "intact", fingerprint)
    assert run(FOLDER / "02.zip", "--fingerprint", "12").returncode == 64
    assert run(FOLDER / "02.zip", "--tsa", FOLDER / "02.zip").returncode == 64
    assert "INTACT\u00a0:" in run(FOLDER / "02.zip", "--fingerprint", shown, "--language", "fr").stdout


def unpacked(file: str) -> dict[str, bytes]:
    with zipfile.ZipFile(FOLDER / file) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    """As our writer does it."""
    entries = [Entry(name, len(octets), zlib.crc32(octets), 1_795_000_000) for name, octets in files.items()]
    parts = [local_header(entry) + files[entry.name] for entry in entries]
    return b"".join(parts) + directory(entries)


def test_a_lone_exhibit_is_named(tmp_path: Path) -> None:
    files = {name.partition("/")[2]: octets for name, octets in unpacked("02.zip").items()}
    picture, record = tmp_path / "some.png", tmp_path / "record.json"
    picture.write_bytes(files["data/exhibits/A-001.png"])
    record.write_bytes(files["data/record.json"])
    ran = run(picture, "--record", record)
    assert (ran.returncode, ran.stdout.strip()) == (0, "This file is exhibit A-001, unchanged.")
    picture.write_bytes(files["data/exhibits/A-001.png"] + b"\0")
    assert run(picture, "--record", record).returncode == 1


def test_the_command_trusts_the_authority_that_it_is_given() -> None:
    ran = run(STAMPED_FOLDER / "01.zip", "--tsa", STAMPED_FOLDER / "ours.pem")
    assert (ran.returncode, ran.stdout.split(":")[0]) == (0, "INTACT")
    assert "tsa.example.org" in ran.stdout
    assert "signed under the certificate that you gave." in ran.stdout
    ran = run(STAMPED_FOLDER / "01.zip")
    assert (ran.returncode, ran.stdout.split(":")[0]) == (0, "CONSISTENT WITH ITSELF")
    assert "signed under a certificate that came with the packet." in ran.stdout


@pytest.mark.parametrize("bag", STAMPED, ids=lambda bag: bag["note"])
def test_every_published_stamp_is_judged_by_who_is_trusted(bag: dict[str, Any]) -> None:
    trusted = [] if bag["trusted"] is None else certificates((STAMPED_FOLDER / bag["trusted"]).read_bytes())
    with (STAMPED_FOLDER / bag["file"]).open("rb") as source:
        report = check(source, None, trusted)
    assert (report.verdict, [asdict(each) for each in report.findings]) == (bag["verdict"], bag["findings"])
    assert all(
        re.fullmatch(r"Holdfast timestamps of [a-z0-9.]+|leaf, Elsewhere", each.issuer)
        for each in report.stamps
        if each.issuer
    )
    seen = [{"path": each.path, "signed": each.signed, "trusted": each.trusted} for each in report.stamps]
    assert sorted(seen, key=lambda each: str(each["path"])) == bag["stamps"]


@QUICK
@given(at=st.integers(0, 10**6), value=st.integers(1, 255))
def test_any_one_changed_byte_is_told(at: int, value: int) -> None:
    octets = bytearray((FOLDER / "01.zip").read_bytes())
    octets[at % len(octets)] ^= value
    assert checked(bytes(octets)).verdict in ("altered", "not_a_packet")


@QUICK
@given(octets=st.binary(max_size=300), head=st.booleans())
def test_noise_is_no_packet(octets: bytes, head: bool) -> None:
    assert checked((b"PK\x03\x04" if head else b"") + octets).verdict == "not_a_packet"


@QUICK
@given(octets=st.binary(max_size=300))
def test_noise_is_no_chain(octets: bytes) -> None:
    assert follow("A", octets + b"x\n").broken is not None


def test_a_large_exhibit_is_never_held(tmp_path: Path) -> None:
    big = tmp_path / "big.zip"
    size = 96 * 1024 * 1024
    entry = Entry("holdfast-packet-000000000000/data/exhibits/A-001.mp4", size, 0, 1_795_000_000)
    with big.open("wb") as file:
        file.write(local_header(entry))
        file.truncate(file.tell() + size)
        file.seek(0, os.SEEK_END)
        file.write(directory([entry]))
    tracemalloc.start()
    with big.open("rb") as source:
        assert bags.read(source).files["data/exhibits/A-001.mp4"].size == size
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 8 * 1024 * 1024


def test_words_of_a_packet_move_no_cursor() -> None:
    from server.verify.command import printable

    assert printable("A\x1b[2J\r\n\u202ex") == "A\\x1b[2J\\x0d\\x0a\\x202ex"


def test_both_languages_have_words_for_every_finding() -> None:
    from server.verify.words import about

    assert set(about("en")) == set(about("fr"))
    for language in ("en", "fr"):
        assert set(about(language)["findings"]) == set(FINDINGS)
        assert set(about(language)["verdicts"]) == {"intact", "consistent", "altered", "not_a_packet"}
