"""Packs in, a report a rule out: what it promises, and whether its texts hold it to that.

Of each rule: its examples and counter-examples, texts made from its pattern, the same with a step
taken out, its frozen cases, and whether any of these notices when a part of the rule is missing.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from attrs import define, field, frozen

from extractor.checking.bench import Bench
from extractor.checking.breaking import break_rule
from extractor.checking.cases import Case, Frame, read_cases
from extractor.checking.examples import check_rule
from extractor.checking.describing import describe_example, describe_text
from extractor.checking.mutating import Mutant, find_mutants
from extractor.checking.noticing import Jury
from extractor.checking.replaying import replay
from extractor.checking.shrinking import need_hypothesis, shrink
from extractor.checking.trying import EXCUSED, FAILED, HELD, Attempt, Trial
from extractor.errors import Place
from extractor.ruleset import Ruleset, load_ruleset
from extractor.ruleset.rules import Rule

BUDGET = 60
# Above this share of excused texts a rule says so.
EXCUSABLE = 0.75
LONGEST = 100


@frozen
class Failure:
    """What did not hold: where, what, what to do about it, and lines that show it."""

    sort: str
    place: Place
    what: str
    remedy: str
    details: tuple[tuple[str, str], ...] = ()


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
    bench: Bench = field(init=False)
    trial: Trial = field(init=False)
    _cases: dict[str, list[Case | Frame]] = field(init=False, factory=dict)
    _mutants: dict[str, list[Mutant]] = field(init=False, factory=dict)
    _jury: Jury = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Read the frozen cases, and find all that can be taken out of the rules."""
        self.bench = Bench(self.ruleset)
        self.trial = Trial(self.bench)
        for name in sorted(self.packs):
            for case in read_cases(self.ruleset.packs[name]):
                self._cases.setdefault(case.rule, []).append(case)
        others = [rule for rule in self.ruleset.rules if rule.pack not in self.packs]
        for mutant in find_mutants(self.rules, others):
            self._mutants.setdefault(mutant.rules[0].id, []).append(mutant)
        self._jury = Jury(
            self.bench,
            {
                rule: [case for case in cases if isinstance(case, Case) and case.gives is not None]
                for rule, cases in self._cases.items()
            },
        )

    @property
    def rules(self) -> Sequence[Rule]:
        """Give the rules of the packs that are tested."""
        return [rule for rule in self.ruleset.rules if rule.pack in self.packs]

    def test(self, rule: Rule) -> RuleReport:
        """Test one rule."""
        failures: list[Failure] = []
        examples, counter_examples = self.check_examples(rule, failures)
        attempts = self.trial.attempts(rule, self.budget, self.seed)
        generated = self.check_texts(rule, attempts, failures)
        broken = self.check_broken(rule, attempts, failures)
        cases = self.check_cases(rule, failures)
        needed = self.check_parts(rule, failures)
        excused: dict[str, int] = {}
        for attempt in attempts:
            if attempt.verdict == EXCUSED:
                excused[attempt.by] = excused.get(attempt.by, 0) + 1
        most = sum(excused.values()) > EXCUSABLE * max(len(attempts), 1)
        reasons = ", ".join(f"{by} {n}" for by, n in sorted(excused.items(), key=_by_count))
        notes = (f"most generated texts are excused: {reasons}",) if most else ()
        return RuleReport(
            rule.id, rule.place, examples, counter_examples, generated, excused, broken, cases,
            needed, tuple(failures), notes,
        )  # fmt: skip

    def orphans(self) -> list[Failure]:
        """Give the frozen cases of rules that are not there any more."""
        return [
            Failure("frozen", case.place, f"no rule {name!r}", "freeze the cases again")
            for name, cases in self._cases.items()
            if self.ruleset.rule(name) is None
            for case in cases[:1]
        ]

    def check_examples(self, rule: Rule, failures: list[Failure]) -> tuple[Count, Count]:
        """Run the examples and counter-examples of a rule."""
        held = []
        for sort, examples in (
            ("example", rule.examples),
            ("counter-example", rule.not_examples),
        ):
            good = 0
            for example in examples:
                problems = list(check_rule(rule, (example,), self.bench.runner))
                good += not problems
                failures += [
                    Failure(sort, problem.place, problem.what, problem.remedy,
                            describe_example(rule, example, problem, self.bench))
                    for problem in problems
                ]  # fmt: skip
            held.append(Count(good, len(examples)))
        return held[0], held[1]

    def check_texts(
        self, rule: Rule, attempts: Sequence[Attempt], failures: list[Failure]
    ) -> Count:
        """Look at the texts that were made for a rule; show the shortest one that fails."""
        failed: dict[str, list[Attempt]] = {}
        for attempt in attempts:
            if attempt.verdict == FAILED:
                failed.setdefault(attempt.why, []).append(attempt)
        for why, those in failed.items():
            shortest = shrink(rule, min(those, key=lambda a: len(a.text)), self.trial, self.seed)
            remedy = "mend the pattern: it does not mean what it says"
            details = describe_text(shortest, self.bench)
            failures.append(Failure("generated", rule.line_of(shortest.draft.variant), why, remedy, details))
        held = sum(attempt.verdict == HELD for attempt in attempts)
        if not held and not failed and attempts:
            reasons = sorted({f"{a.why} ({a.by})" for a in attempts})[:3]
            what = f"no text made for it is found: {'; '.join(reasons)}"
            remedy = "give it an example whose words fill its gaps, or loosen the condition"
            failures.append(Failure("generated", rule.place, what, remedy))
        return Count(held, held + sum(map(len, failed.values())))

    def check_broken(
        self, rule: Rule, attempts: Iterable[Attempt], failures: list[Failure]
    ) -> Count:
        """Take each step that has to be there out of some texts."""
        refused = tried = 0
        for broken in break_rule(rule, attempts, self.trial):
            tried += broken.tried
            refused += broken.tried - broken.found
            if broken.tried and broken.found == broken.tried:
                what = f"the text is found without {shorten(broken.step)}"
                remedy = "make the step optional, or take it out"
                place = rule.line_of(broken.variant)
                failures.append(Failure("broken", place, what, remedy, (("text", broken.text),)))
        return Count(refused, tried)

    def check_cases(self, rule: Rule, failures: list[Failure]) -> Count:
        """Replay the frozen cases of a rule."""
        held = total = 0
        for _, problem in replay(self._cases.get(rule.id, ()), self.bench.runner):
            total += 1
            held += problem is None
            if problem is not None:
                failures.append(Failure("frozen", problem.place, problem.what, problem.remedy))
        return Count(held, total)

    def check_parts(self, rule: Rule, failures: list[Failure]) -> Count:
        """Take each part of a rule out, and see whether that is noticed."""
        mutants = self._mutants.get(rule.id, ())
        noticed = 0
        whole: set[Place] = set()
        for mutant in mutants:
            if self._jury.notices(mutant):
                noticed += 1
                continue
            if mutant.place in whole and len(mutant.rules) == 1:
                # of what nothing needs, nothing needs the parts
                continue
            if mutant.sort in ("variant", "condition"):
                whole.add(mutant.place)
            what = f"no example needs the {mutant.sort} {shorten(mutant.part)}"
            remedy = "add an example that holds only with it, or delete it"
            failures.append(Failure("needed", mutant.place, what, remedy))
        return Count(noticed, len(mutants))


def own_packs(ruleset: Ruleset, paths: Sequence[Path]) -> frozenset[str]:
    """Give the packs at some paths; without a path all that are shipped."""
    shipped = frozenset(load_ruleset().packs) if paths else frozenset()
    return frozenset(ruleset.packs) - shipped


def prepare(paths: Sequence[Path], *, budget: int = BUDGET, seed: int = 0) -> Tester:
    """Give what tests the packs at some paths; raises RuleError where they do not load."""
    need_hypothesis()
    ruleset = load_ruleset(paths)
    return Tester(ruleset, own_packs(ruleset, paths), budget, seed)


def shorten(text: str) -> str:
    """Give a pattern in backticks, cut where it is long.

    >>> shorten("a b")
    '`a b`'
    """
    shown = text if len(text) <= LONGEST else f"{text[: LONGEST - 4]} ..."
    return f"`{shown}`"


def _by_count(each: tuple[str, int]) -> tuple[int, str]:
    return -each[1], each[0]
