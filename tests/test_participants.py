"""Who did what, where, when and how surely, in sentences written for it before the rules were run.

Each line of `golden/participants.jsonl` has a text, its reference date, and the events that a
careful reader finds. A field is right when it is the reader's to the letter.
"""

import json
from pathlib import Path
from typing import Any

from extractor import DatedEvent, Extractor

GOLD = Path(__file__).parent / "golden" / "participants.jsonl"
FIELDS = ("relation", "certainty", "who", "what", "where")
# Of 100 fields, so many are right at the least; only ever raised.
FLOOR = 96


def shown(event: DatedEvent) -> dict[str, Any]:
    """Give the fields of an event as the gold has them."""
    return {
        "relation": event.relation,
        "certainty": event.certainty,
        **{name: [span.text for span in getattr(event, name)] for name in ("who", "what", "where")},
    }


def differences() -> tuple[int, list[str]]:
    """Give the number of fields in the gold, and each one that is not right."""
    engine = Extractor(records=["dated_event"])
    total, wrong = 0, []
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = engine.extract(row["text"], date=row["date"]).events
        for wanted in row["events"]:
            total += len(FIELDS)
            event = next(
                (
                    each
                    for each in found
                    if (each.trigger.text, each.date.text) == (wanted["trigger"], wanted["date"])
                ),
                None,
            )
            got = shown(event) if event is not None else {}
            wrong += [
                f"{row['text']}\n    {wanted['trigger']}: {name} {got.get(name)}, "
                f"not {wanted[name]}"
                for name in FIELDS
                if got.get(name) != wanted[name]
            ]
    return total, wrong


def test_fields_of_events() -> None:
    """At least 96 of 100 fields are what a careful reader says, of 60 sentences or more."""
    total, wrong = differences()
    assert len(GOLD.read_text(encoding="utf-8").splitlines()) >= 60
    assert 100 * (total - len(wrong)) >= FLOOR * total, "\n".join(wrong)


if __name__ == "__main__":
    of, missed = differences()
    print(*missed, sep="\n")
    print(f"{of - len(missed)} of {of} fields right")
