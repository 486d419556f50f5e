"""Extractions in, text to write out: one file a format. None reads the document again.

A format is a function from extractions to chunks of text, one chunk a document at least, so that
what is found goes out while documents still come in.
"""

from extractor.output.json_array import write_json
from extractor.output.jsonl import write_jsonl
from extractor.output.schema import make_schema
from extractor.output.text import write_text

__all__ = ["make_schema", "write_json", "write_jsonl", "write_text"]
