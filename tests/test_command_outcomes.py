from collections.abc import Iterator

import pytest
from made.command import DAY

from extractor import Document, Extractor
from extractor.command.inputs import PAUSE, Entry, Failed, Given, Pause
from extractor.command.outcomes import Done, Feed, find_outcomes


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """An extractor of dates."""
    return Extractor(records=["time"])


def given(name: str) -> Given:
    """Give a document that stands somewhere."""
    return Given(Document(DAY, name), name)


def name(outcome: object) -> str:
    """Give the id of an outcome."""
    if isinstance(outcome, Failed):
        return f"{outcome.id} failed"
    assert isinstance(outcome, Done)
    return outcome.extraction.doc


@pytest.mark.parametrize("jobs", [1, 2])
def test_outcomes_keep_their_order(extractor: Extractor, jobs: int) -> None:
    """Documents and failures come out as they went in, at the start and the end too."""
    signs = "xx" + "ox" * 60 + "oooo" + "xxx"
    entries: list[Entry] = [
        given(str(n)) if sign == "o" else Failed(str(n), "no") for n, sign in enumerate(signs)
    ]
    expected = [f"{n}" if sign == "o" else f"{n} failed" for n, sign in enumerate(signs)]
    assert expected == list(map(name, find_outcomes(extractor, entries, jobs=jobs)))


def test_a_failure_does_not_wait(extractor: Extractor) -> None:
    """In one process a failure comes out before the next entry is asked for."""
    asked = []

    def entries() -> Iterator[Entry]:
        for number in range(3):
            asked.append(number)
            yield given("a") if number == 0 else Failed(str(number), "no")

    outcomes = find_outcomes(extractor, entries(), jobs=1)
    seen = [(name(outcome), len(asked)) for outcome in outcomes]
    assert seen == [("a", 2), ("1 failed", 2), ("2 failed", 3)]


def test_nothing_waits_for_what_is_not_there_yet(extractor: Extractor) -> None:
    """In one process all that came before a pause comes out before more is asked for."""
    asked = []

    def entries() -> Iterator[Entry | Pause]:
        for number in range(4):
            asked.append(number)
            yield given(str(number)) if number % 2 == 0 else PAUSE

    outcomes = find_outcomes(extractor, entries(), jobs=1)
    assert [(name(outcome), len(asked)) for outcome in outcomes] == [("0", 2), ("2", 4)]


def test_the_feed_stops_when_many_failures_wait() -> None:
    """Failures that wait for a document never fill the memory."""
    feed = Feed(iter([given("a"), *(Failed(str(n), "no") for n in range(10))]), patience=4)
    assert [document.id for document in feed] == ["a"]
    assert (len(feed), feed.finished) == (5, False)
    assert list(feed) == []
    assert (len(feed), feed.finished) == (9, False)
