"""An extraction in, its files in brat's standoff format out: the text, and annotations on it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from extractor.output.marking import marks_of
from extractor.records import Extraction

# Halves of surrogate pairs: no file of UTF-8 holds them, and what is written longer moves offsets.
HALVES = re.compile("[\ud800-\udfff]")
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
# Line ends to Python; a stretch in a file of annotations may hold none.
LINE_ENDS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def make_brat(extraction: Extraction) -> Mapping[str, str]:
    """Give the texts of the two files of a document by their endings.

    Each mark is an entity. A record is an event on its first mark, with its other marks as
    arguments and its rule as a note.
    """
    files = {".txt": extraction.text, ".ann": "".join(_lines(extraction))}
    return {ending: HALVES.sub(UNKNOWN, text) for ending, text in files.items()}


def _lines(extraction: Extraction) -> Iterator[str]:
    text, entities = extraction.text, 0
    for number, record in enumerate(extraction.records, 1):
        first = ""
        rest: list[str] = []
        for mark in sorted(marks_of(number, record), key=lambda m: (m.start, m.end, m.field)):
            entities += 1
            kind = f"{mark.kind}-{mark.field}"
            parts = lines_of(text, mark.start, mark.end)
            places = ";".join(f"{start} {end}" for start, end in parts)
            shown = " ".join(text[start:end] for start, end in parts)
            yield f"T{entities}\t{kind} {places}\t{shown}\n"
            if first:
                rest.append(f" {mark.field}{len(rest) + 1}:T{entities}")
            else:
                first = f"{kind}:T{entities}"
        yield f"E{number}\t{first}{''.join(rest)}\n"
        yield f"#{number}\tAnnotatorNotes E{number}\t{record.evidence.rule}\n"


def lines_of(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    r"""Give a stretch of a text line by line, without the line ends.

    >>> lines_of("on two\nlines", 3, 12)
    [(3, 6), (7, 12)]
    """
    parts = []
    for line in text[start:end].splitlines(keepends=True):
        if bare := line.rstrip(LINE_ENDS):
            parts.append((start, start + len(bare)))
        start += len(line)
    return parts
