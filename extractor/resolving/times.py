"""The captures of a rule in, the TIMEX3 that they make out: the normalisers that know time.

Each takes its parts by the names of captures: year, month, day, weekday, shift, unit, count ...;
`docs/rule-reference.md` lists them. Nothing else of the text is looked at.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve

from extractor.matching.matches import Match
from extractor.records import Timex
from extractor.resolving.days import resolve_day, resolve_named, resolve_part, resolve_season
from extractor.resolving.durations import write_duration
from extractor.resolving.holidays import resolve_holiday
from extractor.resolving.units import Resolved, frame, move, resolve_unit, unit_of
from extractor.ruleset.rules import Call

if TYPE_CHECKING:
    from extractor.resolving.values import Values

DATE_PARTS = ("year", "month", "day", "weekday")
NOON = 12
HOURS = 24
LATEST_MINUTE = 59


def _text(values: "Values", match: Match, name: str, column: str = "value") -> str | None:
    """Give the column of what was captured under a name, or None."""
    for tokens in match.tokens(name)[:1]:
        return values.context.column(match, name, tokens, column)
    return None


def _number(values: "Values", match: Match, name: str) -> int | None:
    """Give the number captured under a name, or None."""
    for tokens in match.tokens(name)[:1]:
        return values.context.number(match, name, tokens)
    return None


def _timex(values: "Values", match: Match, found: Resolved | None, mod: str) -> Sequence[Timex]:
    """Give what was found at the stretch of the match, with the modifier captured or set."""
    if found is None:
        return []
    span = values.context.span((match.first, match.end))
    days = (found.earliest, found.latest, found.reference)
    earliest, latest, reference = (day.isoformat() if day else None for day in days)
    own = _text(values, match, "mod") or mod or None
    return [
        Timex(
            span.start, span.end, span.text, found.type, found.value, own,
            earliest, latest, reference,
        )
    ]  # fmt: skip


def _base(values: "Values", match: Match, layer: str) -> Timex | None:
    """Give the time of the last item of a layer before the match."""
    item = values.context.last_before(layer, match.first) if layer else None
    time = values.item_value(item, "time") if item is not None else None
    return time if isinstance(time, Timex) and time.earliest is not None else None


def _counted_from(values: "Values", match: Match, call: Call) -> datetime.date | None:
    """Give the day from which a rule counts: that of an item before, else the reference date."""
    base = _base(values, match, call.option("from", ""))
    if base is not None and base.earliest is not None:
        return datetime.date.fromisoformat(base.earliest)
    return values.context.date


def give_day(values: "Values", match: Match, name: str, call: Call) -> Sequence[Timex]:
    """Give the date that the captured parts make."""
    found = _date(values, match, call, _counted_from(values, match, call))
    doubt = call.option("doubt", "")
    if doubt and found is not None and _number(values, match, "day") != _number(values, match, "month"):
        span = values.context.span((match.first, match.end))
        values.warnings.append(
            f"{match.rule.id} at {span.start}-{span.end}: {span.text!r} was read {doubt}"
        )
    return _timex(values, match, found, call.option("mod", ""))


def _date(
    values: "Values", match: Match, call: Call, reference: datetime.date | None
) -> Resolved | None:
    parts = {
        part: number
        for part in DATE_PARTS
        if (number := _number(values, match, part)) is not None
    }
    shift, unit = _number(values, match, "shift"), _text(values, match, "unit")
    if "day" in parts and "month" not in parts and call.option("from", "") and reference:
        # "May 3, 4 and 5": the month, and perhaps the year, are those of the item before
        parts = {"year": reference.year, "month": reference.month} | parts
    prefer = call.option("prefer", "nearest")
    rest = bool(parts) or any(map(match.tokens, ("quarter", "half", "season", "holiday")))
    if unit == "Y" and shift is not None and rest and "year" not in parts:
        # "July last year"
        if reference is None:
            return Resolved("DATE", "XXXX")
        parts["year"], shift, unit = reference.year + shift, None, None
    year = parts.get("year")
    for part, letter in (("quarter", "Q"), ("half", "S")):
        number = _number(values, match, part)
        if number is not None:
            return resolve_part(letter, number, year, reference, prefer)
    season, first = _text(values, match, "season"), _text(values, match, "season", "first")
    if season is not None and first is not None:
        return resolve_season(season, int(first), year, shift, reference)
    holiday = _text(values, match, "holiday")
    if holiday is not None:
        near = {-1: "past", 1: "future"}.get(shift or 0, prefer)
        day = resolve_holiday(holiday, year, reference, near)
        counted = reference if year is None else None
        if day is None:
            return Resolved("DATE", "XXXX-XX-XX") if reference is None else None
        return frame("D", day, counted)
    for part, letter in (("decade", "E"), ("century", "C")):
        number = _number(values, match, part)
        if number is not None:
            return _age(letter, number, reference)
    if parts and shift is not None:
        return resolve_named(parts, shift, reference)
    if unit is not None:
        found = resolve_unit(unit, shift or 0, reference)
        counted = reference is values.context.date
        if shift is None and counted and prefer == "past" and found and found.latest and reference:
            # "the quarter": the last one that is over
            return found if found.latest <= reference else resolve_unit(unit, -1, reference)
        return found
    if shift is not None:
        parts["shift"] = shift
    return resolve_day(parts, reference, prefer)


def _age(letter: str, number: int, reference: datetime.date | None) -> Resolved | None:
    """Give ten years by the first of them, with or without its century, or a century."""
    if letter == "C":
        first = (number - 1) * 100
    elif number < 100:  # noqa: PLR2004
        first = 1900 + number if reference is None else reference.year // 100 * 100 + number
        if reference is not None and first > reference.year:
            first -= 100
    else:
        first = number
    return frame(letter, datetime.date(first, 1, 1), None) if 0 < first < datetime.MAXYEAR else None


def give_away(values: "Values", match: Match, name: str, call: Call) -> Sequence[Timex]:
    """Give the date that lies so many units before or behind another one, or in another `year`.

    From an item before it keeps the unit of that one, from the reference date it has the unit
    that is counted.
    """
    unit, shift = _text(values, match, "unit"), _number(values, match, "shift")
    count, year = _number(values, match, "count"), _number(values, match, "year")
    base = _base(values, match, call.option("from", ""))
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
        many = count is None and _text(values, match, "unit", "many") == "yes"
        vague = many or (count is None and bool(match.tokens("count")))
        found = _away(unit, shift, None if vague else count or 1, values.context.date)
    return _timex(values, match, found, call.option("mod", ""))


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
    return None if moved is None else frame(grain, moved, reference)


# Units that a date can be moved by: the unit of the calendar, and the grain of what is reached.
GRAINS = {
    "D": ("D", "D"), "W": ("W", "W"), "F": ("W", "W"), "M": ("M", "M"), "Q": ("Q", "Q"),
    "Y": ("Y", "Y"), "E": ("E", "Y"), "C": ("C", "Y"),
}  # fmt: skip


def give_dated(values: "Values", match: Match, name: str, call: Call) -> Sequence[Timex]:
    """Give the time of a captured item, at the stretch of the match and with its modifier.

    A part of the day that is captured as `part` makes a TIME of it.
    """
    source = (call.arguments or (name,))[0]
    span = values.context.span((match.first, match.end))
    part, mod = _text(values, match, "part"), _text(values, match, "mod")
    for tokens in match.tokens(source)[:1]:
        item = values.context.item_at(match, source, tokens)
        time = values.item_value(item, "time") if item is not None else None
        if isinstance(time, Timex):
            time = evolve(time, start=span.start, end=span.end, text=span.text, mod=mod or time.mod)
            if part is not None:
                time = evolve(time, type="TIME", value=f"{time.value}T{part}")
            return [time]
    return []


def give_clock(values: "Values", match: Match, name: str, call: Call) -> Sequence[Timex]:
    """Give a time of day: `hour` and `minute`, or a `part` of the day; of the `date` captured.

    Without one it is that of the reference date, moved by `shift` days. `half` tells the hours
    behind noon.
    """
    day = values.context.date
    reference: str | None = day.isoformat() if day else None
    shift = _number(values, match, "shift")
    if day is not None and shift:
        day = move(day, "D", shift)
    value, first = (day.isoformat(),) * 2 if day else ("XXXX-XX-XX", None)
    for time in values.time(match, "date", call):
        value, first, reference = time.value, time.earliest, time.reference
    shown = _text(values, match, "part") or _hour(values, match)
    if shown is None:
        return []
    span = values.context.span((match.first, match.end))
    mod = _text(values, match, "mod")
    made = Timex(
        span.start, span.end, span.text, "TIME", f"{value}T{shown}", mod, first, first, reference
    )
    return [made]


def _hour(values: "Values", match: Match) -> str | None:
    """Give hour and minute as TIMEX3 writes them, or None where no clock shows them."""
    text = "".join(
        "".join(values.context.words(tokens)) for tokens in match.tokens("hour")[:1]
    )
    hour, _, minute = text.partition(":")
    own = _text(values, match, "hour")
    if own is not None:
        hour = own
    if not hour.isdecimal() or (minute and not minute.isdecimal()):
        return None
    number, late = int(hour), _text(values, match, "half")
    if late is not None and number > NOON:
        return None
    if late is not None:
        number = number % NOON + (NOON if late == "PM" else 0)
    if number > HOURS or int(minute or 0) > LATEST_MINUTE:
        return None
    return f"{number:02}:{minute or '00'}"


def give_fixed(values: "Values", match: Match, name: str, call: Call) -> Sequence[Timex]:
    """Give the value of the row captured as `fixed`, of the type that is set or DATE."""
    value = _text(values, match, "fixed")
    return [] if value is None else _timex(
        values, match, Resolved(call.option("type", "DATE"), value), ""
    )  # fmt: skip


def give_duration(values: "Values", match: Match, name: str, call: Call) -> Sequence[Timex]:
    """Give `count` units, a vague number of them where what is captured is no number.

    Without a count it is one, or a vague number of a unit whose row has `many` yes.
    """
    unit, count = _text(values, match, "unit"), _number(values, match, "count")
    if unit is None:
        return []
    if not match.tokens("count") and _text(values, match, "unit", "many") != "yes":
        count = 1
    value = write_duration(count, unit, half=bool(match.tokens("half")))
    return _timex(values, match, Resolved("DURATION", value), "")


def give_recurring(values: "Values", match: Match, name: str, call: Call) -> Sequence[Timex]:
    """Give what recurs: every `count` units, every `weekday` or `month`, or the row `fixed`."""
    fixed, unit = _text(values, match, "fixed"), _text(values, match, "unit")
    weekday, month = _number(values, match, "weekday"), _number(values, match, "month")
    part, season = _text(values, match, "part"), _text(values, match, "season")
    if fixed is not None:
        value = fixed
    elif unit is not None:
        count = _number(values, match, "count") if match.tokens("count") else 1
        value = write_duration(count, unit)
    elif weekday is not None:
        value = f"XXXX-WXX-{weekday}"
    elif month is not None:
        value = f"XXXX-{month:02}"
    elif season is not None:
        value = f"XXXX-{season}"
    elif part is not None:
        value = "XXXX-XX-XX"
    else:
        return []
    return _timex(values, match, Resolved("SET", value + (f"T{part}" if part else "")), "")


TIMES: Mapping[str, Callable[["Values", Match, str, Call], Sequence[Any]]] = {
    "day": give_day,
    "away": give_away,
    "dated": give_dated,
    "clock": give_clock,
    "fixed": give_fixed,
    "duration": give_duration,
    "recurring": give_recurring,
}
