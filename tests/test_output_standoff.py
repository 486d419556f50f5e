"""Tests of the files of a document: brat's, read by a parser that is not ours, and TimeML."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made.timeml import wrong_in_timeml

import extractor
from extractor import Extraction, Extractor
from extractor.output import make_brat, make_timeml
from extractor.output.standoff import lines_of

BratParser = pytest.importorskip("pybrat.parser").BratParser

ROOT = Path(__file__).parents[1]
ARTICLES = sorted([*ROOT.glob("tests/golden/*.txt"), *ROOT.glob("seeds/*.txt")])
TEXT = (
    '"We will go,\nsooner or later," said Ana Rojas, the mayor of Lima, on Monday.\n\n'
    "Peru and Chile signed the <pact> & left on May 3, 2011, she said. \x01 It was late."
)


@pytest.fixture(scope="module")
def found() -> Extraction:
    """Give what is found in a text with markup, a control character and quotes over lines."""
    return extractor.extract(TEXT, date="2026-11-20")


def test_a_parser_of_brat_reads_what_was_found(tmp_path: Path, found: Extraction) -> None:
    """Each record is an event whose entities stand where the text has them."""
    for ending, text in make_brat(found).items():
        (tmp_path / f"a{ending}").write_text(text, "utf-8")
    (example,) = BratParser(error="raise").parse(tmp_path)
    assert example.text == found.text
    assert len(example.events) == len(found.records)
    for entity in example.entities:
        parts = [found.text[span.start : span.end] for span in entity.spans]
        assert " ".join(parts) == entity.mention
    rules = [line.split("\t")[2] for line in make_brat(found)[".ann"].splitlines() if "#" in line]
    assert rules == [record.evidence.rule for record in found.records]


@given(st.text(max_size=60))
def test_a_stretch_in_lines_leaves_out_line_ends_alone(text: str) -> None:
    """No part holds a line end, and between parts stand only such."""
    parts = lines_of(text, 0, len(text))
    assert [text[start:end] for start, end in parts] == [*filter(None, text.splitlines())]


def test_timeml_holds_the_text_with_times_events_and_links(found: Extraction) -> None:
    """A parser of XML finds the text again, and links lead to what is there."""
    root = ET.fromstring(make_timeml(found)[".tml"])  # noqa: S314 - made here
    body = root.find("TEXT")
    assert body is not None
    assert "".join(body.itertext()) == found.text.replace("\x01", "\ufffd")
    (day,) = root.findall("DCT/TIMEX3")
    assert day.get("value") == found.date == "2026-11-20"
    times = {time.get("tid"): time for time in body.iter("TIMEX3")}
    assert {time.get("value") for time in times.values()} == {"2026-11-16", "2011-05-03"}
    events = {event.get("eid") for event in body.iter("EVENT")}
    made = {each.get("eiid"): each.get("eventID") for each in root.iter("MAKEINSTANCE")}
    assert set(made.values()) == events
    links = list(root.iter("TLINK"))
    assert links
    for link in links:
        assert link.get("eventInstanceID") in made
        assert link.get("relatedToTime") in times


@pytest.fixture(scope="module")
def engine() -> Extractor:
    """Give an extractor of all that TimeML has elements for."""
    return Extractor(records=["time", "dated_event"])


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_timeml_has_the_form_of_tempeval(article: Path, engine: Extractor) -> None:
    """Elements, attributes, closed sets of values and links are those of TempEval-3."""
    for date in ("2026-11-20", None):
        found = engine.extract(article.read_text("utf-8"), date=date, id=article.name)
        text = make_timeml(found)[".tml"]
        if date is not None:
            assert wrong_in_timeml(text) == []
        assert text.count("<TIMEX3") > 1


def test_timeml_says_what_did_not_happen(engine: Extractor) -> None:
    """An event that is denied has a negative instance; all else is left open."""
    found = engine.extract("Ana Rojas did not leave on May 3, 2011.", date="2026-11-20")
    text = make_timeml(found)[".tml"]
    assert wrong_in_timeml(text) == []
    assert 'tense="NONE" aspect="NONE" polarity="NEG" pos="OTHER"' in text


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('relType="IS_INCLUDED"', 'relType="WITHIN"', "relType 'WITHIN'"),
        ('relatedToTime="t1"', 'relatedToTime="t7"', "l1 leads nowhere"),
        ('value="2026-11-16"', 'value="Monday"', "DATE 'Monday'"),
        (' class="OCCURRENCE"', "", "EVENT without class"),
        ('<DCT><TIMEX3 tid="t0"', '<DCT><TIMEX3 tid="t1"', "the time of creation is not t0"),
        ('eventID="e1"', 'eventID="e9"', "no event e9"),
        ("<TEXT>", "<TEXT><NAME/>", "a NAME in the text"),
        (' pos="OTHER"', ' pos="OTHER" size="3"', "MAKEINSTANCE with size"),
    ],
)
def test_another_form_is_noticed(found: Extraction, old: str, new: str, wrong: str) -> None:
    """What checks the form sees where a document strays from it."""
    text = make_timeml(found)[".tml"]
    assert wrong_in_timeml(text) == []
    assert old in text
    assert wrong in wrong_in_timeml(text.replace(old, new))


@given(st.text(max_size=80))
def test_timeml_is_xml_whatever_a_text_holds(text: str) -> None:
    """What XML cannot hold is shown as unknown, one sign a character."""
    root = ET.fromstring(make_timeml(Extraction("a.txt", (), (), text))[".tml"])  # noqa: S314 - made here
    body = root.find("TEXT")
    assert body is not None
    shown = "".join(body.itertext())
    # to XML all line ends are one
    assert len(shown) == len(text.replace("\r\n", "\n"))
