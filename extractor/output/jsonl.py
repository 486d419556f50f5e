"""Extractions in, one JSON object a record and line out. Knows nothing of what a field means.

Every key of a kind is always there: what is unknown is null or an empty list.
"""

import json
from collections.abc import Iterable, Iterator

from extractor.records import Extraction, Found, to_json

# Line ends to many readers (Python's `splitlines` among them), though not to JSON.
LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
ENCODER = json.JSONEncoder(ensure_ascii=False)


def encode_record(record: Found) -> str:
    r"""Give a record as JSON in one line, whatever line ends its texts hold.

    >>> import extractor
    >>> found = extractor.extract("Chile,\u2028Peru and Bolivia signed it.")
    >>> len("".join(map(encode_record, found.records)).splitlines()) < 2
    True
    """
    line = ENCODER.encode(to_json(record))
    return line if line.isascii() else line.translate(LINE_ENDS)


def write_jsonl(extractions: Iterable[Extraction]) -> Iterator[str]:
    """Give the lines of each document as soon as it is there."""
    for extraction in extractions:
        yield "".join(f"{encode_record(record)}\n" for record in extraction.records)
