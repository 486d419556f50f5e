"""What an engine did with one reading: the matches of each rule, and who gave way to whom.

Tools for rule authors read it; extraction keeps none.
"""

import time
from collections.abc import Iterable

from attrs import define, field

from extractor.matching.conflicts import Loss
from extractor.matching.matches import Match
from extractor.matching.seeking import Seeker
from extractor.ruleset.rules import Rule


@define
class Journal:
    """For each rule, by its id, what it looked at, and the matches whose conditions held.

    `losses` are those of them that did not stand; `seconds` is the time that a rule took.
    """

    seekers: dict[str, Seeker] = field(init=False, factory=dict)
    matches: dict[str, list[Match]] = field(init=False, factory=dict)
    losses: list[Loss] = field(init=False, factory=list)
    seconds: dict[str, float] = field(init=False, factory=dict)

    def watch(self, rule: Rule, seeker: Seeker, applied: Iterable[Match]) -> list[Match]:
        """Give the matches of a rule as they are made, and write them down."""
        begun = time.perf_counter()
        matches = list(applied)
        self.seconds[rule.id] = time.perf_counter() - begun
        self.seekers[rule.id] = seeker
        self.matches[rule.id] = matches
        return matches
