import datetime

import pytest

from extractor.resolving.days import resolve_nth, resolve_told

DAY = datetime.date.fromisoformat


@pytest.mark.parametrize(
    ("parts", "told", "whole_year", "value"),
    [
        ({"month": 6, "day": 5}, "1939-05-03", False, "1939-06-05"),
        ({"month": 3}, "1941-06-01", False, "1941-03"),
        ({"month": 1}, "1941-12-07", False, "1942-01"),
        ({"month": 12}, "1942-01-05", False, "1941-12"),
        ({"month": 12}, "1942-01-01", True, "1942-12"),
        ({"weekday": 2}, "1941-01-01", False, "1941-01-07"),
        ({"weekday": 2}, "1941-01-01", True, "XXXX-WXX-2"),
    ],
)
def test_a_history_goes_on_from_the_date_told(
    parts: dict[str, int],
    told: str,
    whole_year: bool,  # noqa: FBT001 - a row of the table
    value: str,
) -> None:
    """A month is of the same year, or of the one beside it where that is far nearer."""
    found = resolve_told(parts, DAY(told), whole_year=whole_year)
    assert found is not None
    assert found.value == value


def test_no_such_day_in_a_history() -> None:
    """A month or day that does not exist has no value."""
    assert resolve_told({"month": 13}, DAY("1941-01-01"), whole_year=False) is None
    assert resolve_told({"month": 2, "day": 30}, DAY("1941-01-01"), whole_year=False) is None


@pytest.mark.parametrize(
    ("parts", "nth", "unit", "value"),
    [
        ({"year": 2019, "month": 3, "weekday": 2}, 1, None, "2019-03-05"),
        ({"year": 2019, "month": 3, "weekday": 2}, -1, None, "2019-03-26"),
        ({"year": 2019, "month": 3, "weekday": 5}, 5, None, "2019-03-29"),
        ({"year": 2019, "month": 2}, -1, "D", "2019-02-28"),
        ({"year": 2019, "month": 5}, 2, "W", "2019-W19"),
        ({"month": 5}, 2, "W", "XXXX-05"),
    ],
)
def test_the_nth_of_a_month(parts: dict[str, int], nth: int, unit: str | None, value: str) -> None:
    """The nth weekday, day or week of a month is counted from its first or its last day."""
    found = resolve_nth(parts, nth, unit, None)
    assert found is not None
    assert found.value == value


def test_a_month_has_no_fifth_of_each_weekday() -> None:
    """A weekday that comes four times in a month has no fifth one."""
    assert resolve_nth({"year": 2019, "month": 3, "weekday": 2}, 5, None, None) is None
