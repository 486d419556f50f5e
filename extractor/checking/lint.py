"""Loaded packs in; out come the warnings that `extractor rules check` gives for some of them.

A warning that its pack or its rule allows is not told.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from extractor.checking.bench import Bench
from extractor.checking.cases import Case, Frame
from extractor.checking.crowded import find_crowded
from extractor.checking.repeated import find_repeated
from extractor.checking.stages import Begin, begin_quietly
from extractor.checking.ties import find_ties
from extractor.checking.told import Told, tell
from extractor.checking.unneeded import find_unneeded
from extractor.checking.unsatisfiable import find_unsatisfiable
from extractor.checking.unused import find_unused
from extractor.errors import Problem
from extractor.ruleset.loading import Loaded
from extractor.ruleset.pattern import cost_of
from extractor.ruleset.rules import Rule
from extractor.ruleset.ruleset import Ruleset


def lint(
    loaded: Loaded,
    bench: Bench,
    packs: frozenset[str],
    cases: Sequence[Case | Frame],
    *,
    kept: bool = True,
    begin: Begin = begin_quietly,
) -> tuple[Problem, ...]:
    """Give the warnings about packs, in order of place; `kept` tells whether all examples hold.

    `cases` are the frozen ones of these packs, and `begin` hears how far long work is.
    """
    ruleset = loaded.ruleset
    own = [rule for rule in ruleset.rules if rule.pack in packs]
    told = [
        *(Told(None, problem) for problem in loaded.warnings),
        *find_unused(loaded),
        *find_repeated(ruleset.rules),
        *find_unsatisfiable(ruleset.rules, ruleset.kinds),
        *find_crowded(own, ruleset.kinds),
        *_find_missing(own),
        *_find_deprecated(ruleset.rules),
        *find_ties(own, bench),
        *(find_unneeded(loaded, bench, packs, cases, begin) if kept else ()),
    ]
    return tuple(sorted({each.problem for each in told if _counts(each, loaded, packs)}))


def _counts(told: Told, loaded: Loaded, packs: frozenset[str]) -> bool:
    name = told.problem.name
    if told.rule is not None and name in told.rule.allow:
        return False
    owner = loaded.owners.get(told.problem.place.path)
    return owner in packs and name not in loaded.ruleset.packs[owner].allow


def _find_missing(rules: Sequence[Rule]) -> Iterator[Told]:
    for rule in rules:
        if not rule.examples:
            what, remedy = f"{rule.id} has no example", "write a sentence, and what it gives"
            yield tell(rule, rule.place, what, remedy, "missing-example")
        if not rule.not_examples:
            what = f"{rule.id} has no counter-example"
            remedy = "write a sentence that it must leave alone, and why"
            yield tell(rule, rule.place, what, remedy, "missing-counter-example")


def _find_deprecated(rules: Sequence[Rule]) -> Iterator[Told]:
    for rule in rules:
        if rule.status == "deprecated":
            what = f"{rule.id} is deprecated"
            remedy = f"use {rule.replaced_by}" if rule.replaced_by else "do without it"
            for place in rule.leaning:
                yield tell(None, place, what, remedy, "deprecated-rule")


@frozen
class Cost:
    """What rules can cost: the most steps at one token, of all of them and of the dearest."""

    steps: int
    dearest: str
    most: int


def costs_of(ruleset: Ruleset, packs: frozenset[str]) -> Mapping[str, int]:
    """Give for each rule of packs an upper bound of the steps that it can take at one token."""
    phrased = {
        name
        for name, lexicon in ruleset.lexicons.items()
        if any(len(entry.words) > 1 for entry in lexicon.entries)
    }
    return {
        rule.id: sum(cost_of(variant, phrased) for variant in rule.variants)
        for rule in ruleset.rules
        if rule.pack in packs
    }


def cost_of_rules(ruleset: Ruleset, packs: frozenset[str]) -> Cost:
    """Give an upper bound of the steps that tries of the rules of packs can take at one token."""
    costs = costs_of(ruleset, packs)
    dearest = max(costs, key=lambda name: (costs[name], name), default="")
    return Cost(sum(costs.values()), dearest, costs.get(dearest, 0))
