"""A match in, what it says of time out: captures as values, and a TIMEX3 at its stretch."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.matching.matches import Match
from extractor.records import Timex
from extractor.resolving.units import Resolved

if TYPE_CHECKING:
    from extractor.resolving.values import Values


def text_of(values: "Values", match: Match, name: str, column: str = "value") -> str | None:
    """Give the column of what was captured under a name, or None."""
    spans = match.captures.get(name)
    return values.context.column(match, name, spans[0], column) if spans else None


def number_of(values: "Values", match: Match, name: str) -> int | None:
    """Give the number captured under a name, or None."""
    spans = match.captures.get(name)
    return values.context.number(match, name, spans[0]) if spans else None


def timex_of(values: "Values", match: Match, found: Resolved | None, mod: str) -> Sequence[Timex]:
    """Give what was found at the stretch of the match, with the modifier captured or set."""
    if found is None:
        return []
    stretch = values.context.stretch((match.first, match.end))
    own = text_of(values, match, "mod") or mod or None
    days = found.earliest, found.latest, found.reference
    shown = [None if day is None else day.isoformat() for day in days]
    return [Timex(*stretch, found.type, found.value, own, *shown)]
