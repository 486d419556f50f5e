"""Matches of record rules in, records out: each field by its setting, or by its type."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field

from extractor.errors import Place
from extractor.matching.alphabet import Alphabet
from extractor.matching.matches import Findings, Match
from extractor.reading.reading import Reading
from extractor.records import CLASSES, Evidence, Extraction, Found, Record
from extractor.resolving.context import Context
from extractor.resolving.sighting import Sighting
from extractor.resolving.values import Values
from extractor.ruleset.kinds import Field, Kind
from extractor.ruleset.rules import Call
from extractor.ruleset.ruleset import Ruleset

# The normaliser of a field that its rule sets nothing for.
BY_TYPE = {"codes": "column", "flag": "has"}
# The fields of a kind, each with the call that a rule makes for it, and whether the rule sets it.
Plan = tuple[tuple[Field, Call, bool], ...]


@define
class Builder:
    """Turns what matching found into records; immutable but for its memory of rules."""

    ruleset: Ruleset
    alphabet: Alphabet
    extra: Mapping[str, Callable[[str], Any]]
    _sighting: Sighting = field(init=False)
    _evidence: dict[str, Evidence] = field(init=False, factory=dict)
    _plans: dict[str, tuple[object, Plan]] = field(init=False, factory=dict)
    # the fields of each kind as they are where nothing is found
    _blanks: Mapping[str, Mapping[str, Any]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Prepare the look-up of what captures are."""
        self._sighting = Sighting(self.ruleset, self.alphabet)
        self._blanks = {
            kind.name: {each.name: _shape(each, ()) for each in kind.fields}
            for kind in self.ruleset.kinds.values()
        }

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
        for match in _joined(ordered, values):
            record = self._record(match, values, used, warnings)
            if record is not None:
                yield match, record

    def _record(
        self, match: Match, values: Values, used: dict[str, int], warnings: list[str]
    ) -> Found | None:
        kind = self.ruleset.kinds[match.rule.target]
        span = values.context.span((match.first, match.end))
        fields = dict(self._blanks[kind.name])
        for each, call, is_set in self._plan_of(kind, match):
            # by its type alone a field is made of nothing but its captures
            if is_set or each.name in match.captures:
                found = values.resolve(match, each.name, call)
                if found:
                    fields[each.name] = _shape(each, found)
            if each.required and fields[each.name] in (None, ()):
                warnings.append(
                    f"{match.rule.id} at {span.start}-{span.end} left out: no {each.name}"
                )
                return None
        document = values.context.reading.document.id
        name = f"{document}#{kind.name}-{span.start}-{span.end}"
        used[name] = used.get(name, 0) + 1
        common: dict[str, Any] = {
            "id": name if used[name] == 1 else f"{name}-{used[name]}",
            "doc": document,
            "start": span.start,
            "end": span.end,
            "text": span.text,
            "evidence": self._evidence_of(match),
        }
        made = CLASSES.get(kind.name)
        if made is None:
            return Record(kind=kind.name, fields=fields, **common)
        return made(**common, **fields)

    def _plan_of(self, kind: Kind, match: Match) -> Plan:
        # a rule that is tried with other settings keeps its id
        settled_for, plan = self._plans.get(match.rule.id, (None, ()))
        if settled_for is not match.rule.set:
            own = match.rule.settings
            plan = tuple(
                (each, own.get(each.name, _by_type(each)), each.name in own) for each in kind.fields
            )
            self._plans[match.rule.id] = match.rule.set, plan
        return plan

    def _evidence_of(self, match: Match) -> Evidence:
        rule = match.rule
        evidence = self._evidence.get(rule.id)
        if evidence is None:
            packs = self.ruleset.packs
            pack = packs[rule.pack]
            evidence = self._evidence[rule.id] = Evidence(
                rule.id,
                rule.place.path,
                rule.place.line,
                pack.name,
                pack.version,
                pack.hash,
                rule.measured.precision if rule.measured else None,
                tuple(f"{each}/{packs[each].hash}" for each in self.ruleset.overlays_of(rule)),
            )
        return evidence


def _joined(matches: Sequence[Match], values: Values) -> Sequence[Match]:
    """Give the matches, in text order, less those that go on with another one, as part of that."""
    joined: list[Match] = []
    places: dict[int, int] = {}
    for match in matches:
        before, name = values.gone_on_with(match) or (None, "")
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


def _shape(each: Field, found: Sequence[Any]) -> Any:  # noqa: ANN401 - fields are of all types
    """Give the value of a field of all that was found for it."""
    if each.many:
        return tuple(found)
    if each.type == "flag":
        return bool(found and found[0])
    if each.type == "codes":
        return found[0] if found else ()
    return found[0] if found else None


def call_of(field: Field, match: Match) -> Call:
    """Give the normaliser that fills a field of a match: the one set by its rule, or its type's."""
    return match.rule.settings.get(field.name) or _by_type(field)


def _by_type(each: Field) -> Call:
    """Give the call for a field that its rule sets nothing for."""
    return Call(BY_TYPE.get(each.type, each.type), (), (), Place(""))
