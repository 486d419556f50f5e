"""The captures of a rule in, the date beside another one out: the normalisers `away`, `dated`.

So many units are counted from an item before, from the reference date, or from what is captured.
"""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.matching.matches import Match
from extractor.records import Timex
from extractor.resolving.dating import BEFORE, LAST_BEFORE, find_base
from extractor.resolving.days import resolve_day
from extractor.resolving.parts import number_of, text_of, timex_of
from extractor.resolving.units import MONTHS, YEAR, Resolved, frame, move, resolve_unit, unit_of
from extractor.ruleset.rules import Call

if TYPE_CHECKING:
    from extractor.resolving.values import Values

# Units that a date can be moved by: the unit of the calendar, and the grain of what is reached.
GRAINS = {
    "D": ("D", "D"), "W": ("W", "W"), "F": ("W", "W"), "M": ("M", "M"), "Q": ("Q", "Q"),
    "Y": ("Y", "Y"), "E": ("E", "Y"), "C": ("C", "Y"),
}  # fmt: skip


def give_away(values: "Values", match: Match, name: str, call: Call) -> Sequence[Timex]:
    """Give the date that lies so many units before or behind another one, or in another `year`.

    From an item before it keeps the unit of that one, from the reference date it has the unit
    that is counted.
    """
    unit, shift = text_of(values, match, "unit"), number_of(values, match, "shift")
    count, year = number_of(values, match, "count"), number_of(values, match, "year")
    base = find_base(values, match, call)
    found: Resolved | None = None
    if base is not None and base.earliest is not None:
        first = datetime.date.fromisoformat(base.earliest)
        if year is not None:
            # "the 1988 period", told of a quarter of 1989
            unit, shift, count = "Y", year - first.year, 1
        moved = _moved(first, unit, shift, 1 if count is None else count)
        found = None if moved is None else frame(unit_of(base.value), moved, first)
    elif year is not None:
        found = resolve_day({"year": year}, None, "nearest")
    elif unit is not None and shift is not None:
        many = count is None and text_of(values, match, "unit", "many") == "yes"
        vague = many or (count is None and bool(match.tokens("count")))
        if match.tokens("half") and unit in ("Y", "E", "C") and values.context.date is not None:
            # "half a century ago": to the year, "a year and a half ago": to the month
            months = MONTHS[unit] * (count or 0) + MONTHS[unit] // 2
            moved = move(values.context.date, "M", shift * months)
            grain = "M" if unit == "Y" else "Y"
            found = None if moved is None else frame(grain, moved, values.context.date)
        else:
            found = _away(unit, shift, None if vague else count or 1, values.context.date)
    return timex_of(values, match, found, call.option("mod", ""))


def _moved(
    first: datetime.date, unit: str | None, shift: int | None, count: int
) -> datetime.date | None:
    if unit is None or shift is None or unit not in GRAINS:
        return None
    return move(first, GRAINS[unit][0], shift * count)


def _away(
    unit: str, shift: int, count: int | None, reference: datetime.date | None
) -> Resolved | None:
    """Give the date so many units from the reference date, at the grain of the unit."""
    if unit not in GRAINS or count is None:
        # "a few years ago", "two hours ago"
        return Resolved("DATE", "PAST_REF" if shift < 0 else "FUTURE_REF")
    grain = GRAINS[unit][1]
    if reference is None:
        return resolve_unit(grain, 0, None)
    moved = _moved(reference, unit, shift, count)
    if moved is not None:
        return frame(grain, moved, reference)
    year = reference.year + shift * count * MONTHS[unit] // YEAR if grain == "Y" else 1
    if not 1 - LAST_BEFORE <= year <= 0:
        # "two million years ago": no calendar goes so far
        return Resolved("DATE", "PAST_REF" if shift < 0 else "FUTURE_REF")
    # "3,500 years ago": there is no year 0
    return Resolved("DATE", f"{BEFORE}{1 - year:04}", None, None, reference)


def _beside(values: "Values", match: Match, base: Timex) -> Resolved | None:
    """Give the date so many units before or behind another one, where it is told how many."""
    unit, shift = text_of(values, match, "unit"), number_of(values, match, "shift")
    count = number_of(values, match, "count") if match.tokens("count") else 1
    if base.earliest is None or count is None:
        return None
    first = datetime.date.fromisoformat(base.earliest)
    moved = _moved(first, unit, shift, count)
    return None if moved is None else frame(unit_of(base.value), moved, first)


def give_dated(values: "Values", match: Match, name: str, call: Call) -> Sequence[Timex]:
    """Give the time of a captured item, at the stretch of the match and with its modifier.

    A part of the day that is captured as `part` makes a TIME of it. With `unit` and `shift` it is
    the date so many units before or behind that one, as fine as that one.
    """
    source = (call.arguments or (name,))[0]
    part, mod = text_of(values, match, "part"), text_of(values, match, "mod")
    for tokens in match.tokens(source)[:1]:
        item = values.context.item_at(match, source, tokens)
        time = values.item_value(item, "time") if item is not None else None
        if isinstance(time, Timex) and match.tokens("shift"):
            found = _beside(values, match, time)
            return timex_of(values, match, found, call.option("mod", ""))
        if isinstance(time, Timex):
            told = time.type, time.value
            if part is not None:
                told = "TIME", f"{time.value}T{part}"
            stretch = values.context.stretch((match.first, match.end))
            days = time.earliest, time.latest, time.reference
            return [Timex(*stretch, *told, mod or time.mod, *days)]
    return []
