"""What a packet of 200 pictures costs the typesetting child; WeasyPrint with the pictures themselves beside it."""

import io
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

from tests.bench.figure import Figure
from tests.bench.visitor import Visitor
from tests.house.tree import ROOT

EXHIBITS = 200
SIDES = (1080, 2400)
_RECORD = ROOT / "tests" / "vectors" / "packet" / "records" / "rich-en.json"
_CHILD = ROOT / "server" / "typesetting" / "child.py"
_AT_ONCE = 10
_PLAIN = """
import sys, weasyprint
one = '<figure><img src="file://%%s?%%d" width=306 height=680 alt=x><p>%%d</p></figure>'
pages = "".join(one %% (sys.argv[1], i, i) for i in range(%d))
html = f"<html lang=en><title>x</title><style>figure{{break-before:page}}</style>{pages}</html>"
weasyprint.HTML(string=html).write_pdf(sys.argv[2], pdf_variant="pdf/a-3b", pdf_tags=True)
"""


def record(exhibits: int) -> bytes:
    """A record with so many pictures."""
    whole = json.loads(_RECORD.read_text("utf-8"))
    one = whole["exhibits"][0] | {"width": SIDES[0], "height": SIDES[1]}
    labels = [f"A-{at:03d}" for at in range(1, exhibits + 1)]
    whole["exhibits"] = [one | {"label": label, "file": f"exhibits/{label}.png"} for label in labels]
    entry = {"when": "2026-11-19T22:40", "of": "happened", "kind": "exhibit"}
    whole["timeline"] = [entry | {"ref": label} for label in labels]
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _costs(command: list[str], body: bytes = b"") -> tuple[float, float]:
    """Processor seconds and the most memory, in MB, of a process."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as taken:
        given.write(body)
        given.seek(0)
        pid = os.posix_spawn(
            command[0],
            command,
            {"LANG": "C.UTF-8"},
            file_actions=[(os.POSIX_SPAWN_DUP2, given.fileno(), 0), (os.POSIX_SPAWN_DUP2, taken.fileno(), 1)],
        )
        _, status, used = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _through_a_pipe(body: bytes) -> tuple[float, float]:
    """The child may write into no file, so its PDF is taken by a pipe."""
    with subprocess.Popen(
        [sys.executable, "-I", "-B", str(_CHILD), "packet", "letter"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        if child.stdin is None or child.stdout is None:
            raise RuntimeError("no pipes")
        child.stdin.write(body)
        child.stdin.close()
        made = child.stdout.read()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if not made.startswith(b"%PDF-"):
        raise RuntimeError("no PDF")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def figures(folder: Path) -> list[Figure]:
    picture = io.BytesIO()
    Image.frombytes("RGB", SIDES, os.urandom(SIDES[0] * 900 * 3) + bytes(SIDES[0] * 1500 * 3)).save(picture, "PNG")
    (folder / "picture.png").write_bytes(picture.getvalue())
    plain = [sys.executable, "-c", _PLAIN % EXHIBITS, str(folder / "picture.png"), str(folder / "plain.pdf")]
    cpu_s, memory_mb = _through_a_pipe(record(EXHIBITS))
    plain_cpu_s, plain_memory_mb = _costs(plain)
    name = f"typesetting {EXHIBITS} pictures' packet, %s (baseline: WeasyPrint with the pictures)"
    return [
        Figure(name % "processor", cpu_s, "s", 3, plain_cpu_s, of="value"),
        Figure(name % "memory", memory_mb, "MB", 200, plain_memory_mb, of="value"),
    ]


def at_once(origin: str) -> list[Figure]:
    """Ten packets asked for at once, and how long somebody else waits meanwhile."""
    body, over, waits = record(20), threading.Event(), []

    def look_on() -> None:
        visitor = Visitor(origin)
        while not over.is_set():
            asked = time.perf_counter()
            visitor.get("/v1/hello")
            waits.append((time.perf_counter() - asked) * 1000)
            time.sleep(0.02)
        visitor.close()

    def typeset(visitor: Visitor) -> int:
        visitor.request("POST", "/packets?paper=letter", body)
        return visitor.status

    onlooker = threading.Thread(target=look_on)
    onlooker.start()
    visitors = [Visitor(origin) for _ in range(_AT_ONCE)]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answers = list(pool.map(typeset, visitors))
    over.set()
    onlooker.join()
    if set(answers) - {200, 429, 503}:
        raise RuntimeError(f"packets were answered {answers}")
    p95 = sorted(waits)[int(len(waits) * 0.95)]
    return [
        Figure(f"another request while {_AT_ONCE} packets are typeset, p95", p95, "ms", 250),
        Figure(f"of {_AT_ONCE} packets asked for at once, typeset", answers.count(200), "", 1, bound="at least"),
    ]
