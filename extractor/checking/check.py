"""Places of packs in; out comes whether they load, keep what they promise, and what is odd."""

from collections.abc import Sequence
from pathlib import Path

from attrs import evolve, frozen

from extractor.checking.examples import check_examples
from extractor.checking.lint import Cost, cost_of_rules, lint
from extractor.errors import Problem, RuleError
from extractor.pipeline import Extractor
from extractor.ruleset import Ruleset
from extractor.ruleset.loading import Loaded, load_packs, quote_lines


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


def check(paths: Sequence[Path] = (), *, shipped: bool = True) -> Checked:
    """Give all problems of the packs at `paths`, with the shipped ones behind them.

    Without a path the shipped packs themselves are checked, without `shipped` none but those given.
    """
    try:
        loaded = load_packs(paths, shipped=shipped)
    except RuleError as error:
        return Checked(None, error.problems)
    ruleset = loaded.ruleset
    packs = ruleset.own_packs() if paths else frozenset(ruleset.packs)
    own = [rule for rule in ruleset.rules if rule.pack in packs]
    runner = Extractor.of_ruleset(ruleset, records=ruleset.kinds, whole=True)
    problems, changed = _try_examples(loaded, packs)
    return Checked(
        ruleset,
        problems,
        quote_lines(sorted((*lint(loaded, runner, packs), *changed)), loaded.files),
        len(own),
        sum(example.pack in packs for rule in ruleset.rules for example in rule.examples),
        sum(example.pack in packs for rule in ruleset.rules for example in rule.not_examples),
        cost_of_rules(ruleset, packs),
    )


def _try_examples(
    loaded: Loaded, packs: frozenset[str]
) -> tuple[tuple[Problem, ...], list[Problem]]:
    """Give the examples of packs that do not hold, and those of others that they have changed."""
    problems, changed = [], []
    for problem in quote_lines(check_examples(loaded.ruleset), loaded.files):
        if loaded.owners[problem.place.path] in packs:
            problems.append(problem)
        elif not all("changed-example" in loaded.ruleset.packs[name].allow for name in packs):
            remedy = "look whether that is what you want"
            changed.append(evolve(problem, remedy=remedy, name="changed-example"))
    return tuple(problems), changed
