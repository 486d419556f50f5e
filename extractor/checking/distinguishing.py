"""A mutant that nothing notices yet in, a text on which it differs from its rule out.

It is searched among texts that were frozen before, so that what was noticed once stays noticed,
among texts made for the rule as it was changed, which may say too little, and among those made for
the rule itself with what was taken out put somewhere into them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from random import Random

from extractor.checking.cases import Case
from extractor.checking.drafts import Draft
from extractor.checking.mutating import NOTHING, Mutant
from extractor.checking.replaying import gives
from extractor.checking.telling import tell
from extractor.checking.trying import EXCUSED, HELD, Attempt, Trial
from extractor.ruleset.pattern import QUOTATION, InLayer, Pattern, takes_nothing, walk
from extractor.ruleset.rules import Rule

MADE = 8
TEXTS = 3
GROWN = 1
LONGEST = 20

Text = tuple[str, str | None]


def distinguish(
    mutant: Mutant,
    known: Mapping[str, Sequence[Text]],
    attempts: Callable[[str], Sequence[Attempt]],
    trial: Trial,
    chance: Random,
) -> Case | None:
    """Give a case that notices a mutant, or None where none was met.

    `known` are texts that were frozen before, by rule, each with its date; `attempts` gives those
    that are made for a rule.
    """
    for changed in mutant.rules:
        rule = trial.ruleset.rule(changed.id)
        if rule is not None:
            made = _candidates(mutant, changed, attempts, trial, chance)
            for text, date in chain(known.get(rule.id, ()), made):
                case = _compare(rule, changed, text, date, trial)
                if case is not None:
                    return case
    return None


def _candidates(
    mutant: Mutant,
    changed: Rule,
    attempts: Callable[[str], Sequence[Attempt]],
    trial: Trial,
    chance: Random,
) -> Iterator[Text]:
    by_length = sorted(attempts(changed.id), key=lambda each: (len(each.text), each.text))
    where = f"{mutant.place.path}:{mutant.place.line}"
    refused = [a for a in by_length if a.verdict == EXCUSED and a.by == where]
    yield from ((a.text, a.carrier.date) for a in refused[:TEXTS])
    if changed.link is not None or NOTHING in changed.variants:
        yield from ((a.text, a.carrier.date) for a in by_length)
        return
    for _ in range(MADE):
        made = trial.attempt(changed, chance, fair=False)
        yield made.text, made.carrier.date
    if mutant.out is None or takes_nothing(mutant.out):
        return
    held = [a for a in by_length if a.verdict == HELD][:TEXTS]
    if any(isinstance(node, InLayer) and node.name == QUOTATION for node in walk(mutant.out)):
        yield from ((_quote(attempt, trial), attempt.carrier.date) for attempt in held)
    for _ in range(GROWN):
        words = _grow(mutant.out, trial, chance)
        for attempt in held:
            yield from ((text, attempt.carrier.date) for text in _insert(words, attempt, trial))


def _quote(attempt: Attempt, trial: Trial) -> str:
    """Give a text with what was made for the rule in quotation marks."""
    opening, closing = next(iter(trial.ruleset.language.pairs), ('"', '"'))
    before, after = attempt.carrier.before, attempt.carrier.after
    made = attempt.text[len(before) : len(attempt.text) - len(after)]
    return f"{before}{opening}{made}{after}{closing}"


def _grow(pattern: Pattern, trial: Trial, chance: Random) -> str:
    grown = Draft()
    trial.generator.grow(pattern, chance, grown)
    return grown.text(trial.ruleset.language)


def _insert(words: str, attempt: Attempt, trial: Trial) -> Iterator[str]:
    """Give a text with some words before, behind, and at each place inside what was made."""
    text = attempt.text
    reading = trial.bench.read(text)
    first = max(0, attempt.first - 1)
    last = min(len(reading.words), attempt.first + len(attempt.draft.words) + 1)
    if last - first > LONGEST:
        return
    for token in range(first, last):
        start, end = reading.starts[token], reading.ends[token]
        yield f"{text[:start]}{words} {text[start:]}"
        yield f"{text[:start]}{words}{text[end:]}"
    yield f"{text[:end]} {words}{text[end:]}"


def _compare(rule: Rule, changed: Rule, text: str, date: str | None, trial: Trial) -> Case | None:
    """Give the case of a text if the changed rule makes something else of it."""
    bench = trial.bench.near(rule)
    sight = bench.see(text, date)
    own = bench.matches(changed, sight)
    before = sight.matches(rule, bench.engine)
    shallow = (rule.set, rule.beats) == (changed.set, changed.beats)
    if shallow and [tuple(m)[1:] for m in own] == [tuple(m)[1:] for m in before]:
        return None
    wanted = [told for _, told in tell(rule, sight.examination, bench.runner)]
    seen = bench.examine(changed, own, sight)
    found = [told for _, told in tell(changed, seen, bench.runner)]
    if len(wanted) > 1 or gives(wanted[0] if wanted else None, found):
        return None
    return Case(rule.id, text, date, wanted[0] if wanted else None)
