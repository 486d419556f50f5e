"""Tests of the page of HTML as it is written; what a browser makes of it is tested elsewhere."""

import html
import re
from html.parser import HTMLParser

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from made.records import ALL, EMPTY, EVENT, QUOTE

from extractor import Extraction
from extractor.output import write_html
from extractor.output.html.drawing import draw
from extractor.output.marking import Mark, cut

HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(2)> \0 & </style>'


def page(*extractions: Extraction) -> str:
    """Give the page of some extractions."""
    return "".join(write_html(extractions))


class Elements(HTMLParser):
    """All elements of a page, with their attributes, and the text of the article."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.article = ""
        self._depth = 0
        self.feed(written)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.found.append((tag, dict(attrs)))
        if tag == "div" and (self._depth or dict(attrs).get("class") == "article"):
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        """Leave the article."""
        if tag == "div" and self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        """Keep the text of the article."""
        if self._depth:
            self.article += data


marks = st.builds(
    lambda start, size, number: Mark(start, start + size, number, "quote", "content"),
    st.integers(0, 30), st.integers(0, 12), st.integers(0, 4),
)  # fmt: skip


@given(st.integers(0, 40), st.lists(marks, max_size=12))
def test_pieces_make_up_the_text_and_name_every_mark_on_them(
    length: int, drawn: list[Mark]
) -> None:
    """No character is lost or doubled, and each has exactly the marks that cover it."""
    pieces = list(cut(length, drawn))
    assert [at for piece in pieces for at in range(piece.start, piece.end)] == [*range(length)]
    inside = [mark for mark in drawn if mark.end <= length]
    for piece in pieces:
        covering = {m for m in inside if m.start <= piece.start and piece.end <= m.end}
        assert set(piece.marks) == {m for m in covering if m.start < m.end}


@given(st.text(max_size=200))
def test_a_text_comes_out_as_it_is(text: str) -> None:
    """What a reader of HTML finds in an article is its text, whatever that holds."""
    shown = Elements(page(Extraction("a.txt", (), (), text))).article
    assert shown == text.replace("\0", "\ufffd")


def test_nothing_of_a_document_can_run() -> None:
    """Text, ids, names and fields reach the page as text alone."""
    spoken = evolve(QUOTE, speaker=evolve(QUOTE.speaker, name=HOSTILE), text=HOSTILE)
    found = Extraction(HOSTILE, (spoken, EVENT), (HOSTILE,), HOSTILE * 9)
    elements = Elements(page(found)).found
    assert [tag for tag, _ in elements if tag in ("script", "style", "img")] == ["style", "script"]
    assert not [name for _, attrs in elements for name in attrs if name.startswith("on")]


def test_the_page_may_load_nothing_and_run_its_own_script_only() -> None:
    """The policy of the page names its own style and script by their hashes, and no host."""
    written = page(ALL)
    assert "default-src 'none'; style-src 'sha256-" in written
    assert "unsafe" not in written
    assert not re.search(r"https?://", written)


def test_every_record_has_a_card_that_tells_its_rule() -> None:
    """Cards stand for the records of all kinds, those of a pack's own too."""
    found = Elements(page(ALL)).found
    cards = [attrs for tag, attrs in found if tag == "article" and attrs.get("class") == "card"]
    assert [card["data-kind"] for card in cards].count("sanction") == 1
    assert len(cards) == len(ALL.records)
    assert {card["data-rule"] for card in cards} == {r.evidence.rule for r in ALL.records}


def test_a_run_over_many_documents_has_an_index_with_totals() -> None:
    """The index counts documents, speakers, days and countries."""
    written = page(ALL, EMPTY, ALL)
    assert f"{2 * len(ALL.records)} records in 3 documents" in written
    assert written.count("<section class=total>") == 3
    assert 'data-find="CL"' in written
    assert "<section class=total>" not in page(ALL)


def test_an_empty_document_says_so() -> None:
    """Nothing found is told, not left blank."""
    assert "Nothing was found." in page(EMPTY)


def test_a_timeline_has_a_mark_for_each_event_with_a_day() -> None:
    """Events without a day are in no drawing; without any event there is none."""
    unknown = evolve(EVENT, until=None, date=evolve(EVENT.date, earliest=None, latest=None))
    assert "".join(draw([(EVENT, "a"), (unknown, "b")])).count("<circle") == 1
    assert list(draw([(unknown, "b")])) == []


def test_a_notebook_shows_the_page_in_a_frame_of_its_own() -> None:
    """The page stands in the frame as an attribute, whole, and is kept in it."""
    shown = ALL._repr_html_()
    inner = re.search(r'srcdoc="([^"]*)"', shown)
    assert inner
    assert html.unescape(inner[1]) == page(ALL)
    assert 'sandbox="allow-scripts"' in shown
