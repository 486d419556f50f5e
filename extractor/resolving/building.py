"""Matches of record rules in, records out: each field by its setting, or by its type."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field

from extractor.matching.alphabet import Alphabet
from extractor.matching.matches import Findings, Match
from extractor.reading.reading import Reading
from extractor.records import CLASSES, Extraction, Found, Record
from extractor.resolving.context import Context
from extractor.resolving.planning import Plan, make_plan, shape
from extractor.resolving.sighting import Sighting
from extractor.resolving.values import Values
from extractor.ruleset.rules import Rule
from extractor.ruleset.ruleset import Ruleset


@define
class Builder:
    """Turns what matching found into records; immutable but for its memory of rules."""

    ruleset: Ruleset
    alphabet: Alphabet
    extra: Mapping[str, Callable[[str], Any]]
    _sighting: Sighting = field(init=False)
    _plans: dict[str, Plan] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Prepare the look-up of what captures are."""
        self._sighting = Sighting(self.ruleset, self.alphabet)

    def values(self, reading: Reading, findings: Findings) -> Values:
        """Give what resolves the fields of one document's matches."""
        return Values(Context(reading, findings, self._sighting), self.extra)

    def build(self, reading: Reading, findings: Findings, kinds: frozenset[str]) -> Extraction:
        """Give the records of the wanted kinds, in text order."""
        warnings = [warning.text for warning in findings.warnings]
        values = self.values(reading, findings)
        records = [each for _, each in self._records(values, findings, kinds, warnings)]
        warnings += values.warnings
        document, day = reading.document, values.context.date
        return Extraction(
            document.id,
            tuple(records),
            tuple(warnings),
            document.text,
            None if day is None else day.isoformat(),
        )

    def match_records(
        self, reading: Reading, findings: Findings, kinds: frozenset[str]
    ) -> Iterator[tuple[Match, Found]]:
        """Give the records of the wanted kinds, each with the match that it is made of."""
        return self._records(self.values(reading, findings), findings, kinds, [])

    def _records(
        self, values: Values, findings: Findings, kinds: frozenset[str], warnings: list[str]
    ) -> Iterator[tuple[Match, Found]]:
        used: dict[str, int] = {}
        ordered = sorted(
            (match for match in findings.records if match.rule.target in kinds),
            key=lambda m: (m.first, m.end, m.rule.target, m.rule.id),
        )
        for match in self._joined(ordered, values):
            record = self._record(match, values, used, warnings)
            if record is not None:
                yield match, record

    def _record(
        self, match: Match, values: Values, used: dict[str, int], warnings: list[str]
    ) -> Found | None:
        plan = self._plan_of(match.rule)
        start, end, text = values.context.stretch((match.first, match.end))
        fields = dict(plan.blank)
        reached: list[Sequence[Match]] = [(match,)]
        for before, name in plan.ways:
            reached.append(values.context.held_by(reached[before], name))
        for step in plan.steps:
            each = step.field
            found: Sequence[Any] = ()
            if step.ends:
                found = values.gather(step.call, reached, step.ends, many=each.many)
            elif step.is_set or each.name in match.captures:
                # by its type alone a field is made of nothing but its captures
                found = values.resolve(match, each.name, step.call)
            if found:
                fields[each.name] = shape(each, found)
            if each.required and (fields[each.name] is None or fields[each.name] == ()):
                warnings.append(f"{match.rule.id} at {start}-{end} left out: no {each.name}")
                return None
        document = values.context.reading.document.id
        name = f"{document}#{plan.kind}-{start}-{end}"
        used[name] = used.get(name, 0) + 1
        common: dict[str, Any] = {
            "id": name if used[name] == 1 else f"{name}-{used[name]}",
            "doc": document,
            "start": start,
            "end": end,
            "text": text,
            "evidence": plan.evidence,
        }
        made = CLASSES.get(plan.kind)
        if made is None:
            return Record(kind=plan.kind, fields=fields, **common)
        return made(**common, **fields)

    def _plan_of(self, rule: Rule) -> Plan:
        plan = self._plans.get(rule.id)
        # a rule that is tried with other settings keeps its id
        if plan is None or plan.settings is not rule.set:
            plan = self._plans[rule.id] = make_plan(rule, self.ruleset, frozenset(self.extra))
        return plan

    def _joined(self, matches: Sequence[Match], values: Values) -> Sequence[Match]:
        """Give the matches, in text order, less those that go on with another one, as part of that.

        A match goes on with the record with which the paragraph before ends, where the quotation of
        that one is still open there and the rule says what of the match belongs to it.
        """
        joined: list[Match] = []
        places: dict[int, int] = {}
        for match in matches:
            name = self._plan_of(match.rule).goes_on
            before = values.neighbours.record_open_before(match) if name else None
            at = places.get(id(before)) if before is not None else None
            if at is None:
                places[id(match)] = len(joined)
                joined.append(match)
                continue
            places[id(match)] = at
            captures = joined[at].captures
            both = {**captures, name: (*captures.get(name, ()), *match.tokens(name))}
            joined[at] = joined[at]._replace(end=match.end, captures=both)
        return joined
