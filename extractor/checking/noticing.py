"""A mutant in; out comes whether an example, a counter-example or a frozen case notices it."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from attrs import define, field, frozen

from extractor.checking.bench import Bench, Sight
from extractor.checking.cases import Case
from extractor.checking.examples import holds
from extractor.checking.mutating import Mutant
from extractor.checking.replaying import gives
from extractor.checking.telling import tell
from extractor.matching import Match
from extractor.pipeline import Examination, Extractor
from extractor.ruleset.rules import Example, Rule


@frozen
class Witness:
    """A text that a rule was seen in, and what tells whether what was promised of it holds."""

    sight: Sight
    holds: Callable[[Rule, Examination], bool]


@define
class Jury:
    """The witnesses of each rule; those that do not hold of the rule itself are not heard."""

    bench: Bench
    cases: dict[str, list[Case]] = field(factory=dict)
    _witnesses: dict[str, tuple[list[Witness], Iterator[Witness]]] = field(init=False, factory=dict)

    def hear(self, case: Case) -> None:
        """Add a witness to those of a rule."""
        self.cases.setdefault(case.rule, []).append(case)
        self._witnesses.pop(case.rule, None)

    def notices(self, mutant: Mutant) -> bool:
        """Tell whether one of the rules that a mutant changes notices it."""
        return any(self._notices(rule) for rule in mutant.rules)

    def _notices(self, changed: Rule) -> bool:
        """Hear the witnesses of a rule, and those of the rules that it no longer beats."""
        ruleset = self.bench.ruleset
        rule = ruleset.rule(changed.id)
        if rule is None:
            return False
        bench = self.bench.near(rule)
        shallow = (rule.set, rule.beats) == (changed.set, changed.beats)
        spared = [name for name in rule.beats if name not in changed.beats]
        for heard in (rule, *filter(None, map(ruleset.rule, spared))):
            for witness in self.witnesses(heard):
                sight = witness.sight
                own = bench.matches(changed, sight)
                if shallow and _same(own, sight.matches(rule, bench.engine)):
                    continue
                asked = changed if heard is rule else heard
                if not witness.holds(asked, bench.examine(changed, own, sight)):
                    return True
        return False

    def witnesses(self, rule: Rule) -> Iterator[Witness]:
        """Give the texts in which a change of a rule can be noticed, read when they are needed."""
        if rule.id not in self._witnesses:
            self._witnesses[rule.id] = [], self._summon(rule)
        known, others = self._witnesses[rule.id]
        yield from known
        for witness in others:
            known.append(witness)
            yield witness

    def _summon(self, rule: Rule) -> Iterator[Witness]:
        bench = self.bench.near(rule)
        runner = bench.runner
        for example in (*rule.examples, *rule.not_examples):
            sight = bench.recall(example.text, example.date)
            witness = Witness(sight, partial(_keeps, example, runner))
            if witness.holds(rule, sight.examination):
                yield witness
        for case in self.cases.get(rule.id, ()):
            sight = bench.see(case.text, case.date)
            witness = Witness(sight, partial(_gives, case, runner))
            if witness.holds(rule, sight.examination):
                yield witness


def _keeps(example: Example, runner: Extractor, rule: Rule, seen: Examination) -> bool:
    return holds(rule, example, seen, runner)


def _gives(case: Case, runner: Extractor, rule: Rule, seen: Examination) -> bool:
    return gives(case.gives, [told for _, told in tell(rule, seen, runner)])


def _same(own: Sequence[Match], before: Sequence[Match]) -> bool:
    """Tell whether two rules have the same matches, whichever rule these name."""
    return [tuple(match)[1:] for match in own] == [tuple(match)[1:] for match in before]
