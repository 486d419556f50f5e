"""The examples of a rule in, what stands around its matches there out.

A text made for a rule is put where a match stood in an example, so that it has around it what the
conditions of the rule demand, and words that are of the rule's own subject.
"""

from attrs import frozen

from extractor.checking.bench import Bench
from extractor.ruleset.rules import Rule


@frozen
class Carrier:
    """What stands before and behind a match, and the reference date; `alone` at both edges."""

    before: str
    after: str
    date: str | None
    opens: bool
    closes: bool


ALONE = Carrier("", ".", None, opens=True, closes=False)
BARE = Carrier("", "", None, opens=True, closes=True)


def find_carriers(rule: Rule, bench: Bench) -> list[Carrier]:
    """Give what stands around the matches of a rule in its examples, and nothing but a stop."""
    carriers: dict[Carrier, None] = {}
    near = bench.near(rule)
    for example in rule.examples:
        sight = near.see(example.text, example.date)
        reading = sight.examination.reading
        for match in near.matches(rule, sight):
            span = reading.span(match.first, match.end)
            ends = match.end == len(reading.words) or match.end in reading.sentences
            carrier = Carrier(
                example.text[: span.start],
                example.text[span.end :],
                example.date,
                opens=match.first in reading.sentences,
                closes=ends,
            )
            carriers[carrier] = None
    return [*carriers, ALONE]
