import re
import textwrap
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from drawn.made import made_texts
from drawn.shipped import everything, found_in, records_in, spans_in
from hypothesis import assume, given, settings

from extractor import Document

PLACED = {"start", "end", "id", "doc", "evidence"}
MARKS = dict.fromkeys(map(ord, "“”„«»"), '"')


def level(text: str) -> str:
    """Give a text with one way of writing spaces, accents and quotation marks."""
    return " ".join(unicodedata.normalize("NFC", text).translate(MARKS).split())


def values(value: Any) -> Any:  # noqa: ANN401 - any part of a record
    """Give a part of a record without its place, its texts levelled."""
    if isinstance(value, dict):
        return {key: values(each) for key, each in value.items() if key not in PLACED}
    if isinstance(value, list):
        return [values(each) for each in value]
    return level(value) if isinstance(value, str) else value


def told(text: str) -> list[tuple[str, Any]]:
    """Give the rule and the values of each record, and check that its spans slice."""
    records = records_in(found_in(text))
    for record in records:
        for span in spans_in(record):
            assert text[span["start"] : span["end"]] == span["text"]
    return [(record["evidence"]["rule"], values(record)) for record in records]


def pairs(opening: str, closing: str) -> Callable[[str], str]:
    """Give what writes the curly marks of a text in another way."""
    return lambda text: text.replace("“", opening).replace("”", closing)


WAYS: dict[str, Callable[[str], str]] = {
    "straight marks": pairs('"', '"'),
    "angle marks": pairs("«", "»"),
    "low marks": pairs("„", "“"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "combining accents": lambda text: unicodedata.normalize("NFD", text),
}


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=12)
@given(made_texts(most=3))
def test_another_way_of_writing_changes_no_value(way: str, text: str) -> None:
    """Other marks, spaces, line ends and accents change no value, and spans still slice."""
    text = unicodedata.normalize("NFC", text)
    assume('"' not in text and not {"«", "»", "„"} & set(text))
    assume(text.count("“") == text.count("”") and not re.search(r"“\s|\s”|“$", text))
    assert told(text) == told(WAYS[way](text))


@settings(max_examples=30)
@given(made_texts(most=5))
def test_wrapped_lines_change_no_value(text: str) -> None:
    """A paragraph gives the same when its lines are broken for width, and it is read as one."""
    paragraph = " ".join(text.split())
    wrapped = textwrap.fill(paragraph, 72, break_long_words=False, break_on_hyphens=False)
    assume("\n" in wrapped)
    assume(len(everything().examine(Document(wrapped)).reading.paragraphs) == 1)
    assert told(paragraph) == told(wrapped)
