import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.resolving.days import resolve_day

DAY = datetime.date.fromisoformat

# parts, reference date, what is preferred: value, earliest, latest, reference
RESOLVED = [
    # with a year nothing is counted
    ({"year": 2019, "month": 1, "day": 23}, "2024-04-05", "past", "2019-01-23", None),
    ({"year": 2019, "month": 1, "day": 23}, None, "nearest", "2019-01-23", None),
    ({"year": 2020, "month": 2, "day": 29}, None, "nearest", "2020-02-29", None),
    ({"year": 2019, "month": 2}, None, "nearest", "2019-02", None),
    ({"year": 1995}, "2024-04-05", "past", "1995", None),
    # a day without a year: the nearest such day
    ({"month": 3, "day": 23}, "2019-04-05", "nearest", "2019-03-23", "2019-04-05"),
    ({"month": 12, "day": 30}, "2019-01-02", "nearest", "2018-12-30", "2019-01-02"),
    ({"month": 1, "day": 2}, "2018-12-30", "nearest", "2019-01-02", "2018-12-30"),
    ({"month": 1, "day": 2}, "2018-12-30", "past", "2018-01-02", "2018-12-30"),
    ({"month": 3, "day": 23}, "2019-04-05", "future", "2020-03-23", "2019-04-05"),
    ({"month": 4, "day": 5}, "2019-04-05", "past", "2019-04-05", "2019-04-05"),
    ({"month": 4, "day": 5}, "2019-04-05", "future", "2019-04-05", "2019-04-05"),
    # 29 February is in a leap year
    ({"month": 2, "day": 29}, "2019-03-05", "nearest", "2020-02-29", "2019-03-05"),
    ({"month": 2, "day": 29}, "2019-03-05", "past", "2016-02-29", "2019-03-05"),
    ({"month": 2, "day": 29}, "1903-03-05", "past", "1896-02-29", "1903-03-05"),
    ({"month": 2, "day": 29}, "1897-03-05", "future", "1904-02-29", "1897-03-05"),
    # a bare month: the last of its name, unless that is long ago
    ({"month": 1}, "2019-04-05", "nearest", "2019-01", "2019-04-05"),
    ({"month": 4}, "2019-04-05", "nearest", "2019-04", "2019-04-05"),
    ({"month": 10}, "2019-04-05", "nearest", "2018-10", "2019-04-05"),
    ({"month": 5}, "2019-04-05", "nearest", "2019-05", "2019-04-05"),
    ({"month": 5}, "2019-04-05", "past", "2018-05", "2019-04-05"),
    ({"month": 1}, "2019-12-05", "future", "2020-01", "2019-12-05"),
    # a weekday: the last one, the reference date counting as itself (5 April 2019 is a Friday)
    ({"weekday": 4}, "2019-04-05", "past", "2019-04-04", "2019-04-05"),
    ({"weekday": 5}, "2019-04-05", "past", "2019-04-05", "2019-04-05"),
    ({"weekday": 6}, "2019-04-05", "past", "2019-03-30", "2019-04-05"),
    ({"weekday": 4}, "2019-01-01", "past", "2018-12-27", "2019-01-01"),
    ({"weekday": 5}, "2019-04-05", "future", "2019-04-05", "2019-04-05"),
    ({"weekday": 6}, "2019-04-05", "future", "2019-04-06", "2019-04-05"),
    # days counted from the reference date
    ({"shift": -1}, "2019-03-01", "past", "2019-02-28", "2019-03-01"),
    ({"shift": 1}, "2019-12-31", "past", "2020-01-01", "2019-12-31"),
    ({"shift": 0}, "2020-02-29", "past", "2020-02-29", "2020-02-29"),
    # without a reference date nothing is guessed
    ({"month": 1, "day": 23}, None, "nearest", "XXXX-01-23", None),
    ({"month": 2, "day": 29}, None, "past", "XXXX-02-29", None),
    ({"month": 1}, None, "nearest", "XXXX-01", None),
    ({"weekday": 4}, None, "past", "XXXX-WXX-4", None),
    ({"shift": -1}, None, "past", "XXXX-XX-XX", None),
]


@pytest.mark.parametrize(("parts", "reference", "prefer", "value", "counted"), RESOLVED)
def test_parts_of_a_date_have_a_value(
    parts: dict[str, int], reference: str | None, prefer: str, value: str, counted: str | None
) -> None:
    """A date has the value that its parts and the reference date give it, and no other."""
    found = resolve_day(parts, DAY(reference) if reference else None, prefer)
    assert found is not None
    assert (value, counted) == (found.value, found.reference and found.reference.isoformat())
    assert "DATE" == found.type
    if len(value) == len("2019-01-23") and "X" not in value:
        assert (DAY(value), DAY(value)) == (found.earliest, found.latest)
    if "X" in value:
        assert (None, None) == (found.earliest, found.latest)


def test_months_and_years_span_their_days() -> None:
    """A month spans its days, the shorter ones too, and a year all of its own."""
    for parts, earliest, latest in (
        ({"year": 2019, "month": 2}, "2019-02-01", "2019-02-28"),
        ({"year": 2020, "month": 2}, "2020-02-01", "2020-02-29"),
        ({"year": 2019, "month": 12}, "2019-12-01", "2019-12-31"),
        ({"year": 9999, "month": 12}, "9999-12-01", "9999-12-31"),
        ({"year": 2019}, "2019-01-01", "2019-12-31"),
    ):
        found = resolve_day(parts, None, "nearest")
        assert found is not None
        assert (DAY(earliest), DAY(latest)) == (found.earliest, found.latest)


@pytest.mark.parametrize(
    "parts",
    [
        {"year": 2019, "month": 2, "day": 29},
        {"year": 2019, "month": 13},
        {"month": 2, "day": 30},
        {"month": 13, "day": 1},
        {"month": 0},
        {"weekday": 8},
        {"weekday": 0},
        {"day": 3},
        {"year": 0},
        {"year": 10000},
        {},
    ],
)
def test_what_is_no_day_has_no_value(parts: dict[str, int]) -> None:
    """A day, month or weekday that does not exist has no value."""
    assert None is resolve_day(parts, DAY("2019-04-05"), "nearest")
    assert None is resolve_day(parts, None, "nearest")


PARTS = st.dictionaries(
    st.sampled_from(("year", "month", "day", "weekday", "shift")),
    st.one_of(st.integers(-3, 40), st.integers()),
)


@given(PARTS, st.one_of(st.none(), st.dates()), st.sampled_from(("past", "nearest", "future")))
def test_any_parts_are_read(
    parts: dict[str, int], reference: datetime.date | None, prefer: str
) -> None:
    """No parts and no reference date raise an error, and a span never ends before it begins."""
    found = resolve_day(parts, reference, prefer)
    if found is not None and found.earliest and found.latest:
        assert found.earliest <= found.latest


@given(st.integers(1, 12), st.integers(1, 28), st.dates(DAY("0010-01-01"), DAY("9990-01-01")))
def test_preferences_hold(month: int, day: int, reference: datetime.date) -> None:
    """A past day is not after the reference date, a future one not before; one is the nearest."""
    parts = {"month": month, "day": day}
    past, nearest, future = (
        resolve_day(parts, reference, prefer) for prefer in ("past", "nearest", "future")
    )
    assert past is not None
    assert nearest is not None
    assert future is not None
    assert past.earliest is not None
    assert future.earliest is not None
    assert past.earliest <= reference <= future.earliest
    assert nearest.earliest in (past.earliest, future.earliest)
