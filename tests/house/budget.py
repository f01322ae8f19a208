"""What the build weighs, read from the built files themselves."""

import gzip
import json
import re
from pathlib import Path

STATIC_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*["'](?:\./|/static/app/)([^"']+\.js)["']""")


def shell_scripts(built: Path) -> list[str]:
    """The first script, the app's entry, and whatever that imports at once; screens loaded later are left out."""
    named = json.loads((built / "manifest.json").read_text("utf-8"))
    found, waiting = {named["page.js"]}, [named["main.js"]]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += STATIC_IMPORT.findall((built / name).read_text("utf-8"))
    return sorted(found)


def gzip_bytes(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def shell_bytes(built: Path) -> int:
    return sum(gzip_bytes(built / name) for name in shell_scripts(built))


def offline_bytes(built: Path) -> int:
    """Everything that the service worker keeps, and the worker itself, as it crosses the network."""
    kept = set(re.findall(r"/static/app/([\w.-]+)", (built / "sw.js").read_text("utf-8"))) | {"sw.js"}
    return sum(gzip_bytes(built / name) for name in kept)
