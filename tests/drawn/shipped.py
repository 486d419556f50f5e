"""The extractor of the shipped rules that looks for everything, compiled once for all tests."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from extractor import Document, Extraction, Extractor, to_json

KINDS = ("quote", "dated_event", "country_list", "time", "country")
DATE = "2019-04-05"


@cache
def everything() -> Extractor:
    """Give the extractor of all kinds of record that are shipped."""
    return Extractor(records=KINDS)


def found_in(text: str, *, date: str | None = DATE) -> Extraction:
    """Give everything that the shipped rules find in a text."""
    return everything().extract(text, date=date, id="drawn")


@cache
def weighing() -> frozenset[str]:
    """Give the rules that weigh what the whole document holds."""
    return frozenset(
        rule.id
        for rule in everything().ruleset.rules
        if any(condition.where == "document" for condition in (*rule.unless, *rule.only_if))
    )


def is_weighed(text: str) -> bool:
    """Tell whether something in a text is what it is by the weight of the whole document."""
    findings = everything().examine(Document(text)).findings
    items = (item.match for found in findings.items.values() for item in found)
    return any(m is not None and m.rule.id in weighing() for m in (*items, *findings.records))


def spans_in(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any part of a record
    """Give each span of a record in JSON form, at any depth."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for each in value.values():
            yield from spans_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from spans_in(each)


def records_in(extraction: Extraction) -> list[dict[str, Any]]:
    """Give the records of an extraction in JSON form."""
    return [to_json(record) for record in extraction.records]
