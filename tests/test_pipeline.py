import datetime
from pathlib import Path
from threading import Thread

import pytest
from drawn.packs import TEXTS, write_pack
from drawn.shipped import everything

from extractor import Document, Extraction, Extractor, UsageError, extract, to_json
from extractor.pipeline import as_document, read_date

DAY = datetime.date(2019, 4, 5)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2019-04-05", DAY),
        (" 2019-04-05 ", DAY),
        ("2019-04-05T12:30:00Z", DAY),
        ("2019-04-05 12:30", DAY),
        (DAY, DAY),
        (datetime.datetime(2019, 4, 5, 23, 59, tzinfo=datetime.UTC), DAY),
        (None, None),
        ("", None),
    ],
)
def test_a_date_is_read(given: str | datetime.date | None, expected: datetime.date | None) -> None:
    """A date may be ISO text, with a time behind it, or a date of Python."""
    assert expected == read_date(given)


@pytest.mark.parametrize("given", ["2019-02-30", "April 5", "2019-04-05x", "2019", "05/04/2019"])
def test_what_is_no_date_is_refused(given: str) -> None:
    """A date that is none is a wrong use, told with what to do."""
    with pytest.raises(UsageError) as raised:
        read_date(given)
    assert f"no date: {given!r}; write it as YYYY-MM-DD" == str(raised.value)


def test_documents_come_in_three_forms() -> None:
    """A document is a text, a Document, or a mapping with text, id and date."""
    assert Document("a") == as_document("a")
    assert Document("a", "b") == as_document(Document("a", "b"))
    assert Document("a", "b", DAY) == as_document({"text": "a", "id": "b", "date": "2019-04-05"})
    assert Document("a", "7") == as_document({"text": "a", "id": 7, "date": None})


@pytest.mark.parametrize("given", [{}, {"text": 3}, {"text": None}, 3, None, ["a"]])
def test_what_is_no_document_is_refused(given: object) -> None:
    """A document without a text is a wrong use."""
    with pytest.raises(UsageError, match="a document without a text"):
        as_document(given)


def test_the_front_door_finds_the_main_kinds() -> None:
    """`extract` looks for the three main kinds with the shipped rules."""
    found = extract("“No,” said Ana Rojas. Chile and Peru left on May 3, 2011.")
    assert {"quote", "country_list"} <= {record.record for record in found.records}
    assert {record.record for record in found.records} <= {"quote", "dated_event", "country_list"}


def test_an_unknown_kind_is_refused() -> None:
    """Asking for a kind that no pack declares is a wrong use."""
    with pytest.raises(UsageError, match="no kind of record 'quotes'; known are country"):
        Extractor(records=["quotes"])


def test_packs_add_to_the_shipped_rules(tmp_path: Path) -> None:
    """Rules of one's own come beside the shipped ones, and their kinds are looked for."""
    engine = Extractor(rules=write_pack(tmp_path / "treaties"))
    found = engine.extract(TEXTS[0] + " “No,” said Rojas.")
    assert {"treaty", "meeting", "quote"} <= {record.record for record in found.records}
    treaty = found.of("treaty")[0]
    assert ("treaties", "1.2.3") == (treaty.evidence.pack, treaty.evidence.version)


def test_only_the_kinds_asked_for_come() -> None:
    """An extractor gives the records of the kinds it was made for, as one for all would."""
    text = "“No,” said Ana Rojas on May 3, 2011. Chile and Peru left."
    whole = everything().extract(text)
    for kind in everything().records:
        assert whole.of(kind) == Extractor(records=[kind]).extract(text).records


def test_a_program_may_add_normalisers(tmp_path: Path) -> None:
    """A rule may name a function of the host program, which gets the captured text."""
    (tmp_path / "own.yaml").write_text(
        "kinds: {word: {fields: {size: {type: number}}}}\n"
        "rules: [{id: word.any, emits: word, match: 'size:LOWER', set: {size: length}}]\n"
    )
    engine = Extractor(rules=tmp_path, records=["word"], normalisers={"length": len})
    records = engine.extract("Hello there ab").records
    assert [5, 2] == [to_json(record)["size"] for record in records]


def test_threads_share_an_extractor() -> None:
    """One extractor serves many threads at once."""
    texts = [f"“No {n},” said Ana Rojas. Chile and Peru left." for n in range(30)]
    expected = [everything().extract(text) for text in texts]
    found: dict[int, Extraction] = {}

    def work(start: int) -> None:
        for n in range(start, len(texts), 3):
            found[n] = everything().extract(texts[n])

    threads = [Thread(target=work, args=(start,)) for start in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert expected == [found[n] for n in range(len(texts))]
