"""Texts that a rule finds in, the steps without which it finds them all the same out.

The tokens of one step that has to be there are taken out of a text: the rule must not find what
is left. A single text may be found nevertheless, where what stands beside the step can take its
place; a step without which every text is found is of no use.
"""

from collections.abc import Iterable, Iterator

from attrs import frozen

from extractor.checking.trying import HELD, Attempt, Trial
from extractor.matching.matches import Tokens
from extractor.ruleset.pattern import Sequence as Steps
from extractor.ruleset.pattern import takes_nothing
from extractor.ruleset.rules import Rule
from extractor.ruleset.writing import write

TEXTS = 6


@frozen
class Broken:
    """A required step, how many texts were tried without it, and how many were still found."""

    variant: int
    step: str
    tried: int
    found: int
    text: str


def break_rule(rule: Rule, attempts: Iterable[Attempt], trial: Trial) -> Iterator[Broken]:
    """Give each step that a variant of a rule has to have, and what became of texts without it."""
    held = [attempt for attempt in attempts if attempt.verdict == HELD]
    for number, pattern in enumerate(rule.variants):
        for step in pattern.parts if isinstance(pattern, Steps) else (pattern,):
            if takes_nothing(step):
                continue
            own = [
                (attempt, spots[id(step)])
                for attempt in held
                if id(step) in (spots := dict(attempt.draft.steps))
            ][:TEXTS]
            texts = [
                _is_found(rule, number, attempt, spot, trial) for attempt, spot in own
            ]
            found = [text for text in texts if text is not None]
            yield Broken(number, write(step), len(own), len(found), found[0] if found else "")


def _is_found(
    rule: Rule, number: int, attempt: Attempt, spot: Tokens, trial: Trial
) -> str | None:
    """Give the text without a step if the same line of the rule takes all that is left of it."""
    first, end = spot
    draft, carrier = attempt.draft, attempt.carrier
    left = len(draft.words) - (end - first)
    if not left:
        return None
    made = draft.without(first, end, trial.ruleset.language)
    tail = "".join(f" {word}" for word in draft.ahead)
    text = carrier.before + made + tail + carrier.after
    sight = trial.bench.see(text, carrier.date)
    low = attempt.first
    for match in sight.matches(rule, trial.bench.engine):
        if (match.variant, match.first, match.end) == (number, low, low + left):
            return text
    return None
