"""Extractions in, a page out: the articles with what was found in them, and an index of all.

Articles go out as they come in. The index, which is known last, is written last and shown first.
Text of documents reaches the page as text alone, and the page may load and run nothing but its own.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import chain

from extractor.output.html.cards import card
from extractor.output.html.drawing import draw
from extractor.output.html.totals import Totals
from extractor.output.html.writing import escape, isolate
from extractor.output.marking import Piece, cut, marks_of
from extractor.records import DatedEvent, Extraction

# The height of a page within another one, such as a notebook.
HEIGHT = 600


def write_html(extractions: Iterable[Extraction]) -> Iterator[str]:
    """Give the page in chunks: its head, each document, and in the end the index."""
    yield _head()
    totals = Totals()
    for number, extraction in enumerate(extractions, 1):
        totals.add(extraction, f"d{number}")
        yield "".join(_article(extraction, number))
    yield "".join(_index(totals))
    yield f"<script>{_asset('page.js')}</script>\n</body>\n</html>\n"


def embed(extraction: Extraction) -> str:
    """Give a page within another page, which neither of the two can reach out of."""
    page = "".join(write_html([extraction]))
    return (
        f'<iframe sandbox="allow-scripts" title="what was found" srcdoc="{escape(page)}" '
        f'style="width:100%;height:{HEIGHT}px;border:1px solid #8888"></iframe>'
    )


@cache
def _asset(name: str) -> str:
    return files("extractor.output.html").joinpath(name).read_text("utf-8").strip()


def _head() -> str:
    allowed = " ".join(
        f"{what} 'sha256-{_digest(_asset(name))}';"
        for what, name in (("style-src", "page.css"), ("script-src", "page.js"))
    )
    return (
        "<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
        f"<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; {allowed}\">\n"
        "<meta name=viewport content='width=device-width, initial-scale=1'>\n"
        "<meta name=color-scheme content='light dark'>\n"
        "<title>What was found</title>\n"
        f"<style>{_asset('page.css')}</style>\n</head>\n<body>\n"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _article(extraction: Extraction, number: int) -> Iterator[str]:
    """Give one document: its text with marks, and beside it what they mean."""
    records = extraction.records
    anchors = [f"d{number}r{each}" for each in range(len(records))]
    count = _count(len(records), "record")
    yield f"<details class=document id=d{number} open><summary><h2>"
    yield f"{isolate(extraction.doc or 'a document')}</h2> <small>{count}</small></summary>\n"
    marks = chain.from_iterable(marks_of(n, record) for n, record in enumerate(records))
    text = extraction.text
    led: set[int] = set()
    yield "<div class=beside><div class=article dir=auto>"
    for piece in cut(len(text), marks):
        shown = escape(text[piece.start : piece.end])
        yield _piece(piece, shown, anchors, led) if piece.marks else shown
    yield "</div>\n<aside>"
    yield from _panels(extraction, anchors)
    yield "</aside></div></details>\n"


def _piece(piece: Piece, shown: str, anchors: list[str], led: set[int]) -> str:
    """Give a marked piece, which leads to the card of the smallest record on it."""
    numbers = list(dict.fromkeys(mark.number for mark in piece.marks))
    kinds = dict.fromkeys(f"k-{escape(mark.kind)}" for mark in piece.marks)
    fields = dict.fromkeys(f"f-{escape(mark.field)}" for mark in piece.marks)
    told = "; ".join(f"{mark.kind.replace('_', ' ')}: {mark.field}" for mark in piece.marks)
    # the first piece of a record is where its card leads back to
    marked = "".join(f'<i id="t{anchors[n]}"></i>' for n in numbers if n not in led)
    led.update(numbers)
    nearest = anchors[max(piece.marks, key=lambda mark: (mark.start, -mark.end)).number]
    return (
        f'{marked}<a class="m {" ".join((*kinds, *fields))}" href="#{nearest}" '
        f'data-r="{" ".join(anchors[n] for n in numbers)}" title="{escape(told)}">{shown}</a>'
    )


def _panels(extraction: Extraction, anchors: list[str]) -> Iterator[str]:
    records = list(zip(extraction.records, anchors, strict=True))
    drawing = draw([(each, anchor) for each, anchor in records if isinstance(each, DatedEvent)])
    drawn = "".join(drawing)
    if drawn:
        yield f"<h3>timeline</h3>{drawn}"
    for kind in dict.fromkeys(each.record for each, _ in records):
        own = [(each, anchor) for each, anchor in records if each.record == kind]
        yield f"<h3>{escape(kind.replace('_', ' '))} <small>{len(own)}</small></h3>"
        yield "<div class=cards>"
        for each, anchor in own:
            yield from card(each, anchor)
        yield "</div>"
    if extraction.warnings:
        yield "<h3>warnings</h3><ul class=warnings>"
        yield from (f"<li>{isolate(warning)}" for warning in extraction.warnings)
        yield "</ul>"
    if not records:
        yield "<p>Nothing was found.</p>"


def _index(totals: Totals) -> Iterator[str]:
    """Give the index: the filters, which the script fills, and of several documents the totals."""
    records = sum(count for _, _, count, _ in totals.documents)
    yield "<header id=index><h1>What was found</h1>"
    yield f"<p>{_count(records, 'record')} in {_count(len(totals.documents), 'document')}</p>"
    yield "<form id=filters hidden><input type=search id=find placeholder='search'"
    yield " aria-label='search'><span id=kinds></span><select id=rule aria-label=rule>"
    yield "<option value=''>all rules</option></select><output id=count></output></form>"
    if len(totals.documents) > 1:
        yield "<details open><summary>totals</summary><div class=totals>"
        yield from totals.tables()
        yield "</div></details><details><summary>documents</summary><ol class=documents>"
        for doc, anchor, count, warnings in totals.documents:
            told = f", {_count(warnings, 'warning')}" if warnings else ""
            yield f'<li><a href="#{anchor}">{isolate(doc or "a document")}</a> '
            yield f"<small>{_count(count, 'record')}{told}</small>"
        yield "</ol></details>"
    yield "</header>\n"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"
