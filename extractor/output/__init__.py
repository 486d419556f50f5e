"""Extractions in, text to write out: one file a format. None reads the document again.

A format is a function from extractions to chunks of text, one chunk a document at least, so that
what is found goes out while documents still come in; a timeline alone has to wait for the last.
"""

from extractor.output.annotation import (
    write_doccano,
    write_label_studio,
    write_prodigy,
    write_web_annotation,
)
from extractor.output.html import write_html
from extractor.output.json_array import write_json
from extractor.output.jsonl import write_jsonl
from extractor.output.schema import make_schema
from extractor.output.table import write_csv
from extractor.output.text import write_text
from extractor.output.timeline import write_timeline

__all__ = [
    "make_schema",
    "write_csv",
    "write_doccano",
    "write_html",
    "write_json",
    "write_jsonl",
    "write_label_studio",
    "write_prodigy",
    "write_text",
    "write_timeline",
    "write_web_annotation",
]
