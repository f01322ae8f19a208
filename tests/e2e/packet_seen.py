"""What others find a packet to be: OpenSSL, qpdf, BagIt, a browser from the disk, an eye on its pages."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page, expect

from tests.e2e import plate_files
from tests.server.timestamps.conftest import openssl
from tests.server.typesetting import reading


def bag_tool(path: Path, folder: Path) -> str:
    """What the Library of Congress's own tool finds wrong with it."""
    with zipfile.ZipFile(path) as packed:
        packed.extractall(folder)
    (root,) = folder.iterdir()
    command = [sys.executable, "-W", "ignore", "-m", "bagit", "--validate", str(root)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return "" if ran.returncode == 0 else ran.stderr


def tampered(path: Path, exhibit: bytes) -> Path:
    """The same file with one byte of that picture changed."""
    data = bytearray(path.read_bytes())
    data[data.index(exhibit) + len(exhibit) // 2] ^= 1
    other = path.with_name("tampered.zip")
    other.write_bytes(data)
    return other


def stamps_held(path: Path, folder: Path) -> set[str]:
    """The timestamps in it that OpenSSL holds for true, with nothing but the bag."""
    with zipfile.ZipFile(path) as packed:
        packed.extractall(folder)
    (root,) = folder.iterdir()
    lines = (root / "data" / "custody" / "A.jsonl").read_bytes().split(b"\n")
    held = set()
    for stamp in (root / "timestamps").glob("*.tsr"):
        of = folder / "of"
        whole = (root / "manifest-sha256.txt").read_bytes()
        of.write_bytes(whole if stamp.name == "manifest.tsr" else lines[int(stamp.stem.split("-")[-1]) - 1])
        ours = (
            ["-data", of]
            if b'"redacted"' not in of.read_bytes()
            else ["-digest", json.loads(of.read_bytes())["redacted"]]
        )
        said = openssl("-verify", *ours, "-in", stamp, "-CAfile", root / "timestamps" / "tsa-chain.pem")
        held |= {stamp.name} if "Verification: OK" in said else set()
    return held


def read_from_disk(page: Page, root: Path, shown: int) -> None:
    """packet.html as a double click opens it: each picture beside it is drawn, and nothing else is asked for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((root / "data" / "packet.html").as_uri())
    page.evaluate("for (const img of document.images) img.loading = 'eager'")
    expect(page.locator("img")).to_have_count(shown)
    for at in range(shown):
        page.locator("img").nth(at).evaluate("(img) => img.decode()")
    assert all(url.startswith(root.as_uri()) for url in asked), asked
    expect(page.locator("body")).to_contain_text("Dana Haddad")
    page.close()


def read_me_first(root: Path, fingerprint: str) -> None:
    """Both languages, every file that it names, and the command that it gives for a computer without our tools."""
    text = (root / "data" / "READ-ME-FIRST.txt").read_text("utf-8")
    assert text.startswith("READ ME FIRST\n")
    assert "\n----------\n\nÀ LIRE EN PREMIER\n" in text
    for named in ("packet.html", "exhibits", "record.json", "custody"):
        assert text.count(named) >= 2
        assert (root / "data" / named).exists()
    assert "WHAT IT DOES NOT PROVE: who sent a message" in text
    assert " ".join(text.split()).count(" ".join(fingerprint.split())) == 2
    summed = ["sha256sum", "--check", "--quiet", "manifest-sha256.txt"]
    assert subprocess.run(summed, cwd=root, capture_output=True, check=False, timeout=60).returncode == 0


def plates_show(whole: bytes) -> None:
    """Each page draws the colour of its picture, however the file was written."""
    found = {}
    document = pypdfium2.PdfDocument(whole)
    for page in document:
        words = page.get_textpage().get_text_bounded()
        for number, kind in enumerate(plate_files.all_kinds(), start=2):
            if words.startswith(f"Exhibit A-{number:03}"):
                found[kind] = page.render(scale=0.5).to_pil().convert("RGB")
    assert set(found) == set(plate_files.all_kinds())
    for kind, wanted in plate_files.COLOURS.items():
        colours = found[kind].getcolors(1 << 20)
        near = [n for n, rgb in colours if max(abs(a - b) for a, b in zip(rgb, wanted, strict=True)) < 40]
        assert sum(near) > 1000, kind
    black = sum(n for n, rgb in found["rgba"].getcolors(1 << 20) if max(rgb) < 10)
    assert black < 300, "what lets the paper through is white, not black"


def whole_by_qpdf(path: Path) -> None:
    """Its own words: not one of them an error or a warning."""
    document = reading.opened(path.read_bytes())
    assert document.check_pdf_syntax() == []
    ran = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")
