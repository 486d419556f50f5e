"""Texts that were made for rules in, frozen cases out: each way through a pattern once.

Of the texts that a rule finds, the shortest are taken that have, together, each variant, each
option, each optional step taken and left out, and each field filled. Beside these stand texts in
which the rule finds nothing because a step is missing, and texts of which it makes something else
as soon as one of its parts is gone; those that were frozen before come first.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property

from attrs import define, field, frozen

from extractor.checking.bench import Bench
from extractor.checking.breaking import break_rule
from extractor.checking.cases import Case, Frame, read_cases
from extractor.checking.chance import begin
from extractor.checking.distinguishing import Text, distinguish
from extractor.checking.mutating import Mutant, find_mutants
from extractor.checking.noticing import Jury
from extractor.checking.replaying import outcome
from extractor.checking.rows import Made, RowFreezer, choose_texts
from extractor.checking.sharing import gather_crew
from extractor.checking.stages import Begin
from extractor.checking.trying import HELD, Attempt, Trial
from extractor.errors import RuleError
from extractor.ruleset import Ruleset
from extractor.ruleset.rules import Rule

BUDGET = 150


Cases = Mapping[str, Sequence[Case]]


@frozen
class Frozen:
    """The cases of each pack, and the rows of lexicons that decide in no text that was made."""

    cases: Mapping[str, Sequence[Case | Frame]]
    left: Mapping[str, Sequence[str]]


@define
class Freezer:
    """Finds what is to be frozen of the rules of some packs: by rule, by part, and by lexicon."""

    ruleset: Ruleset
    packs: frozenset[str]
    seed: int = 0
    _attempts: dict[str, Sequence[Attempt]] = field(init=False, factory=dict)

    @cached_property
    def rules(self) -> Sequence[Rule]:
        """Give the rules of the packs."""
        return [rule for rule in self.ruleset.rules if rule.pack in self.packs]

    @cached_property
    def trial(self) -> Trial:
        """Give what makes texts for the rules."""
        return Trial(Bench.around(self.ruleset, self.rules), self.rules)

    @cached_property
    def parts(self) -> Mapping[str, Sequence[Mutant]]:
        """Give what can be taken out of the rules, by the first rule that it is a part of."""
        others = [rule for rule in self.ruleset.rules if rule.pack not in self.packs]
        found: dict[str, list[Mutant]] = {}
        for mutant in find_mutants(self.rules, others):
            found.setdefault(mutant.rules[0].id, []).append(mutant)
        return found

    @cached_property
    def known(self) -> Mapping[str, Sequence[Text]]:
        """Give the texts that were frozen before, by rule; none where they cannot be read."""
        known: dict[str, list[Text]] = {}
        for name in sorted(self.packs):
            with suppress(RuleError):
                for each in read_cases(self.ruleset.packs[name]):
                    if isinstance(each, Case):
                        known.setdefault(each.rule, []).append((each.text, each.date))
        return known

    def attempts(self, name: str) -> Sequence[Attempt]:
        """Give the texts that are made for a rule."""
        if name not in self._attempts:
            rule = self.ruleset.rule(name)
            self._attempts[name] = self.trial.attempts(rule, BUDGET, self.seed) if rule else ()
        return self._attempts[name]

    def freeze_rule(self, name: str) -> tuple[Sequence[Case], Sequence[Made]]:
        """Give the cases of a rule, and the texts into which words of lexicons are put."""
        rule = self.ruleset.rule(name)
        if rule is None:
            return (), ()
        attempts = self.attempts(name)
        return tuple(freeze_rule(rule, attempts, self.trial)), choose_texts(attempts)

    def freeze_parts(self, given: tuple[str, Cases]) -> Sequence[Case]:
        """Give cases that notice when a part of a rule is missing, where nothing else does so yet.

        What is given is the rule, and the cases that there are already of those that have parts
        in common with it.
        """
        name, cases = given
        jury = Jury(self.trial.bench, {rule: [*held] for rule, held in cases.items()})
        found = []
        for mutant in self.parts.get(name, ()):
            if not jury.notices(mutant):
                chance = begin(f"{self.seed} {mutant.place} {mutant.part}")
                made = distinguish(mutant, self.known, self.attempts, self.trial, chance)
                if made is not None:
                    jury.hear(made)
                    found.append(made)
        return found

    def freeze_rows(
        self, given: tuple[str, Mapping[str, Sequence[Made]]]
    ) -> tuple[Sequence[Frame], Sequence[str]]:
        """Give the frames of a lexicon, and its rows that decide nowhere.

        What is given is its name, and texts that were made for the rules that name it.
        """
        name, made = given
        freezer = RowFreezer(self.trial, made)
        frames = tuple(freezer.frames(self.ruleset.lexicons[name]))
        return frames, freezer.left.get(name, ())


def freeze_rule(rule: Rule, attempts: Sequence[Attempt], trial: Trial) -> Iterator[Case]:
    """Give the cases of a rule: what it finds, and what it does not find without a step."""
    seen: set[object] = set()
    held = [attempt for attempt in attempts if attempt.verdict == HELD]
    for attempt in sorted(held, key=lambda each: (len(each.text), each.text)):
        case = freeze(rule, attempt, trial)
        if case is None:
            continue
        features = attempt.draft.features | _features(case)
        if not features <= seen:
            seen |= features
            yield case
    texts = [broken.refused for broken in break_rule(rule, attempts, trial) if broken.refused]
    for text, date in dict.fromkeys(texts):
        if not outcome(rule, text, date, trial.bench.near(rule).runner):
            yield Case(rule.id, text, date, None)


def _features(case: Case) -> set[object]:
    """Give the fields that a case fills, flags with what they say."""
    given = case.gives or {}
    return {(key, value) if value in ("yes", "no") else key for key, value in given.items()}


def freeze(rule: Rule, attempt: Attempt, trial: Trial) -> Case | None:
    """Give the case of one text: what the rule makes of the stretch that was made for it."""
    runner, date = trial.bench.near(rule).runner, attempt.carrier.date
    made = "".join(attempt.draft.words)
    found = outcome(rule, attempt.text, date, runner)
    own = [told for told in found if "".join(str(told["text"]).split()) == made]
    return Case(rule.id, attempt.text, date, own[0]) if own else None


def freeze_packs(
    ruleset: Ruleset,
    packs: frozenset[str],
    *,
    seed: int = 0,
    jobs: int = 1,
    only_new: bool = False,
    begin: Begin,
) -> Frozen:
    """Give the frozen cases of each pack, which are the same for any number of processes.

    With `only_new` all that was frozen before is kept, and what is added are cases of rules that
    have none. `begin` is told what is gone through now, and how many there are; what it gives
    hears of each that is done. Raises RuleError where cases are to be kept and cannot be read.
    """
    freezer = Freezer(ruleset, packs, seed)
    kept: list[Case | Frame] = []
    for name in sorted(packs) if only_new else ():
        kept += read_cases(ruleset.packs[name])
    held = {each.rule for each in kept}
    names = [rule.id for rule in freezer.rules if rule.id not in held]
    cases = [each for each in kept if isinstance(each, Case)]
    made: dict[str, Sequence[Made]] = {}
    with gather_crew(freezer, Freezer, (ruleset, packs, seed), jobs) as crew:
        done = begin("rules", len(names))
        for name, (own, texts) in zip(names, crew.each(Freezer.freeze_rule, names), strict=True):
            done(name)
            made[name] = texts
            cases += own
        alone = [(name, _related(name, freezer.parts, cases)) for name in names]
        done = begin("rules, part by part", len(names))
        for name, own in zip(names, crew.each(Freezer.freeze_parts, alone), strict=True):
            done(name)
            cases += own
        naming = {} if only_new else _naming(freezer.rules)
        rows = [(name, {rule: made[rule] for rule in rules}) for name, rules in naming.items()]
        frames = [each for each in kept if isinstance(each, Frame)]
        left: dict[str, Sequence[str]] = {}
        done = begin("word lists", len(rows))
        for name, (filled, lost) in zip(naming, crew.each(Freezer.freeze_rows, rows), strict=True):
            done(name)
            frames += filled
            left |= {name: lost} if lost else {}
    owner = {rule.id: rule.pack for rule in freezer.rules}
    found: dict[str, list[Case | Frame]] = {name: [] for name in packs}
    ordered: list[Case | Frame] = [*sorted(cases, key=lambda case: case.rule), *frames]
    for each in ordered:
        found[owner[each.rule]].append(each)
    return Frozen(found, left)


def _related(name: str, parts: Mapping[str, Sequence[Mutant]], cases: Sequence[Case]) -> Cases:
    """Give the cases of a rule, of those that share a part with it, and of those that it beats."""
    rules = {rule.id for mutant in parts.get(name, ()) for rule in mutant.rules}
    rules |= {beaten for mutant in parts.get(name, ()) for r in mutant.rules for beaten in r.beats}
    found: dict[str, list[Case]] = {}
    for case in cases:
        if case.rule in rules:
            found.setdefault(case.rule, []).append(case)
    return found


def _naming(rules: Sequence[Rule]) -> Mapping[str, Sequence[str]]:
    """Give for each lexicon the rules that name it, in order of its name."""
    named: dict[str, list[str]] = {}
    for rule in rules:
        for name in {node.name for node in rule.lexicons}:
            named.setdefault(name, []).append(rule.id)
    return dict(sorted(named.items()))
