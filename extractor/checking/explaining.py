"""A text in, why rules matched it, or why not, out.

`explain` is for one text; an `Explainer` keeps the compiled rules for many.
"""

import datetime
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import define, evolve, field

from extractor.checking.explanation import Explanation, Miss, Near, Seen, Silence, Verdict
from extractor.checking.nearest import MADE, MISSED, Nearest
from extractor.checking.owning import find_own
from extractor.checking.provenance import trace_record
from extractor.checking.repairing import Repairing
from extractor.checking.scenery import Scenery
from extractor.checking.seeing import CHOSEN, pair, see
from extractor.errors import UsageError
from extractor.matching import Match
from extractor.pipeline import Extractor, PathLike, read_date, wanted_kinds
from extractor.reading import Document
from extractor.records import Found
from extractor.ruleset import Ruleset, load_ruleset
from extractor.ruleset.complaints import suggest
from extractor.ruleset.rules import Rule
from extractor.spans import Span

# So many attempts of one rule are told, so many sentences in which nothing was found, and of each
# so many rules; so many tokens of a text are searched for these.
ATTEMPTS = 3
# For so many matches that conditions keep out it is told what would free them.
FREED = 10
SILENCES = 12
NEAR = 3
SILENT_TOKENS = 1_500
Nearness = tuple[float, int, int]
# An attempt that took less of its required steps than this is not worth telling beside others.
ENOUGH = 0.33


def explain(
    text: str | Document,
    *,
    rule: str | None = None,
    record: str | int | None = None,
    date: str | datetime.date | None = None,
    rules: Iterable[PathLike] | PathLike = (),
) -> Explanation:
    """Give why the rules made what they made of a text, or why they made nothing.

    With `rule`, its id, every place is told where that rule matches, was refused or lost, and
    where it came nearest. With `record`, an id or the number of a record counted from one, only
    that record is traced. Raises UsageError where there is no such rule or record.

    >>> told = explain("The talks ended on may 3.", rule="date.month-day")
    >>> told.verdict.misses[0].stood.text, told.verdict.misses[0].change.word
    ('may', 'May')
    """
    paths = [rules] if isinstance(rules, str | os.PathLike) else list(rules)
    ruleset = load_ruleset([Path(path) for path in paths])
    return Explainer(ruleset).explain(text, rule=rule, record=record, date=date)


@define
class Explainer:
    """Rules compiled once, ready to explain any number of texts.

    With an extractor `before`, what is the same in it is not compiled again.
    """

    ruleset: Ruleset
    _before: Extractor | None = None
    _extractor: Extractor = field(init=False)
    _kinds: frozenset[str] = field(init=False)
    _near: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Compile all rules, those of layers too that no record stands on."""
        self._kinds = wanted_kinds(self.ruleset, None)
        self._near = find_own(self.ruleset)
        self._extractor = Extractor.of_ruleset(
            self.ruleset, records=self.ruleset.kinds, whole=True, before=self._before
        )
        self._before = None

    @property
    def extractor(self) -> Extractor:
        """Give the compiled rules, which make records of every kind and all layers."""
        return self._extractor

    def explain(
        self,
        text: str | Document,
        *,
        rule: str | None = None,
        record: str | int | None = None,
        date: str | datetime.date | None = None,
    ) -> Explanation:
        """Give the explanation of one text; see `explain`."""
        known = None if rule is None else self._rule(rule)
        document = text if isinstance(text, Document) else Document(text, "", read_date(date))
        scenery = Scenery(self._extractor, document)
        found = self._records(scenery, known, record)
        records = tuple(trace_record(match, each, scenery) for match, each in found)
        verdict = None if known is None else self._verdict(known, scenery)
        silences: tuple[Silence, ...] = ()
        if known is None and record is None:
            silences = tuple(self._silences(scenery))
        day = None if document.date is None else document.date.isoformat()
        warnings = self._extractor.build(scenery.examination).warnings
        return Explanation(document.id, day, rule, records, verdict, silences, warnings)

    def _rule(self, name: str) -> Rule:
        found = self.ruleset.rule(name)
        if found is None:
            ids = tuple(rule.id for rule in self.ruleset.rules)
            raise UsageError(f"no rule {name!r}", suggest(name, ids))
        return found

    def _records(
        self, scenery: Scenery, rule: Rule | None, record: str | int | None
    ) -> list[tuple[Match, Found]]:
        """Give the records to be told: one, those of a rule, or all of the kinds always given."""
        every = scenery.records
        if rule is not None:
            every = [each for each in every if each[1].evidence.rule == rule.id]
        shown = [each for each in every if rule is not None or each[1].record in self._kinds]
        if record is None:
            return shown
        if isinstance(record, int) or record.isdecimal():
            chosen = shown[int(record) - 1 : int(record)] if int(record) else []
        else:
            chosen = [each for each in every if each[1].id == record]
        if not chosen:
            numbers = f"numbers go from 1 to {len(shown)}" if shown else "there is none"
            raise UsageError(f"no record {str(record)!r}", numbers)
        return chosen

    def _verdict(self, rule: Rule, scenery: Scenery) -> Verdict:
        repairing = Repairing(scenery, rule)
        seen = list(see(scenery, rule))
        for number in [n for n, each in enumerate(seen) if each.refusals][:FREED]:
            seen[number] = evolve(seen[number], change=repairing.free(seen[number]))
        makes = f"{'record' if rule.emits else 'layer'} {rule.target}"
        return Verdict(
            rule.id, rule.place.path, rule.place.line, makes, rule.about, rule.measured,
            tuple(seen), tuple(pair(scenery, rule)), tuple(self._misses(rule, seen, repairing)),
        )  # fmt: skip

    def _misses(self, rule: Rule, seen: Sequence[Seen], repairing: Repairing) -> Iterator[Miss]:
        """Give the attempts that came nearest, in sentences where the rule matched nowhere."""
        scenery = repairing.scenery
        if rule.id not in scenery.journal.seekers:
            return
        nearest = repairing.nearest
        least = ENOUGH if seen else 0.0
        told = 0
        for tried in nearest.attempts(rule):
            low, high = scenery.sentence(tried.attempt.first)
            if any(each.span.start < high and low < each.span.end for each in seen):
                continue
            if tried.nearness[0] < least or (told and not tried.nearness[0]) or told == ATTEMPTS:
                return
            told += 1
            placed = nearest.place(tried)
            yield Miss(
                nearest.line(placed),
                nearest.stood(placed),
                nearest.wanted(placed),
                tuple(nearest.notes(placed)),
                nearest.absences(placed),
                repairing.mend(placed),
            )

    def _silences(self, scenery: Scenery) -> Iterator[Silence]:
        """Give sentences without a record, with the rules that came nearest there."""
        nearest = Nearest(scenery, limit=SILENT_TOKENS)
        found = [each for _, each in scenery.records if each.record in self._kinds]
        near: dict[int, list[tuple[Nearness, Near]]] = {}
        for rule in self.ruleset.rules:
            if rule.emits and rule.target in self._kinds and rule.pack in self._near:
                for low, share, each in _near(rule, scenery, nearest):
                    near.setdefault(low, []).append((share, each))
        told = 0
        for first in scenery.reading.sentences:
            low, high = scenery.sentence(first)
            best = sorted(near.get(low, ()), key=lambda each: each[0], reverse=True)
            best = [each for each in best if each[0][0] >= ENOUGH][:NEAR]
            if best and not any(each.start < high and low < each.end for each in found):
                span = Span(low, high, scenery.document.text[low:high])
                yield Silence(span, tuple(each for _, each in best))
                told += 1
                if told == SILENCES:
                    return


def _near(rule: Rule, scenery: Scenery, nearest: Nearest) -> Iterator[tuple[int, Nearness, Near]]:
    """Give, by the start of its sentence, how near a rule came there, in numbers and in words."""
    place = rule.place
    seen: set[int] = set()
    for each in see(scenery, rule, traced=False):
        low, _ = scenery.sentence_at(each.span.start)
        seen.add(low)
        if each.outcome != MADE:
            told = each.refusals[:1]
            missed = Near(rule.id, place.path, place.line, 0, 0, (), None, each.outcome, told)
            yield low, (1.0, 0, 0), missed
    if rule.link is not None:
        for couple in pair(scenery, rule):
            low, _ = scenery.sentence_at(couple.source.start)
            if low not in seen and not any(each.status == CHOSEN for each in couple.candidates):
                partner = (f"<{rule.link.target}>",)
                missed = Near(rule.id, place.path, place.line, 1, 2, partner, None, MISSED)
                yield low, (ENOUGH, 0, 0), missed
        return
    for tried in nearest.attempts(rule):
        low, _ = scenery.sentence(tried.attempt.first)
        if low not in seen:
            line = nearest.line(tried)
            wanted, stood = nearest.wanted(tried), nearest.stood(tried)
            steps = len(line.steps)
            missed = Near(rule.id, line.file, line.line, line.reached, steps, wanted, stood, MISSED)
            yield low, tried.nearness, missed
