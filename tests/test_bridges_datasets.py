"""Datasets of Hugging Face, for real: the records of the plain run, byte for byte."""

from pathlib import Path

import pytest
from made.documents import documents, engine, lines
from made.packs import write_sanctions

from extractor import Extractor, UsageError
from extractor.bridges.arrow import Columns, schema

datasets = pytest.importorskip("datasets")


@pytest.fixture(autouse=True)
def _quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is cached out of the home folder, and progress out of what tests print."""
    monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", tmp_path)
    datasets.disable_progress_bars()


def test_records_in_the_order_of_documents() -> None:
    """A dataset becomes one of records, in one process or two."""
    from extractor.bridges.datasets import extract_dataset

    given = documents(60)
    dataset = datasets.Dataset.from_list(given)
    for processes in (None, 2):
        found = extract_dataset(
            dataset,
            extractor=engine(),
            num_proc=processes,
            batch_size=10,
            load_from_cache_file=False,
        )
        assert found.column_names == schema().names
        assert found.features["start"].dtype == "int64"
        assert found["json"][:] == lines(given)


def test_datasets_that_are_streamed() -> None:
    """A dataset that is streamed is read as it comes."""
    from extractor.bridges.datasets import extract_dataset

    given = documents(30)
    stream = datasets.Dataset.from_list(given).to_iterable_dataset()
    found = extract_dataset(stream, extractor=engine(), batch_size=7)
    assert [row["json"] for row in found] == lines(given)


def test_what_was_found_once_is_found_in_the_cache(tmp_path: Path) -> None:
    """The same rules and documents lead to the same file, other ones to another."""
    from extractor.bridges.datasets import extract_dataset, fingerprint

    given = documents(10)
    datasets.Dataset.from_list(given).save_to_disk(tmp_path / "documents")
    dataset = datasets.load_from_disk(tmp_path / "documents")
    one, again = (extract_dataset(dataset, extractor=engine()) for _ in range(2))
    assert one.cache_files == again.cache_files != []
    other = Extractor(rules=[write_sanctions(tmp_path)])
    names = {
        fingerprint("a", None, Columns()),
        fingerprint("b", None, Columns()),
        fingerprint("a", other, Columns()),
        fingerprint("a", engine(), Columns()),
        fingerprint("a", None, Columns(text="body")),
    }
    assert len(names) == 5
    measured = Extractor(records=["time"], normalisers={"length": len})
    found = extract_dataset(dataset, extractor=measured)
    assert found.cache_files != one.cache_files


def test_a_dataset_without_texts() -> None:
    """A dataset without a column of texts is a wrong use; a text that is null is told."""
    from extractor.bridges.datasets import extract_dataset

    dataset = datasets.Dataset.from_dict({"text": [None, "It ended on May 3, 2011."]})
    found = extract_dataset(dataset, extractor=engine())
    assert found["error"][:] == ["no text; give each document a text", None]
    with pytest.raises(UsageError, match="no column 'text' among 'body'"):
        extract_dataset(dataset.rename_column("text", "body"))
