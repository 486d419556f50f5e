"""A spaCy document in, the same document with what was found in it: `nlp.add_pipe("extractor")`.

`doc._.extraction` holds all that was found in its JSON form, which spaCy can send to other
processes and write to disk. `doc.spans` has a group for each kind of record, with the whole extent
of each, and one group with the parts of all records, labelled `quote.speaker` and the like; the id
of a span is that of its record. Spans of spaCy begin and end with tokens, so that they may be wider
than what was found; the offsets of the records are exact.

Imports spaCy, which imports this file where a pipeline asks for the component.
"""

import datetime
from collections.abc import Sequence
from typing import Any

from extractor.bridges.needed import needed
from extractor.bridges.passages import choose_extractor
from extractor.errors import UsageError
from extractor.output.annotation import label_of
from extractor.output.marking import marks_of
from extractor.pipeline import read_date
from extractor.reading import Document
from extractor.records import Extraction, Found, to_json

with needed("spacy"):
    from spacy.language import Language
    from spacy.tokens import Doc, Span, SpanGroup

FACTORY = "extractor"
ALIGNMENTS = ("strict", "contract", "expand")
DEFAULTS: dict[str, Any] = {
    "rules": [],
    "records": None,
    "date": None,
    "alignment_mode": "expand",
    "spans_key": FACTORY,
}
# What a document knows of itself, if anybody has told it, and what is found in it.
TOLD = ("document_id", "document_date")
FOUND = "extraction"


class Component:
    """What stands in the pipeline: reads the text of a document, and writes down what is found.

    `rules`, `records` and `date` are those of an Extractor and of a document. `alignment_mode` is
    that of `Doc.char_span`; with "strict" and "contract" a span may be left out where no tokens
    fit. `spans_key` names the group of parts.
    """

    def __init__(
        self,
        rules: Sequence[str],
        records: Sequence[str] | None,
        date: str | None,
        alignment_mode: str,
        spans_key: str,
    ) -> None:
        if alignment_mode not in ALIGNMENTS:
            raise UsageError(
                f"no alignment {alignment_mode!r}", f"known are {', '.join(ALIGNMENTS)}"
            )
        self.extractor = choose_extractor(rules, records)
        self.date = read_date(date)
        self.alignment_mode = alignment_mode
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Read a document, whose day of publication is `doc._.document_date` if it has one."""
        day: str | datetime.date | None = doc._.document_date or self.date
        document = Document(doc.text, doc._.document_id or "", read_date(day))
        found = self.extractor.extract(document)
        setattr(doc._, FOUND, told(found))
        for kind in sorted(self.extractor.records):
            spans = (self._span(doc, record, record) for record in found.of(kind))
            doc.spans[kind] = SpanGroup(doc, name=kind, spans=[*filter(None, spans)])
        parts = (
            self._span(doc, mark, record, label_of(mark))
            for number, record in enumerate(found.records)
            for mark in marks_of(number, record)
        )
        doc.spans[self.spans_key] = SpanGroup(
            doc, name=self.spans_key, spans=[*filter(None, parts)]
        )
        return doc

    def _span(self, doc: Doc, part: Any, record: Found, label: str | None = None) -> Span | None:
        return doc.char_span(
            part.start,
            part.end,
            label=label or record.record,
            span_id=record.id,
            alignment_mode=self.alignment_mode,
        )


@Language.factory(FACTORY, default_config=DEFAULTS, assigns=["doc._.extraction", "doc.spans"])
def make_component(
    nlp: Language,  # noqa: ARG001 - every factory is given it
    name: str,  # noqa: ARG001 - as above
    *,
    rules: Sequence[str],
    records: Sequence[str] | None,
    date: str | None,
    alignment_mode: str,
    spans_key: str,
) -> Component:
    """Give the component for a pipeline, with the settings of its config.

    Raises RuleError for rules that cannot be used, UsageError for a setting that has no meaning.
    """
    return Component(rules, records, date, alignment_mode, spans_key)


def told(found: Extraction) -> dict[str, Any]:
    """Give an extraction as what JSON holds: its document, its date, records and warnings."""
    return {
        "doc": found.doc,
        "date": found.date,
        "records": [to_json(record) for record in found.records],
        "warnings": list(found.warnings),
    }


# here, like the factory, so that a process that unpickles a component has them too
for _name in (*TOLD, FOUND):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)
