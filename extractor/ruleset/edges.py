"""A pattern in, its first edge or gap that stands where it has no meaning out. Knows no text.

`^` and `^^` begin a pattern or an option that begins it, `$` and `$$` end one; a gap stands between
two things, of which an edge may be one.
"""

from attrs import evolve, frozen

from extractor.ruleset.pattern import (
    Bound,
    Choice,
    Follows,
    Gap,
    Maybe,
    Pattern,
    Repeat,
    Sequence,
    parts_of,
    takes_nothing,
)


@frozen
class Misplaced:
    """What stands wrongly, below the nodes that hold it, with what is wrong and what to do."""

    path: tuple[Pattern, ...]
    what: str
    remedy: str


@frozen
class _Spot:
    """Whether a node is the very first or last, and whether a match can begin or end with it."""

    first: bool = True
    last: bool = True
    begins: bool = True
    ends: bool = True


def find_misplaced(pattern: Pattern) -> Misplaced | None:
    """Give the first edge or gap, from the left, that stands in the wrong place."""
    return _find(pattern, (), _Spot())


def _find(node: Pattern, above: tuple[Pattern, ...], spot: _Spot) -> Misplaced | None:
    path = (*above, node)
    if isinstance(node, Bound):
        if node.sign in ("^", "^^") and not spot.first:
            return Misplaced(path, f"{node.sign!r} behind something", "begin the pattern with it")
        if node.sign in ("$", "$$") and not spot.last:
            return Misplaced(path, f"{node.sign!r} before something", "end the pattern with it")
        return None
    if isinstance(node, Gap):
        if spot.begins:
            return Misplaced(path, "a gap at the beginning", "name what stands before it")
        if spot.ends:
            return Misplaced(path, "a gap at the end", "name what stands behind it")
        return None
    if isinstance(node, Sequence):
        return _find_in_sequence(node, path, spot)
    if isinstance(node, Repeat):
        spot = evolve(spot, first=False, last=False)
    elif isinstance(node, Follows):
        spot = evolve(spot, first=False, last=True, ends=True)
    return next(filter(None, (_find(part, path, spot) for part in parts_of(node))), None)


def _find_in_sequence(node: Sequence, path: tuple[Pattern, ...], spot: _Spot) -> Misplaced | None:
    parts = node.parts
    for n, part in enumerate(parts):
        own = _Spot(
            spot.first and n == 0,
            spot.last and n == len(parts) - 1,
            spot.begins and all(map(_may_vanish, parts[:n])),
            spot.ends and all(_may_vanish(each, ahead=True) for each in parts[n + 1 :]),
        )
        found = _find(part, path, own)
        if found is not None:
            return found
    return None


def _may_vanish(node: Pattern, *, ahead: bool = False) -> bool:
    """Tell whether a node can leave its neighbour at an end; `ahead` where it stands behind it.

    An edge holds a gap fast, and so does a look-ahead behind it.
    """
    if isinstance(node, Bound) or (ahead and isinstance(node, Follows)):
        return False
    if isinstance(node, Sequence):
        return all(_may_vanish(part, ahead=ahead) for part in node.parts)
    if isinstance(node, Choice):
        return any(_may_vanish(option, ahead=ahead) for option in node.options)
    return isinstance(node, Maybe | Gap) or takes_nothing(node)
