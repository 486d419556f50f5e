"""A document's records in; which of them stands before another one, and which one around it."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import define

from extractor.matching.matches import Match
from extractor.resolving.context import Context
from extractor.spans import Cover

# So many claims that begin before a record are looked at for one that it lies in.
NESTED = 40
NOTHING: tuple[Cover, Sequence[tuple[int, int, Match]]] = Cover(()), ()


@define
class Neighbours:
    """The records of one document by where they stand."""

    context: Context

    @cached_property
    def _last_records(self) -> Mapping[tuple[str, int], Match]:
        """Give the last match for each kind of record in each paragraph."""
        found: dict[tuple[str, int], Match] = {}
        for match in self.context.findings.records:
            key = match.rule.target, self._paragraph(match)
            if key not in found or found[key].end < match.end:
                found[key] = match
        return found

    def _paragraph(self, match: Match) -> int:
        return bisect_right(self.context.reading.paragraphs, match.first)

    def record_before(self, match: Match) -> Match | None:
        """Give the last match for the same kind of record in the paragraph before, or None."""
        return self._last_records.get((match.rule.target, self._paragraph(match) - 1))

    def record_open_before(self, match: Match) -> Match | None:
        """Give the record with which the paragraph before ends, its quotation open, or None."""
        start = self.context.reading.paragraphs[self._paragraph(match) - 1]
        before = self.record_before(match)
        if before is None or before.end != start or start not in self._left_open:
            return None
        return before

    @cached_property
    def _left_open(self) -> frozenset[int]:
        """Give the ends of the quotations that are never closed."""
        return frozenset(q.last + 1 for q in self.context.reading.quotations if not q.closed)

    def ending_before(self, match: Match, layer: str) -> Match | None:
        """Give the match of the item of a layer with which the paragraph before ends, or None."""
        start = self.context.reading.paragraphs[self._paragraph(match) - 1]
        items = self.context.items(layer)
        at = bisect_left(items, start, key=lambda each: each.first)
        return items[at - 1].match if at and items[at - 1].end == start else None

    @cached_property
    def _around(self) -> Mapping[str, tuple[Cover, Sequence[tuple[int, int, Match]]]]:
        """Give what the records of each kind claim, in text order, longer stretches first.

        Comes with what that covers, since hardly any record lies in another one.
        """
        found: dict[str, list[tuple[int, int, Match]]] = {}
        for match in self.context.findings.records:
            kind = self.context.sighting.ruleset.kinds[match.rule.target]
            if kind.nested:
                stretches = [(a, -b, match) for name in kind.one_per for a, b in match.tokens(name)]
                found.setdefault(kind.name, []).extend(stretches)
        return {
            kind: (Cover((a, -b) for a, b, _ in each), sorted(each, key=lambda one: one[:2]))
            for kind, each in found.items()
        }

    def record_around(self, match: Match) -> Match | None:
        """Give the match for the same kind of record in whose key another one lies, the nearest."""
        cover, stretches = self._around.get(match.rule.target, NOTHING)
        if not cover.holds(match.first, match.end):
            return None
        at = bisect_right(stretches, match.first, key=lambda each: each[0])
        for start, minus_end, other in reversed(stretches[max(0, at - NESTED) : at]):
            if start <= match.first and match.end <= -minus_end and other is not match:
                return other
        return None
