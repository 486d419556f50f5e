"""Tests of the table: read back by Python's own reader, one row a record."""

import csv
import io

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from made.records import ALL, EMPTY, QUOTE

from extractor import Extraction
from extractor.output import write_csv
from extractor.output.table import COLUMNS, FORMULA


def rows(*extractions: Extraction) -> list[dict[str, str]]:
    """Give the rows of the table of some extractions, by their columns."""
    return list(csv.DictReader(io.StringIO("".join(write_csv(extractions)), newline="")))


def test_a_table_has_a_row_for_each_record_and_always_the_same_columns() -> None:
    """Records of all kinds stand below each other, and documents with none take no room."""
    found = rows(ALL, EMPTY, ALL)
    assert [row["id"] for row in found] == [record.id for record in ALL.records] * 2
    assert "".join(write_csv([EMPTY])) == ",".join(COLUMNS) + "\r\n"


def test_the_parts_of_a_quote_have_columns_of_their_own() -> None:
    """Who speaks, by what name, in what words: each in its place."""
    row = rows(ALL)[0]
    assert QUOTE.speaker
    assert row["speaker_name"] == QUOTE.speaker.name
    assert row["content"] == " | ".join(span.text for span in QUOTE.content)
    assert row["rule"] == QUOTE.evidence.rule
    assert int(row["start"]) == QUOTE.start


def test_the_fields_of_an_own_kind_stand_together() -> None:
    """A pack decides what its kinds hold, so their fields are one cell of JSON."""
    (row,) = [row for row in rows(ALL) if row["record"] == "sanction"]
    assert row["fields"].startswith('{"sender": {')


@pytest.mark.parametrize("begun", FORMULA)
def test_no_cell_is_a_formula(begun: str) -> None:
    """A spreadsheet shows what a text says, and does not reckon it."""
    odd = evolve(QUOTE, text=f"{begun}HYPERLINK(1)", doc=f"{begun}a")
    (row,) = rows(Extraction("a.txt", (odd,)))
    assert row["text"][0] == row["doc"][0] == "'"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_is_read_back(text: str) -> None:
    """Quotation marks, commas and line ends of a text stay in its cell."""
    (row,) = rows(Extraction("a.txt", (evolve(QUOTE, text=f"x{text}"),)))
    assert row["text"] == f"x{text}"
