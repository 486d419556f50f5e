"""A passage with its metadata in, metadata of what stands in it out: for what feeds searches.

LangChain, LlamaIndex and Haystack keep a text and a dictionary of what is known of it. Knows none
of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from extractor.batching import fill_in, in_batches
from extractor.errors import UsageError
from extractor.front import shipped
from extractor.output.table import cells_of_field
from extractor.output.text import known_fields, listed
from extractor.pipeline import Extractor, PathLike, read_date
from extractor.reading import Document
from extractor.records import (
    CountryMention,
    Extraction,
    Found,
    Speaker,
    Spot,
    Time,
    Timex,
    to_json,
)


@frozen
class Passages:
    """An extractor, and the keys of the metadata under which a passage has its date and its id."""

    extractor: Extractor
    date_key: str = "date"

    def read_all(
        self, passages: Iterable[tuple[str, str, Mapping[str, Any]]]
    ) -> Iterator[Extraction]:
        """Give what is found in passages, each a text, its id and its metadata.

        One that cannot be read says why in its `error`.
        """
        for batch in in_batches(self._document(*passage) for passage in passages):
            yield from fill_in(batch, self.extractor.try_to_extract_all)

    def _document(self, text: str, id: str, metadata: Mapping[str, Any]) -> Document | Extraction:  # noqa: A002 - what a document calls it
        try:
            day = read_date(metadata.get(self.date_key))
        except UsageError as error:
            return Extraction(id, (), text=text, error=str(error))
        return Document(text, id, day)


def choose_extractor(
    rules: Sequence[PathLike] = (), records: Sequence[str] | None = None
) -> Extractor:
    """Give the extractor for some packs and kinds, the one that all share if none are named."""
    if not rules and records is None:
        return shipped()
    return Extractor(rules=rules, records=records)


def describe(found: Extraction) -> dict[str, Any]:
    """Give the metadata of a passage: its records in their JSON form, and whom and what it names.

    `speakers`, `days` and `countries` are lists of text, each value once, to filter by. What
    went wrong, if anything did, stands under `error`.
    """
    speakers: dict[str, None] = {}
    days: dict[str, None] = {}
    countries: dict[str, None] = {}
    for record in found.records:
        for part in (
            record,
            *(each for _, value in known_fields(record) for each in listed(value)),
        ):
            if isinstance(part, Speaker):
                speakers[part.name] = None
            elif isinstance(part, Timex | Time) and part.earliest and part.earliest == part.latest:
                days[part.earliest] = None
            elif isinstance(part, CountryMention | Spot) and part.code:
                countries[part.code] = None
    told = {
        "records": [to_json(record) for record in found.records],
        "speakers": [*speakers],
        "days": [*days],
        "countries": [*countries],
    }
    return told if found.error is None else {**told, "error": found.error}


def flatten(found: Extraction) -> Iterator[tuple[Found, dict[str, str | int]]]:
    """Give each record with metadata of texts and numbers alone, which all stores can hold.

    A field stands under its kind and its name, as in `quote_speaker`, and what else is known of it
    under what that is called, as in `quote_speaker_name`; lists have bars between their parts.
    """
    for record in found.records:
        told: dict[str, str | int] = {
            "record": record.record,
            "record_id": record.id,
            "start": record.start,
            "end": record.end,
            "rule": record.evidence.rule,
        }
        for name, value in known_fields(record):
            for column, cell in cells_of_field(name, value):
                told[f"{record.record}_{column}"] = cell
        yield record, told
