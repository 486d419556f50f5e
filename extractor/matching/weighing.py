"""The conditions of a rule in, one test of its matches out, made ready for one scene.

Most conditions ask for a word that is nowhere near: that is told for all matches at once, by where
such words stand, before anything is sought. What a condition means stands in `conditions`.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import frozen

from extractor.matching.conditions import holding, layers_of, spans_of
from extractor.matching.masks import Mask, both, mark_behind
from extractor.matching.matches import Match, Tokens
from extractor.matching.seeking import Need, Seeker
from extractor.ruleset.rules import Condition, Rule

# Of words that stand at more than one of so many tokens no mask is made.
COMMON = 16
# Matches in, those of them out for which a condition holds, or can hold.
Sieve = Callable[[Sequence[Match]], Sequence[Match]]


@frozen
class Conditions:
    """The conditions of a rule that are not decided already by what the document lacks."""

    unless: Sequence[Sieve]
    only_if: Sequence[Sieve]

    def sift(self, matches: Iterable[Match]) -> Sequence[Match]:
        """Give the matches for which no `unless` holds and every `only_if` does."""
        kept: Sequence[Match] = list(matches)
        for held_by in self.unless:
            held = held_by(kept)
            if held:
                out = set(map(id, held))
                kept = [match for match in kept if id(match) not in out]
        for held_by in self.only_if:
            kept = held_by(kept)
        return kept


def weigh(rule: Rule, zones: Sequence[str], seeker: Seeker) -> Conditions | None:
    """Give the conditions of a rule that matter in a document; None where no match can stand.

    A match that lies in an item of one of the `zones` does not stand either.
    """
    only_if = [_prepare(condition, rule, seeker) for condition in rule.only_if]
    if None in only_if:
        return None
    unless = [_prepare(condition, rule, seeker) for condition in rule.unless]
    unless.append(_prepare_zones(zones, seeker))
    return Conditions(
        [sieve for sieve in unless if sieve is not None],
        [sieve for sieve in only_if if sieve is not None],
    )


def find_starts(rule: Rule, seeker: Seeker, wanted: Mask | None) -> Mask | None:
    """Tell for each token whether a match of a rule may begin there; None where any may be one.

    What must stand right before each match is looked up before any is sought. `wanted` are the
    tokens that matter at all.
    """
    size = len(seeker.scene.words)
    for condition in rule.only_if:
        if condition.where != "before" or condition.of or condition.pattern is None:
            continue
        back = condition.reach
        if back is None:
            back = seeker.scene.lengths[condition.pattern]
            ends = seeker.ends(condition.pattern, rule.within)
            if ends is not None and len(ends) * COMMON <= size:
                wanted = _among(mark_behind([end - 1 for end in ends], 1, size), wanted)
                continue
        for positions, _ in seeker.needs(condition.pattern, rule.within):
            if len(positions) * COMMON <= size:
                wanted = _among(mark_behind(positions, back, size), wanted)
    return wanted


def _among(mask: Mask, wanted: Mask | None) -> Mask:
    return mask if wanted is None else both(mask, wanted)


def _prepare(condition: Condition, rule: Rule, seeker: Seeker) -> Sieve | None:
    """Give the sieve of one condition; None where nothing in the document lets it hold."""
    if condition.where == "inside":
        return _prepare_inside(condition, seeker)

    def sieve(matches: Sequence[Match]) -> Sequence[Match]:
        return holding(condition, matches, seeker)

    pattern, prepare = condition.pattern, _NEAR.get(condition.where)
    if pattern is None or prepare is None:
        return sieve
    if seeker.lacks(pattern, rule.within):
        return None
    # a word that stands inside is a match of it there
    told = condition.where == "has" and seeker.is_need(pattern, rule.within)

    def sifted(matches: Sequence[Match]) -> Sequence[Match]:
        if not matches:
            return matches
        for near in prepare(condition, seeker.needs(pattern, rule.within), seeker):
            matches = near(matches)
        return matches if told else sieve(matches)

    return sifted


def _prepare_inside(condition: Condition, seeker: Seeker) -> Sieve | None:
    if not condition.of:
        return _prepare_zones(layers_of(condition), seeker)
    covers = seeker.scene.cover(*layers_of(condition)).holds

    def sieve(matches: Sequence[Match]) -> Sequence[Match]:
        return [
            match
            for match, spans in spans_of(condition, matches)
            if all(covers(*span) for span in spans)
        ]

    return sieve


def _prepare_zones(layers: Sequence[str], seeker: Seeker) -> Sieve | None:
    scene = seeker.scene
    if not any(map(scene.items.get, layers)):
        return None
    covers = scene.cover(*layers).holds
    return lambda matches: [match for match in matches if covers(match.first, match.end)]


def _near_inside(condition: Condition, needs: Sequence[Need], _: Seeker) -> Sequence[Sieve]:
    return [_inside(condition, positions) for positions, _ in needs]


def _inside(condition: Condition, positions: Sequence[int]) -> Sieve:
    """Give what keeps the matches that hold one of the positions."""
    size = len(positions)
    if not condition.of:
        return lambda matches: [
            match
            for match in matches
            if (at := bisect_left(positions, match.first)) < size and positions[at] < match.end
        ]

    def holds_one(spans: Sequence[Tokens]) -> bool:
        for first, end in spans:
            at = bisect_left(positions, first)
            if at < size and positions[at] < end:
                return True
        return False

    return lambda matches: [
        match for match, spans in spans_of(condition, matches) if holds_one(spans)
    ]


def _near_before(condition: Condition, needs: Sequence[Need], seeker: Seeker) -> Sequence[Sieve]:
    if condition.pattern is None:
        return ()
    reach = condition.reach
    back = seeker.scene.lengths[condition.pattern] if reach is None else reach
    return [_before(condition, positions, back) for positions, _ in needs]


def _before(condition: Condition, positions: Sequence[int], back: int) -> Sieve:
    """Give what keeps the matches that have one of the positions right before them."""
    if not condition.of:
        return lambda matches: [
            match
            for match in matches
            if (at := bisect_left(positions, match.first))
            and positions[at - 1] >= match.first - back
        ]

    return lambda matches: [
        match
        for match, spans in spans_of(condition, matches)
        if (at := bisect_left(positions, spans[0][0])) and positions[at - 1] >= spans[0][0] - back
    ]


def _near_after(condition: Condition, needs: Sequence[Need], _: Seeker) -> Sequence[Sieve]:
    """Give what keeps the matches with what is needed as far behind as the condition reaches.

    A pattern that has to touch the match holds each thing as far behind as its own reach tells.
    """
    far = [
        (positions, reach if condition.reach is None else condition.reach)
        for positions, reach in needs
    ]
    return [_after(condition, positions, reach) for positions, reach in far if reach is not None]


def _after(condition: Condition, positions: Sequence[int], reach: int) -> Sieve:
    """Give what keeps the matches that have one of the positions right behind them, or further."""
    size = len(positions)
    if not condition.of:
        return lambda matches: [
            match
            for match in matches
            if (at := bisect_left(positions, match.end)) < size
            and positions[at] <= match.end + reach
        ]

    return lambda matches: [
        match
        for match, spans in spans_of(condition, matches)
        if (at := bisect_left(positions, spans[-1][1])) < size
        and positions[at] <= spans[-1][1] + reach
    ]


_NEAR: Mapping[str, Callable[[Condition, Sequence[Need], Seeker], Sequence[Sieve]]] = {
    "has": _near_inside,
    "before": _near_before,
    "after": _near_after,
}
