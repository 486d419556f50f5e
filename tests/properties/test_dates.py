import datetime
import re
from typing import Any

from drawn.made import RANDOMS, emitting, text_for, trial
from drawn.shipped import everything, found_in, records_in
from hypothesis import given, settings
from hypothesis import strategies as st

DAYS = st.dates(datetime.date(1700, 1, 1), datetime.date(2150, 12, 31))
RELATIVE = ("yesterday", "today", "tonight", "tomorrow")
SHIFTS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
MONTHS = {
    " ".join(entry.words): int(entry.values[0])
    for entry in everything().ruleset.lexicons["month"].entries
}


def times(text: str, date: datetime.date | None) -> list[dict[str, Any]]:
    """Give the records of times in a text."""
    shown = date.isoformat() if date else None
    return [r for r in records_in(found_in(text, date=shown)) if r["record"] == "time"]


@settings(max_examples=80)
@given(st.sampled_from(RELATIVE), DAYS, st.integers(-400, 400))
def test_relative_days_move_with_the_reference_date(
    word: str, date: datetime.date, days: int
) -> None:
    """A day counted from the reference date is exactly so many days from it."""
    for day in (date, date + datetime.timedelta(days)):
        (found,) = times(f"The court ruled {word}.", day)
        expected = day + datetime.timedelta(SHIFTS[word])
        assert expected.isoformat() == found["value"]
        assert day.isoformat() == found["reference"]


@settings(max_examples=80)
@given(DAYS, DAYS, DAYS)
def test_full_dates_do_not_move(day: datetime.date, one: datetime.date, two: datetime.date) -> None:
    """A date with day, month and year is the same on whatever day the text was published."""
    text = f"The court ruled on {day:%B} {day.day}, {day.year}."
    (found,), (again,), (none,) = times(text, one), times(text, two), times(text, None)
    assert day.isoformat() == found["value"] == again["value"] == none["value"]
    assert found["reference"] is None


@settings(max_examples=120)
@given(st.sampled_from(sorted(MONTHS)), st.integers(1, 31), DAYS)
def test_a_day_without_a_year_gets_the_nearest(name: str, day: int, date: datetime.date) -> None:
    """A date without a year is the nearest day of that name; 29 February only in a leap year.

    Behind a verb of the past it is the last one, unless that is more than eight months back.
    """
    month = MONTHS[name]
    candidates = []
    for year in range(date.year - 9, date.year + 10):
        try:
            candidates.append(datetime.date(year, month, day))
        except ValueError:
            continue
    found = times(f"The talks of {name} {day} are over.", date)
    if not candidates:
        assert all(len(each["value"]) < len("2019-01-01") for each in found)
        return
    (one,) = found
    chosen = datetime.date.fromisoformat(one["value"])
    assert (month, day) == (chosen.month, chosen.day)
    distances = [abs(candidate - date) for candidate in candidates]
    assert min(distances) == abs(chosen - date)
    (ruled,) = times(f"The court ruled on {name} {day} in Lima.", date)
    past = max(candidate for candidate in candidates if candidate <= date)
    if (date - past).days < 8 * 30:
        assert past.isoformat() == ruled["value"]
    elif (date - past).days > 8 * 31:
        assert chosen.isoformat() == ruled["value"]


WHOLE = re.compile(r"\d{4}-\d\d-\d\d")
MONTH = re.compile(r"\d{4}-\d\d")
YEAR = re.compile(r"\d{4}")


def days_of(value: str) -> tuple[datetime.date, datetime.date] | None:
    """Give the first and the last day of a value that is a day, a month or a year."""
    if WHOLE.fullmatch(value):
        day = datetime.date.fromisoformat(value)
        return day, day
    if MONTH.fullmatch(value):
        first = datetime.date.fromisoformat(f"{value}-01")
        after = (first + datetime.timedelta(31)).replace(day=1)
        return first, after - datetime.timedelta(1)
    if YEAR.fullmatch(value):
        return datetime.date(int(value), 1, 1), datetime.date(int(value), 12, 31)
    return None


@settings(max_examples=120)
@given(st.sampled_from([r for r in trial().ruleset.rules if r.target == "Date"]), RANDOMS, DAYS)
def test_a_value_is_as_precise_as_the_words(rule: Any, chance: Any, date: datetime.date) -> None:  # noqa: ANN401 - drawn
    """The days of a value are the first to the last that it names, no more and no fewer."""
    for found in times(text_for(rule, chance), date):
        days = days_of(found["value"])
        if days is not None:
            assert [day.isoformat() for day in days] == [found["earliest"], found["latest"]]


@settings(max_examples=60)
@given(st.sampled_from(emitting("time")), RANDOMS)
def test_nothing_is_guessed_without_a_reference_date(rule: Any, chance: Any) -> None:  # noqa: ANN401 - drawn
    """Without a reference date no time has one, unless the text tells the day that is counted from.

    What hangs on the reference date stays open.
    """
    text = text_for(rule, chance)
    for found in times(text, None):
        assert found["reference"] is None or re.search(r"\d", text)
        if "X" in found["value"]:
            assert found["earliest"] is None
