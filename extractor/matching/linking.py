"""Items of two layers in, matches that pair them out: what one pattern cannot list.

"The nearest event to the left, else to the right" of a date, or all events of one date.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from extractor.matching.matches import Item, Match
from extractor.matching.scene import Scene
from extractor.ruleset.rules import Link, Rule


def link_items(rule: Rule, link: Link, scene: Scene) -> Iterator[Match]:
    """Give a match for each item of the source layer for which a target is found.

    Without `many` a target goes to the first source, in text order, that chooses it.
    """
    sources = [item for item, _ in scene.items.get(link.source, ())]
    targets = [item for item, _ in scene.items.get(link.target, ())]
    firsts = [item.first for item in targets]
    taken: set[Item] = set()
    for source in sources:
        low, high = scene.scope(source.first, link.within)
        near = [
            target
            for target in targets[bisect_left(firsts, low) : bisect_right(firsts, high - 1)]
            if (link.many or target not in taken) and _reachable(source, target, link, scene)
        ]
        target = _choose(source, near, link.choose)
        if target is not None:
            taken.add(target)
            ends = (source.first, source.end), (target.first, target.end)
            yield Match(
                rule,
                0,
                min(source.first, target.first),
                max(source.end, target.end),
                {link.source_field: (ends[0],), link.target_field: (ends[1],)},
            )


def _choose(source: Item, near: Sequence[Item], choose: Sequence[str]) -> Item | None:
    left = [target for target in near if target.end <= source.first]
    right = [target for target in near if target.first >= source.end]
    for way in choose:
        if way == "nearest-left" and left:
            return left[-1]
        if way == "nearest-right" and right:
            return right[0]
        if way == "nearest" and (left or right):
            return min((*left[-1:], *right[:1]), key=lambda target: _distance(source, target))
    return None


def _distance(source: Item, target: Item) -> int:
    return max(source.first - target.end, target.first - source.end)


def _reachable(source: Item, target: Item, link: Link, scene: Scene) -> bool:
    """Tell whether neither end stands in an item of a wall's layer that the other is outside."""
    return not any(
        _holds(wall, source) != _holds(wall, target)
        for layer in link.not_across
        for wall, _ in scene.items.get(layer, ())
    )


def _holds(wall: Item, item: Item) -> bool:
    return wall.first <= item.first and item.end <= wall.end
