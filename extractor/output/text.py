"""Extractions in, pages for readers out: each record with its fields and the rule that made it.

Knows no kind of record: a rule pack's own kind is shown like the shipped ones.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from extractor.output.colours import PLAIN, Palette, Word, break_lines
from extractor.output.parts import clean, show
from extractor.records import COMMON, Extraction, Found, Record
from extractor.spans import Span

WIDTH = 100
INDENT = "  "
NARROWEST = 20

# Fields that a reader looks for first, before the others in the order of their declaration.
FIRST = ("speaker",)


def write_text(
    extractions: Iterable[Extraction], *, palette: Palette = PLAIN, width: int = WIDTH
) -> Iterator[str]:
    """Give a page for each document; lines are broken at `width`."""
    for extraction in extractions:
        lines = page_lines(extraction, width)
        yield "".join(f"{palette.paint(line)}\n" for line in lines)


def page_lines(extraction: Extraction, width: int) -> Iterator[Sequence[Word]]:
    """Give the lines of one document: what there is, each record, each warning."""
    yield (clean(extraction.doc) or "-", "title"), ("", ""), (counts_of(extraction), "note")
    yield ()
    for record in extraction.records:
        yield from record_lines(record, width)
        yield ()
    for warning in extraction.warnings:
        yield ((f"warning: {clean(warning)}", "warning"),)
    if extraction.warnings:
        yield ()


def counts_of(extraction: Extraction) -> str:
    """Give how many records of each kind there are."""
    counts = Counter(record.record for record in extraction.records)
    return ", ".join(f"{kind} {count}" for kind, count in counts.items()) or "nothing found"


def record_lines(record: Found, width: int) -> Iterator[Sequence[Word]]:
    """Give the lines of one record: its kind and place, its fields, its rule."""
    fields = shown_fields(record)
    yield (record.record, "kind"), (f"{record.start}-{record.end}", "note")
    size = max((len(name) for name, _ in fields), default=0)
    size = max(size, len("rule"))
    room = max(width - len(INDENT) - size - 1, NARROWEST)

    def labelled(name: str, lines: Iterable[Sequence[Word]]) -> Iterator[Sequence[Word]]:
        for number, line in enumerate(lines):
            label = "" if number else name
            yield (f"{INDENT}{label:<{size}}", "label"), *line

    for name, value in fields:
        yield from labelled(name, value_lines(value, room))
    made = record.evidence
    rule = [(made.rule, "note"), (f"{clean(made.file)}:{made.line}", "note")]
    yield from labelled("rule", [rule])


def shown_fields(record: Found) -> Sequence[tuple[str, Any]]:
    """Give the known fields of a record, and its text where none of them shows any of it."""
    fields = list(known_fields(record))
    if not any(hasattr(part, "text") for _, value in fields for part in listed(value)):
        fields.insert(0, ("text", Span(record.start, record.end, record.text)))
    return fields


def known_fields(record: Found) -> Iterator[tuple[str, Any]]:
    """Give the fields of a record that hold something, in the order in which they are read."""
    if isinstance(record, Record):
        fields = dict(record.fields)
    else:
        own = (each.name for each in attrs.fields(type(record)))
        skipped = (*COMMON, "evidence")
        fields = {name: getattr(record, name) for name in own if name not in skipped}
    for name in sorted(fields, key=lambda name: name not in FIRST):
        value = fields[name]
        # nought is something that a record says, although Python holds it for equal to False
        if value is not None and value is not False and value not in ((), ""):
            yield name, value


def listed(value: Any) -> Sequence[Any]:  # noqa: ANN401 - whatever a field holds
    """Give the parts of a list, or a value that is no list as the only one."""
    return value if isinstance(value, tuple) else (value,)


def value_lines(value: Any, width: int) -> Iterator[Sequence[Word]]:  # noqa: ANN401 - as above
    """Give the lines of a field: spans one below the other, all else side by side."""
    parts = listed(value)
    if all(isinstance(part, Span) for part in parts):
        several = len(parts) > 1
        for part in parts:
            for number, line in enumerate(break_lines(show(part), width - 2 * several)):
                bullet = (" ", "text") if number else ("-", "note")
                yield [bullet, *line] if several else line
        return
    words: list[Word] = []
    for number, part in enumerate(parts):
        shown = show(part)
        if number < len(parts) - 1 and shown:
            text, meaning = shown[-1]
            shown[-1] = (f"{text},", meaning)
        words += shown
    yield from break_lines(words, width)
