"""A year in, the first day of the Hebrew year that begins in it out, and a feast counted from that.

The reckoning is that of Dershowitz and Reingold, "Calendrical Calculations": the moon is told in
25920ths of a day, and a year that would be too long or too short begins later.
"""

import datetime

# A Hebrew year begins in the autumn of the year that has this number less.
ERA = 3761
# The first day of the era, as `datetime.date.toordinal` counts days.
EPOCH = -1373427
PARTS_OF_DAY = 25920
TOO_LONG, TOO_SHORT = 356, 382
# The feast of lights is so many days behind the new year, and one more in a year whose length ends
# with a five, since its second month is longer then.
LIGHTS, LONGER = 83, 5


def find_new_year(year: int) -> datetime.date:
    """Give the first day of the Hebrew year that begins in a year, Rosh Hashanah.

    >>> find_new_year(2026), find_new_year(1999)
    (datetime.date(2026, 9, 12), datetime.date(1999, 9, 11))
    """
    return datetime.date.fromordinal(_first_day(year + ERA))


def find_lights(year: int) -> datetime.date:
    """Give the first day of Hanukkah, the 25th of Kislev.

    >>> find_lights(2026), find_lights(1998)
    (datetime.date(2026, 12, 5), datetime.date(1998, 12, 14))
    """
    first = _first_day(year + ERA)
    longer = (_first_day(year + ERA + 1) - first) % 10 == LONGER
    return datetime.date.fromordinal(first + LIGHTS + longer)


def _first_day(hebrew: int) -> int:
    before, here, behind = (_elapsed(hebrew + each) for each in (-1, 0, 1))
    delay = 2 if behind - here == TOO_LONG else int(here - before == TOO_SHORT)
    return EPOCH + here + delay


def _elapsed(hebrew: int) -> int:
    """Count the days of the era before the new moon of a year, none on a forbidden weekday."""
    months = (235 * hebrew - 234) // 19
    days = 29 * months + (12084 + 13753 * months) // PARTS_OF_DAY
    return days + (3 * (days + 1) % 7 < 3)
