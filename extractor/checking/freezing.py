"""Texts that were made for rules in, frozen cases out: each way through a pattern once.

Of the texts that a rule finds, the shortest are taken that have, together, each variant, each
option, each optional step taken and left out, and each field filled. Beside these stand texts in
which the rule finds nothing because a step is missing, and texts of which it makes something else
as soon as one of its parts is gone; those that were frozen before come first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from attrs import frozen

from extractor.checking.bench import Bench
from extractor.checking.breaking import break_rule
from extractor.checking.cases import Case, Frame, read_cases
from extractor.checking.chance import begin
from extractor.checking.distinguishing import Text, distinguish
from extractor.checking.mutating import find_mutants
from extractor.checking.noticing import Jury
from extractor.checking.replaying import outcome
from extractor.checking.rows import RowFreezer
from extractor.checking.trying import HELD, Attempt, Trial
from extractor.errors import RuleError
from extractor.ruleset import Ruleset
from extractor.ruleset.rules import Rule

BUDGET = 150


@frozen
class Frozen:
    """The cases of each pack, and the rows of lexicons that decide in no text that was made."""

    cases: Mapping[str, Sequence[Case | Frame]]
    left: Mapping[str, Sequence[str]]


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


def _freeze_differences(
    packs: frozenset[str],
    cases: Iterable[Case],
    attempts: Mapping[str, Sequence[Attempt]],
    trial: Trial,
    seed: int,
) -> Iterator[Case]:
    """Give cases that notice when a part of a rule is missing, where nothing else does so yet."""
    jury = Jury(trial.bench)
    for case in cases:
        jury.hear(case)
    known = _known_texts(trial.ruleset, packs)
    rules = [rule for rule in trial.ruleset.rules if rule.pack in packs]
    others = [rule for rule in trial.ruleset.rules if rule.pack not in packs]
    for mutant in find_mutants(rules, others):
        if not jury.notices(mutant):
            chance = begin(f"{seed} {mutant.place} {mutant.part}")
            made = distinguish(mutant, known, attempts, trial, chance)
            if made is not None:
                jury.hear(made)
                yield made


def _known_texts(ruleset: Ruleset, packs: frozenset[str]) -> Mapping[str, Sequence[Text]]:
    """Give the texts that were frozen before, by rule; none where they cannot be read."""
    known: dict[str, list[Text]] = {}
    for name in sorted(packs):
        with suppress(RuleError):
            for each in read_cases(ruleset.packs[name]):
                if isinstance(each, Case):
                    known.setdefault(each.rule, []).append((each.text, each.date))
    return known


def freeze_packs(
    ruleset: Ruleset, packs: frozenset[str], *, seed: int = 0, tell: Callable[[str], None]
) -> Frozen:
    """Give the frozen cases of each pack; `tell` hears what the work is at."""
    trial = Trial(Bench(ruleset))
    rules = [rule for rule in ruleset.rules if rule.pack in packs]
    attempts: dict[str, list[Attempt]] = {}
    cases: list[Case] = []
    for rule in rules:
        tell(rule.id)
        attempts[rule.id] = trial.attempts(rule, BUDGET, seed)
        cases += freeze_rule(rule, attempts[rule.id], trial)
    for case in _freeze_differences(packs, tuple(cases), attempts, trial, seed):
        tell(case.rule)
        cases.append(case)
    frames: list[Frame] = []
    rows = RowFreezer(trial, attempts)
    named = {node.name for rule in rules for node in rule.lexicons}
    for name, lexicon in sorted(ruleset.lexicons.items()):
        if name in named:
            tell(name)
            frames += rows.frames(lexicon)
    owner = {rule.id: rule.pack for rule in rules}
    found: dict[str, list[Case | Frame]] = {name: [] for name in packs}
    ordered: list[Case | Frame] = [*sorted(cases, key=lambda case: case.rule), *frames]
    for each in ordered:
        found[owner[each.rule]].append(each)
    return Frozen(found, rows.left)
