"""Extractions in, files of annotation tools out: Web Annotation, Label Studio, doccano, Prodigy.

A mark is a part of a record that stands in the text, under the kind and the field of its record;
offsets are code points, as everywhere.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from extractor.output.marking import Mark, marks_of
from extractor.records import Extraction, Found, to_json
from extractor.version import __version__

TOOL = f"newsrules {__version__}"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# So many characters around a mark let it be found again in a text that has changed.
AROUND = 32
# The names that a labelling interface of Label Studio has to give its two elements.
CONTROL, TEXT = "label", "text"


def label_of(mark: Mark) -> str:
    """Give the label of a mark: kind and field, or the kind alone where a record is one mark."""
    return mark.kind if mark.field == "text" else f"{mark.kind}.{mark.field}"


def write_web_annotation(extractions: Iterable[Extraction]) -> Iterator[str]:
    """Give one annotation page in JSON-LD: each record with a selector for each of its marks."""
    yield f'{{"@context": "{CONTEXT}", "type": "AnnotationPage", "items": [\n'
    before = ""
    for extraction in extractions:
        chunks = []
        for number, record in enumerate(extraction.records):
            chunks.append(before + _encode(_annotation(extraction, number, record)))
            before = ",\n"
        yield "".join(chunks)
    yield "\n]}\n"


def _annotation(extraction: Extraction, number: int, record: Found) -> Mapping[str, Any]:
    text = extraction.text
    return {
        "id": iri(record.id),
        "type": "Annotation",
        "motivation": "classifying",
        "generator": {"type": "Software", "name": TOOL},
        "body": {"type": "TextualBody", "format": "application/json",
                 "purpose": "classifying", "value": json.dumps(to_json(record))},
        "target": [
            {
                "source": iri(extraction.doc),
                "selector": [
                    {"type": "TextPositionSelector", "start": mark.start, "end": mark.end},
                    {
                        "type": "TextQuoteSelector",
                        "exact": text[mark.start : mark.end],
                        "prefix": text[max(mark.start - AROUND, 0) : mark.start],
                        "suffix": text[mark.end : mark.end + AROUND],
                    },
                ],
            }
            for mark in marks_of(number, record)
        ],
    }  # fmt: skip


def iri(name: str) -> str:
    """Give the identifier of a document or record on the web, whatever it is called.

    >>> iri("two words.txt#quote-0-5")
    'urn:newsrules:two%20words.txt#quote-0-5'
    """
    return f"urn:newsrules:{quote(name, safe='#/:@', errors='replace')}"


def write_label_studio(extractions: Iterable[Extraction]) -> Iterator[str]:
    """Give one task a document: its marks as predictions, those of one record in relation."""
    before = "[\n"
    for extraction in extractions:
        yield before + _encode(_task(extraction))
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _task(extraction: Extraction) -> Mapping[str, Any]:
    result: list[Mapping[str, Any]] = []
    for number, record in enumerate(extraction.records):
        made = [_region(mark, f"{number}-{n}", extraction.text)
                for n, mark in enumerate(marks_of(number, record))]  # fmt: skip
        result += made
        result += [
            {"type": "relation", "from_id": made[0]["id"], "to_id": each["id"],
             "direction": "right", "labels": [record.record]}
            for each in made[1:]
        ]  # fmt: skip
    return {
        "data": {TEXT: extraction.text, "doc": extraction.doc},
        "predictions": [{"model_version": TOOL, "result": result}],
    }


def _region(mark: Mark, name: str, text: str) -> Mapping[str, Any]:
    value = {"start": mark.start, "end": mark.end, "text": text[mark.start : mark.end],
             "labels": [label_of(mark)]}  # fmt: skip
    return {"id": name, "from_name": CONTROL, "to_name": TEXT, "type": "labels", "value": value}


def write_doccano(extractions: Iterable[Extraction]) -> Iterator[str]:
    """Give one line of JSON a document: its text, and a label for each mark."""
    for extraction in extractions:
        labels = [[mark.start, mark.end, label_of(mark)] for mark in _marks(extraction)]
        yield _encode({"text": extraction.text, "label": labels, "doc": extraction.doc}) + "\n"


def write_prodigy(extractions: Iterable[Extraction]) -> Iterator[str]:
    """Give one line of JSON a document: its text, and a span for each mark."""
    for extraction in extractions:
        spans = [
            {"start": mark.start, "end": mark.end, "label": label_of(mark)}
            for mark in _marks(extraction)
        ]
        told = {"text": extraction.text, "spans": spans, "meta": {"doc": extraction.doc}}
        yield _encode(told) + "\n"


def _marks(extraction: Extraction) -> Sequence[Mark]:
    """Give all marks of a document, each stretch and label once, in text order."""
    marks = {
        (mark.start, mark.end, label_of(mark)): mark
        for number, record in enumerate(extraction.records)
        for mark in marks_of(number, record)
    }
    return [marks[key] for key in sorted(marks)]


def _encode(value: Any) -> str:  # noqa: ANN401 - whatever a tool wants
    return json.dumps(value)
