"""What is read together with other documents is read as if it were alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from drawn.made import made_texts
from drawn.shipped import everything
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import Document, Extractor
from extractor.batching import EACH, TOGETHER, in_batches

DATES = (None, "2019-04-05", "2001-12-31")
# what a whole document decides upon, what ends in the middle, and what is hardly a text
ODD = (
    "",
    " \n ",
    "\u200b",
    "Georgia and Chile signed it in Atlanta, Pennsylvania.",
    "Georgia and Chile signed it on Monday.",
    "He said: “We will go on",
    "“And on”, he said.",
    "LIMA, April 3, 2019 (AP) - They met on Monday.",
    "Chile, " * 60 + "and Peru signed it.",
    "The pact was signed on 04/05/2019.",
)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.one_of(made_texts(), st.sampled_from(ODD)), st.sampled_from(DATES))))
def test_documents_read_together_are_read_as_if_alone(given: list[tuple[str, str | None]]) -> None:
    """Records, warnings and dates are those of each document alone, whichever stand beside it."""
    engine = everything()
    documents = [{"text": text, "date": date, "id": str(n)} for n, (text, date) in enumerate(given)]
    alone = [engine.extract(text, date=date, id=str(n)) for n, (text, date) in enumerate(given)]
    assert list(engine.extract_many(documents)) == alone
    both = [Document(each.text, each.doc) for each in alone]
    assert engine.try_to_extract_all(both) == [engine.extract(each) for each in both]


def test_articles_read_together_are_read_as_if_alone() -> None:
    """So it is with whole articles, which have speakers, days and groups of their own."""
    files = sorted((Path(__file__).parents[1] / "golden").glob("*.txt"))
    documents = [Document(path.read_text("utf-8"), path.stem) for path in files]
    engine = everything()
    alone = [engine.extract(each) for each in documents]
    assert engine.try_to_extract_all(documents) == alone
    assert list(engine.extract_many(documents)) == alone


def test_warnings_do_not_depend_on_neighbours() -> None:
    """A list that is cut is told of where it matters, however common such things are beside it."""
    names = "Chile, Peru, France, Germany, Japan, Italy, Spain, " * 6
    days = ", ".join(f"May {day}, 2011" for day in range(3, 11))
    lists = (
        f"In {names}they met. It was {days}.",
        f"{names}and Cuba left. He left on May 5, 2019.",
    )
    others = ("No. It was. " * 100, "On April 5, 2019, he left. " * 30)
    engine = Extractor(records=["dated_event"])
    for text in lists:
        for other in others:
            given = [Document(each) for each in (text, other)]
            assert engine.try_to_extract_all(given) == [engine.extract(each) for each in given]


def test_one_that_breaks_takes_no_other_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where something breaks in one of a batch, each is read alone."""
    read = Extractor.examine

    def break_down(self: Extractor, document: Document) -> object:
        return 1 // 0 if document.id == "1" else read(self, document)

    monkeypatch.setattr(Extractor, "examine", break_down)
    monkeypatch.setattr("extractor.pipeline.read_as_one", lambda _: 1 // 0)
    found = everything().extract_many({"text": ODD[4], "id": str(n)} for n in range(3))
    assert [each.error is None for each in found] == [True, False, True]


def test_batches_are_small() -> None:
    """Neither long documents nor many wait for each other."""
    most = TOGETHER // EACH
    texts = ["a" * TOGETHER, *["b" * 100] * 3 * most, "c" * TOGETHER, "d", *[""] * 3 * most]
    batches = list(in_batches(Document(text) for text in texts))
    assert [each.text for batch in batches for each in batch] == texts
    assert len(batches[0]) == 1
    assert max(map(len, batches)) == most
    assert all(sum(len(each.text) for each in batch[:-1]) < TOGETHER for batch in batches)


def test_what_breaks_the_input_comes_last() -> None:
    """All that stood before it is given first."""

    def documents() -> Iterator[Document]:
        yield Document("a")
        raise OSError("the disk is gone")

    batches = in_batches(documents())
    assert [each.text for each in next(batches)] == ["a"]
    with pytest.raises(OSError, match="the disk is gone"):
        next(batches)
