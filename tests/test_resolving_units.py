import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.resolving.units import UNKNOWN, frame, move, resolve_unit, unit_of

DAY = datetime.date.fromisoformat

# unit, day: value, first and last day
FRAMES = [
    ("D", "2024-02-29", "2024-02-29", "2024-02-29", "2024-02-29"),
    ("W", "2021-01-03", "2020-W53", "2020-12-28", "2021-01-03"),
    ("WE", "2026-03-04", "2026-W10-WE", "2026-03-07", "2026-03-08"),
    ("M", "2024-02-10", "2024-02", "2024-02-01", "2024-02-29"),
    ("Q", "2019-11-05", "2019-Q4", "2019-10-01", "2019-12-31"),
    ("S", "2019-07-01", "2019-H2", "2019-07-01", "2019-12-31"),
    ("Y", "2019-07-01", "2019", "2019-01-01", "2019-12-31"),
    ("E", "1989-07-01", "198", "1980-01-01", "1989-12-31"),
    ("C", "1989-07-01", "19", "1900-01-01", "1999-12-31"),
]


@pytest.mark.parametrize(("unit", "day", "value", "first", "last"), FRAMES)
def test_a_unit_has_a_value_and_days(
    unit: str, day: str, value: str, first: str, last: str
) -> None:
    """A day lies in one unit of each kind, which is written as TIMEX3 has it."""
    found = frame(unit, DAY(day), None)
    assert found is not None
    assert (value, DAY(first), DAY(last)) == (found.value, found.earliest, found.latest)


@given(st.sampled_from(sorted(UNKNOWN)), st.dates())
def test_a_unit_holds_its_day(unit: str, day: datetime.date) -> None:
    """The value of a unit tells the unit, and its days hold the day that it was made of."""
    found = frame(unit, day, None)
    if found is None:
        # the last week or the first decade of the calendar is cut off
        assert day.year in range(10) or day.year >= datetime.MAXYEAR - 100
        return
    assert found.earliest is not None
    assert found.latest is not None
    assert unit == unit_of(found.value)
    if unit != "WE":
        assert max(found.earliest, datetime.date.min) <= day <= found.latest


@given(
    st.sampled_from("YQMW"), st.integers(-30, 30), st.dates(DAY("1900-01-01"), DAY("2100-01-01"))
)
def test_a_moved_unit_is_the_unit_of_the_moved_day(
    unit: str, shift: int, day: datetime.date
) -> None:
    """So many units from the reference date is where moving it by as many ends."""
    moved = move(day, unit, shift)
    assert moved is not None
    assert resolve_unit(unit, shift, day) == frame(unit, moved, day)


def test_nothing_lies_beyond_the_calendar() -> None:
    """A unit that no calendar reaches is none, and raises nothing."""
    assert move(datetime.date.max, "Y", 1) is None
    assert resolve_unit("C", 99, DAY("2020-01-01")) is None
    assert resolve_unit("nonsense", 0, DAY("2020-01-01")) is None
