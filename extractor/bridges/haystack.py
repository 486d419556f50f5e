"""Documents of Haystack in, the same with what was found in them, or one for each record, out.

Imports haystack, since what is made here is one of its parts: import this file to use it.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from extractor.bridges.needed import needed
from extractor.bridges.passages import Passages, choose_extractor, describe, flatten
from extractor.records import Extraction

with needed("haystack"):
    from haystack import Document, component, default_from_dict, default_to_dict


@component
class RecordExtractor:
    """A component for pipelines that reads documents by rules.

    Each document comes back with `records`, `speakers`, `days` and `countries` in its meta; with
    `split` there is a document for each record instead, whose meta are texts and numbers, which all
    document stores can hold. Offsets are those of `content`. The day of publication stands in the
    meta under `date_key`; a date that is none is told under `error`. Documents without text pass
    as they are.

    `rules` (paths of packs) and `records` (kinds) are those of an Extractor.
    """

    def __init__(
        self,
        rules: Sequence[str] = (),
        records: Sequence[str] | None = None,
        date_key: str = "date",
        split: bool = False,  # noqa: FBT001, FBT002 - settings that stand in YAML under their names
    ) -> None:
        self.rules = list(rules)
        self.records = None if records is None else list(records)
        self.date_key = date_key
        self.split = split
        self._passages: Passages | None = None

    def warm_up(self) -> None:
        """Load the rules, unless they are loaded; raises RuleError where they cannot be used."""
        if self._passages is None:
            extractor = choose_extractor(self.rules, self.records)
            self._passages = Passages(extractor, self.date_key)

    @component.output_types(documents=list[Document])
    def run(self, documents: list[Document]) -> dict[str, list[Document]]:
        """Give the documents with what is found in them, or a document for each record."""
        self.warm_up()
        passages = ((each.content or "", each.id, each.meta) for each in documents)
        found = self._passages.read_all(passages) if self._passages is not None else ()
        pairs = zip(documents, found, strict=True)
        return {"documents": [made for pair in pairs for made in self._tell(*pair)]}

    def _tell(self, document: Document, found: Extraction) -> list[Document]:
        if document.content is None:
            return [document]
        if not self.split:
            return [replace(document, meta={**document.meta, **describe(found)})]
        return [
            Document(id=record.id, content=record.text, meta={**document.meta, **told})
            for record, told in flatten(found)
        ]

    def to_dict(self) -> dict[str, Any]:
        """Give the settings, for a pipeline that is written down."""
        told: dict[str, Any] = default_to_dict(
            self,
            rules=self.rules,
            records=self.records,
            date_key=self.date_key,
            split=self.split,
        )
        return told

    @classmethod
    def from_dict(cls, told: dict[str, Any]) -> "RecordExtractor":
        """Give the component of some settings."""
        made: RecordExtractor = default_from_dict(cls, told)
        return made
