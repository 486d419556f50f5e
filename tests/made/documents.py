"""Documents made for tests of many at once: short ones, some with nothing in them."""

from functools import cache

from extractor import Extractor
from extractor.output.jsonl import encode_record


def documents(many: int) -> list[dict[str, str]]:
    """Give documents with text, id and date, each with records of its own or with none."""
    made = []
    for number in range(many):
        text = f'"It is over – {number}," said Ana Rojas on Monday. Chile and Peru left on May 3.'
        text = text if number % 5 else "Nothing here."
        day = f"2019-04-{number % 28 + 1:02}"
        made.append({"id": f"ä{number}", "text": text, "date": day})
    return made


@cache
def engine() -> Extractor:
    """Give an extractor of few kinds, which is compiled once for all tests."""
    return Extractor(records=["quote", "time", "country_list"])


def lines(given: list[dict[str, str]], extractor: Extractor | None = None) -> list[str]:
    """Give the lines of jsonl that a plain run writes of documents."""
    found = (extractor or engine()).extract_many(given)
    return [encode_record(record) for extraction in found for record in extraction.records]
