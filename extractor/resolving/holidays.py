"""The row of a holiday and a year in, its day out: fixed, the nth weekday of a month, or by Easter.

A row says `12-25`, `11-4-4` (the fourth weekday 4 of month 11, -1 for the last one), `11-1-1+1`
(the day behind such a one) or `easter+1`.
"""

import datetime

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta, weekday

EASTER = "easter"


def find_holiday(rule: str, year: int) -> datetime.date | None:
    """Give the day of a holiday in a year, or None where the calendar has none.

    >>> find_holiday("11-4-4", 2019), find_holiday("easter-2", 2019)
    (datetime.date(2019, 11, 28), datetime.date(2019, 4, 19))
    >>> find_holiday("11-1-1+1", 2020)
    datetime.date(2020, 11, 3)
    """
    try:
        if rule.startswith(EASTER):
            return easter(year) + datetime.timedelta(days=int(rule[len(EASTER) :] or 0))
        month, _, rest = rule.partition("-")
        if "-" not in rest:
            return datetime.date(year, int(month), int(rest))
        rest, _, behind = rest.partition("+")
        day, _, nth = rest.partition("-")
        first = datetime.date(year, int(month), 1)
        start = first + relativedelta(day=31) if nth.startswith("-") else first
        found = start + relativedelta(weekday=weekday(int(day) - 1, int(nth)))
    except (OverflowError, ValueError):
        return None
    if found.month != first.month:
        return None
    return found + datetime.timedelta(days=int(behind or 0))


def resolve_holiday(
    rule: str, year: int | None, reference: datetime.date | None, prefer: str
) -> datetime.date | None:
    """Give the day of a holiday in the year told, else the one that the reference date decides."""
    if year is not None:
        return find_holiday(rule, year)
    if reference is None:
        return None
    years = range(reference.year - 1, reference.year + 2)
    days = [day for each in years if (day := find_holiday(rule, each)) is not None]
    if prefer == "past":
        days = [day for day in days if day <= reference]
    elif prefer == "future":
        days = [day for day in days if day >= reference]
    return min(days, key=lambda day: abs(day - reference), default=None)
