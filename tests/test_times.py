"""What the shipped rules make of temporal expressions, and what they leave alone."""

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import Extractor

TIMES = Extractor(records=["time"])
PAGE = (Path(__file__).parents[1] / "docs" / "records.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \|$", PAGE, re.MULTILINE)


def values(text: str, date: str | None) -> list[str]:
    """Give the values of the times of a text."""
    return [record.value for record in TIMES.extract(text, date=date).records]


@pytest.mark.parametrize(("text", "value", "unknown"), ROWS)
def test_the_table_of_values_holds(text: str, value: str, unknown: str) -> None:
    """Each row of the table in the documentation is what comes out, with a date and without."""
    sentence = f"They talked of it {text}, they say."
    assert ([value], [unknown]) == (values(sentence, "2026-03-06"), values(sentence, None))


@pytest.mark.parametrize(
    "text",
    [
        "It may rain, and they march on.",
        "Ana Rojas, 45, is a teacher; her son is 12 years old.",
        "Her 36-year-old sister came second.",
        "The former envoy once lived here.",
        "They live at 1600 Harbor Road.",
        "They won 3-2 and lost 21-14.",
        "Call 555-0199 or 020 7946 0958.",
        "Install version 3.11.7 or 2.0, or ask 10.12.20.19 for file 4/12/31/99.",
        "They read John 3:16 and won 12:10 and 2:05, and were 4.5 p.m. and 9:5 a.m. ahead.",
        "It burned in the Thirty Years' War and the Six-Day War.",
        "It cost $1995, or 1,987 pesos.",
        "They will as soon leave as stay.",
    ],
)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    """Modal verbs, ages, ordinals, addresses, scores, phone numbers and versions are no times."""
    assert values(text, "2026-03-06") == []


def test_a_dateline_is_the_reference_date() -> None:
    """A document without a date that opens with place and full date is counted from that."""
    text = "LIMA, Peru, March 6, 2026 (AP) -- The court ruled on Thursday."
    assert values(text, None) == ["2026-03-06", "2026-03-05"]
    assert values(text, "2026-03-02") == ["2026-03-06", "2026-02-26"]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("They met on May 3, 4 and 5.", ["2026-03-06"] * 3),
        ("They meet in March of next year.", ["2026-03-06"]),
        ("They will meet on June 15-16.", ["2026-03-06"] * 2),
        ("Profits fell in the fourth quarter.", ["2026-03-06"]),
        ("They met on May 3 and 4, 2011.", [None] * 2),
    ],
)
def test_a_year_that_stands_in_no_text_has_its_reference(
    text: str, counted: list[str | None]
) -> None:
    """A date whose year was counted says from which day, also where it shares that year."""
    found = TIMES.extract(text, date="2026-03-06").records
    assert [record.reference for record in found] == counted


def test_a_date_that_can_be_read_in_two_ways_is_told() -> None:
    """The pack's reading is taken and a warning names it; what only one reading fits gives none."""
    found = TIMES.extract("It is dated 04/05/2019.")
    assert [record.value for record in found.records] == ["2019-04-05"]
    assert found.warnings == ("date.slashed-either at 12-22: '04/05/2019' was read month-first",)
    assert TIMES.extract("It is dated 23/05/2019 and 05/05/2019.").warnings == ()


@pytest.mark.parametrize(
    ("written", "reading"),
    [
        ("04/05/99", "date.slashed-short-either at 12-20: '04/05/99' was read month-first"),
        ("04.05.1999", "date.dotted-either at 12-22: '04.05.1999' was read day-first"),
        ("23.05.1999", None),
        ("05/23/99", None),
    ],
)
def test_what_figures_leave_open_is_told(written: str, reading: str | None) -> None:
    """Figures that fit two readings give a warning, others none."""
    warnings = TIMES.extract(f"It is dated {written}.").warnings
    assert list(warnings) == ([reading] if reading else [])


@pytest.mark.parametrize(
    ("date", "year"), [(None, "2045"), ("1980-05-03", "1945"), ("2030-05-03", "2045")]
)
def test_a_year_of_two_figures_is_hardly_ahead(date: str | None, year: str) -> None:
    """It lies at most twenty years ahead of the reference date."""
    assert values("It is dated 12/31/45.", date) == [f"{year}-12-31"]


RELATIVE = "They met yesterday, last Friday and three days ago, and will meet tomorrow."
FULL = "They met on May 3, 2011, in the third quarter of 1999 and at Easter 2001."


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2050, 1, 1)), st.integers(1, 5000))
def test_moving_the_reference_date_moves_what_is_counted(day: datetime.date, weeks: int) -> None:
    """Moved by so many weeks, relative days move by as many; full dates stay."""
    by = datetime.timedelta(weeks=weeks)
    before, after = values(RELATIVE, str(day)), values(RELATIVE, str(day + by))
    moved = [str(datetime.date.fromisoformat(value) + by) for value in before]
    assert (len(before), moved) == (4, after)
    assert values(FULL, str(day)) == values(FULL, str(day + by)) == values(FULL, None)


HISTORY = (
    "The war began on 3 May 1939. On June 5, the army crossed the river. In July it took the "
    "port, and in the autumn a truce was signed. It was broken on 7 December 1940. In January "
    "the fleet left. On Tuesday it was back. In 1944, a new siege began. By March the town fell."
)
TOLD = [
    "1939-05-03", "1939-06-05", "1939-07", "1939-FA", "1940-12-07", "1941-01", "1941-01-07",
    "1944", "1944-03",
]  # fmt: skip


def test_a_history_counts_from_the_date_told_last() -> None:
    """Without a reference date, what a history leaves out is taken from the date before."""
    assert values(HISTORY, None) == TOLD
    found = TIMES.extract(HISTORY).records
    assert [record.reference for record in found[:3]] == [None, "1939-05-03", "1939-06-05"]


def test_a_history_tells_the_hours_and_weeks_of_the_day_told_last() -> None:
    """An hour is of the day before it, and the last week of a month of the year before it."""
    text = "It began on 3 May 1939. At 5.30 p.m. it ended. In the last week of May it thawed."
    assert values(text, None) == ["1939-05-03", "1939-05-03T17:30", "1939-W22"]


def test_a_history_with_a_reference_date_is_known_by_its_dates() -> None:
    """Four full dates long past and hardly a weekday make a history, whenever it was published."""
    text = HISTORY.replace(" On Tuesday it was back.", " It ended on May 3, 1948 or June 3, 1948.")
    expected = [*TOLD[:6], "1948-05-03", "1948-06-03", *TOLD[7:]]
    assert values(text, "2026-03-06") == expected


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday the court quashed the law of May 3, 1990. On March 4 it will hear her.",
        "The court quashed the law of 1990. On March 4 it will hear her.",
    ],
)
def test_news_is_no_history(text: str) -> None:
    """One full date beside a weekday, or a year alone, is nothing to count from."""
    assert values(text, None)[-1] == "XXXX-03-04"
    assert values(text, "2026-03-06")[-1] == "2026-03-04"


def test_what_is_told_of_a_day_needs_a_day() -> None:
    """The next day is counted from the last day told, not from a month told since."""
    text = "They met on May 3, 1990. In June 1990 they left. The next day it rained."
    assert values(text, None) == ["1990-05-03", "1990-06", "1990-05-04"]
