"""Extractions in one by one, what they come to out: totals by speaker, by day and by country."""

from collections import Counter
from collections.abc import Iterator

from attrs import define, field

from extractor.output.html.cards import speaker_of
from extractor.output.html.writing import escape, isolate
from extractor.records import CountryList, DatedEvent, Extraction

# So many rows of a table are shown; the rest is counted.
ROWS = 50


@define
class Totals:
    """What is counted over all documents; memory grows with names, days and documents alone."""

    documents: list[tuple[str, str, int, int]] = field(factory=list)
    speakers: Counter[str] = field(factory=Counter)
    days: Counter[str] = field(factory=Counter)
    countries: Counter[str] = field(factory=Counter)

    def add(self, extraction: Extraction, anchor: str) -> None:
        """Count the records of one more document."""
        self.documents.append(
            (extraction.doc, anchor, len(extraction.records), len(extraction.warnings))
        )
        for record in extraction.records:
            speaker = speaker_of(record)
            if speaker is not None:
                self.speakers[" ".join(speaker.split())] += 1
            elif isinstance(record, DatedEvent):
                self.days[record.date.value] += 1
            elif isinstance(record, CountryList):
                self.countries.update(record.codes)

    def tables(self) -> Iterator[str]:
        """Give a table for each of the totals: what comes most often first."""
        for name, counts in (
            ("speakers", self.speakers),
            ("days", self.days),
            ("countries", self.countries),
        ):
            if not counts:
                continue
            ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
            yield f"<section class=total><h3>{name}</h3><table>"
            for what, count in ordered[:ROWS]:
                yield (
                    f'<tr><td><button data-find="{escape(what)}">{isolate(what)}</button>'
                    f"<td class=count>{count}"
                )
            if len(ordered) > ROWS:
                yield f"<tr><td>{len(ordered) - ROWS} more<td class=count>"
                yield f"{sum(count for _, count in ordered[ROWS:])}"
            yield "</table></section>"
