"""The captures of a rule in, the date that they make out: the normaliser `day`.

Each takes its parts by the names of captures: year, month, day, weekday, shift, unit, count ...;
`docs/rule-reference.md` lists them. Nothing else of the text is looked at.
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from extractor.matching.matches import Match
from extractor.records import Timex
from extractor.resolving.days import (
    AWAY,
    resolve_day,
    resolve_named,
    resolve_nth,
    resolve_part,
    resolve_season,
    resolve_told,
)
from extractor.resolving.history import Told
from extractor.resolving.holidays import resolve_holiday
from extractor.resolving.parts import number_of, text_of, timex_of
from extractor.resolving.units import Resolved, frame, resolve_unit, unit_of
from extractor.ruleset.rules import Call

if TYPE_CHECKING:
    from extractor.resolving.values import Values

DATE_PARTS = ("year", "month", "day", "weekday")
WITHIN_YEAR = frozenset({"quarter", "half", "season", "holiday"})
PARTS_OF_TIME = frozenset({*WITHIN_YEAR, "decade", "century"})
# The units from the finest to the coarsest: what is as fine as a day is not counted from a month.
FINER = ("D", "W", "WE", "M", "Q", "S", "Y", "E", "C")
WHOLE_YEAR = "Y"
# What a row captured as `era` has where years count backwards; it opens their values.
BEFORE = "BC"
# The first year before Christ that four figures write.
LAST_BEFORE = 9999
# A year by its last two figures lies at most so many years ahead of the reference date, without one
# in the hundred years that POSIX reads it in, 1969 to 2068.
SHORT_AHEAD = 20
LAST_SHORT = 2068 - SHORT_AHEAD
# A holiday on a Monday or Tuesday has its weekend before it, any other one behind it.
LONG_WEEKEND = 2
# How many items back one may look for one that can be counted from.
LOOK_BACK = 20


def find_base(values: "Values", match: Match, call: Call, grain: str | None = None) -> Timex | None:
    """Give the time of the last item of a layer before the match that can be counted from.

    It is no coarser than the captured unit, or the one given. With `over` it is the latest of those
    that are over on the reference date, if any such item is; else it is the last one.
    """
    layer = call.option("from", "")
    unit = text_of(values, match, "unit") or grain
    if unit is None and match.tokens("weekday"):
        # "the previous Friday" is not counted from a year
        unit = "D"
    today = values.context.date
    last = latest = None
    begun = ""
    for item in values.context.all_before(layer, match.first, LOOK_BACK) if layer else ():
        time = values.item_value(item, "time")
        if not isinstance(time, Timex) or time.earliest is None or time.latest is None:
            continue
        if unit in FINER and FINER.index(unit_of(time.value)) > FINER.index(unit):
            continue
        if not call.option("over", "") or today is None:
            return time
        if time.latest < today.isoformat() and time.earliest > begun:
            latest, begun = time, time.earliest
        last = last or time
    return latest or last


def counted_from(
    values: "Values", match: Match, call: Call, grain: str | None = None
) -> datetime.date | None:
    """Give the day from which a rule counts: that of an item before, else the reference date.

    `grain` is the coarsest unit that such an item may have where no unit is captured.
    """
    base = find_base(values, match, call, grain)
    if base is not None and base.earliest is not None:
        return datetime.date.fromisoformat(base.earliest)
    return values.context.date


def give_day(values: "Values", match: Match, name: str, call: Call) -> Sequence[Timex]:
    """Give the date that the captured parts make."""
    base = find_base(values, match, call)
    reference = values.context.date
    if base is not None and base.earliest is not None:
        reference = datetime.date.fromisoformat(base.earliest)
    found = _with_source(_date(values, match, call, reference), match, base, reference)
    doubt = call.option("doubt", "")
    if (
        doubt
        and found is not None
        and number_of(values, match, "day") != number_of(values, match, "month")
    ):
        span = values.context.span((match.first, match.end))
        values.warnings.append(
            f"{match.rule.id} at {span.start}-{span.end}: {span.text!r} was read {doubt}"
        )
    return timex_of(values, match, found, call.option("mod", ""))


def _with_source(
    found: Resolved | None, match: Match, base: Timex | None, reference: datetime.date | None
) -> Resolved | None:
    """Give a date with the day that its year was counted from, where none stands in the text.

    "July last year" is counted from the reference, the "4" of "May 3 and 4" as May 3 was.
    """
    if found is None or found.earliest is None or found.reference or match.tokens("year"):
        return found
    if match.tokens("shift"):
        return found._replace(reference=reference)
    if base is not None and base.reference is not None:
        return found._replace(reference=datetime.date.fromisoformat(base.reference))
    return found


def _date(
    values: "Values", match: Match, call: Call, reference: datetime.date | None
) -> Resolved | None:
    parts = _parts(values, match, call, reference)
    if text_of(values, match, "era") == BEFORE:
        return _before_christ(values, match, parts)
    shift, unit = number_of(values, match, "shift"), text_of(values, match, "unit")
    prefer = call.option("prefer", "nearest")
    if unit == "Y" and shift is not None and "year" not in parts and _has_part(match, parts):
        # "July last year"
        if reference is None:
            return Resolved("DATE", "XXXX")
        parts["year"], shift, unit = reference.year + shift, None, None
    nth = number_of(values, match, "nth")
    told = None
    if not ("year" in parts or shift is not None or call.option("from", "")):
        told = values.history.before(match.first, values.time_of)
    if nth is not None:
        # "the second Tuesday in March"
        return resolve_nth(_of_told(parts, told), nth, unit, reference)
    if told is not None and unit is not None and reference is None:
        # "the year" of a history
        reference = told.day
    year = told.day.year if told and match.tokens("season") else parts.get("year")
    found = _part_of_year(values, match, (year, shift, prefer), reference)
    if found is not None:
        return found
    if told is not None and not unit and ("month" in parts or values.context.date is None):
        return resolve_told(parts, told.day, whole_year=told.unit == WHOLE_YEAR)
    if unit is not None:
        return _unit(values, parts, (unit, shift, prefer), reference)
    if parts and shift is not None:
        return resolve_named(parts, shift, reference)
    if shift is not None:
        parts["shift"] = shift
    return resolve_day(parts, reference, prefer)


def _has_part(match: Match, parts: Mapping[str, int]) -> bool:
    """Tell whether a part of a year is captured."""
    return bool(parts) or not WITHIN_YEAR.isdisjoint(match.captures)


def _of_told(parts: Mapping[str, int], told: Told | None) -> Mapping[str, int]:
    """Give the parts of a month with the year that it has in a history."""
    if told is None or "month" not in parts:
        return parts
    month = resolve_told({"month": parts["month"]}, told.day, whole_year=told.unit == WHOLE_YEAR)
    if month is None or month.earliest is None:
        return parts
    return {**parts, "year": month.earliest.year}


def _before_christ(values: "Values", match: Match, parts: Mapping[str, int]) -> Resolved | None:
    """Give a year, a month or day of it, or a century before Christ: such days have no number."""
    century = number_of(values, match, "century")
    if century is not None:
        return Resolved("DATE", f"{BEFORE}{century - 1:02}")
    if "year" not in parts:
        return None
    rest = "".join(f"-{parts[part]:02}" for part in ("month", "day") if part in parts)
    return Resolved("DATE", f"{BEFORE}{parts['year']:04}{rest}")


def _parts(
    values: "Values", match: Match, call: Call, reference: datetime.date | None
) -> dict[str, int]:
    """Give the captured numbers of a date, with what it shares with the item before it."""
    parts = {
        part: number
        for part in DATE_PARTS
        if (number := number_of(values, match, part)) is not None
    }
    short = number_of(values, match, "short")
    if call.option("from", "") and reference:
        if "day" in parts and "month" not in parts:
            # "May 3, 4 and 5": the month, and perhaps the year, are those of the item before
            parts = {"year": reference.year, "month": reference.month} | parts
        if short is not None:
            # "1939-45": the century is that of the year before
            parts["year"] = reference.year // 100 * 100 + short
    elif short is not None:
        # "12/31/99": the last such year that is not far ahead
        latest = (reference.year if reference else LAST_SHORT) + SHORT_AHEAD
        parts["year"] = latest - (latest - short) % 100
    return parts


def _unit(
    values: "Values",
    parts: dict[str, int],
    told: tuple[str, int | None, str],
    reference: datetime.date | None,
) -> Resolved | None:
    """Give a unit of the calendar, by its shift or by a day that lies in it.

    `told` is the unit, which one (-1 the last, 0 this, 1 the next), and what is preferred.
    """
    unit, shift, prefer = told
    if parts and shift is not None:
        if unit == "W" and "weekday" in parts:
            # "Friday next week"
            return resolve_day({"weekday": parts["weekday"], AWAY: shift}, reference, prefer)
        return resolve_named(parts, shift, reference)
    if parts and reference is values.context.date:
        # "the week of May 6", "the quarter ended Sept. 30"
        named = resolve_day(parts, reference, prefer)
        if named is None or named.earliest is None:
            return resolve_unit(unit, 0, None)
        return frame(unit, named.earliest, named.reference)
    found = resolve_unit(unit, shift or 0, reference)
    over = (
        found is not None
        and found.latest is not None
        and found.latest <= (reference or found.latest)
    )
    if shift is None and prefer == "past" and not over and reference is values.context.date:
        # "the quarter": the last one that is over
        return resolve_unit(unit, -1, reference)
    return found


def _part_of_year(
    values: "Values",
    match: Match,
    told: tuple[int | None, int | None, str],
    reference: datetime.date | None,
) -> Resolved | None:
    """Give a quarter, half, season, holiday, ten years or century, where one is captured.

    `told` is the year, which one (-1 the last, 0 this, 1 the next), and what is preferred.
    """
    if PARTS_OF_TIME.isdisjoint(match.captures):
        return None
    year, which, prefer = told
    for part, letter in (("quarter", "Q"), ("half", "S")):
        number = number_of(values, match, part)
        if number is not None:
            return resolve_part(letter, number, year, reference, prefer)
    season, first = text_of(values, match, "season"), text_of(values, match, "season", "first")
    if season is not None and first is not None:
        return resolve_season(season, int(first), year, which, reference)
    holiday = text_of(values, match, "holiday")
    if holiday is not None:
        near = {-1: "past", 1: "future"}.get(which or 0, prefer)
        day = resolve_holiday(holiday, year, reference, near)
        if day is None:
            return Resolved("DATE", "XXXX-XX-XX")
        return _of_holiday(day, text_of(values, match, "unit"), reference if year is None else None)
    for part, letter in (("decade", "E"), ("century", "C")):
        number = number_of(values, match, part)
        if number is not None:
            return _age(letter, number, reference)
    return None


def _of_holiday(
    day: datetime.date, unit: str | None, reference: datetime.date | None
) -> Resolved | None:
    """Give the day of a holiday, the week that holds it, or the weekend nearest to it."""
    if unit == "WE" and day.isoweekday() <= LONG_WEEKEND:
        return frame(unit, day - datetime.timedelta(days=day.isoweekday()), reference)
    return frame(unit if unit in ("W", "WE") else "D", day, reference)


def _age(letter: str, number: int, reference: datetime.date | None) -> Resolved | None:
    """Give ten years by the first of them, with or without its century, or a century."""
    if letter == "C":
        first = (number - 1) * 100
    elif number < 100:
        first = 1900 + number if reference is None else reference.year // 100 * 100 + number
        if reference is not None and first > reference.year:
            first -= 100
    else:
        first = number
    return frame(letter, datetime.date(first, 1, 1), None) if 0 < first < datetime.MAXYEAR else None
