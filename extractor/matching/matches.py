"""What matching gives: matches with their captures, and the items that layers are made of.

Matches and items are named tuples: a million characters make a hundred thousand of them, and these
are made three times as fast as frozen classes.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from attrs import frozen

from extractor.ruleset.rules import Rule

Tokens = tuple[int, int]


class Match(NamedTuple):
    """A rule seen at tokens `first` to `end` (half-open); captures are tokens under field names."""

    rule: Rule
    variant: int
    first: int
    end: int
    captures: Mapping[str, tuple[Tokens, ...]]

    def tokens(self, name: str) -> tuple[Tokens, ...]:
        """Give the tokens captured under a name, or nothing."""
        return self.captures.get(name, ())


class Item(NamedTuple):
    """One thing of a layer, at tokens `first` to `end`; `match` is None for what reading made."""

    layer: str
    first: int
    end: int
    match: Match | None = None


# what a named tuple's own way of being made comes to, without its frame
_match, _item = partial(tuple.__new__, Match), partial(tuple.__new__, Item)


def matches_of(
    rule: Rule, variant: int, hits: Iterable[tuple[int, int, Mapping[str, tuple[Tokens, ...]]]]
) -> list[Match]:
    """Give a match for each (first, end, captures) that a variant of a rule was found at."""
    found = rule, variant
    return [_match(found + hit) for hit in hits]


def items_of(layer: str, matches: Iterable[Match]) -> list[Item]:
    """Give the items of a layer that matches stand for."""
    return [_item((layer, match.first, match.end, match)) for match in matches]


class Caution(NamedTuple):
    """What somebody should know who reads the records, and a token of the document it is about."""

    token: int
    text: str


@frozen
class Findings:
    """All that matching found in one document."""

    items: Mapping[str, Sequence[Item]]
    records: Sequence[Match]
    warnings: Sequence[Caution]

    def split(self, bounds: Sequence[int]) -> "list[Findings]":
        """Give what was found in each document of some read as one, of which `bounds` are the ends.

        The first of them begins at 0.
        """
        items: list[dict[str, Sequence[Item]]] = [{} for _ in bounds]
        for layer, found in self.items.items():
            end = 0
            own: list[Item] = []
            for item in found:
                if item.first >= end:
                    number = bisect_right(bounds, item.first)
                    end, own = bounds[number], []
                    items[number][layer] = own
                own.append(item)
        records: list[list[Match]] = [[] for _ in bounds]
        for match in self.records:
            records[bisect_right(bounds, match.first)].append(match)
        warnings: list[list[Caution]] = [[] for _ in bounds]
        for warning in self.warnings:
            warnings[bisect_right(bounds, warning.token)].append(warning)
        return [Findings(*each) for each in zip(items, records, warnings, strict=True)]
