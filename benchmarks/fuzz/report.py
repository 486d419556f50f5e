"""Sums up what `run.py` has printed, and writes the table of `docs/guarantees.md`.

python benchmarks/fuzz/run.py all --seconds 600 --keep | tee LOG
python benchmarks/fuzz/report.py LOG
"""

import re
import sys
from pathlib import Path

from attrs import define

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "benchmarks")]

from guarantees import write_table  # noqa: E402 - found only now

LINE = re.compile(
    r"^(\w+): (\d+) runs in (\d+) s(?: \((\d+) s of CPU\))?, (\d+) branches, "
    r"(\d+) of (\d+) lines .*$(?:\n +CPU seconds: (\d+))?",
    re.MULTILINE,
)


@define
class Total:
    """What all runs of a target came to."""

    runs: int = 0
    minutes: float = 0
    cpu: float = 0
    branches: int = 0
    lines: str = ""


def main() -> int:
    """Print and write the table."""
    totals: dict[str, Total] = {}
    for found in LINE.finditer(Path(sys.argv[1]).read_text("utf-8", errors="replace")):
        total = totals.setdefault(found[1], Total())
        total.runs += int(found[2])
        total.minutes += int(found[3]) / 60
        total.cpu += int(found[4] or found[8] or 0) / 60
        total.branches = max(total.branches, int(found[5]))
        total.lines = f"{100 * int(found[6]) / int(found[7]):.0f} %"
    rows = [
        (name, f"{t.runs:,}", f"{t.minutes:.0f}", f"{t.cpu:.0f}", f"{t.branches:,}", t.lines)
        for name, t in totals.items()
    ]
    whole = (sum(getattr(t, key) for t in totals.values()) for key in ("runs", "minutes", "cpu"))
    runs, minutes, cpu = whole
    rows.append(("all", f"{runs:,}", f"{minutes:.0f}", f"{cpu:.0f}", "", ""))
    for row in rows:
        print(*row, sep="\t")
    heads = ("target", "runs", "minutes", "of CPU", "branches", "lines of the modules it loads")
    write_table("fuzzing", heads, rows)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
