"""Places of packs in; out comes whether they load, and keep what their examples promise."""

from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from extractor.checking.examples import check_examples
from extractor.errors import Problem, RuleError
from extractor.ruleset import Ruleset, load_ruleset


@frozen
class Checked:
    """Packs that were checked: `ruleset` is None where it does not load; the counts are theirs."""

    ruleset: Ruleset | None
    problems: tuple[Problem, ...]
    rules: int = 0
    examples: int = 0
    counter_examples: int = 0


def check(paths: Sequence[Path] = ()) -> Checked:
    """Give all problems of the packs at `paths`, with the shipped ones behind them.

    Without a path the shipped packs themselves are checked.
    """
    try:
        ruleset = load_ruleset(paths)
    except RuleError as error:
        return Checked(None, error.problems)
    shipped = frozenset(load_ruleset().packs) if paths else frozenset()
    own = [rule for rule in ruleset.rules if rule.pack not in shipped]
    return Checked(
        ruleset,
        check_examples(ruleset, packs=frozenset(rule.pack for rule in own)),
        len(own),
        sum(len(rule.examples) for rule in own),
        sum(len(rule.not_examples) for rule in own),
    )
