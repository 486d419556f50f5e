"""Extractions in, one JSON array of all records out. Knows nothing of what a field means.

The array is written record by record, so that memory does not grow with it; only its last chunk
makes it whole.
"""

from collections.abc import Iterable, Iterator

from extractor.output.jsonl import encode_record
from extractor.records import Extraction


def write_json(extractions: Iterable[Extraction]) -> Iterator[str]:
    """Give an array with one record a line, `[]` where there is none."""
    before = "[\n"
    for extraction in extractions:
        chunks: list[str] = []
        for record in extraction.records:
            chunks += (before, encode_record(record))
            before = ",\n"
        yield "".join(chunks)
    yield "[]\n" if before == "[\n" else "\n]\n"
