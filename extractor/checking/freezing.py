"""Texts that were made for rules in, frozen cases out: each way through a pattern once.

Of the texts that a rule finds, the shortest are taken that have, together, each variant, each
option, and each optional step taken and left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from extractor.checking.bench import Bench
from extractor.checking.cases import Case, Frame
from extractor.checking.replaying import gives, outcome
from extractor.checking.rows import RowFreezer
from extractor.checking.trying import HELD, Attempt, Trial
from extractor.ruleset import Ruleset
from extractor.ruleset.rules import Rule

BUDGET = 150


@frozen
class Frozen:
    """The cases of each pack, and the rows of lexicons that decide in no text that was made."""

    cases: Mapping[str, Sequence[Case | Frame]]
    left: Mapping[str, Sequence[str]]


def freeze_rule(rule: Rule, attempts: Iterable[Attempt], trial: Trial) -> Iterator[Case]:
    """Give the cases of a rule."""
    seen: set[tuple[str, int]] = set()
    held = [attempt for attempt in attempts if attempt.verdict == HELD]
    for attempt in sorted(held, key=lambda each: (len(each.text), each.text)):
        if attempt.draft.features <= seen:
            continue
        case = freeze(rule, attempt, trial)
        if case is not None:
            seen |= attempt.draft.features
            yield case


def freeze(rule: Rule, attempt: Attempt, trial: Trial) -> Case | None:
    """Give the case of one text: what the rule makes of the stretch that was made for it."""
    runner, date = trial.bench.runner, attempt.carrier.date
    made = " ".join(attempt.draft.words)
    found = outcome(rule, attempt.text, date, runner)
    own = [told for told in found if "".join(str(told["text"]).split()) == "".join(made.split())]
    if not own or not gives(own[0], found):
        return None
    return Case(rule.id, attempt.text, date, own[0])


def freeze_packs(
    ruleset: Ruleset, packs: frozenset[str], *, seed: int = 0, tell: Callable[[str], None]
) -> Frozen:
    """Give the frozen cases of each pack; `tell` hears what the work is at."""
    trial = Trial(Bench(ruleset))
    rules = [rule for rule in ruleset.rules if rule.pack in packs]
    attempts: dict[str, list[Attempt]] = {}
    found: dict[str, list[Case | Frame]] = {name: [] for name in packs}
    for rule in rules:
        tell(rule.id)
        attempts[rule.id] = trial.attempts(rule, BUDGET, seed)
        found[rule.pack] += freeze_rule(rule, attempts[rule.id], trial)
    rows = RowFreezer(trial, attempts)
    named = {node.name for rule in rules for node in rule.lexicons()}
    for name, lexicon in sorted(ruleset.lexicons.items()):
        if name in named:
            tell(name)
            for frame in rows.frames(lexicon):
                owner = ruleset.rule(frame.rule)
                if owner is not None:
                    found[owner.pack].append(frame)
    return Frozen({name: tuple(cases) for name, cases in found.items()}, rows.left)
