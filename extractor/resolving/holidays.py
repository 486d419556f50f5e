"""The row of a holiday and a year in, its day out: fixed, by weekdays, by a feast, or from a table.

A row says `12-25`, `11-4-4` (the fourth weekday 4 of month 11, -1 for the last one), `11-1-1+1`
(the day behind such a one), `easter+1` (so many days from one of the `FEASTS`), or all its days,
`1999-02-16 2000-02-05`, where only a table has them.
"""

import datetime
import re
from collections.abc import Callable, Mapping

from dateutil.easter import EASTER_ORTHODOX, easter
from dateutil.relativedelta import relativedelta, weekday

from extractor.resolving.hebrew_years import find_lights, find_new_year

FEASTS: Mapping[str, Callable[[int], datetime.date]] = {
    "easter": easter,
    "orthodox": lambda year: easter(year, EASTER_ORTHODOX),
    "hebrew": find_new_year,
    "lights": find_lights,
}
COUNTED = re.compile(r"([a-z]+)([+-]\d+)?")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def find_holiday(rule: str, year: int) -> datetime.date | None:
    """Give the day of a holiday in a year, or None where it has none, or more than one.

    >>> find_holiday("11-4-4", 2019), find_holiday("easter-2", 2019)
    (datetime.date(2019, 11, 28), datetime.date(2019, 4, 19))
    >>> find_holiday("11-1-1+1", 2020), find_holiday("1999-02-16 2000-02-05", 2000)
    (datetime.date(2020, 11, 3), datetime.date(2000, 2, 5))
    """
    found = _days(rule, year)
    return found[0] if len(found) == 1 else None


def _days(rule: str, year: int) -> list[datetime.date]:
    """Give the days of a holiday in a year: a feast by the moon can have two."""
    try:
        if ISO_DAY.match(rule):
            listed = map(datetime.date.fromisoformat, rule.split())
            return [day for day in listed if day.year == year]
        counted = COUNTED.fullmatch(rule)
        if counted:
            return [FEASTS[counted[1]](year) + datetime.timedelta(days=int(counted[2] or 0))]
        return [_by_month(rule, year)]
    except (KeyError, OverflowError, ValueError):
        return []


def _by_month(rule: str, year: int) -> datetime.date:
    """Give a day by month and day, or by month, weekday and which one of them it is."""
    month, _, rest = rule.partition("-")
    if "-" not in rest:
        return datetime.date(year, int(month), int(rest))
    rest, _, behind = rest.partition("+")
    day, _, nth = rest.partition("-")
    first = datetime.date(year, int(month), 1)
    start = first + relativedelta(day=31) if nth.startswith("-") else first
    found = start + relativedelta(weekday=weekday(int(day) - 1, int(nth)))
    if found.month != first.month:
        raise ValueError(rule)
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
    days = [day for each in years for day in _days(rule, each)]
    if prefer == "past":
        days = [day for day in days if day <= reference]
    elif prefer == "future":
        days = [day for day in days if day >= reference]
    return min(days, key=lambda day: abs(day - reference), default=None)
