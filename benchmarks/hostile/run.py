"""Read hostile texts and a hostile pack at full size, each in a process of its own.

Prints what each took: seconds of the processor, the most memory that the process held, of which a
reader that has found nothing yet holds some 100 MB, how many records came, and the first warning.

    python benchmarks/hostile/run.py [NAME ...] [--write]
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.guarantees import write_table  # noqa: E402 - found only now
from benchmarks.linearity.run import NAMES, NEWS  # noqa: E402 - as above
from extractor import Extraction, Extractor  # noqa: E402 - as above
from extractor.ruleset import load_ruleset  # noqa: E402 - as above

MILLION = 1_000_000
PACK = """
kinds: {town: {fields: {name: {type: span, required: yes}}}}
lexicons: {town: {file: t.csv}}
rules: [{id: town.a, emits: town, match: 'name:{town}'}]
"""

TEXTS: Mapping[str, Callable[[], str]] = {
    "100,000 countries in one list": lambda: ", ".join(NAMES[n % 6] for n in range(MILLION // 10)),
    "100,000 quotation marks": lambda: '"' * (MILLION // 10),
    "10,000 nested brackets": lambda: "(" * 10_000 + NEWS.strip() + ")" * 10_000,
    "10,000 nested quotations": lambda: "“‘" * 10_000 + NEWS.strip() + "’”" * 10_000,
    "10,000 combining marks on a letter": lambda: "a" + "\u0301" * 10_000 + NEWS,
    "a million characters without a space": lambda: "aB" * (MILLION // 2),
    "a number of a million digits": lambda: f"On March {'1' * MILLION}, 2020, Peru signed.",
    "a million characters of news": lambda: NEWS * (MILLION // len(NEWS)),
}
LEXICON = "a lexicon of a million rows"


def read_text(name: str) -> Extraction:
    """Give what is found in a text by the shipped rules."""
    return Extractor().extract(TEXTS[name](), date="2020-03-05")


def read_pack() -> Extraction:
    """Give what is found by a pack whose lexicon has a million rows."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "a.yaml").write_text(PACK, "utf-8")
        rows = "".join(f"town{number:x}\n" for number in range(MILLION))
        (folder / "t.csv").write_text("phrase\n" + rows, "utf-8")
        extractor = Extractor.of_ruleset(load_ruleset([folder], shipped=False))
    return extractor.extract("From town1a and townf423f to townf4240.")


def measure(name: str) -> None:
    """Read one and print what it took, as JSON."""
    begun = time.process_time()
    found = read_pack() if name == LEXICON else read_text(name)
    seconds = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    warnings = [each.split(", the first")[0] for each in found.warnings]
    print(json.dumps([f"{seconds:.1f}", f"{memory:,}", f"{len(found.records):,}", *warnings[:1]]))


def main() -> int:
    """Print the table; give 1 where one was not read to its end."""
    names = [*TEXTS, LEXICON]
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    parser.add_argument("--write", action="store_true", help="into docs/guarantees.md")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        measure(given.one)
        return 0
    heads = ("what", "seconds", "MB", "records", "warning")
    rows = []
    for name in given.names or names:
        words = [sys.executable, __file__, "--one", name]
        run = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - ours
        told = json.loads(run.stdout) if run.returncode == 0 else [f"ended by {run.returncode}"]
        rows.append((name, *told, *[""] * (len(heads) - 1 - len(told))))
        print(f"| {' | '.join(rows[-1])} |", flush=True)
    if given.write:
        write_table("hostile", heads, rows)
    return int(any(row[1].startswith("ended") for row in rows))


if __name__ == "__main__":
    sys.exit(main())
