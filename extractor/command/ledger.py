"""Outcomes in, their extractions out; the failures are written down on the way.

Failures go to standard error, every outcome to the report, and the progress line moves.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TextIO

from attrs import define, field

from extractor.command.bookmark import Bookmark
from extractor.command.complaints import complain
from extractor.command.inputs import Failed
from extractor.command.outcomes import Outcome
from extractor.command.progress import Progress
from extractor.output.jsonl import escape
from extractor.records import Extraction


@define
class Ledger:
    """The book of one run: where the report goes, if anywhere, and how many documents failed.

    With a bookmark, each document is noted there once all that came of it is written to `output`.
    A run with a report closes with a line that says what became of all documents.
    """

    kinds: Sequence[str]
    report: TextIO | None
    progress: Progress
    failures: int = 0
    bookmark: Bookmark | None = None
    output: TextIO | None = None
    _found: int = field(init=False, default=0)
    _with: int = field(init=False, default=0)
    _without: int = field(init=False, default=0)

    def pass_on(self, outcomes: Iterable[Outcome]) -> Iterator[Extraction]:
        """Give the extractions, and write down what became of each document."""
        for outcome in outcomes:
            self.progress.pass_by(outcome.size)
            if self.report is not None:
                line = self.report_line(outcome)
                self.report.write(f"{escape(json.dumps(line, ensure_ascii=False))}\n")
            if isinstance(outcome, Failed):
                self.failures += 1
                self.progress.hide()
                complain(outcome.why)
            else:
                self.progress.count(outcome.characters)
                if outcome.blank:
                    # a line of a data set may well be empty: that is said, and is no failure
                    self.progress.hide()
                    complain(f"{outcome.place}: the text is empty; it gives no records")
                # whoever takes this asks for the next one when it is written
                found = len(outcome.extraction.records)
                self._found += found
                self._with, self._without = self._with + bool(found), self._without + (not found)
                yield outcome.extraction
            if self.bookmark is not None and self.output is not None:
                name = outcome.id if isinstance(outcome, Failed) else outcome.extraction.doc
                self.bookmark.note(name, self.output, self.report, self.failures)
            self.progress.show()
        if self.report is not None:
            self.progress.hide()
            complain(self.summary())

    def summary(self) -> str:
        """Give what became of all documents: each has records, or has none, or failed."""
        before = self.bookmark.start if self.bookmark else None
        done = before.entries - before.failures if before else 0
        count = self._with + self._without + self.failures + done
        found = f"{self._found:,} record{'s' * (self._found != 1)}"
        said = f"{count:,} document{'s' * (count != 1)}: {self._with:,} with {found}, "
        said += f"{self._without:,} without, {self.failures:,} failed"
        return f"{said}, {done:,} read before" if done else said

    def report_line(self, outcome: Outcome) -> dict[str, Any]:
        """Give one line of the report; every key is always there."""
        if isinstance(outcome, Failed):
            return {"id": outcome.id, "records": None, "warnings": [], "error": outcome.why}
        extraction = outcome.extraction
        found = Counter(record.record for record in extraction.records)
        return {
            "id": extraction.doc,
            "records": {kind: found[kind] for kind in self.kinds},
            "warnings": list(extraction.warnings),
            "error": None,
        }
