"""Named parts of a date in, a TIMEX3 value out, counted from the reference date or from nothing.

Only parts that a rule captured are used; no text is parsed, nothing is guessed without a
reference date: then the year stays `XXXX`.
"""

import datetime
from collections.abc import Mapping

from extractor.resolving.units import WEEK, YEAR, Resolved, end_of, frame, move

# A bare month is the last one of its name up to this many months back, else the next one
# (61 of 72 right in annotated news; the nearest one in either direction: 57).
MONTHS_BACK = 8
# In a history a day without a year is of the year told last, unless that is so many months away.
MONTHS_AWAY = 8
# The part that tells how many weeks away a weekday is.
AWAY = "W"


def resolve_day(
    parts: Mapping[str, int], reference: datetime.date | None, prefer: str
) -> Resolved | None:
    """Give the value of year, month, day, weekday (1 is Monday) and shift (in days), as captured.

    `prefer` is past, recent, nearest or future, for what a year or a week has to be found for. None
    where no such day exists.

    >>> resolve_day({"month": 3, "day": 23}, datetime.date(2019, 4, 5), "nearest").value
    '2019-03-23'
    >>> resolve_day({"month": 3, "day": 23}, None, "nearest").value
    'XXXX-03-23'
    >>> resolve_day({"month": 10, "day": 23}, datetime.date(2019, 5, 5), "recent").value
    '2018-10-23'
    """
    if "shift" in parts:
        if reference is None:
            return Resolved("DATE", "XXXX-XX-XX")
        return _one(move(reference, "D", parts["shift"]), reference)
    if AWAY in parts and reference is not None:
        monday = move(reference, "D", 1 - reference.isoweekday() + WEEK * parts[AWAY])
        found = _weekday(parts.get("weekday", 1), monday, "future")
        return None if found is None else found._replace(reference=reference)
    year, month, day = parts.get("year"), parts.get("month"), parts.get("day")
    if month is None and day is None and "weekday" in parts and year is None:
        return _weekday(parts["weekday"], reference, prefer)
    if year is not None:
        return _with_year(year, month, day)
    if month is None:
        return None
    if day is None:
        return _month(month, reference, prefer)
    return _day(month, day, reference, prefer)


def resolve_named(
    parts: Mapping[str, int], which: int, reference: datetime.date | None
) -> Resolved | None:
    """Give the last (-1), this (0) or next (1) month or weekday of a name.

    >>> resolve_named({"month": 4}, -1, datetime.date(2019, 4, 5)).value
    '2018-04'
    """
    if reference is None or "day" in parts or "year" in parts:
        return resolve_day(parts, reference, "nearest")
    if "month" in parts:
        year = reference.year
        if which < 0:
            year -= parts["month"] >= reference.month
        elif which > 0:
            year += parts["month"] <= reference.month
        found = _with_year(year, parts["month"], None)
        return None if found is None else found._replace(reference=reference)
    # the last and the next one are never the day itself, this one may be
    counted = move(reference, "D", which)
    found = _weekday(parts["weekday"], counted, "past" if which < 0 else "future")
    return None if found is None else found._replace(reference=reference)


def resolve_nth(
    parts: Mapping[str, int], nth: int, unit: str | None, reference: datetime.date | None
) -> Resolved | None:
    """Give the nth weekday, or the nth day or week (as a `unit`), of a month; -1 is the last one.

    >>> parts = {"weekday": 2, "month": 3, "year": 2019}
    >>> resolve_nth(parts, 2, None, None).value, resolve_nth(parts, -1, "D", None).value
    ('2019-03-12', '2019-03-31')
    """
    named = {name: number for name, number in parts.items() if name in ("year", "month")}
    month = resolve_day(named, reference, "nearest")
    if month is None or month.earliest is None or month.latest is None:
        return month
    if unit == "D":
        days = [month.earliest.replace(day=day) for day in range(1, month.latest.day + 1)]
    elif unit == "W":
        days = [month.earliest.replace(day=day) for day in range(1, month.latest.day, WEEK)]
    else:
        first = _weekday(parts.get("weekday", 1), month.earliest, "future")
        start = month.latest if first is None or first.earliest is None else first.earliest
        days = [start + datetime.timedelta(weeks=week) for week in range(5)]
        days = [day for day in days if day <= month.latest]
    at = nth - 1 if nth > 0 else nth
    if not -len(days) <= at < len(days):
        return None
    return frame("W" if unit == "W" else "D", days[at], month.reference)


def resolve_told(
    parts: Mapping[str, int], told: datetime.date, *, whole_year: bool
) -> Resolved | None:
    """Give a month, day or weekday of a history, counted from the date told last.

    >>> resolve_told({"month": 6, "day": 5}, datetime.date(1939, 5, 3), whole_year=False).value
    '1939-06-05'
    >>> resolve_told({"month": 1}, datetime.date(1941, 12, 7), whole_year=False).value
    '1942-01'
    """
    month = parts.get("month")
    if month is None:
        return resolve_day(parts, None if whole_year else told, "future")
    years = [told.year]
    if not whole_year and abs(month - told.month) > MONTHS_AWAY:
        years.insert(0, told.year + (1 if month < told.month else -1))
    for year in years:
        found = _with_year(year, month, parts.get("day")) if 1 <= month <= YEAR else None
        if found is not None:
            return found._replace(reference=told)
    return None


def resolve_part(
    unit: str, number: int, year: int | None, reference: datetime.date | None, prefer: str
) -> Resolved | None:
    """Give a quarter (Q) or half (S) of a year; of no year the last one that has begun.

    With `prefer` future it is the next one that is not over yet, with nearest the one of the
    reference date's year.

    >>> resolve_part("Q", 3, None, datetime.date(2019, 11, 5), "past").value
    '2019-Q3'
    """
    months = {"Q": 3, "S": 6}[unit]
    if not 1 <= number <= YEAR // months:
        return None
    if year is None and reference is None:
        return Resolved("DATE", f"XXXX-{'Q' if unit == 'Q' else 'H'}{number}")
    of = reference.year if year is None and reference is not None else year or 0
    first = _date(of, (number - 1) * months + 1, 1)
    found = None if first is None else frame(unit, first, reference if year is None else None)
    if found is None or year is not None or found.latest is None or reference is None:
        return found
    moved = 0
    if prefer == "past" and found.earliest is not None and found.earliest > reference:
        moved = -1
    if prefer == "future" and found.latest < reference:
        moved = 1
    near = resolve_part(unit, number, of + moved, None, prefer) if moved else found
    return None if near is None else near._replace(reference=reference)


def resolve_season(
    season: str, month: int, year: int | None, which: int | None, reference: datetime.date | None
) -> Resolved | None:
    """Give a season by the letters of its value and its first month, three months long.

    Of no year it is the last that is over (-1), the one that has begun or else this year's (0), the
    next one (1), else the nearest.

    >>> winters = [resolve_season("WI", 12, None, n, datetime.date(1998, 2, 3)) for n in (-1, 0, 1)]
    >>> [winter.value for winter in winters]
    ['1996-WI', '1997-WI', '1998-WI']
    """
    if year is None and reference is None:
        return Resolved("DATE", f"XXXX-{season}")
    near = year if year is not None else reference.year if reference else 0
    found = []
    # in January the winter of the year before is not over yet
    for each in range(near - 2, near + 2):
        first = _date(each, month, 1)
        if first is not None:
            last = end_of(move(first, "M", 2) or first)
            found.append(Resolved("DATE", f"{each:04}-{season}", first, last, None))
    if year is not None or reference is None:
        return next((each for each in found if each.value.startswith(f"{year:04}")), None)
    now = reference
    over = [each for each in found if each.latest is not None and each.latest < now]
    ahead = [each for each in found if each.earliest is not None and each.earliest > now]
    if which is not None and which < 0:
        chosen = over[-1:]
    elif which is not None and which > 0:
        chosen = ahead[:1]
    elif which == 0:
        chosen = [each for each in found if each not in over and each not in ahead]
        chosen = chosen or [each for each in found if each.value.startswith(f"{near:04}")]
    else:
        chosen = sorted(found, key=lambda each: abs((each.earliest or now) - now))[:1]
    return chosen[0]._replace(reference=reference) if chosen else None


def _one(day: datetime.date | None, reference: datetime.date | None) -> Resolved | None:
    return None if day is None else Resolved("DATE", day.isoformat(), day, day, reference)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except (OverflowError, ValueError):
        return None


def _with_year(year: int, month: int | None, day: int | None) -> Resolved | None:
    if month is None:
        first, last = _date(year, 1, 1), _date(year, 12, 31)
        return Resolved("DATE", f"{year:04}", first, last) if first else None
    if day is not None:
        return _one(_date(year, month, day), None)
    first = _date(year, month, 1)
    return Resolved("DATE", f"{year:04}-{month:02}", first, end_of(first)) if first else None


def _day(month: int, day: int, reference: datetime.date | None, prefer: str) -> Resolved | None:
    if _date(2000, month, day) is None:
        return None
    if reference is None:
        return Resolved("DATE", f"XXXX-{month:02}-{day:02}")
    # 29 February is given a leap year only, which can be eight years away
    years = range(max(1, reference.year - WEEK - 1), reference.year + WEEK + 2)
    days = [found for year in years if (found := _date(year, month, day)) is not None]
    last = max((found for found in days if found <= reference), default=None)
    if prefer == "recent" and last is not None:
        back = move(last, "M", MONTHS_BACK)
        days = [last] if back is not None and back >= reference else days
    elif prefer == "past":
        days = [found for found in days if found <= reference] or days
    elif prefer == "future":
        days = [found for found in days if found >= reference] or days
    return _one(min(days, key=lambda found: abs(found - reference)), reference)


def _month(month: int, reference: datetime.date | None, prefer: str) -> Resolved | None:
    if not 1 <= month <= 12:
        return None
    if reference is None:
        return Resolved("DATE", f"XXXX-{month:02}")
    back = (reference.month - month) % 12
    ahead = prefer == "future" or (prefer == "nearest" and back > MONTHS_BACK)
    year = reference.year
    if ahead:
        year += month < reference.month
    else:
        year -= month > reference.month
    first = _date(year, month, 1)
    if first is None:
        return None
    return Resolved("DATE", f"{year:04}-{month:02}", first, end_of(first), reference)


def _weekday(weekday: int, reference: datetime.date | None, prefer: str) -> Resolved | None:
    if not 1 <= weekday <= WEEK:
        return None
    if reference is None:
        return Resolved("DATE", f"XXXX-WXX-{weekday}")
    back = (reference.isoweekday() - weekday) % WEEK
    days = -back % WEEK if prefer == "future" else -back
    return _one(move(reference, "D", days), reference)
