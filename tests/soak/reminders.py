"""The reminder figures at a country's size: 200,000 due at once, then 100 due among ten million."""

import sys
import tempfile
from pathlib import Path

from tests.bench import due, reminding
from tests.bench.figure import HEAD

DUE, WAITING = 200_000, 10_000_000

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        found = [*reminding.drained(Path(temporary), DUE), due.scan(Path(temporary), WAITING)]
    print(HEAD, *(figure.row() for figure in found), sep="\n")
    sys.exit(not all(figure.ok for figure in found))
