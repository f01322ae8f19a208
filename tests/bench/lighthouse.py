"""What Lighthouse says of the public pages and of the app's first screen, on a simulated phone of the middle class."""

import json
import statistics
import subprocess
from pathlib import Path
from typing import Any

from tests.bench.figure import Figure
from tests.e2e.chromium import EXECUTABLE
from tests.house.tree import ROOT

ROUNDS = 3
_RUN = ROOT / "tests" / "bench" / "node" / "node_modules" / "lighthouse" / "cli" / "index.js"
_FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage"
PUBLIC = ("/en/help", "/fr/guides", "/en/guides/what-to-say-to-police")
_WHOLE = ("accessibility", "best-practices", "seo")


def report(origin: str, path: str, folder: Path) -> dict[str, Any]:
    """One run's report."""
    written = folder / "lighthouse.json"
    command = ["node", str(_RUN), origin + path, "--quiet", "--output=json", f"--output-path={written}"]
    subprocess.run([*command, f"--chrome-flags={_FLAGS}"], env=_environment(folder), check=True, capture_output=True)
    found: dict[str, Any] = json.loads(written.read_text("utf-8"))
    return found


def _environment(folder: Path) -> dict[str, str]:
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder), "CHROME_PATH": EXECUTABLE, "CI": "1"}


def score(found: dict[str, Any], category: str) -> float:
    return 100 * (found["categories"][category]["score"] or 0.0)


def faults(found: dict[str, Any], category: str) -> list[str]:
    """Which audits cost points."""
    weighed = [each["id"] for each in found["categories"][category]["auditRefs"] if each["weight"]]
    return [
        name
        for name in weighed
        if (found["audits"][name]["score"] or 0) < 1 and found["audits"][name]["score"] is not None
    ]


def figures(origin: str, folder: Path) -> list[Figure]:
    made = []
    for path, goal in (*((path, 95.0) for path in PUBLIC), ("/", 90.0)):
        rounds = [report(origin, path, folder) for _ in range(ROUNDS)]
        speed = statistics.median(score(each, "performance") for each in rounds)
        made.append(Figure(f"Lighthouse performance of {path}, median of {ROUNDS}", speed, "", goal, bound="at least"))
        for category in _WHOLE:
            worst = min(score(each, category) for each in rounds)
            named = ", ".join(sorted({name for each in rounds for name in faults(each, category)}))
            made.append(
                Figure(f"Lighthouse {category} of {path}{named and ': ' + named}", worst, "", 100, bound="at least")
            )
    return made
