"""Holds the rules against the floors of `floors.toml` on annotated documents, where there are any.

    python benchmarks/quality/floors.py

The documents are not part of the project, since they belong to their publishers; without them the
run says "corpus floors NOT RUN". The exit status is 1 when a figure lies below its floor.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCORERS = ROOT.parent / "shared" / "eval" / "run.py"


def main() -> int:
    """Print each figure beside its floor."""
    if not SCORERS.is_file():
        print("corpus floors NOT RUN: the annotated documents are not here")
        return 0
    below = 0
    runs = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["run"]
    for run in runs:
        command = [sys.executable, str(SCORERS), *run["arguments"]]
        command += ["--command", f"{sys.executable} -m extractor"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own scripts
        if done.returncode:
            print(f"{run['task']}: the scorer failed\n{done.stderr}")
            below += 1
            continue
        for floor in run["floors"]:
            found = re.search(floor["line"], done.stdout, re.MULTILINE)
            figure = float(found[1]) if found else float("nan")
            good = figure >= floor["least"]
            below += not good
            sign = "ok" if good else "BELOW THE FLOOR"
            print(f"{run['task']}: {floor['name']} {figure} (floor {floor['least']}) {sign}")
    return int(below > 0)


if __name__ == "__main__":
    raise SystemExit(main())
