"""Extractions in, text to write out: one file a format. None reads the document again.

A format is a function from extractions to chunks of text, one chunk a document at least, so that
what is found goes out while documents still come in; a timeline alone has to wait for the last.
Tools that keep each document in files of its own get these by `make_brat` and `make_timeml`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
    from extractor.output.standoff import make_brat
    from extractor.output.table import write_csv
    from extractor.output.text import write_text
    from extractor.output.timeline import write_timeline
    from extractor.output.timeml import make_timeml

__all__ = [
    "make_brat",
    "make_schema",
    "make_timeml",
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

# Where each one lives; it is imported when first asked for, since most programs write one format.
_HOMES = {
    "make_brat": "extractor.output.standoff",
    "make_schema": "extractor.output.schema",
    "make_timeml": "extractor.output.timeml",
    "write_csv": "extractor.output.table",
    "write_doccano": "extractor.output.annotation",
    "write_html": "extractor.output.html",
    "write_json": "extractor.output.json_array",
    "write_jsonl": "extractor.output.jsonl",
    "write_label_studio": "extractor.output.annotation",
    "write_prodigy": "extractor.output.annotation",
    "write_text": "extractor.output.text",
    "write_timeline": "extractor.output.timeline",
    "write_web_annotation": "extractor.output.annotation",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - functions of several types
    """Give a function from the module where it lives."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value
