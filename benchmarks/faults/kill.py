"""Kill `extractor extract --resume` at random points, again and again, and count what is left.

A run over documents, some of which are no documents, is ended with SIGKILL after a time drawn by
lot, anything from its start to its last record, and called again with the same words. After every
kill the output holds a beginning of what a run left in peace writes, byte by byte, but for one
stretch that is cut off; when a run comes to its end, output and report are those of that run, and
each document stands in the report once. Then another begins, until there were enough kills.

    python benchmarks/faults/kill.py --kills 200
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path

COMMAND = [sys.executable, "-m", "extractor", "extract", "d.jsonl", "--format", "jsonl"]
ROOT = Path(__file__).resolve().parents[2]
# What is read on the way: speech, dates, countries, nothing, and no document at all.
TEXTS = (
    '"It is over – {n}," said Ana Rojas, the envoy, on Monday.',
    "Chile, Peru and Bolivia signed the pact on May {day}, {year}.\u2028It began in {year}.",
    "",
    "Nothing here.",
)


def main() -> int:
    """Print how many kills there were, when they came, and what was lost or doubled."""
    given = read_arguments()
    draw = random.Random(given.seed)  # noqa: S311 - points in time, no secrets
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many = write_documents(folder / "d.jsonl", given.documents)
        begun = time.monotonic()
        run([*COMMAND, "-o", "whole", "--report", "whole_report"], folder)
        lasted = time.monotonic() - begun
        points: Counter[str] = Counter()
        ended = 0
        words = [*COMMAND, "-o", "out", "--report", "report", "--resume", "--jobs"]
        while sum(points.values()) < given.kills:
            for each in ("out", "report", "out.bookmark"):
                (folder / each).unlink(missing_ok=True)
            while sum(points.values()) < given.kills:
                jobs = draw.choice(given.jobs)
                killed = kill_once([*words, str(jobs)], folder, draw.random() * lasted)
                if not killed:
                    break
                points[where(folder, many)] += 1
                check_beginning(folder)
            run([*words, "1"], folder)
            check_end(folder, many)
            ended += 1
    kills = sum(points.values())
    told = ", ".join(f"{points[name]} {name}" for name in sorted(points))
    print(f"{kills} kills ({told}), {ended} runs brought to their end, {many} documents each:")
    print("0 records lost, 0 doubled; output and report are those of a run left in peace")
    return 0


def read_arguments() -> "Arguments":
    """Give what the command line says."""
    parser = ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1], help="one of them a run")
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args(namespace=Arguments())


class Arguments:
    """What the command line says."""

    kills: int
    documents: int
    jobs: list[int]
    seed: int


def write_documents(path: Path, many: int) -> int:
    """Write so many documents, each seventh of them none; give their number."""
    lines = []
    for n in range(many):
        text = TEXTS[n % len(TEXTS)].format(n=n, day=n % 28 + 1, year=1950 + n % 60)
        lines.append(json.dumps({"id": f"ä{n}", "text": text}) if n % 7 else "no JSON")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return many


def run(words: list[str], folder: Path) -> None:
    """Run a call to its end; some of its documents fail, as they must."""
    done = subprocess.run(  # noqa: S603 - our own command
        words, cwd=folder, capture_output=True, check=False, env=environment()
    )
    # a call that finds everything done has no failure of its own to name, and counts the earlier
    if done.returncode != 1:
        sys.exit(f"exit status {done.returncode}: {done.stderr.decode()[-500:]}")


def kill_once(words: list[str], folder: Path, seconds: float) -> bool:
    """Start a call and kill it after a while; tell whether it was still at work."""
    with subprocess.Popen(  # noqa: S603 - our own command
        words, cwd=folder, stderr=subprocess.DEVNULL, env=environment()
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return True
    if process.returncode != 1:
        sys.exit(f"a call that was not killed ended with {process.returncode}")
    return False


def environment() -> dict[str, str]:
    """Give the environment in which the command finds the library from any folder."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def where(folder: Path, many: int) -> str:
    """Give a word for how far the run had come when it was killed."""
    path = folder / "out.bookmark"
    noted = path.read_bytes().count(b"\n") - 1 if path.exists() else 0
    if noted <= 0:
        return "before the first document"
    return "among the documents" if noted < many else "behind the last document"


def check_beginning(folder: Path) -> None:
    """Stop where the output of a killed run is no beginning of the whole one."""
    for name, whole in (("out", "whole"), ("report", "whole_report")):
        path = folder / name
        if path.exists() and not (folder / whole).read_bytes().startswith(path.read_bytes()):
            sys.exit(f"{name} of a killed run is no beginning of the whole one")


def check_end(folder: Path, many: int) -> None:
    """Stop where anything is lost or doubled."""
    for name, whole in (("out", "whole"), ("report", "whole_report")):
        if (folder / name).read_bytes() != (folder / whole).read_bytes():
            sys.exit(f"{name} differs from that of a run left in peace")
    with (folder / "report").open(encoding="utf-8") as lines:
        documents = sum(1 for _ in lines)
    records = [json.loads(line)["id"] for line in (folder / "out").open(encoding="utf-8")]
    if documents != many or len(records) != len(set(records)):
        sys.exit("a document or a record is lost or stands twice")


if __name__ == "__main__":
    sys.exit(main())
