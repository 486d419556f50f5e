"""Extractions in; raises where a format that is written of them is not what it has to be."""

import csv
import io
import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from drawn.shipped import records_in

from extractor import Extraction
from extractor.output import (
    make_brat,
    make_timeml,
    write_csv,
    write_doccano,
    write_html,
    write_json,
    write_jsonl,
    write_label_studio,
    write_prodigy,
    write_text,
    write_timeline,
    write_web_annotation,
)

ACTIVE = ("script", "style", "img", "iframe", "object", "embed", "link", "base", "meta", "form")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Elements(HTMLParser):
    """What a page is made of: its elements that could act, all its attributes, its articles."""

    def __init__(self) -> None:
        super().__init__()
        self.active: list[str] = []
        self.attributes: set[str] = set()
        self.targets: set[str] = set()
        self.articles: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.active += [tag] * (tag in ACTIVE)
        named = dict(attrs)
        self.attributes |= set(named)
        self.targets |= {value or "" for name, value in attrs if name in ("href", "src")}
        if tag == "div" and named.get("class") == "article":
            self.articles.append("")
        if tag == "div" and (self._depth or named.get("class") == "article"):
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        """Leave an article."""
        if tag == "div" and self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        """Keep the text of an article."""
        if self._depth:
            self.articles[-1] += data


def check_formats(found: Sequence[Extraction]) -> None:
    """Write the extractions in every format, and read that back."""
    _check_json(found)
    _check_csv(found)
    _check_html(found)
    for written in ("".join(write_text(found)), "".join(write_timeline(found))):
        assert all(c.isprintable() or c == "\n" for c in written)
    for extraction in found:
        _check_standoff(extraction)


def stored(text: str) -> str:
    """Give a text as it comes back from a file that it was written to."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _check_json(found: Sequence[Extraction]) -> None:
    records = [record for extraction in found for record in records_in(extraction)]
    assert json.loads(stored("".join(write_json(found)))) == records
    lines = stored("".join(write_jsonl(found))).split("\n")
    assert [json.loads(line) for line in lines[:-1]] == records
    assert lines[-1] == ""
    for write in (write_doccano, write_prodigy):
        tasks = [json.loads(line) for line in stored("".join(write(found))).split("\n")[:-1]]
        assert [task["text"] for task in tasks] == [extraction.text for extraction in found]
    tasks = json.loads(stored("".join(write_label_studio(found))))
    assert [task["data"]["text"] for task in tasks] == [extraction.text for extraction in found]
    page = json.loads(stored("".join(write_web_annotation(found))))
    assert [json.loads(item["body"]["value"])["id"] for item in page["items"]] == [
        record["id"] for record in records
    ]


def _check_csv(found: Sequence[Extraction]) -> None:
    rows = list(csv.reader(io.StringIO(stored("".join(write_csv(found))), newline="")))
    assert len(rows) == 1 + sum(len(extraction.records) for extraction in found)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]


def _check_html(found: Sequence[Extraction]) -> None:
    page = elements_of(found)
    assert page.active == elements_of([]).active
    assert not [name for name in page.attributes if name.startswith("on")]
    assert all(re.fullmatch(r"#[a-z0-9]+", target) for target in page.targets)
    assert page.articles == [extraction.text.replace("\0", "\ufffd") for extraction in found]


def elements_of(found: Sequence[Extraction]) -> Elements:
    """Give what the page of extractions is made of."""
    page = Elements()
    page.feed("".join(write_html(found)))
    page.close()
    return page


def _check_standoff(extraction: Extraction) -> None:
    text = extraction.text
    files = make_brat(extraction)
    # half of a pair of surrogates is no character of a file
    text = "".join("\ufffd" if "\ud800" <= each <= "\udfff" else each for each in text)
    assert files[".txt"] == text
    lines = files[".ann"].split("\n")
    assert lines.pop() == ""
    for line in lines:
        name, what, *mention = line.split("\t")
        if name.startswith("T"):
            places = [place.split(" ") for place in what.partition(" ")[2].split(";")]
            parts = [text[int(start) : int(end)] for start, end in places]
            assert " ".join(parts) == "\t".join(mention)
    root = ET.fromstring(make_timeml(extraction)[".tml"])  # noqa: S314 - made here
    body = root.find("TEXT")
    assert body is not None
    assert len("".join(body.itertext())) == len(text.replace("\r\n", "\n"))
