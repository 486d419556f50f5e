"""A component of spaCy pipelines, in real ones: alone, in processes, written to disk and back."""

import json
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from made.packs import TEXT as SANCTION
from made.packs import write_sanctions
from made.schema import wrong_in

import extractor
from extractor import UsageError, to_json

spacy = pytest.importorskip("spacy")

TEXT = (
    '"We will go," said Ana Rojas, the mayor of Lima, on Monday. \N{EARTH GLOBE AMERICAS}\n\n'
    "Peru and Chile signed the pact on May 3, 2011, she said."
)
DAY = "2026-11-20"


def pipeline(**config: Any) -> Any:  # noqa: ANN401 - spaCy's own
    """Give a pipeline of nothing but the component, found by its entry point."""
    nlp = spacy.blank("en")
    nlp.add_pipe("extractor", config={"date": DAY, **config})
    return nlp


def split_at_spaces(vocab: Any, text: str) -> Any:  # noqa: ANN401 - spaCy's own
    """Give a document whose tokens are what stands between spaces."""
    return spacy.tokens.Doc(vocab, words=text.split(" "))


def test_the_component_is_found_by_its_name() -> None:
    """An entry point leads to the factory: nobody has to import this library."""
    (found,) = (e for e in entry_points(group="spacy_factories") if e.name == "extractor")
    assert found.value == "extractor.bridges.spacy:make_component"
    assert pipeline().pipe_names == ["extractor"]


def test_a_document_holds_what_is_found() -> None:
    """The records are those of the library, and the spans are at their places."""
    doc = pipeline()(TEXT)
    found = extractor.extract(TEXT, date=DAY)
    told = doc._.extraction
    assert told["records"] == [to_json(record) for record in found.records]
    assert (told["date"], told["warnings"]) == (DAY, [])
    assert wrong_in(told["records"]) == []
    for kind in ("quote", "dated_event", "country_list"):
        spans = [(span.start_char, span.end_char, span.id_) for span in doc.spans[kind]]
        assert spans == [(record.start, record.end, record.id) for record in found.of(kind)]
    parts = {(span.label_, span.text) for span in doc.spans["extractor"]}
    assert {("quote.content", "We will go,"), ("country_list.members", "Peru")} <= parts
    assert "quote.speaker" in spacy.displacy.render(
        doc, style="span", options={"spans_key": "extractor"}, jupyter=False
    )


def test_spans_are_aligned_with_tokens() -> None:
    """Where tokens do not fit, a span is as wide as they are, or left out where that is asked."""
    text = "Chile signed the pact on May 3, 2011."
    spans = {}
    for alignment in ("strict", "contract", "expand"):
        nlp = pipeline(alignment_mode=alignment)
        nlp.tokenizer = partial(split_at_spaces, nlp.vocab)
        doc = nlp(text)
        spans[alignment] = [span.text for span in doc.spans["extractor"]]
        assert len(doc._.extraction["records"]) == 1
    assert "May 3, 2011." in spans["expand"]
    assert "May 3," in spans["contract"]
    assert not [text for text in spans["strict"] if "May" in text]
    with pytest.raises(UsageError, match="no alignment 'loose'"):
        pipeline(alignment_mode="loose")


def test_a_document_may_know_its_day_and_its_id() -> None:
    """What a document knows of itself goes before the settings."""
    nlp = pipeline()
    doc = nlp.make_doc(TEXT)
    doc._.document_date, doc._.document_id = "2019-04-05", "a.txt"
    (read,) = nlp.pipe([doc])
    assert read._.extraction["date"] == "2019-04-05"
    assert {record["doc"] for record in read._.extraction["records"]} == {"a.txt"}


def test_processes_give_the_same() -> None:
    """Documents go to other processes and come back with all that was found."""
    nlp = pipeline()
    texts = [TEXT, "Nothing.", TEXT]
    alone = [doc.to_bytes() for doc in nlp.pipe(texts)]
    assert [doc.to_bytes() for doc in nlp.pipe(texts, n_process=2, batch_size=1)] == alone


def test_a_pipeline_goes_to_disk_and_back(tmp_path: Path) -> None:
    """The settings are written with the pipeline, and those of packs of one's own."""
    pack = write_sanctions(tmp_path)
    nlp = pipeline(rules=[pack], records=["sanction"])
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert again.config["components"] == nlp.config["components"]
    doc = again(SANCTION)
    assert [span.label_ for span in doc.spans["sanction"]] == ["sanction"]
    assert wrong_in(doc._.extraction["records"], pack) == []
    assert doc.to_bytes() == nlp(SANCTION).to_bytes()
    kept = spacy.tokens.DocBin(docs=[doc], store_user_data=True).to_bytes()
    (back,) = spacy.tokens.DocBin().from_bytes(kept).get_docs(again.vocab)
    assert json.dumps(back._.extraction) == json.dumps(doc._.extraction)
