"""The files of this checkout that people wrote, as the guards see them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATED = (".gen.ts", ".lock", "package-lock.json")
CODE = (".py", ".ts", ".tsx", ".mjs")


def written_files(*suffixes: str, under: str = "") -> list[Path]:
    """Tracked or new files with one of these suffixes that still exist; what tools generate is left out."""
    command = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "-z",
        "--",
        under or ".",
    ]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [ROOT / name for name in sorted(set(listed.split("\0"))) if name]
    return [p for p in paths if p.suffix in suffixes and p.is_file() and not p.name.endswith(GENERATED)]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def percentile(values: list[int], share: float) -> int:
    """The smallest value that at least this share of the values does not exceed."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * int(share * 100) // 100) - 1)]
