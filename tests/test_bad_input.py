"""Documents of a size that nobody wants: an outcome for each, and no harm to the others."""

import json
from pathlib import Path

import pytest
from made.documents import engine

from extractor.command.main import main
from extractor.pipeline import LONGEST

pa = pytest.importorskip("pyarrow")

TEXT = "It ended on May 3, 2011."
TOO_LONG = f"characters, more than the {LONGEST} of a document of many; split it, or give it alone"


@pytest.mark.parametrize("processes", [1, 2])
def test_a_document_of_a_hundred_million_characters(processes: int) -> None:
    """It is told, in its place, and those around it are read."""
    texts = [TEXT, "It ended. " * 10_000_000, TEXT]
    found = list(engine().extract_many(texts, processes=processes))
    assert [len(each.records) for each in found] == [1, 0, 1]
    assert found[1].error == f"a text of 100000000 {TOO_LONG}"
    assert found[0].error is found[2].error is None


def test_a_line_of_fifty_million_characters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line of a file may be as long as that: what stands in the lines around it is found."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("extractor.command.extract.Extractor", lambda **_: engine())
    lines = [json.dumps({"id": "a", "text": TEXT}), "x" * 50_000_000]
    lines += [json.dumps({"id": "c", "text": "x" * 50_000_000}), json.dumps({"text": TEXT})]
    Path("d.jsonl").write_text("\n".join(lines))
    assert main(["extract", "d.jsonl", "--format", "jsonl", "--report", "report"]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["doc"] for line in out.splitlines()] == ["a", "d.jsonl:4"]
    told = err.splitlines()
    assert told[0].startswith("extractor: d.jsonl:2: not JSON")
    assert told[1] == f"extractor: d.jsonl:3: a text of 50000000 {TOO_LONG}"
    report = [json.loads(line) for line in Path("report").read_text().splitlines()]
    assert [line["error"] is None for line in report] == [True, False, False, True]


@pytest.mark.parametrize("text", ["x" * 5_000_000, '" ' * 500_000, "\n" * 5_000_000, "(" * 500_000])
def test_long_texts_without_sense(text: str) -> None:
    """What is long and is no language is read to its end."""
    (found,) = engine().extract_many([text])
    assert found.error is None
    assert found.records == ()


def test_very_many_empty_documents() -> None:
    """Each empty document has its extraction, and they cost next to nothing."""
    many = 100_000
    found = engine().extract_many(({"text": "", "id": str(n)} for n in range(many)), processes=2)
    assert [each.doc for each in found] == [str(n) for n in range(many)]
    for text in ("", " \n\u3000"):
        (alone,) = engine().extract_many([{"text": text, "id": "a", "date": "2019-04-05"}])
        assert alone == engine().extract(text, id="a", date="2019-04-05")
