"""Parts of LangChain, LlamaIndex and Haystack, each in a real chain or pipeline of its library."""

import asyncio
import datetime
import pickle
from pathlib import Path

import pytest
from made.packs import TEXT as SANCTION
from made.packs import write_sanctions
from made.records import ALL, EMPTY
from made.schema import wrong_in

import extractor
from extractor import to_json
from extractor.bridges.passages import Passages, choose_extractor, describe, flatten
from extractor.front import shipped

TEXT = (
    '"We will go," said Ana Rojas, the mayor of Lima, on Monday.\n\n'
    "Peru and Chile signed the pact on May 3, 2011, she said."
)
DAY = "2026-11-20"
NAMED = {
    "speakers": ["Ana Rojas"],
    "days": ["2026-11-16", "2011-05-03"],
    "countries": ["PE", "CL"],
}


def found_in(text: str, doc: str) -> list[object]:
    """Give the records that the library itself finds."""
    records = shipped().extract(text, date=DAY, id=doc).records
    return [to_json(record) for record in records]


def test_metadata_of_a_passage() -> None:
    """The records are whole, and what they name stands in lists to filter by, each once."""
    told = describe(ALL)
    assert told["records"] == [to_json(record) for record in ALL.records]
    assert told["speakers"] == ["Ana Rojas"]
    assert told["days"] == ["2026-11-18"]
    assert told["countries"] == ["PE", "CL", "NO"]
    assert describe(EMPTY) == {"records": [], "speakers": [], "days": [], "countries": []}


def test_flat_metadata_are_texts_and_numbers() -> None:
    """Stores that know no lists can hold what is told of a record, and tell its fields apart."""
    for record, told in flatten(ALL):
        assert {type(value) for value in told.values()} <= {str, int}
        assert (told["record"], told["rule"]) == (record.record, record.evidence.rule)
        own = {"record", "record_id", "start", "end", "rule"}
        assert all(name.startswith(f"{record.record}_") for name in set(told) - own)


def test_a_date_that_is_none_is_told() -> None:
    """One passage with a wrong date does not end the work on others."""
    passages = Passages(choose_extractor(), "day")
    day = datetime.date(2026, 11, 20)
    found = passages.read_all([(TEXT, "a", {"day": "last week"}), (TEXT, "b", {"day": day})])
    wrong, right = map(describe, found)
    assert wrong["error"] == "no date: 'last week'; write it as YYYY-MM-DD"
    assert wrong["records"] == []
    assert right["days"] == NAMED["days"]
    assert choose_extractor() is shipped()


def test_langchain() -> None:
    """Documents keep what they had, and get what was found, also as a step of a chain."""
    pytest.importorskip("langchain_core")
    from langchain_core.documents import Document
    from langchain_core.runnables import RunnableLambda

    from extractor.bridges.langchain import RecordTransformer

    given = Document(TEXT, metadata={"source": "a.txt", "date": DAY, "topic": "pacts"})
    transformer = RecordTransformer()
    (made,) = transformer.transform_documents([given])
    assert made.page_content == TEXT
    assert made.metadata == {**given.metadata, **NAMED, "records": found_in(TEXT, "a.txt")}
    assert wrong_in(made.metadata["records"]) == []
    assert "records" not in given.metadata
    assert asyncio.run(transformer.atransform_documents([given])) == [made]
    chain = RunnableLambda(lambda text: [Document(text, metadata={"date": DAY})]) | transformer
    assert chain.invoke(TEXT)[0].metadata["speakers"] == ["Ana Rojas"]
    assert [len(each) for each in transformer.batch([[given], [given, given]])] == [1, 2]
    (again,) = pickle.loads(pickle.dumps(transformer)).transform_documents([given])
    assert again == made


def test_langchain_one_document_for_each_record(tmp_path: Path) -> None:
    """With `split` each record is a document of its own, those of packs too."""
    pytest.importorskip("langchain_core")
    from langchain_core.documents import Document

    from extractor.bridges.langchain import RecordTransformer

    given = Document(TEXT, id="a", metadata={"date": DAY})
    made = RecordTransformer(split=True, records=["quote"]).transform_documents([given])
    quotes = extractor.extract(TEXT, date=DAY).quotes
    assert [each.page_content for each in made] == [quote.text for quote in quotes]
    assert [each.id for each in made] == ["a#quote-0-47", "a#quote-61-116"]
    assert {each.metadata["quote_speaker_name"] for each in made} == {"Ana Rojas"}
    for each in made:
        assert TEXT[each.metadata["start"] : each.metadata["end"]] == each.page_content
    own = RecordTransformer(split=True, rules=[write_sanctions(tmp_path)], records=["sanction"])
    (sanction,) = own.transform_documents([Document(SANCTION)])
    assert sanction.metadata["record"] == "sanction"
    assert sanction.id is None


def test_llamaindex(tmp_path: Path) -> None:
    """A pipeline gives nodes their metadata, and its cache knows one set of rules from another."""
    pytest.importorskip("llama_index.core")
    from llama_index.core.ingestion import IngestionPipeline
    from llama_index.core.schema import MetadataMode, TextNode

    from extractor.bridges.llamaindex import RecordExtractor

    part = RecordExtractor()
    (node,) = IngestionPipeline(transformations=[part]).run(
        nodes=[TextNode(text=TEXT, id_="a", metadata={"date": DAY})]
    )
    assert node.metadata == {"date": DAY, **NAMED, "records": found_in(TEXT, "a")}
    assert wrong_in(node.metadata["records"]) == []
    for mode in (MetadataMode.EMBED, MetadataMode.LLM):
        seen = node.get_content(metadata_mode=mode)
        assert TEXT in seen
        assert "speakers: ['Ana Rojas']" in seen
        assert "evidence" not in seen
    assert RecordExtractor.from_dict(part.to_dict()).to_dict() == part.to_dict()
    own = RecordExtractor(rules=[write_sanctions(tmp_path)], records=["sanction"])
    assert own.to_dict() != part.to_dict()
    again = pickle.loads(pickle.dumps(own))
    assert again.extract([TextNode(text=SANCTION)])[0]["countries"] == ["PE"]
    (wrong,) = part.extract([TextNode(text=TEXT, metadata={"date": "soon"})])
    assert wrong["error"].startswith("no date")


def test_llamaindex_in_processes() -> None:
    """Nodes are read by processes of the pipeline."""
    pytest.importorskip("llama_index.core")
    from llama_index.core.ingestion import IngestionPipeline
    from llama_index.core.schema import TextNode

    from extractor.bridges.llamaindex import RecordExtractor

    pipeline = IngestionPipeline(transformations=[RecordExtractor()])
    nodes = pipeline.run(nodes=[TextNode(text=TEXT) for _ in range(4)], num_workers=2)
    assert [node.metadata["speakers"] for node in nodes] == [["Ana Rojas"]] * 4


def test_haystack(tmp_path: Path) -> None:
    """A pipeline gives documents their meta, and can be written down and read again."""
    pytest.importorskip("haystack")
    from haystack import Document, Pipeline

    from extractor.bridges.haystack import RecordExtractor

    given = [Document(id="a", content=TEXT, meta={"date": DAY}), Document(content=None)]
    pipeline = Pipeline()
    pipeline.add_component("records", RecordExtractor())
    made, bare = pipeline.run({"records": {"documents": given}})["records"]["documents"]
    assert made.id == "a"
    assert made.meta == {"date": DAY, **NAMED, "records": found_in(TEXT, "a")}
    assert wrong_in(made.meta["records"]) == []
    assert (bare, given[0].meta) == (given[1], {"date": DAY})
    split = Pipeline()
    pack = write_sanctions(tmp_path)
    split.add_component("records", RecordExtractor(rules=[pack], records=["sanction"], split=True))
    # nobody but the reader can say which modules a file may name
    again = Pipeline.loads(split.dumps(), allowed_modules=["extractor.bridges.haystack"])
    sanctions = [Document(id="b", content=SANCTION)]
    (own,) = again.run({"records": {"documents": sanctions}})["records"]["documents"]
    assert own.id.startswith("b#sanction-")
    assert (own.meta["sanction_measure"], own.meta["sanction_sender_code"]) == ("tariffs", "PE")
    assert own.content == SANCTION[own.meta["start"] : own.meta["end"]]
