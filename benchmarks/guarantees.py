"""Puts a table that was measured into its place in `docs/guarantees.md`, between its two marks."""

import re
from collections.abc import Sequence
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "guarantees.md"


def write_table(
    name: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, whole: bool = True
) -> None:
    """Write a table in the place of the one of this name; raises ValueError where there is none.

    Where it is not `whole`, its other lines stay as they are.
    """
    text = PAGE.read_text("utf-8")
    place = re.compile(rf"(<!-- {name} -->\n\n)((?:\|.*\n)*)\n?(<!-- end -->)")
    found = place.search(text)
    if not found:
        message = f"{PAGE} has no place for the table {name}"
        raise ValueError(message)
    lines = {each[0]: f"| {' | '.join(each)} |\n" for each in (heads, ["---"] * len(heads), *rows)}
    if not whole:
        # a line is known by its first cell
        old = {line.split("|")[1].strip(): line for line in found[2].splitlines(keepends=True)}
        lines = old | lines
    table = "".join(lines.values())
    PAGE.write_text(place.sub(lambda _: f"{found[1]}{table}\n{found[3]}", text), "utf-8")
