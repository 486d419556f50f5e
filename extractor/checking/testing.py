"""Packs in, a report a rule out: what it promises, and whether its texts hold it to that.

Of each rule: its examples and counter-examples, texts made from its pattern, the same with a step
taken out, its frozen cases, and whether any of these notices when a part of the rule is missing.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from attrs import define, field, frozen

from extractor.checking.bench import Bench
from extractor.checking.breaking import break_rule
from extractor.checking.cases import Case, Frame, read_cases
from extractor.checking.describing import describe_example, describe_text
from extractor.checking.examples import check_rule
from extractor.checking.mutating import Mutant
from extractor.checking.noticing import Jury
from extractor.checking.owning import find_own
from extractor.checking.replaying import replay
from extractor.checking.shrinking import need_hypothesis, shrink
from extractor.checking.trying import EXCUSED, FAILED, Attempt, Trial
from extractor.checking.unneeded import (
    REMEDY,
    UNNEEDED,
    cases_of,
    parts_of_packs,
    say,
    shorten,
    tested_rules,
    try_parts,
)
from extractor.errors import Place
from extractor.ruleset import Ruleset, load_ruleset
from extractor.ruleset.rules import Example, Rule

BUDGET = 60
# Above this share of excused texts a rule says so.
EXCUSABLE = 0.75


@frozen(str=False)
class Failure:
    """What did not hold: where, what, what to do about it, and lines that show it."""

    sort: str
    place: Place
    what: str
    remedy: str
    details: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Give the line that a rule author reads, and below it what shows it."""
        shown = (f"  {name:<9} {line}" for name, line in self.details)
        lines = (line.replace("\n", "\\n") for line in shown)
        return "\n".join((f"{self.place}: {self.what}; {self.remedy}", *lines))


@frozen
class Count:
    """How many of how many held."""

    held: int = 0
    of: int = 0


@frozen
class RuleReport:
    """What became of one rule; `excused` counts the texts that were not held against it, by why."""

    rule: str
    place: Place
    examples: Count
    counter_examples: Count
    generated: Count
    excused: Mapping[str, int]
    broken: Count
    frozen: Count
    needed: Count
    failures: tuple[Failure, ...]
    notes: tuple[str, ...] = ()


@define
class Tester:
    """Tests the rules of some packs of one ruleset."""

    ruleset: Ruleset
    packs: frozenset[str]
    budget: int = BUDGET
    seed: int = 0
    _cases: dict[str, list[Case | Frame]] = field(init=False, factory=dict)
    _attempts: dict[str, Sequence[Attempt]] = field(init=False, factory=dict)
    _parts: dict[str, list[tuple[Mutant, Failure | None]]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Read the frozen cases."""
        for name in sorted(self.packs):
            for case in read_cases(self.ruleset.packs[name]):
                self._cases.setdefault(case.rule, []).append(case)

    @cached_property
    def bench(self) -> Bench:
        """Give the compiled rules."""
        return Bench.around(self.ruleset, self.rules)

    @cached_property
    def trial(self) -> Trial:
        """Give what makes texts for the rules."""
        return Trial(self.bench, self.rules)

    @cached_property
    def _mutants(self) -> Mapping[str, Sequence[Mutant]]:
        return parts_of_packs(self.ruleset, self.packs)

    @cached_property
    def _jury(self) -> Jury:
        cases = (case for cases in self._cases.values() for case in cases)
        return Jury(self.bench, cases_of(cases))

    @property
    def rules(self) -> Sequence[Rule]:
        """Give the rules of the packs that are tested, and those that they add something to."""
        return tested_rules(self.ruleset, self.packs)

    def test_named(self, name: str) -> RuleReport:
        """Test the rule of an id; raises KeyError where there is none."""
        rule = self.ruleset.rule(name)
        if rule is None:
            raise KeyError(name)
        return self.test(rule)

    def test(self, rule: Rule) -> RuleReport:
        """Test one rule."""
        attempts = self.attempts(rule)
        examples = [self.check_example(rule, each) for each in rule.examples]
        counter_examples = [self.check_example(rule, each) for each in rule.not_examples]
        texts = self.check_texts(rule, attempts)
        counts, broken = self.check_broken(rule, attempts)
        frozen = [self.check_case(case) for case in self.cases(rule)]
        parts = self.check_parts(rule)
        needed = Count(sum(failure is None for _, failure in parts), len(self.mutants(rule)))
        excused: dict[str, int] = {}
        for attempt in attempts:
            if attempt.verdict == EXCUSED:
                excused[attempt.by] = excused.get(attempt.by, 0) + 1
        failed = sum(attempt.verdict == FAILED for attempt in attempts)
        judged = len(attempts) - sum(excused.values())
        return RuleReport(
            rule.id, rule.place, _count(examples), _count(counter_examples),
            Count(judged - failed, judged), excused, counts,
            Count(sum(held for held, _, _ in frozen), sum(of for _, of, _ in frozen)),
            needed,
            (
                *(failure for each in (*examples, *counter_examples) for failure in each),
                *texts,
                *broken,
                *(failure for _, _, failures in frozen for failure in failures),
                *(failure for _, failure in parts if failure is not None),
            ),
            tuple(_notes(excused, len(attempts))),
        )  # fmt: skip

    def orphans(self) -> list[Failure]:
        """Give the frozen cases of rules that are not there any more."""
        return [
            Failure("frozen", case.place, f"no rule {name!r}", "freeze the cases again")
            for name, cases in self._cases.items()
            if self.ruleset.rule(name) is None
            for case in cases[:1]
        ]

    def attempts(self, rule: Rule) -> Sequence[Attempt]:
        """Give the texts that are made for a rule."""
        if rule.id not in self._attempts:
            self._attempts[rule.id] = self.trial.attempts(rule, self.budget, self.seed)
        return self._attempts[rule.id]

    def cases(self, rule: Rule) -> Sequence[Case | Frame]:
        """Give the frozen cases of a rule."""
        return self._cases.get(rule.id, ())

    def mutants(self, rule: Rule) -> Sequence[Mutant]:
        """Give what can be taken out of a rule; of a phrase, with the first rule that names it.

        Of a rule of another pack it is what the packs that are tested add to it. A rule that allows
        parts that nothing needs has none.
        """
        return () if UNNEEDED in rule.allow else self._mutants.get(rule.id, ())

    def check_example(self, rule: Rule, example: Example) -> list[Failure]:
        """Run an example or a counter-example of a rule."""
        sort = "counter-example" if example.because else "example"
        return [
            Failure(sort, problem.place, problem.what, problem.remedy,
                    describe_example(rule, example, problem, self.bench))
            for problem in check_rule(rule, (example,), self.bench.near(rule).runner)
        ]  # fmt: skip

    def check_texts(self, rule: Rule, attempts: Sequence[Attempt]) -> list[Failure]:
        """Look at the texts that were made for a rule; give the shortest one of those that fail."""
        failed: dict[str, list[Attempt]] = {}
        for attempt in attempts:
            if attempt.verdict == FAILED:
                failed.setdefault(attempt.why, []).append(attempt)
        failures = []
        for why, those in failed.items():
            shortest = shrink(rule, min(those, key=lambda a: len(a.text)), self.trial, self.seed)
            remedy = "mend the pattern: it does not mean what it says"
            details = describe_text(shortest, self.bench)
            place = rule.line_of(shortest.draft.variant)
            failures.append(Failure("generated", place, why, remedy, details))
        if attempts and all(attempt.verdict == EXCUSED for attempt in attempts):
            reasons = sorted({f"{a.why} ({a.by})" for a in attempts})[:3]
            what = f"no text made for it is found: {', '.join(reasons)}"
            remedy = "give it an example whose words fill its gaps, or loosen the condition"
            failures.append(Failure("generated", rule.place, what, remedy))
        return failures

    def check_broken(self, rule: Rule, attempts: Sequence[Attempt]) -> tuple[Count, list[Failure]]:
        """Take each step that has to be there out of some texts."""
        refused = tried = 0
        failures = []
        for broken in break_rule(rule, attempts, self.trial):
            tried += broken.tried
            refused += broken.tried - broken.found
            if broken.tried and broken.found == broken.tried:
                what = f"the text is found without {shorten(broken.step)}"
                remedy = "make the step optional, or take it out"
                place = rule.line_of(broken.variant)
                details = (("text", broken.text),)
                failures.append(Failure("broken", place, what, remedy, details))
        return Count(refused, tried), failures

    def check_case(self, case: Case | Frame) -> tuple[int, int, list[Failure]]:
        """Replay a frozen case, or a frame with all its rows: how many of how many hold."""
        problems = [problem for _, problem in replay((case,), self.bench)]
        wrong = [problem for problem in problems if problem is not None]
        failures = [Failure("frozen", each.place, each.what, each.remedy) for each in wrong]
        return len(problems) - len(wrong), len(problems), failures

    def check_parts(self, rule: Rule) -> list[tuple[Mutant, Failure | None]]:
        """Take each part of a rule out, and see whether that is noticed.

        Of what nothing needs, the parts are not looked at.
        """
        if rule.id not in self._parts:
            self._parts[rule.id] = [
                (mutant, None if needed else Failure("needed", mutant.place, say(mutant), REMEDY))
                for mutant, needed in try_parts(self.mutants(rule), self._jury)
            ]
        return self._parts[rule.id]


def _count(failures: Sequence[Sequence[Failure]]) -> Count:
    return Count(sum(not each for each in failures), len(failures))


def _notes(excused: Mapping[str, int], total: int) -> Iterator[str]:
    """Say so where more of the texts than can be excused were not held against a rule."""
    if sum(excused.values()) > EXCUSABLE * max(total, 1):
        reasons = sorted(excused.items(), key=lambda each: (-each[1], each[0]))
        yield "most texts are excused: " + ", ".join(f"{by} {count}" for by, count in reasons)


def prepare(
    paths: Sequence[Path],
    *,
    packs: frozenset[str] = frozenset(),
    budget: int = BUDGET,
    seed: int = 0,
) -> Tester:
    """Give what tests the packs at some paths, or some by their names.

    Raises RuleError where they do not load.
    """
    need_hypothesis()
    ruleset = load_ruleset(paths)
    return Tester(ruleset, packs or find_own(ruleset), budget, seed)
