"""Places of packs in; out comes whether they load, keep what they promise, and what is odd."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from attrs import evolve, frozen

from extractor.checking.bench import Bench
from extractor.checking.cases import Case, Frame, read_cases
from extractor.checking.examples import check_rule, examples_of
from extractor.checking.lint import Cost, cost_of_rules, lint
from extractor.errors import Problem, RuleError
from extractor.pipeline import Examination
from extractor.ruleset import Ruleset
from extractor.ruleset.loading import Loaded, load_packs, quote_lines
from extractor.ruleset.opening import name_of
from extractor.ruleset.packs import Files
from extractor.ruleset.rules import Rule

# What a pack can say of the texts, words or rules of others.
REACHING = frozenset({"overlays", "disable", "reading", "groups", "layers"})
# What is said there can be told by what it adds to.
ADDING = frozenset({"overlays"})


@frozen
class Checked:
    """Packs that were checked: `ruleset` is None where it does not load; the counts are theirs.

    With `problems` the packs cannot be used; `warnings` are what is odd in them.
    """

    ruleset: Ruleset | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    rules: int = 0
    examples: int = 0
    counter_examples: int = 0
    cost: Cost | None = None


def check(
    paths: Sequence[Path] = (), *, shipped: bool = True, given: Sequence[Files] = ()
) -> Checked:
    """Give all problems of the packs at `paths`, with the shipped ones behind them.

    Without a path the shipped packs themselves are checked, without `shipped` none but those given.
    `given` are packs whose bytes are at hand; for them no frozen case is looked for on the disk.
    """
    try:
        loaded = load_packs(paths, shipped=shipped, given=given)
    except RuleError as error:
        return Checked(None, error.problems)
    ruleset = loaded.ruleset
    packs = ruleset.own_packs() if paths or given else frozenset(ruleset.packs)
    own = [rule for rule in ruleset.rules if rule.pack in packs]
    # what changes nothing for the others need not be looked for in their examples
    apart = _stand_apart(loaded, packs)
    bench = Bench.around(ruleset, own) if apart else Bench(ruleset)
    tried, changed = _try_examples(loaded, packs, bench, apart=apart)
    cases, unread = _read_cases(ruleset, packs - frozenset(map(name_of, given)))
    problems = (*tried, *unread)
    warnings = lint(loaded, bench, packs, cases, kept=not problems)
    return Checked(
        ruleset,
        problems,
        quote_lines(sorted((*warnings, *changed)), loaded.files),
        len(own),
        sum(example.pack in packs for rule in ruleset.rules for example in rule.examples),
        sum(example.pack in packs for rule in ruleset.rules for example in rule.not_examples),
        cost_of_rules(ruleset, packs),
    )


def _stand_apart(loaded: Loaded, packs: frozenset[str]) -> bool:
    """Tell whether some packs change nothing that other rules see, find, or resolve names by."""
    ruleset = loaded.ruleset
    own = [rule for rule in ruleset.rules if rule.pack in packs]
    others = tuple(rule for rule in ruleset.rules if rule.pack not in packs)
    if not others:
        return True
    seen = {name for rule in others for name in (*rule.layers, rule.target)}
    ids = {rule.id for rule in others}
    if any(rule.target in seen or not ids.isdisjoint(rule.beats) for rule in own):
        return False
    # names are gathered from all layers, by what these capture
    captured = {name for rule in others if not rule.emits for name in rule.captured}
    if any(not rule.emits and not captured.isdisjoint(rule.captured) for rule in own):
        return False
    # what a pack declares anew is its own: nothing can be declared twice
    return all(REACHING.isdisjoint(loaded.sections[name]) for name in packs)


def _try_examples(
    loaded: Loaded, packs: frozenset[str], bench: Bench, *, apart: bool
) -> tuple[tuple[Problem, ...], list[Problem]]:
    """Give the examples of packs that do not hold, and those of others that they have changed."""
    problems, changed = [], []
    everywhere = any(not REACHING.isdisjoint(loaded.sections[name] - ADDING) for name in packs)

    def feels(rule: Rule) -> bool:
        """Tell whether something in what a rule stands on may be changed by the packs."""
        return not apart and (everywhere or _is_touched(bench.near(rule).ruleset, packs))

    found = sorted(
        problem
        for rule in bench.ruleset.rules
        for problem in check_rule(
            rule,
            examples_of(rule, None if feels(rule) else packs),
            bench.near(rule).runner,
            partial(_see, bench.near(rule)),
        )
    )
    for problem in quote_lines(found, loaded.files):
        if loaded.owners[problem.place.path] in packs:
            problems.append(problem)
        elif not all("changed-example" in loaded.ruleset.packs[name].allow for name in packs):
            remedy = "look whether that is what you want"
            changed.append(evolve(problem, remedy=remedy, name="changed-example"))
    return tuple(problems), changed


def _is_touched(near: Ruleset, packs: frozenset[str]) -> bool:
    """Tell whether packs have rules here, or add something to the rules and words that are here."""
    words = {node.name for rule in near.rules for node in rule.lexicons}
    return any(
        rule.pack in packs or not packs.isdisjoint(rule.overlays) for rule in near.rules
    ) or any(not packs.isdisjoint(by) for name, by in near.grown.items() if name in words)


def _see(bench: Bench, text: str, date: str | None) -> Examination:
    return bench.recall(text, date).examination


def _read_cases(
    ruleset: Ruleset, packs: frozenset[str]
) -> tuple[Sequence[Case | Frame], Sequence[Problem]]:
    """Give the frozen cases of packs, and what is wrong where they cannot be read."""
    cases: list[Case | Frame] = []
    problems: list[Problem] = []
    for name in sorted(packs):
        try:
            cases += read_cases(ruleset.packs[name])
        except RuleError as error:
            problems += error.problems
    return cases, problems
