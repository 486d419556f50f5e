import datetime

import pytest

from extractor.resolving.holidays import find_holiday, resolve_holiday

DAY = datetime.date.fromisoformat

FOUND = [
    ("12-25", 2019, "2019-12-25"),
    # the fourth Thursday of November, the last Monday of May
    ("11-4-4", 2023, "2023-11-23"),
    ("5-1--1", 2026, "2026-05-25"),
    ("easter", 2024, "2024-03-31"),
    ("easter-2", 2019, "2019-04-19"),
    ("easter+49", 2019, "2019-06-09"),
    ("orthodox", 2019, "2019-04-28"),
    # years with a long, a short and a whole second month
    ("hebrew-163", 2024, "2024-04-23"),
    ("hebrew+9", 2027, "2027-10-11"),
    ("lights", 2022, "2022-12-19"),
    ("lights", 2023, "2023-12-08"),
    ("1999-01-19 2000-01-08 2000-12-27", 1999, "1999-01-19"),
]


@pytest.mark.parametrize(("rule", "year", "day"), FOUND)
def test_a_holiday_has_a_day(rule: str, year: int, day: str) -> None:
    """Holidays are found by their day, their weekday in a month, or from Easter."""
    assert DAY(day) == find_holiday(rule, year)


@pytest.mark.parametrize("rule", ["2-30", "13-1", "1-1-9", "nowhere+1", "2018-01-01", "2019-13-01"])
def test_a_day_that_does_not_exist_is_none(rule: str) -> None:
    """A row that names no day of its month gives nothing, never a day of another month."""
    assert find_holiday(rule, 2019) is None


@pytest.mark.parametrize(
    ("prefer", "day"), [("nearest", "2019-12-25"), ("past", "2018-12-25"), ("future", "2019-12-25")]
)
def test_a_holiday_without_a_year(prefer: str, day: str) -> None:
    """Of the years around the reference date the one that is preferred gives the day."""
    assert DAY(day) == resolve_holiday("12-25", None, DAY("2019-12-01"), prefer)


def test_without_a_reference_date_nothing_is_guessed() -> None:
    """A holiday of no year has no day when it is not known from where to count."""
    assert resolve_holiday("12-25", None, None, "nearest") is None


def test_a_feast_that_falls_twice_into_a_year_is_not_guessed() -> None:
    """By the year alone neither day is meant, by the reference date the nearest one is."""
    feast = "2000-01-08 2000-12-27"
    assert find_holiday(feast, 2000) is None
    assert DAY("2000-12-27") == resolve_holiday(feast, None, DAY("2001-01-03"), "nearest")
