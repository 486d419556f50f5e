"""Tests of what an extraction leaves to the collector of cyclic garbage: nothing."""

import gc
from collections.abc import Iterator

import pytest

from extractor import Extractor

TEXT = """LIMA, April 24 (Post) - "We will go," Ana Rojas said on Monday.

Peru and Chile, which had met in March, agreed to sign it by the end of June. She said the
talks of 2011 had failed. "No," she added, "not again."
"""


@pytest.fixture(scope="module")
def shipped() -> Extractor:
    """Give an extractor that has read a text before, so that all its tables are filled."""
    extractor = Extractor()
    extractor.extract(TEXT)
    extractor.extract(TEXT, date="2019-04-24")
    return extractor


@pytest.fixture
def _uncollected() -> Iterator[None]:
    """Keep the collector away."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_uncollected")
@pytest.mark.parametrize("date", [None, "2019-04-24"])
def test_nothing_of_a_document_waits_for_the_collector(
    shipped: Extractor, date: str | None
) -> None:
    """What is in no circle is freed at once, and a run over many documents stays small."""
    found = shipped.extract(TEXT, date=date)
    assert found.quotes
    assert found.events
    assert gc.collect() == 0
