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
    """A required step, how many texts were tried without it, and how many were still found.

    `text` is one that was found, `refused` one, with its date, that was not.
    """

    variant: int
    step: str
    tried: int
    found: int
    text: str
    refused: tuple[str, str | None] | None = None


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
            found, refused = [], []
            for attempt, spot in own:
                document = break_text(attempt, spot, trial), attempt.carrier.date
                left = len(attempt.draft.words) - (spot[1] - spot[0])
                if left and _is_found(
                    rule, (number, attempt.first, attempt.first + left), document, trial
                ):
                    found.append(document[0])
                else:
                    refused.append(document)
            yield Broken(
                number, write(step), len(own), len(found), found[0] if found else "",
                refused[0] if refused else None,
            )  # fmt: skip


def break_text(attempt: Attempt, spot: Tokens, trial: Trial) -> str:
    """Give a text without the tokens of one step."""
    draft, carrier = attempt.draft, attempt.carrier
    made = draft.without(*spot, trial.ruleset.language)
    tail = "".join(f" {word}" for word in draft.ahead)
    return carrier.before + made + tail + carrier.after


def _is_found(
    rule: Rule, spot: tuple[int, int, int], document: tuple[str, str | None], trial: Trial
) -> bool:
    """Tell whether the same line of the rule takes all that is left of a text."""
    bench = trial.bench.near(rule)
    found = bench.see(*document).matches(rule, bench.engine)
    return any((match.variant, match.first, match.end) == spot for match in found)
