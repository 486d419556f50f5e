"""Extractions in, one JSON object a record and line out. Knows nothing of what a field means.

Every key of a kind is always there: what is unknown is null or an empty list.
"""

import json
from collections.abc import Iterable, Iterator

from extractor.records import Extraction, Found, to_json

# What JSON may hold and many who read it cannot: line ends to Python's `splitlines` and others,
# what a terminal takes for the beginning of a command, and halves of surrogate pairs, which no
# UTF-8 has.
ESCAPED = {
    code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, *range(0xD800, 0xE000))
}
ENCODER = json.JSONEncoder(ensure_ascii=False)


def encode_record(record: Found) -> str:
    r"""Give a record as JSON in one line, whatever line ends its texts hold.

    >>> import extractor
    >>> found = extractor.extract("Chile,\u2028Peru and Bolivia signed it.")
    >>> len("".join(map(encode_record, found.records)).splitlines()) < 2
    True
    """
    return escape(ENCODER.encode(to_json(record)))


def escape(line: str) -> str:
    """Give JSON with escapes for what is no trouble to JSON but to those it goes through."""
    # the one sign of ASCII among them is rarer than a line without any other sign
    if line.isascii() and "\x7f" not in line:
        return line
    return line.translate(ESCAPED)


def write_jsonl(extractions: Iterable[Extraction]) -> Iterator[str]:
    """Give the lines of each document as soon as it is there."""
    for extraction in extractions:
        yield "".join(f"{encode_record(record)}\n" for record in extraction.records)
