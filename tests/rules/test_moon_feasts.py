"""The table of feasts by the moon agrees with where the moon stood."""

import csv
import datetime
import itertools
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

TABLE = Path(__file__).parents[2] / "rules" / "en" / "lexicons" / "moon_feasts.csv"
CHINA = ("Chinese New Year", "Lunar New Year", "Tet")
INDIA = ("Diwali", "Deepavali")
# The Islamic month and day of a feast, and how many days lie between that and the one of the row.
ISLAM = {
    "Eid": (10, 1, 0), "Eid al-Adha": (12, 10, 0), "first": (9, 1, 0), "start": (9, 1, 0),
    "beginning": (9, 1, 0), "last": (10, 1, -1), "end": (10, 1, -1), "Ashura": (1, 10, 0),
    "Ashoura": (1, 10, 0), "Islamic": (1, 1, 0),
}  # fmt: skip


def rows() -> Iterator[tuple[str, list[datetime.date]]]:
    """Give each name with its days."""
    with TABLE.open(encoding="utf-8") as lines:
        kept = (line for line in lines if not line.startswith("#"))
        for row in csv.DictReader(kept):
            yield row["phrase"], [datetime.date.fromisoformat(day) for day in row["value"].split()]


FEASTS = dict(rows())


def new_moons(hours: float) -> list[datetime.datetime]:
    """Give the new moons of 1989 to 2051, so many hours east, to a quarter of an hour (Meeus)."""
    found = []
    for number in range(-135, 635):
        sun = math.radians(2.5534 + 29.10535670 * number)
        moon = math.radians(201.5643 + 385.81693528 * number)
        node = math.radians(160.7108 + 390.67050284 * number)
        days = 5.09685 + 29.530588861 * number
        days += -0.4072 * math.sin(moon) + 0.17241 * math.sin(sun) + 0.01608 * math.sin(2 * moon)
        days += 0.01039 * math.sin(2 * node) + 0.00739 * math.sin(moon - sun)
        days += 0.00208 * math.sin(2 * sun) - 0.00514 * math.sin(moon + sun)
        start = datetime.datetime(2000, 1, 1, 12, tzinfo=datetime.UTC)
        found.append(start + datetime.timedelta(days=days, hours=hours))
    return found


@pytest.mark.parametrize("name", CHINA)
def test_a_chinese_year_begins_with_a_new_moon(name: str) -> None:
    """Each is the day of a new moon, from January 20 to February 21, and no year lacks one."""
    moons = {moon.date() for moon in new_moons(7 if name == "Tet" else 8)}
    assert [day.year for day in FEASTS[name]] == list(range(1990, 2051))
    assert all(day in moons for day in FEASTS[name])
    assert all("01-20" < day.isoformat()[5:] < "02-22" for day in FEASTS[name])


@pytest.mark.parametrize("name", INDIA)
def test_diwali_is_the_evening_of_the_new_moon_of_autumn(name: str) -> None:
    """It is the day in India of the new moon behind October 17, or the evening before."""
    moons = [moon for moon in new_moons(5.5) if "10-17T12" < moon.isoformat()[5:] < "11-16"]
    near = [moon.date() for moon in moons if 1990 <= moon.year <= 2035]
    pairs = zip(FEASTS[name], near, strict=True)
    assert all(0 <= (moon - day).days <= 1 for day, moon in pairs)


@pytest.mark.parametrize("name", [name for name in FEASTS if name not in CHINA + INDIA])
def test_an_islamic_feast_lies_near_the_calendar_that_is_reckoned(name: str) -> None:
    """Each lies at most two days before the one of the arithmetic calendar, and none is missing."""
    adha = "dha" in name
    month, day, beside = ISLAM["Eid al-Adha" if adha else name.split(maxsplit=1)[0]]
    reckoned = []
    for year in range(1409, 1474):
        days = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + day
        reckoned.append(datetime.date.fromordinal(days + 226630 + beside))
    listed = FEASTS[name]
    for each in listed:
        nearest = min(reckoned, key=lambda other: abs(other - each))
        assert -2 <= (each - nearest).days <= 0
    assert all(352 <= (b - a).days <= 357 for a, b in itertools.pairwise(listed))
    assert listed[0].year == 1990
    assert listed[-1].year == 2050
