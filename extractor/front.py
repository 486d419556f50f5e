"""One text in, one extraction out, with the shipped rules, loaded at the first call."""

import datetime
from functools import cache

from extractor.pipeline import Extractor
from extractor.records import Extraction


@cache
def shipped() -> Extractor:
    """Give the extractor of the shipped rules, compiled once a process."""
    return Extractor()


def extract(text: str, *, date: str | datetime.date | None = None) -> Extraction:
    """Give the quotes, dated events and country lists of a text.

    `date` is the day it was published; without one nothing is guessed.

    >>> text = '"It is over," said Ana Rojas on Monday.'
    >>> found = extract(text, date="2026-11-20")
    >>> found.quotes[0].speaker.name, found.quotes[0].content[0].text
    ('Ana Rojas', 'It is over,')
    """
    return shipped().extract(text, date=date)
