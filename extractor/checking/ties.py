"""Rules and their examples in; out come the matches of which only the id of the rule decides."""

from collections.abc import Iterator, Mapping, Sequence

from extractor.checking.told import Told, tell
from extractor.errors import UsageError
from extractor.matching.conflicts import find_ties as find_tied
from extractor.matching.conflicts import settle
from extractor.matching.matches import Match
from extractor.pipeline import Extractor, read_date
from extractor.reading import Document
from extractor.ruleset.rules import Example, Rule


def find_ties(rules: Sequence[Rule], runner: Extractor) -> Iterator[Told]:
    """Tell of each pair of rules that only their ids part, once, at the first such example."""
    seen: set[tuple[str, str]] = set()
    for rule in rules:
        for example in (*rule.examples, *rule.not_examples):
            for winner, other in _ties_in(example, runner):
                names = winner.rule.id, other.rule.id
                if names in seen or rule.id not in names:
                    continue
                seen.add(names)
                what = f"only their ids decide between {names[0]} and {names[1]}"
                remedy = "let one of them beat the other"
                yield tell(rule, example.place, what, remedy, "tie")


def _ties_in(example: Example, runner: Extractor) -> list[tuple[Match, Match]]:
    found: list[tuple[Match, Match]] = []

    def look_on(
        matches: Sequence[Match],
        key: Sequence[str],
        beaten: Mapping[str, set[str]],
        *,
        nested: bool = False,
    ) -> list[Match]:
        kept = settle(matches, key, beaten, nested=nested)
        found.extend(find_tied(matches, kept, key))
        return kept

    try:
        document = Document(example.text, "", read_date(example.date))
    except UsageError:
        # the example itself is told of
        return []
    runner.examine(document, look_on)
    return [(one, other) for one, other in found if one.rule.id != other.rule.id]
