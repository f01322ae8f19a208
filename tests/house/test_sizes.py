"""Short rooms, shorter tail: files and functions stay small enough to read in one sitting."""

import ast
import json
import statistics
import subprocess
from pathlib import Path

from tests.house.tree import CODE, ROOT, percentile, short, written_files

MEDIAN_FILE_LINES = 90
P95_FILE_LINES = 300
MAX_FILE_LINES = 400
P95_FUNCTION_LINES = 40


def sized_files() -> dict[Path, int]:
    files = written_files(*CODE, ".css", ".html", ".sh")
    return {f: len(f.read_text("utf-8").splitlines()) for f in files if "migrations" not in f.parts}


def test_files_are_short_in_the_median_and_the_tail() -> None:
    lines = list(sized_files().values())
    assert statistics.median(lines) <= MEDIAN_FILE_LINES
    assert percentile(lines, 0.95) <= P95_FILE_LINES


def test_no_file_is_longer_than_the_limit() -> None:
    assert {short(f): n for f, n in sized_files().items() if n > MAX_FILE_LINES} == {}


def python_functions() -> dict[str, int]:
    found = {}
    for path in written_files(".py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found[f"{short(path)}:{node.lineno} {node.name}"] = (node.end_lineno or node.lineno) - node.lineno + 1
    return found


def typescript_functions() -> dict[str, int]:
    files = [short(f) for f in written_files(".ts", ".tsx", ".mjs", under="pwa")]
    command = ["node", "tests/house/function_lines.mjs"]
    ran = subprocess.run(command, input=json.dumps(files), cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, int] = json.loads(ran.stdout)
    return found


def test_python_functions_are_short() -> None:
    functions = python_functions()
    assert percentile(list(functions.values()), 0.95) <= P95_FUNCTION_LINES, longest(functions)


def test_typescript_functions_are_short() -> None:
    functions = typescript_functions()
    assert percentile(list(functions.values()), 0.95) <= P95_FUNCTION_LINES, longest(functions)


def longest(functions: dict[str, int]) -> str:
    return "\n".join(f"{n} {name}" for name, n in sorted(functions.items(), key=lambda item: -item[1])[:20])
