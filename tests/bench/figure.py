"""One measured figure, its goal, and the table and file that all of them end up in."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """`ratio` is value over baseline, when there is one; `goal` bounds the ratio then, else the value, from above."""

    name: str
    value: float
    unit: str
    goal: float
    baseline: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.baseline if self.baseline else None

    @property
    def ok(self) -> bool:
        return (self.value if self.ratio is None else self.ratio) <= self.goal

    def record(self) -> dict[str, object]:
        return {**asdict(self), "ratio": self.ratio, "ok": self.ok}

    def row(self) -> str:
        baseline = "" if self.baseline is None else f"{self.baseline:.1f}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        verdict = "ok" if self.ok else "MISSED"
        return f"{self.name:<70} {self.value:>10.1f} {self.unit:<6} {baseline:>9} {ratio:>6} {self.goal:>9g}  {verdict}"


HEAD = f"{'figure':<70} {'value':>10} {'unit':<6} {'baseline':>9} {'ratio':>6} {'goal':>9}"


def publish(figures: list[Figure], path: Path) -> None:
    """Prints the table and writes the same figures as JSON."""
    print(HEAD, *(figure.row() for figure in figures), sep="\n")
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps([figure.record() for figure in figures], indent=2) + "\n", "utf-8")
