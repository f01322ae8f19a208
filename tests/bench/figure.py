"""One measured figure, its goal, and the table and file that all of them end up in."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Figure:
    """`ratio` is value over baseline, when there is one; `goal` bounds the ratio then, or the value if `of` says so."""

    name: str
    value: float
    unit: str
    goal: float
    baseline: float | None = None
    bound: Literal["at most", "at least"] = "at most"
    of: Literal["value", "ratio", ""] = ""

    @property
    def ratio(self) -> float | None:
        return self.value / self.baseline if self.baseline else None

    @property
    def judged(self) -> float:
        return self.value if self.ratio is None or self.of == "value" else self.ratio

    @property
    def ok(self) -> bool:
        return self.judged >= self.goal if self.bound == "at least" else self.judged <= self.goal

    def record(self) -> dict[str, object]:
        return {**asdict(self), "ratio": self.ratio, "ok": self.ok}

    def row(self) -> str:
        baseline = "" if self.baseline is None else f"{self.baseline:.1f}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        goal = f"{'≥' if self.bound == 'at least' else '≤'} {self.goal:g}"
        verdict = "ok" if self.ok else "MISSED"
        value = f"{self.value:.3f}" if self.value < 1 else f"{self.value:.1f}"
        return f"{self.name:<78} {value:>10} {self.unit:<6} {baseline:>9} {ratio:>6} {goal:>9}  {verdict}"


HEAD = f"{'figure':<78} {'value':>10} {'unit':<6} {'baseline':>9} {'ratio':>6} {'goal':>9}"


def publish(figures: list[Figure], path: Path) -> None:
    """Prints the table and writes the same figures as JSON."""
    print(HEAD, *(figure.row() for figure in figures), sep="\n")
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps([figure.record() for figure in figures], indent=2) + "\n", "utf-8")
