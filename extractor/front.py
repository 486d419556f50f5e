"""One text in, one extraction out, or a name in, a country out: with the shipped rules.

They are loaded at the first call.
"""

import datetime
from functools import cache

from extractor.pipeline import Extractor, read_date
from extractor.records import Extraction
from extractor.resolving.country_names import CountryCode, CountryNames
from extractor.ruleset import load_ruleset


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


@cache
def shipped_names() -> CountryNames:
    """Give the names of countries of the shipped packs, gathered once a process."""
    return CountryNames.of(load_ruleset())


def resolve_country(name: str, *, on: str | datetime.date | None = None) -> CountryCode:
    """Give the code of a country by its name, or the reason why there is none.

    `on` is a day on which the name was in use; without one, names of the past count too.

    >>> resolve_country("Congo, Dem. Rep.").code
    'CD'
    >>> resolve_country("Zaire", on="2020-01-01")
    CountryCode(name='Zaire', code=None, reason='no country bears this name on 2020-01-01')
    """
    return shipped_names().resolve(name, on=read_date(on))
