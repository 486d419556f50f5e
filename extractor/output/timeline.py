"""Extractions in, a timeline out: what happened, day by day, over all documents.

Dated events give the days. Other records stand with a day where they were said on it, or lie in
the stretch of an event of that day.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from extractor.output.colours import PLAIN, Palette, Word
from extractor.output.parts import clean
from extractor.records import DatedEvent, Extraction, Found, Quote

INDENT = "  "
# What opens the value of a year before Christ, and how many figures a century has.
BEFORE = "BC"
CENTURY = 2


class Entry(NamedTuple):
    """A record under the value that it is dated with; entries sort as a timeline does."""

    unknown: bool
    earliest: str
    latest: str
    value: str
    number: int
    start: int
    record: Found


def write_timeline(extractions: Iterable[Extraction], *, palette: Palette = PLAIN) -> Iterator[str]:
    """Give the records of all documents under their days, the earliest first, the unknown last."""
    before = ""
    for day, records in days_of(extractions):
        yield f"{before}{palette.paint([(day, 'title')])}\n"
        before = "\n"
        for record in records:
            place, shown = palette.paint([(place_of(record), "note")]), palette.paint(told(record))
            yield f"{INDENT}{place}  {shown}\n"


def days_of(extractions: Iterable[Extraction]) -> Iterator[tuple[str, Iterator[Found]]]:
    """Give each day with its records, the earliest first, the unknown last."""
    entries = sorted(entries_of(extractions), key=lambda entry: entry[:-1])
    for day, own in groupby(entries, key=lambda entry: entry.value):
        yield day, (entry.record for entry in own)


def place_of(record: Found) -> str:
    """Give the document of a record, and its place there."""
    return f"{clean(record.doc) or '-'}:{record.start}-{record.end}"


def entries_of(extractions: Iterable[Extraction]) -> Iterator[Entry]:
    """Give each record that has a day, with what it is sorted by."""
    for number, extraction in enumerate(extractions):
        events = [record for record in extraction.records if isinstance(record, DatedEvent)]
        for record in extraction.records:
            if isinstance(record, DatedEvent):
                yield dated(record, record, number)
            elif isinstance(record, Quote) and record.said_on:
                day = record.said_on
                yield Entry("X" in day, day, day, day, number, record.start, record)
            else:
                around = (e for e in events if e.start <= record.start and record.end <= e.end)
                for event in list(around)[:1]:
                    yield dated(record, event, number)


def dated(record: Found, event: DatedEvent, number: int) -> Entry:
    """Give a record with the day of an event."""
    date, until = event.date, event.until
    value = date.value if until is None else f"{date.value}/{until.value}"
    last = date if until is None else until
    first = date.earliest or before_christ(date.value)
    return Entry(first is None, first or "", last.latest or "", value, number, record.start, record)


def before_christ(value: str) -> str | None:
    """Give what sorts a value before Christ, the longer ago the earlier and before all others.

    >>> before_christ("BC0480") < before_christ("BC0044-03-15") < "0014-08-19"
    True
    """
    if not value.startswith(BEFORE):
        return None
    year, _, rest = value.removeprefix(BEFORE).partition("-")
    years = int(year) if len(year) > CENTURY else (int(year) + 1) * 100
    return f"!{10**9 - years}-{rest}"


def told(record: Found) -> Sequence[Word]:
    """Give a record in one line: of an event who did what where, of others their text."""
    if not isinstance(record, DatedEvent):
        return (f"{record.record}:", "kind"), (clean(record.text), "text")
    parts = [
        ", ".join(clean(span.text) for span in spans)
        for spans in (record.who, (record.trigger,), record.what, record.where)
        if spans
    ]
    return (" | ".join(parts), "text"), (f"({record.relation}, {record.certainty})", "note")
