"""Changes documents in ways that must not change what is found, and counts where it does.

    python benchmarks/metamorphic/run.py FILE.jsonl [FILE.jsonl ...] [--only RELATION] [--list 20]

A line of a file is a document with `text` and perhaps `date` or `dct`, as those of `../shared/data`
are. The relations are those of `tests/metamorphic/relations.py`. Prints for each how many documents
it changes, how many records these have, and how many of those are not what they were; with --list
the first of these, before and after.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from metamorphic.relations import RELATIONS, Outcome, try_relation  # noqa: E402 - found only now

DATE = "2016-10-15"


def documents(paths: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Give the text and the day of each document."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            found = json.loads(line)
            if found.get("text"):
                yield found["text"], (found.get("date") or found.get("dct") or DATE)[:10]


def main() -> int:
    """Print the table of violations."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--only", choices=RELATIONS, action="append")
    parser.add_argument("--list", type=int, default=0)
    parser.add_argument("--every", type=int, default=1, help="take each so many-th document")
    given = parser.parse_args()
    whole = list(documents(given.files))[:: given.every]
    print(f"{'change':<18}{'documents':>10}{'records':>9}{'changed':>9}{'%':>8}")
    for name in given.only or RELATIONS:
        outcomes: list[tuple[int, Outcome]] = []
        for number, (text, date) in enumerate(whole):
            outcome = try_relation(RELATIONS[name], text, date, Random(number))
            if outcome is not None:
                outcomes.append((number, outcome))
        records = sum(each.records for _, each in outcomes)
        changed = sum(each.changed for _, each in outcomes)
        share = 100 * changed / max(records, 1)
        print(f"{name:<18}{len(outcomes):>10}{records:>9}{changed:>9}{share:>8.2f}", flush=True)
        listed = [(n, each) for n, each in outcomes if each.changed][: given.list]
        for number, each in listed:
            for sign, values in (("-", each.lost), ("+", each.gained)):
                for value in values:
                    print(f"  {number:>4} {sign} {value}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
