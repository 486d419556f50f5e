"""Sentences written before the rules were run on them, with what a reader takes each to list."""

import json
from pathlib import Path
from typing import Any

import extractor

GOLD = Path(__file__).parent / "golden" / "lists_of_countries.jsonl"
LEAST = 98


def list_in(text: str) -> dict[str, Any] | None:
    """Give the one list of a sentence in the form of the gold, None without one."""
    found = extractor.extract(text, date="2026-03-06").country_lists
    if len(found) != 1:
        return {"lists": [each.text for each in found]} if found else None
    (one,) = found
    return {
        "members": [each.code for each in one.members],
        "excluded": [each.code for each in one.excluded],
        "groups": [[each.group, each.quantifier] for each in one.groups],
        "quantifier": one.quantifier,
        "open": one.open,
        "count": one.count,
        "role": one.role,
        "predicate": one.predicate.text if one.predicate else None,
    }


def test_lists_of_countries() -> None:
    """Of 100 sentences, every field of the list is right in at least 98."""
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    found = [(row["text"], row["list"], list_in(row["text"])) for row in rows]
    wrong = [(text, got) for text, wanted, got in found if got != wanted]
    right = len(rows) - len(wrong)
    assert 100 * right >= LEAST * len(rows), f"{right} of {len(rows)}: {wrong}"
