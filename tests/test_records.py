import json
import pickle

import pytest
from drawn.shipped import DATE, found_in

from extractor import Evidence, Extraction, Record, Span, to_json
from extractor.records import CLASSES, COMMON, MAIN_KINDS

EVIDENCE = Evidence("thing.seen", "a.yaml", 3, "mine", "1.0", "abc")
RECORD = Record(
    id="d#thing-0-4",
    doc="d",
    start=0,
    end=4,
    text="Peru",
    evidence=EVIDENCE,
    kind="thing",
    fields={"what": Span(0, 4, "Peru"), "codes": ("PE", "CL"), "sure": True, "count": None},
)


def test_fields_of_a_record_are_attributes() -> None:
    """A record of a pack's own kind gives its fields as attributes, and no others."""
    assert "thing" == RECORD.record
    assert Span(0, 4, "Peru") == RECORD.what
    assert None is RECORD.count
    with pytest.raises(AttributeError, match="whatever"):
        _ = RECORD.whatever


def test_records_survive_pickle_and_cannot_be_changed() -> None:
    """A record comes through pickle as it was, and is frozen."""
    assert RECORD == pickle.loads(pickle.dumps(RECORD))
    with pytest.raises(AttributeError):
        RECORD.start = 1


def test_json_has_every_key_in_order() -> None:
    """The JSON form names the kind first and the evidence last, with all fields between."""
    shown = to_json(RECORD)
    assert ["record", *COMMON, "what", "codes", "sure", "count", "evidence"] == list(shown)
    assert {"start": 0, "end": 4, "text": "Peru"} == shown["what"]
    assert ["PE", "CL"] == shown["codes"]
    assert shown == json.loads(json.dumps(shown))


TEXT = (
    "“It is over,” Ana Rojas, the envoy, told reporters.\n\n"
    "Chile and Peru signed the pact on March 3."
)


def test_an_extraction_gives_its_records_by_kind_in_text_order() -> None:
    """Records stand in text order, and can be had by kind."""
    found = found_in(TEXT)
    assert sorted(r.start for r in found.records) == [r.start for r in found.records]
    assert found.quotes == found.of("quote")
    assert found.events == found.of("dated_event")
    assert found.country_lists == found.of("country_list")
    assert {"quote", "country_list", "country", "time"} <= {r.record for r in found.records}
    assert set(CLASSES) >= {record.record for record in found.records}
    assert set(MAIN_KINDS) < set(CLASSES)


def test_ids_are_unique_and_stable() -> None:
    """No two records of a document have one id, and the same text gives the same ids."""
    ids = [record.id for record in found_in(TEXT).records]
    assert len(set(ids)) == len(ids)
    assert ids == [record.id for record in found_in(TEXT).records]


def test_every_record_names_its_rule() -> None:
    """Evidence names the rule, its file and line, and its pack with version and hash."""
    for record in found_in(TEXT, date=DATE).records:
        evidence = record.evidence
        assert evidence.file.startswith(f"rules/{evidence.pack}/")
        assert evidence.line > 0
        assert all((evidence.rule, evidence.version, evidence.hash))


def test_an_empty_text_holds_nothing() -> None:
    """Of an empty text there is nothing to find, and nothing to warn of."""
    assert Extraction("drawn", (), (), date=DATE) == found_in("")
