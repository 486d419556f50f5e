"""Changes documents in ways that must not change what is found, and counts where it does.

    python benchmarks/metamorphic/run.py FILE.jsonl [FILE.jsonl ...]
        [--only RELATION] [--causes] [--list 20] [--write]

A line of a file is a document with `text` and perhaps `date` or `dct`, as those of `../shared/data`
are. The relations are those of `tests/metamorphic/relations.py`. Prints for each how many documents
it changes, how many records these have, and how many of those are not what they were; with --causes
what became of these, by fields, with --list the first of them, before and after.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

from guarantees import write_table  # noqa: E402 - found only now
from metamorphic.relations import (  # noqa: E402 - found only now
    RELATIONS,
    Outcome,
    find,
    try_relation,
)

DATE = "2016-10-15"


def documents(paths: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Give the text and the day of each document."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            found = json.loads(line)
            if found.get("text"):
                yield found["text"], (found.get("date") or found.get("dct") or DATE)[:10]


def figures_of(tried: Sequence[tuple[int, Outcome]]) -> tuple[int, int, int, str]:
    """Give the documents, their records, those that changed, and their share."""
    records = sum(each.records for _, each in tried)
    changed = sum(each.changed for _, each in tried)
    return len(tried), records, changed, f"{100 * changed / max(records, 1):.2f}"


def show(name: str, tried: Sequence[tuple[int, Outcome]], most: int, *, causes: bool) -> None:
    """Print what came of one change."""
    documents, records, changed, share = figures_of(tried)
    print(f"{name:<18}{documents:>10}{records:>9}{changed:>9}{share:>8}", flush=True)
    if causes:
        counted = Counter(cause for _, each in tried for cause in each.causes())
        for cause, count in counted.most_common():
            print(f"  {count:>4} {cause}")
    for number, each in [pair for pair in tried if pair[1].changed][:most]:
        for sign, values in (("-", each.lost), ("+", each.gained)):
            for value in values:
                print(f"  {number:>4} {sign} {value}")


def main() -> int:
    """Print the table of violations."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--only", choices=RELATIONS, action="append")
    parser.add_argument("--list", type=int, default=0)
    parser.add_argument("--causes", action="store_true", help="count what changed in them")
    parser.add_argument("--write", action="store_true", help="into docs/guarantees.md")
    parser.add_argument("--every", type=int, default=1, help="take each so many-th document")
    given = parser.parse_args()
    names = given.only or list(RELATIONS)
    outcomes: dict[str, list[tuple[int, Outcome]]] = {name: [] for name in names}
    for number, (text, date) in enumerate(list(documents(given.files))[:: given.every]):
        found = find(text, date)
        for name in names:
            random = Random(number)  # noqa: S311 - which sentence is dropped is no secret
            outcome = try_relation(RELATIONS[name], text, date, found, random)
            if outcome is not None:
                outcomes[name].append((number, outcome))
    print(f"{'change':<18}{'documents':>10}{'records':>9}{'changed':>9}{'%':>8}")
    if given.write:
        rows = [(name, *map(str, figures_of(tried))) for name, tried in outcomes.items()]
        heads = ("change", "documents", "records", "not the same", "of 100 records")
        write_table("metamorphic", heads, rows, whole=not given.only)
    for name, tried in outcomes.items():
        show(name, tried, given.list, causes=given.causes)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
