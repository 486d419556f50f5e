"""A text and its records in, the text in pieces out, each with the records' parts that lie on it.

Marks may overlap and nest in any way, so that they cannot be elements of HTML: a piece is what
lies between two edges of marks, and names all marks that cover it.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from extractor.output.text import known_fields, listed
from extractor.records import Found


@frozen
class Mark:
    """A stretch of a text that is part of a record: the record's number, and the field's name."""

    start: int
    end: int
    number: int
    kind: str
    field: str


@frozen
class Piece:
    """A stretch of text with the marks on it, in the order of their records."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def marks_of(number: int, record: Found) -> Sequence[Mark]:
    """Give the marks of a record: its parts that stand in the text, or else all of it."""
    made = [
        Mark(part.start, part.end, number, record.record, name)
        for name, value in known_fields(record)
        for part in listed(value)
        if hasattr(part, "start")
    ]
    return made or [Mark(record.start, record.end, number, record.record, "text")]


def cut(length: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Give the pieces of a text of so many characters, from the first to the last.

    >>> quote = Mark(0, 5, 0, "quote", "content")
    >>> event = Mark(3, 9, 1, "dated_event", "what")
    >>> [(piece.start, piece.end, len(piece.marks)) for piece in cut(12, [quote, event])]
    [(0, 3, 1), (3, 5, 2), (5, 9, 1), (9, 12, 0)]
    """
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marks:
        # an extraction may have come without its text
        if mark.start < mark.end <= length:
            opening.setdefault(mark.start, []).append(mark)
            closing.setdefault(mark.end, []).append(mark)
    active: dict[Mark, None] = {}
    before = 0
    for edge in sorted({*opening, *closing, length}):
        if before < edge:
            yield Piece(before, edge, tuple(sorted(active, key=lambda mark: mark.number)))
        for mark in closing.get(edge, ()):
            active.pop(mark, None)
        active.update(dict.fromkeys(opening.get(edge, ())))
        before = edge
