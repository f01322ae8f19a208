"""What the build weighs on its way to a phone: the bytes of the server's real answers."""

import json
import re
from pathlib import Path

from flask.testing import FlaskClient

STATIC_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*["'](?:\./|/static/app/)([^"']+\.js)["']""")


def shell_scripts(built: Path) -> list[str]:
    """What drawing needs: the first script, the app's entry and whatever that imports at once; no vault, no screens."""
    named = json.loads((built / "manifest.json").read_text("utf-8"))
    found, waiting = {named["page.js"]}, [named["main.js"]]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += STATIC_IMPORT.findall((built / name).read_text("utf-8"))
    return sorted(found)


def start_scripts(built: Path) -> list[str]:
    """Every script that the page asks for when it starts: the shell, and the vault that opens beside it."""
    first = json.loads((built / "manifest.json").read_text("utf-8"))["page.js"]
    return sorted({first, *json.loads((built / "start.json").read_text("utf-8"))})


def sent_bytes(visitor: FlaskClient, name: str, codings: str) -> int:
    """How long the answer's body is for a browser that takes these content codings."""
    path = "/sw.js" if name == "sw.js" else f"/static/app/{name}"
    with visitor.get(path, headers={"Accept-Encoding": codings}, buffered=True) as answer:
        assert answer.status_code == 200, name
        return len(answer.data)


def shell_bytes(visitor: FlaskClient, built: Path) -> int:
    """By gzip, which every browser takes."""
    return sum(sent_bytes(visitor, name, "gzip") for name in shell_scripts(built))


def start_bytes(visitor: FlaskClient, built: Path) -> int:
    """By gzip as well."""
    return sum(sent_bytes(visitor, name, "gzip") for name in start_scripts(built))


def offline_bytes(visitor: FlaskClient, built: Path) -> int:
    """Everything that the service worker keeps, and the worker itself, as it crosses the network."""
    kept = set(re.findall(r"/static/app/([\w.-]+)", (built / "sw.js").read_text("utf-8"))) | {"sw.js"}
    return sum(sent_bytes(visitor, name, "gzip, deflate, br, zstd") for name in kept)
