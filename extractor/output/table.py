"""Extractions in, a table of comma-separated values out: one row a record, always the same columns.

Lists stand in one cell with bars between their parts. No cell can be taken for a formula: where
one begins like a formula, an apostrophe stands before it.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from extractor.output.text import known_fields, listed
from extractor.records import (
    CountryMention,
    Extraction,
    Found,
    GroupMention,
    Record,
    Source,
    Speaker,
    Spot,
    Timex,
    to_json,
)

BAR = " | "
# What spreadsheets take for the beginning of a formula.
FORMULA = tuple("=+-@\t\r\n")

COLUMNS = (
    "record", "id", "doc", "start", "end", "text",
    "kind", "content", "cue", "speaker", "speaker_name", "speaker_role", "speaker_via",
    "addressee", "said_on", "reported_by",
    "date", "date_value", "date_earliest", "date_latest", "until", "until_value", "until_latest",
    "relation", "trigger", "who", "what", "where", "where_code", "certainty",
    "members", "excluded", "groups", "codes", "open", "count", "quantifier", "predicate", "role",
    "type", "value", "mod", "earliest", "latest", "reference", "code",
    "fields", "rule", "file", "line",
)  # fmt: skip

# What is told of a field beside itself, by the type of its values.
PARTS: Mapping[type, tuple[str, ...]] = {
    Speaker: ("name", "role", "via"),
    Timex: ("value", "earliest", "latest"),
    Spot: ("code",),
    CountryMention: ("code",),
    GroupMention: ("group",),
}


def write_csv(extractions: Iterable[Extraction]) -> Iterator[str]:
    """Give the heading, then the rows of each document as soon as it is there."""
    yield _lines([COLUMNS])
    for extraction in extractions:
        rows = (cells_of(record) for record in extraction.records)
        yield _lines([safe(row.get(name, "")) for name in COLUMNS] for row in rows)


def cells_of(record: Found) -> Mapping[str, str]:
    """Give the cells of a record that hold something, by their columns."""
    made = record.evidence
    cells = {
        "record": record.record,
        "id": record.id,
        "doc": record.doc,
        "start": str(record.start),
        "end": str(record.end),
        "text": record.text,
        "rule": made.rule,
        "file": made.file,
        "line": str(made.line),
    }
    if isinstance(record, Record):
        cells["fields"] = json.dumps(to_json(record.fields), ensure_ascii=False)
        return cells
    for name, value in known_fields(record):
        cells |= {column: cell for column, cell in cells_of_field(name, value) if column in COLUMNS}
    return cells


def cells_of_field(name: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - as below
    """Give the cell of a field that holds something, and those of what else is known of it."""
    parts = listed(value)
    yield name, BAR.join(map(_shown, parts))
    for part in PARTS.get(type(parts[0]), ()):
        told = [getattr(each, part) or "" for each in parts]
        if any(told):
            yield f"{name}_{part}", BAR.join(told)


def safe(cell: str) -> str:
    """Give a cell that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("a=b")
    ("'=1+1", 'a=b')
    """
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _shown(value: Any) -> str:  # noqa: ANN401 - whatever a field holds
    shower = _SHOWN.get(type(value))
    if shower is not None:
        return shower(value)
    return str(getattr(value, "text", value))


_SHOWN: Mapping[type, Callable[[Any], str]] = {
    bool: lambda value: "yes" if value else "no",
    Source: lambda value: str(value.name),
}


def _lines(rows: Iterable[Iterable[str]]) -> str:
    # lines end as RFC 4180 has it, so that all line ends of texts are put in quotation marks
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()
