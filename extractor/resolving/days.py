"""Named parts of a date in, a TIMEX3 value out, counted from the reference date or from nothing.

Only parts that a rule captured are used; no text is parsed, nothing is guessed without a
reference date: then the year stays `XXXX`.
"""

import datetime
from collections.abc import Mapping

from attrs import frozen
from dateutil.relativedelta import relativedelta

# A bare month is the last one of its name up to this many months back, else the next one
# (61 of 72 right in annotated news; the nearest one in either direction: 57).
MONTHS_BACK = 8
WEEK = 7


@frozen
class Resolved:
    """A type and value, the days it spans, and the day it was counted from."""

    type: str
    value: str
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    reference: datetime.date | None = None


# The calendar units of TIMEX3 and the form of their values without a reference date.
UNKNOWN = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "Q": "XXXX-QX"}


def resolve_unit(unit: str, shift: int, reference: datetime.date | None) -> Resolved | None:
    """Give the year, quarter, month or week (Y, Q, M, W) so many units from the reference date.

    >>> resolve_unit("Q", -1, datetime.date(2019, 1, 5)).value
    '2018-Q4'
    """
    if unit not in UNKNOWN:
        return None
    if reference is None:
        return Resolved("DATE", UNKNOWN[unit])
    try:
        if unit == "W":
            first = reference - relativedelta(days=reference.weekday()) + relativedelta(weeks=shift)
            year, week, _ = first.isocalendar()
            last = first + relativedelta(days=WEEK - 1)
            return Resolved("DATE", f"{year:04}-W{week:02}", first, last, reference)
        if unit == "Y":
            first = reference.replace(month=1, day=1) + relativedelta(years=shift)
            last = first.replace(month=12, day=31)
            return Resolved("DATE", f"{first.year:04}", first, last, reference)
        if unit == "M":
            first = reference.replace(day=1) + relativedelta(months=shift)
            return Resolved("DATE", f"{first:%Y-%m}", first, _end(first), reference)
        start = reference.replace(month=reference.month - (reference.month - 1) % 3, day=1)
        first = start + relativedelta(months=3 * shift)
        value = f"{first.year:04}-Q{(first.month + 2) // 3}"
        return Resolved("DATE", value, first, _end(first + relativedelta(months=2)), reference)
    except (OverflowError, ValueError):
        return None


def resolve_day(
    parts: Mapping[str, int], reference: datetime.date | None, prefer: str
) -> Resolved | None:
    """Give the value of year, month, day, weekday (1 is Monday) and shift (in days), as captured.

    `prefer` is past, nearest or future, for what a year or a week has to be found for. None where
    no such day exists.

    >>> resolve_day({"month": 3, "day": 23}, datetime.date(2019, 4, 5), "nearest").value
    '2019-03-23'
    >>> resolve_day({"month": 3, "day": 23}, None, "nearest").value
    'XXXX-03-23'
    """
    if "shift" in parts:
        if reference is None:
            return Resolved("DATE", "XXXX-XX-XX")
        return _one(_moved(reference, parts["shift"]), reference)
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


def _one(day: datetime.date | None, reference: datetime.date | None) -> Resolved | None:
    return None if day is None else Resolved("DATE", day.isoformat(), day, day, reference)


def _moved(day: datetime.date, days: int) -> datetime.date | None:
    try:
        return day + relativedelta(days=days)
    except (OverflowError, ValueError):
        return None


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
    return Resolved("DATE", f"{year:04}-{month:02}", first, _end(first)) if first else None


def _end(first: datetime.date) -> datetime.date:
    return first + relativedelta(day=31)


def _day(month: int, day: int, reference: datetime.date | None, prefer: str) -> Resolved | None:
    if _date(2000, month, day) is None:
        return None
    if reference is None:
        return Resolved("DATE", f"XXXX-{month:02}-{day:02}")
    # 29 February is given a leap year only, which can be eight years away
    years = range(max(1, reference.year - WEEK - 1), reference.year + WEEK + 2)
    days = [found for year in years if (found := _date(year, month, day)) is not None]
    if prefer == "past":
        days = [found for found in days if found <= reference] or days
    elif prefer == "future":
        days = [found for found in days if found >= reference] or days
    return _one(min(days, key=lambda found: abs(found - reference)), reference)


def _month(month: int, reference: datetime.date | None, prefer: str) -> Resolved | None:
    if not 1 <= month <= 12:  # noqa: PLR2004
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
    return Resolved("DATE", f"{year:04}-{month:02}", first, _end(first), reference)


def _weekday(weekday: int, reference: datetime.date | None, prefer: str) -> Resolved | None:
    if not 1 <= weekday <= WEEK:
        return None
    if reference is None:
        return Resolved("DATE", f"XXXX-WXX-{weekday}")
    back = (reference.isoweekday() - weekday) % WEEK
    return _one(_moved(reference, WEEK - back if prefer == "future" else -back), reference)
