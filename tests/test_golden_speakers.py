"""Short news texts with the speaker of each quote, written before any rule was tried on them."""

import json
from pathlib import Path
from typing import Any

import extractor

TEXTS = Path(__file__).parent / "golden" / "speakers.jsonl"
# a share of all quotes; it is only ever raised
FLOOR = 0.96


def faults_of(row: dict[str, Any]) -> list[str]:
    """Tell each quote of a text that is missing, or has another speaker than is written down."""
    names = {
        span.text: quote.speaker.name if quote.speaker is not None else None
        for quote in extractor.extract(row["text"], date="2026-04-24").quotes
        for span in quote.content
    }
    faults = []
    for begins, wanted in row["speakers"]:
        given = [name for text, name in names.items() if text.startswith(begins)]
        if wanted.casefold() not in [name and name.casefold() for name in given]:
            faults.append(f"{row['about']}: {begins} ... by {given}, wanted {wanted}")
    return faults


def test_the_speakers_of_short_texts_are_named() -> None:
    """Of the quotes of short texts of all kinds of news nearly all have the right speaker."""
    rows = [json.loads(line) for line in TEXTS.read_text("utf-8").splitlines()]
    faults = [fault for row in rows for fault in faults_of(row)]
    total = sum(len(row["speakers"]) for row in rows)
    assert total - len(faults) >= FLOOR * total, "\n".join(faults)


if __name__ == "__main__":
    rows = [json.loads(line) for line in TEXTS.read_text("utf-8").splitlines()]
    faults = [fault for row in rows for fault in faults_of(row)]
    total = sum(len(row["speakers"]) for row in rows)
    print(*faults, sep="\n")
    print(f"{total - len(faults)} of {total} quotes in {len(rows)} texts have the right name")
