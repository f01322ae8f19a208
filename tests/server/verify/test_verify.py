"""`holdfast verify` gives every published bag its verdict and its findings, and judges timestamps by who is trusted."""

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tracemalloc
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server import tsa_keys
from server.timestamps.authority import Authority
from server.verify import bag as bags
from server.verify.chains import follow
from server.verify.check import Report, check, fingerprint_in
from server.verify.finding import FINDINGS
from server.verify.zip_in import Entry, directory, local_header
from tests.house.tree import ROOT
from tests.server.timestamps.conftest import openssl

FOLDER = ROOT / "tests" / "vectors" / "packet" / "bags"
BAGS: list[dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text("utf-8"))["bags"]
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


def authority() -> Authority:
    key = tsa_keys.private_key_pem()
    return Authority.load(key, tsa_keys.chain_pem(key, "tsa.example.org"))


OURS, ANOTHER = authority(), authority()


def query(octets: bytes, folder: Path) -> bytes:
    (folder / "asked").write_bytes(octets)
    openssl("-query", "-data", folder / "asked", "-sha256", "-cert", "-out", folder / "asked.tsq")
    return (folder / "asked.tsq").read_bytes()


def stamped(tmp_path: Path, stamps: dict[str, bytes]) -> bytes:
    """A rich packet with files below timestamps/, its tag manifest made anew."""
    files = unpacked("02.zip")
    (root,) = {name.split("/")[0] for name in files}
    tags = f"{root}/tagmanifest-sha256.txt"
    files |= {f"{root}/timestamps/{name}": octets for name, octets in stamps.items()}
    tagged = {name: octets for name, octets in files.items() if name != tags and "/data/" not in name}
    listed = {name.partition("/")[2]: hashlib.sha256(octets).hexdigest() for name, octets in tagged.items()}
    files[tags] = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(listed.items())).encode()
    return zipped(files)


def member(name: str) -> bytes:
    return next(octets for each, octets in unpacked("02.zip").items() if each.endswith(name))


def test_a_stamp_by_a_trusted_authority_makes_it_intact(tmp_path: Path) -> None:
    token = OURS.answer(query(member("/manifest-sha256.txt"), tmp_path))
    line = member("custody/A.jsonl").split(b"\n")[2]
    stamps = {
        "manifest.tsr": token,
        "custody-A-3.tsr": OURS.answer(query(line, tmp_path)),
        "tsa-chain.pem": OURS.chain_pem.encode(),
    }
    packet = stamped(tmp_path, stamps)
    judged: Any = (([OURS.certificate, OURS.root], "intact"), ([], "consistent"), ([ANOTHER.root], "consistent"))
    for trusted, verdict in judged:
        report = checked(packet, trusted=trusted)
        assert (report.verdict, report.findings) == (verdict, [])
        assert {stamp.path for stamp in report.stamps} == {"timestamps/manifest.tsr", "timestamps/custody-A-3.tsr"}
        assert all("tsa.example.org" in stamp.issuer and stamp.signed for stamp in report.stamps)
    zip_file, pem = tmp_path / "packet.zip", tmp_path / "root.pem"
    zip_file.write_bytes(packet)
    pem.write_text(OURS.chain_pem)
    ran = run(zip_file, "--tsa", pem)
    assert (ran.returncode, ran.stdout.split(":")[0]) == (0, "INTACT")


@pytest.mark.parametrize(
    ("name", "of", "spoil", "code"),
    [
        ("manifest.tsr", b"something else", lambda token: token, "timestamp_foreign"),
        ("custody-A-2.tsr", b"something else", lambda token: token, "timestamp_foreign"),
        ("custody-Z-1.tsr", b"something else", lambda token: token, "timestamp_foreign"),
        ("other.tsr", b"something else", lambda token: token, "timestamp_foreign"),
        ("manifest.tsr", None, lambda token: token[:-9] + bytes([token[-9] ^ 1]) + token[-8:], "timestamp_unreadable"),
        ("manifest.tsr", None, lambda token: token[:-1], "timestamp_unreadable"),
        ("manifest.tsr", None, lambda _: b"no token", "timestamp_unreadable"),
    ],
)
def test_a_foreign_or_spoilt_stamp_is_named(tmp_path: Path, name: str, of: bytes | None, spoil: Any, code: str) -> None:
    token = spoil(OURS.answer(query(of or member("/manifest-sha256.txt"), tmp_path)))
    report = checked(stamped(tmp_path, {name: token, "tsa-chain.pem": OURS.chain_pem.encode()}))
    assert (report.verdict, [(each.code, each.subject) for each in report.findings]) == (
        "altered",
        [(code, f"timestamps/{name}")],
    )


def test_a_stamp_whose_authority_nobody_brought_is_told_as_unchecked(tmp_path: Path) -> None:
    query(member("/manifest-sha256.txt"), tmp_path)
    openssl("-query", "-data", tmp_path / "asked", "-sha256", "-out", tmp_path / "asked.tsq")
    report = checked(stamped(tmp_path, {"manifest.tsr": OURS.answer((tmp_path / "asked.tsq").read_bytes())}))
    assert (report.verdict, [stamp.signed for stamp in report.stamps]) == ("consistent", [None])


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
