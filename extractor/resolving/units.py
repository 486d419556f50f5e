"""A unit of the calendar and a day in, the unit in which the day lies out, as a TIMEX3 value.

Units are `D` day, `W` week, `WE` weekend, `M` month, `Q` quarter, `S` half, `Y` year, `E` ten
years, `C` a hundred.
"""

import datetime
from calendar import monthrange
from typing import NamedTuple

WEEK = 7
YEAR = 12


class Resolved(NamedTuple):
    """A type and value, the days it spans, and the day it was counted from."""

    type: str
    value: str
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    reference: datetime.date | None = None


# The units of the calendar and the form of their values without a reference date.
UNKNOWN = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX",
    "S": "XXXX-HX", "Y": "XXXX", "E": "XXX", "C": "XX",
}  # fmt: skip
# How many months a unit has, for those that are made of months.
MONTHS = {"M": 1, "Q": 3, "S": 6, "Y": YEAR, "E": 10 * YEAR, "C": 100 * YEAR}
# How many characters of a year tell the unit.
DIGITS = {"Y": 4, "E": 3, "C": 2}


def move(day: datetime.date, unit: str, count: int) -> datetime.date | None:
    """Give the day that lies so many units away, or None beyond the calendar.

    >>> move(datetime.date(2019, 5, 31), "M", 1)
    datetime.date(2019, 6, 30)
    """
    try:
        if unit in MONTHS:
            return _move_months(day, count * MONTHS[unit])
        return day + datetime.timedelta(days=count * (1 if unit == "D" else WEEK))
    except (OverflowError, ValueError):
        return None


def _move_months(day: datetime.date, count: int) -> datetime.date:
    year, month = divmod(day.year * YEAR + day.month - 1 + count, YEAR)
    return datetime.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of(day: datetime.date) -> datetime.date:
    """Give the last day of the month of a day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def frame(unit: str, day: datetime.date, reference: datetime.date | None) -> Resolved | None:
    """Give the unit in which a day lies, or None beyond the calendar.

    >>> frame("Q", datetime.date(2019, 5, 3), None).value
    '2019-Q2'
    """
    try:
        if unit == "D":
            return Resolved("DATE", day.isoformat(), day, day, reference)
        if unit in ("W", "WE"):
            return _week(unit, day, reference)
        months = MONTHS[unit]
        since = day.year * YEAR + day.month - 1
        first_month = since - since % months
        first = datetime.date(max(1, first_month // YEAR), first_month % YEAR + 1, 1)
        last = end_of(_move_months(first, months - 1))
    except (OverflowError, ValueError):
        return None
    if unit in DIGITS:
        value = f"{first.year:04}"[: DIGITS[unit]]
    elif unit == "M":
        value = f"{first.year:04}-{first.month:02}"
    else:
        letter = "Q" if unit == "Q" else "H"
        value = f"{first.year:04}-{letter}{first.month // months + 1}"
    return Resolved("DATE", value, first, last, reference)


def _week(unit: str, day: datetime.date, reference: datetime.date | None) -> Resolved:
    first = day - datetime.timedelta(days=day.weekday())
    year, week, _ = first.isocalendar()
    last = first + datetime.timedelta(days=WEEK - 1)
    if unit == "W":
        return Resolved("DATE", f"{year:04}-W{week:02}", first, last, reference)
    saturday = last - datetime.timedelta(days=1)
    return Resolved("DATE", f"{year:04}-W{week:02}-WE", saturday, last, reference)


def resolve_unit(unit: str, shift: int, reference: datetime.date | None) -> Resolved | None:
    """Give the unit of the calendar that lies so many units from the reference date.

    >>> resolve_unit("Q", -1, datetime.date(2019, 1, 5)).value
    '2018-Q4'
    """
    if unit not in UNKNOWN:
        return None
    if reference is None:
        return Resolved("DATE", UNKNOWN[unit])
    day = move(reference, unit, shift)
    return None if day is None else frame(unit, day, reference)


def unit_of(value: str) -> str:
    """Give the unit of a TIMEX3 value that lies on the calendar.

    >>> unit_of("2019-Q2"), unit_of("2019-W05"), unit_of("2019-05-03T10:00")
    ('Q', 'W', 'D')
    """
    year, _, rest = value.partition("-")
    if not rest:
        return {3: "E", 2: "C"}.get(len(year), "Y")
    for letter, unit in (("Q", "Q"), ("H", "S"), ("W", "W")):
        if rest.startswith(letter):
            return "WE" if rest.endswith("WE") else unit
    return "D" if "-" in rest else "M"
