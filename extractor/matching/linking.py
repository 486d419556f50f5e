"""Items of two layers in, matches that pair them out: what one pattern cannot list.

"The nearest event to the left, else to the right" of a date, or all events of one date.
"""

from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from attrs import frozen

from extractor.matching.matches import Item, Match, Tokens
from extractor.matching.scene import Scene
from extractor.ruleset.rules import LEFT, NEAREST, RIGHT, Link, Rule


@frozen
class Pairing:
    """An item of the source layer, the candidates in its scope by status, and the one chosen.

    The status is free, taken, or the layer of a wall that stands between.
    """

    source: Item
    candidates: tuple[tuple[Item, str], ...]
    chosen: Item | None


FREE, TAKEN = "free", "taken"


def link_items(rule: Rule, link: Link, scene: Scene) -> Iterator[Match]:
    """Give a match for each item of the source layer for which a target is found.

    Without `many` a target goes to the first source, in text order, that chooses it.
    """
    for source, target, _ in _choose_targets(link, scene):
        if target is not None:
            captures = {
                link.source_field: ((source.first, source.end),),
                link.target_field: ((target.item.first, target.item.end),),
            }
            if link.at is not None:
                captures[link.at] = ((target.first, target.end),)
            yield Match(
                rule,
                0,
                min(source.first, target.item.first),
                max(source.end, target.item.end),
                captures,
            )


def pair_items(link: Link, scene: Scene) -> Iterator[Pairing]:
    """Give for each item of the source layer what it could choose from, and what it chose."""
    targets = _targets(link, scene)
    firsts = [target.first for target in targets]
    for source, chosen, reachable in _choose_targets(link, scene):
        low, high = scene.scope(source.first, link.within)
        candidates = tuple(
            (targets[number].item, reachable.status(number, targets[number], chosen))
            for number in range(bisect_left(firsts, low), bisect_left(firsts, high))
        )
        yield Pairing(source, candidates, None if chosen is None else chosen.item)


def _targets(link: Link, scene: Scene) -> "Sequence[_Target]":
    """Give the items of the target layer, in the order of the places by which they are chosen."""
    return sorted(
        (_Target(*_place_of(item, link.at), item) for item in scene.items.get(link.target, ())),
        key=lambda target: target[:2],
    )


def _choose_targets(
    link: Link, scene: Scene
) -> Iterator[tuple[Item, "_Target | None", "_Reachable"]]:
    """Give each item of the source layer with the target that it chooses, if any."""
    targets = _targets(link, scene)
    firsts = [item.first for item in targets]
    taken: set[int] = set()
    for source in scene.items.get(link.source, ()):
        low, high = scene.scope(source.first, link.within)
        begin, end = bisect_left(firsts, low), bisect_left(firsts, high)
        middle = bisect_left(firsts, source.end, begin, end)
        reachable = _Reachable(source, link, scene, () if link.many else taken)
        sides = {
            LEFT: (
                n
                for n in range(middle - 1, begin - 1, -1)
                if _is_left(targets[n], source) and reachable.holds(n, targets[n])
            ),
            RIGHT: (n for n in range(middle, end) if reachable.holds(n, targets[n])),
        }
        chosen = _choose(source, sides, link.choose, targets)
        if chosen is not None:
            taken.add(chosen)
        yield source, None if chosen is None else targets[chosen], reachable


class _Target(NamedTuple):
    """Where an item counts as standing, and the item."""

    first: int
    end: int
    item: Item


def _place_of(item: Item, at: str | None) -> Tokens:
    """Give the tokens of the capture by which an item is placed, or its own."""
    captured = item.match.tokens(at) if at is not None and item.match is not None else ()
    return captured[0] if captured else (item.first, item.end)


def _is_left(target: _Target, source: Item) -> bool:
    """Tell whether a target ends before the source, or stands around it, which is nearer still."""
    return target.end <= source.first or (
        target.first <= source.first and source.end <= target.end and target.item != source
    )


class _Reachable:
    """Tells whether a target is free, and no wall stands between it and the source.

    A wall is an item that holds one of the two and not the other.
    """

    def __init__(self, source: Item, link: Link, scene: Scene, taken: Container[int]) -> None:
        self._scene = scene
        self._taken = taken
        self._holders = [
            (wall, scene.holder(wall, source.first, source.end)) for wall in link.not_across
        ]

    def holds(self, number: int, target: _Target) -> bool:
        return number not in self._taken and self._wall(target) is None

    def status(self, number: int, target: _Target, chosen: _Target | None) -> str:
        wall = self._wall(target)
        if wall is not None:
            return wall
        return TAKEN if number in self._taken and target != chosen else FREE

    def _wall(self, target: _Target) -> str | None:
        """Give the layer of the first wall between source and target, or None."""
        for wall, holder in self._holders:
            if self._scene.holder(wall, target.first, target.end) is not holder:
                return wall
        return None


def _choose(
    source: Item,
    sides: Mapping[str, Iterator[int]],
    choose: Sequence[str],
    targets: Sequence[_Target],
) -> int | None:
    """Give the target by the first way of choosing that has one.

    `sides` are those that can be chosen on the left and on the right, the nearest first; they are
    only looked for where they are asked for.
    """
    for way in choose:
        if way in sides:
            found = next(sides[way], None)
            if found is not None:
                return found
        elif way == NEAREST:
            left, right = next(sides[LEFT], None), next(sides[RIGHT], None)
            if left is None or right is None:
                return right if left is None else left
            before, after = targets[left], targets[right]
            return left if source.first - before.end <= after.first - source.end else right
    return None
