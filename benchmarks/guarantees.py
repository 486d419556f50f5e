"""Puts a table that was measured into its place in `docs/guarantees.md`, between its two marks."""

import re
from collections.abc import Sequence
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "guarantees.md"


def write_table(name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table in the place of the one of this name; raises ValueError where there is none."""
    lines = [heads, ["---"] * len(heads), *rows]
    table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    text = PAGE.read_text("utf-8")
    place = re.compile(rf"(<!-- {name} -->\n\n)(?:\|.*\n)*\n?(<!-- end -->)")
    if not place.search(text):
        message = f"{PAGE} has no place for the table {name}"
        raise ValueError(message)
    PAGE.write_text(place.sub(lambda found: f"{found[1]}{table}\n{found[2]}", text), "utf-8")
