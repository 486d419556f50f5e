"""The conditions of a rule in, one test of its matches out, made ready for one scene.

Most conditions ask for a word that is nowhere near: that is told by looking at where such words
stand, before anything is sought. What a condition means stands in `conditions`.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import frozen

from extractor.matching.conditions import holds, layers_of, spans_of
from extractor.matching.matches import Match
from extractor.matching.seeking import Need, Seeker
from extractor.ruleset.rules import Condition, Rule

Test = Callable[[Match], bool]


@frozen
class Conditions:
    """The conditions of a rule that are not decided already by what the document lacks."""

    unless: Sequence[Test]
    only_if: Sequence[Test]

    def sift(self, matches: Iterable[Match]) -> Sequence[Match]:
        """Give the matches for which no `unless` holds and every `only_if` does."""
        kept = list(matches)
        for test in self.unless:
            kept = [match for match in kept if not test(match)]
        for test in self.only_if:
            kept = [match for match in kept if test(match)]
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
        [test for test in unless if test is not None],
        [test for test in only_if if test is not None],
    )


def _prepare(condition: Condition, rule: Rule, seeker: Seeker) -> Test | None:
    """Give the test of one condition; None where nothing in the document lets it hold."""
    if condition.where == "inside":
        return _prepare_inside(condition, seeker)

    def test(match: Match) -> bool:
        return holds(condition, match, seeker)

    if condition.pattern is None or condition.where not in _NEAR:
        return test
    needs = seeker.needs(condition.pattern, rule.within)
    if not all(positions for positions, _ in needs):
        return None
    near = _NEAR[condition.where](condition, needs, seeker)
    if not needs or near is None:
        return test

    def quick(match: Match) -> bool:
        return near(match) and holds(condition, match, seeker)

    return quick


def _prepare_inside(condition: Condition, seeker: Seeker) -> Test | None:
    if not condition.of:
        return _prepare_zones(layers_of(condition), seeker)
    cover = seeker.scene.cover(*layers_of(condition))

    def test(match: Match) -> bool:
        spans = spans_of(condition, match)
        return bool(spans) and all(cover.holds(*span) for span in spans)

    return test


def _prepare_zones(layers: Sequence[str], seeker: Seeker) -> Test | None:
    scene = seeker.scene
    if not any(map(scene.items.get, layers)):
        return None
    holds = scene.cover(*layers).holds
    return lambda match: holds(match.first, match.end)


def _lies(needs: Sequence[Need]) -> Callable[[int, int], bool]:
    """Give what tells whether a stretch of tokens holds one of each thing that is needed."""
    every = [(positions, len(positions)) for positions, _ in needs]

    def lies(first: int, end: int) -> bool:
        for positions, size in every:
            at = bisect_left(positions, first)
            if at == size or positions[at] >= end:
                return False
        return True

    return lies


def _near_inside(condition: Condition, needs: Sequence[Need], _: Seeker) -> Test | None:
    if not needs:
        return None
    lies = _lies(needs)
    if not condition.of:
        return lambda match: lies(match.first, match.end)
    return lambda match: any(lies(first, end) for first, end in spans_of(condition, match))


def _near_before(condition: Condition, needs: Sequence[Need], seeker: Seeker) -> Test | None:
    if not needs or condition.pattern is None:
        return None
    lies, reach = _lies(needs), condition.reach
    back = seeker.scene.lengths[condition.pattern] if reach is None else reach
    if not condition.of:
        return lambda match: lies(match.first - back, match.first)

    def near(match: Match) -> bool:
        spans = spans_of(condition, match)
        return bool(spans) and lies(spans[0][0] - back, spans[0][0])

    return near


def _near_after(condition: Condition, needs: Sequence[Need], _: Seeker) -> Test | None:
    """Give what tells whether what is needed lies as far behind as the condition reaches.

    A pattern that has to touch the match holds each thing as far behind as its own reach tells.
    """
    far = [
        (positions, reach if condition.reach is None else condition.reach)
        for positions, reach in needs
    ]
    known = [(positions, reach + 1) for positions, reach in far if reach is not None]
    if not known:
        return None

    def near(match: Match) -> bool:
        if condition.of:
            spans = spans_of(condition, match)
            if not spans:
                return False
            end = spans[-1][1]
        else:
            end = match.end
        for positions, reach in known:
            at = bisect_left(positions, end)
            if at == len(positions) or positions[at] >= end + reach:
                return False
        return True

    return near


_NEAR: Mapping[str, Callable[[Condition, Sequence[Need], Seeker], Test | None]] = {
    "has": _near_inside,
    "before": _near_before,
    "after": _near_after,
}
