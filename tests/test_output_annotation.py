"""Tests of the files for annotation tools: what they say of a text is true of it."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

import extractor
from extractor import Extraction
from extractor.output import (
    write_doccano,
    write_label_studio,
    write_prodigy,
    write_web_annotation,
)

TEXT = (
    '"We will go," said Ana Rojas, the mayor of Lima, on Monday.\n\n'
    "Peru and Chile signed the pact on May 3, 2011, she said. \N{EARTH GLOBE AMERICAS} It was late."
)
FORMATS = [write_doccano, write_label_studio, write_prodigy, write_web_annotation]


@pytest.fixture(scope="module")
def found() -> Extraction:
    """Give what is found in a text with letters beyond the first plane of Unicode."""
    return extractor.extract(TEXT, date="2026-11-20")


def made(write: Callable[[Iterable[Extraction]], Iterator[str]], *given: Extraction) -> Any:  # noqa: ANN401 - whatever a tool wants
    """Give what a format says, read back."""
    written = "".join(write(given))
    if write in (write_doccano, write_prodigy):
        return [json.loads(line) for line in written.splitlines()]
    return json.loads(written)


def test_web_annotations_point_to_what_they_quote(found: Extraction) -> None:
    """Both selectors of a mark mean the same stretch, and the body is the record."""
    page = made(write_web_annotation, found, found)
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == 2 * len(found.records)
    for item, record in zip(page["items"], found.records, strict=False):
        assert json.loads(item["body"]["value"])["id"] == record.id
        for target in item["target"]:
            place, quote = target["selector"]
            start, end = place["start"], place["end"]
            assert TEXT[start:end] == quote["exact"]
            assert TEXT[:start].endswith(quote["prefix"])
            assert TEXT[end:].startswith(quote["suffix"])


def test_label_studio_gets_a_task_with_regions_and_relations(found: Extraction) -> None:
    """Regions have ids of their own, and relations join those of one record."""
    (task,) = made(write_label_studio, found)
    result = task["predictions"][0]["result"]
    regions = {each["id"]: each for each in result if each["type"] == "labels"}
    assert len(regions) == len([each for each in result if each["type"] == "labels"])
    for region in regions.values():
        value = region["value"]
        assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
    for relation in (each for each in result if each["type"] == "relation"):
        assert {relation["from_id"], relation["to_id"]} <= set(regions)


def test_doccano_and_prodigy_get_the_same_marks_each_once(found: Extraction) -> None:
    """A stretch has a label once, whatever number of records say so."""
    (line,), (other,) = made(write_doccano, found), made(write_prodigy, found)
    labels = [tuple(label) for label in line["label"]]
    assert labels == sorted(set(labels))
    assert labels == [(s["start"], s["end"], s["label"]) for s in other["spans"]]
    assert {"quote.speaker", "dated_event.trigger", "country_list.members"} <= {
        name for _, _, name in labels
    }


@pytest.mark.parametrize("write", FORMATS)
def test_a_document_without_records_is_not_lost(
    write: Callable[[Iterable[Extraction]], Iterator[str]],
) -> None:
    """Tools that work by the document get it; no format breaks without any."""
    made(write)
    empty = made(write, Extraction("a.txt", (), (), "Nothing."))
    assert "Nothing." in json.dumps(empty) or write is write_web_annotation
