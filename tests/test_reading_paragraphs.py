import pytest
from drawn.shipped import everything

from extractor import Document
from extractor.reading.paragraphs import find_paragraphs

WRAPPED = """\
The council of the harbour town met late on Tuesday and
agreed, after hours of talks, that the old bridge would
be closed to lorries until the repairs are over."""
NUMBERED = """\
The council of the harbour town has agreed to open the bridge on May
3."""
ROWS = """\
Votes of the council of the harbour town for the bridge and the road
1 The bridge over the river, for lorries and cars of all the town
2 The road along the old harbour, from the market to the lighthouse"""
LINES = """\
The council met late on Tuesday.
The old bridge will be closed to lorries.
Repairs begin in May."""


CAPITALS = """\
The council of the harbour town met on Tuesday with the envoys of
Chile and of Peru at the hall in the old fort above the river by
Lima."""
MARKED = """\
“The old bridge over the river has to be closed to all of the lorries,”
Ana Rojas said."""
HEADED = """\
The council of the harbour town closes its bridge to all of the lorries
By Ana Rojas"""


def paragraphs(text: str) -> list[str]:
    """Give the paragraphs of a text."""
    return [text[start:end] for start, end in find_paragraphs(text)]


def test_a_wrapped_block_is_one_paragraph() -> None:
    """Lines that were broken for width alone make one paragraph."""
    assert [WRAPPED] == paragraphs(WRAPPED)


def test_a_last_line_that_begins_with_a_number_is_of_the_paragraph() -> None:
    """A day whose month stands at the end of the line before is not parted from it."""
    assert [NUMBERED] == paragraphs(NUMBERED)


@pytest.mark.parametrize("text", [CAPITALS, MARKED, MARKED.replace("“", "''").replace("”", "''")])
def test_full_lines_that_end_within_a_sentence_are_of_the_paragraph(text: str) -> None:
    """Where each line took all words it had room for, the next may begin with a capital."""
    assert [text] == paragraphs(text)


def test_a_heading_with_a_name_below_is_no_paragraph() -> None:
    """Lines that no sentence ends with stand for themselves."""
    assert HEADED.split("\n") == paragraphs(HEADED)


def test_numbered_rows_are_paragraphs() -> None:
    """Rows that each begin with a number are not taken for broken lines."""
    assert ROWS.split("\n") == paragraphs(ROWS)


def test_lines_that_stand_for_themselves_are_paragraphs() -> None:
    """Lines that each end a sentence are paragraphs of their own."""
    assert LINES.split("\n") == paragraphs(LINES)


def test_each_block_is_judged_for_itself() -> None:
    """A document may hold blocks of both sorts."""
    text = f"{LINES}\n\n{WRAPPED}\n \n{LINES}"
    assert [*LINES.split("\n"), WRAPPED, *LINES.split("\n")] == paragraphs(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"])
def test_any_line_end_will_do(end: str) -> None:
    """Every sort of line end parts lines, and two of them part blocks."""
    text = WRAPPED.replace("\n", end)
    assert [text] == paragraphs(text)
    assert [text, text] == paragraphs(text + end + end + text)


def test_lines_of_space_are_no_paragraphs() -> None:
    """Nothing but space is no paragraph, and paragraphs keep the spaces within them."""
    assert [] == paragraphs(" \n\t\n\u00a0\n")
    assert ["  One. "] == paragraphs("\n  One. \n\n")


def test_a_quotation_ends_with_its_paragraph() -> None:
    """A mark that is left open does not reach into the next paragraph."""
    reading = everything().examine(Document("“We stay.\n\n“We hope,” he said.")).reading
    assert [(0, 3, False), (4, 8, True)] == [
        (quotation.first, quotation.last, quotation.closed) for quotation in reading.quotations
    ]
