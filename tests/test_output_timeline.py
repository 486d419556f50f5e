from attrs import evolve
from made.records import BARE_QUOTE, EVENT, LIST, QUOTE

from extractor import Extraction
from extractor.output import write_timeline
from extractor.records import Found


def lines(*documents: tuple[Found, ...]) -> list[str]:
    """Give the lines of the timeline of documents with these records."""
    named = [Extraction(f"{number}.txt", records) for number, records in enumerate(documents)]
    return "".join(write_timeline(named)).splitlines()


def day(event: Found, value: str, *, known: bool = True) -> Found:
    """Give an event on another day."""
    first = value if known else None
    date = evolve(event.date, value=value, earliest=first, latest=first)
    return evolve(event, date=date, until=None)


def test_days_come_in_their_order_and_the_unknown_last() -> None:
    """The events of all documents stand under their days."""
    late, early, unknown = (
        day(EVENT, "2026-11-19"),
        day(EVENT, "2026-11-02"),
        day(EVENT, "XXXX-11-01", known=False),
    )
    found = lines((late, unknown), (early, late))
    heads = [line for line in found if line and not line.startswith(" ")]
    assert heads == ["2026-11-02", "2026-11-19", "XXXX-11-01"]
    assert len(found) == 9


def test_days_before_christ_come_first_the_longest_ago_before_the_others() -> None:
    """Such days have no ISO form and are sorted all the same."""
    days = ["0014-08-19", "BC0044-03-15", "BC0480", "BC04"]
    found = lines(tuple(day(EVENT, each, known=each[0] == "0") for each in days))
    heads = [line for line in found if line and not line.startswith(" ")]
    assert heads == ["BC04", "BC0480", "BC0044-03-15", "0014-08-19"]


def test_an_event_tells_who_did_what_where() -> None:
    """The line of an event has its parts, its relation and its certainty."""
    (head, line) = lines((EVENT,))
    assert head == "2026-11-18/2026-12"
    assert line.endswith("Chile | signed | the pact, in Lima | Lima, the hall (from-to, asserted)")


def test_what_shares_a_day_stands_with_it() -> None:
    """A quote stands under the day on which it was said, a list with the event it lies in."""
    found = lines((QUOTE, day(EVENT, QUOTE.said_on or ""), LIST))
    assert found[0] == "2026-11-20"
    assert "  quote: " in found[1]
    assert any("country_list: " in line for line in found)


def test_what_has_no_day_is_left_out() -> None:
    """A quote of which no day is known is in no timeline."""
    assert lines((BARE_QUOTE,)) == []
