"""Tests of the files for annotation tools: what they say of a text is true of it."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from made.schema import wrong_in

import extractor
from extractor import Extraction, to_json
from extractor.front import shipped
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


# The terms of the W3C's JSON-LD context that annotations of texts need, as its recommendation
# "Web Annotation Vocabulary" defines them.
OA = "http://www.w3.org/ns/oa#"
TERMS = {
    "oa": OA,
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    "Annotation": "oa:Annotation",
    "AnnotationPage": "as:OrderedCollectionPage",
    "TextualBody": "oa:TextualBody",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "Software": "as:Application",
    "classifying": "oa:classifying",
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "generator": {"@type": "@id", "@id": "as:generator"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "format": "dc:format",
    "value": "rdf:value",
    "start": "oa:start",
    "end": "oa:end",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "name": "foaf:name",
}


def keys_of(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever JSON holds
    """Give all keys in a value, however deep."""
    if isinstance(value, dict):
        yield from value
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield from keys_of(each)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib uses it itself
def test_a_reader_of_linked_data_finds_the_annotations(caplog: pytest.LogCaptureFixture) -> None:
    """As a graph, each record is an annotation whose selectors quote the text they point to."""
    rdflib = pytest.importorskip("rdflib")
    found = shipped().extract(TEXT, date="2026-11-20", id="two words.txt")
    page = made(write_web_annotation, found)
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert set(keys_of(page)) - {"@context"} <= set(TERMS)
    graph = rdflib.Graph()
    graph.parse(data=json.dumps({**page, "@context": TERMS}), format="json-ld")
    query = """
        SELECT ?annotation ?source ?start ?end ?exact ?json WHERE {
            ?annotation a oa:Annotation ; oa:hasTarget ?target ; oa:hasBody ?body .
            ?body a oa:TextualBody ; rdf:value ?json .
            ?target oa:hasSource ?source ; oa:hasSelector ?place, ?quote .
            ?place a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end .
            ?quote a oa:TextQuoteSelector ; oa:exact ?exact .
        }
    """
    rows = list(graph.query(query, initNs={"oa": OA, "rdf": TERMS["rdf"]}))
    for row in rows:
        assert TEXT[int(row.start) : int(row.end)] == str(row.exact)
        assert str(row.source) == "urn:newsrules:two%20words.txt"
    records = {str(row.annotation): json.loads(row.json) for row in rows}
    assert list(records) != []
    assert sorted(map(str, records.values())) == sorted(str(to_json(r)) for r in found.records)
    assert wrong_in(records.values()) == []
    # it would complain of identifiers that are none
    assert caplog.messages == []


def test_label_studio_takes_its_tasks(found: Extraction) -> None:
    """Label Studio's own check finds nothing wrong in regions and relations."""
    interfaces = pytest.importorskip("label_studio_sdk.label_interface")
    (task,) = made(write_label_studio, found)
    (prediction,) = task["predictions"]
    labels = {label for each in prediction["result"] if each["type"] == "labels"
              for label in each["value"]["labels"]}  # fmt: skip
    shown = "".join(f'<Label value="{label}"/>' for label in sorted(labels))
    interface = interfaces.LabelInterface(
        f'<View><Labels name="label" toName="text">{shown}</Labels>'
        '<Text name="text" value="$text"/></View>'
    )
    assert interface.validate_prediction(prediction, return_errors=True) == []
    strayed = json.loads(json.dumps(prediction).replace('"from_name": "label"', '"from_name": "x"'))
    assert interface.validate_prediction(strayed, return_errors=True) != []


def test_spacy_takes_what_is_written_for_prodigy(found: Extraction, tmp_path: Path) -> None:
    """What Prodigy is made with reads the lines, and finds tokens for all spans."""
    spacy = pytest.importorskip("spacy")
    srsly = pytest.importorskip("srsly")
    path = tmp_path / "tasks.jsonl"
    path.write_text("".join(write_prodigy([found])), "utf-8")
    (task,) = srsly.read_jsonl(path)
    doc = spacy.blank("en")(task["text"])
    for told in task["spans"]:
        span = doc.char_span(told["start"], told["end"], told["label"])
        assert span is not None
        assert span.label_ == told["label"]


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
