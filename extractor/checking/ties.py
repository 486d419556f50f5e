"""Rules and their examples in; out come the matches of which only the id of the rule decides."""

from collections.abc import Iterator, Sequence

from extractor.checking.bench import Bench
from extractor.checking.told import Told, tell
from extractor.errors import UsageError
from extractor.matching import Match
from extractor.matching.conflicts import REASONS
from extractor.ruleset.rules import Example, Rule

# What decides last, when all else is alike.
BY_ID = REASONS[-1]


def find_ties(rules: Sequence[Rule], bench: Bench) -> Iterator[Told]:
    """Tell of each pair of rules that only their ids part, once, at the first such example."""
    seen: set[tuple[str, str]] = set()
    for rule in rules:
        for example in (*rule.examples, *rule.not_examples):
            for winner, other in _ties_in(example, bench.near(rule)):
                names = winner.rule.id, other.rule.id
                if names in seen or rule.id not in names:
                    continue
                seen.add(names)
                what = f"only their ids decide between {names[0]} and {names[1]}"
                remedy = "let one of them beat the other"
                yield tell(rule, example.place, what, remedy, "tie")


def _ties_in(example: Example, bench: Bench) -> list[tuple[Match, Match]]:
    """Give the winner and the loser of each tie in the text of an example."""
    try:
        sight = bench.recall(example.text, example.date)
    except UsageError:
        # the example itself is told of
        return []
    return [
        (loss.winner, loss.loser)
        for loss in sight.losses
        if loss.reason == BY_ID and loss.winner.rule.id != loss.loser.rule.id
    ]
