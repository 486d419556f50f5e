"""A pattern in; out come the words and items that a match of it must hold, and how far inside.

A pattern need be tried only where its rarest anchor is near, so that a rule whose anchor is absent
costs next to nothing.
"""

from collections.abc import Iterator, Mapping

from attrs import frozen

from extractor.matching.alphabet import key_of
from extractor.matching.plan import ExactGap
from extractor.ruleset.pattern import (
    Bound,
    Capture,
    Choice,
    Follows,
    Gap,
    InLayer,
    InLexicon,
    Maybe,
    Pattern,
    Repeat,
    Sequence,
    Word,
)

Atoms = frozenset[Word | InLexicon | InLayer]
# Made once, not for each node of all patterns.
ATOM = Word | InLexicon | InLayer
PASSED = Capture | Follows
HOLDER = Maybe | Capture
ANY_GAP = Gap | ExactGap
EMPTY = Bound | Follows


@frozen
class Anchor:
    """Words and items of which one must stand in a match, or right behind it.

    It begins at most `reach` tokens after the start of the match; None where that is not known.
    """

    atoms: Atoms
    reach: int | None


def find_anchors(pattern: Pattern, longest: Mapping[str, int]) -> tuple[Anchor, ...]:
    """Give the anchors of a pattern; `longest` are the lengths of the phrases of lexicons."""
    return tuple(_anchors(pattern, 0, longest))


def _anchors(pattern: Pattern, before: int | None, longest: Mapping[str, int]) -> Iterator[Anchor]:
    """Give the anchors of a node that begins up to `before` tokens after the start of a match."""
    if isinstance(pattern, ATOM):
        yield Anchor(frozenset((pattern,)), before)
    elif isinstance(pattern, Sequence):
        for part in pattern.parts:
            yield from _anchors(part, before, longest)
            size = width(part, longest)
            before = None if before is None or size is None else before + size
    elif isinstance(pattern, Choice):
        options = [tuple(_anchors(option, before, longest)) for option in pattern.options]
        if all(options):
            chosen = [min(each, key=lambda anchor: len(anchor.atoms)) for each in options]
            reaches = [anchor.reach for anchor in chosen]
            known = [reach for reach in reaches if reach is not None]
            yield Anchor(
                frozenset().union(*(anchor.atoms for anchor in chosen)),
                max(known) if len(known) == len(reaches) else None,
            )
    elif isinstance(pattern, PASSED) or (isinstance(pattern, Repeat) and pattern.low > 0):
        # what has to follow stands behind the match, and in its sentence all the same
        yield from _anchors(pattern.part, before, longest)


def width(pattern: Pattern, longest: Mapping[str, int]) -> int | None:
    """Give the most tokens that a pattern can take, or None where an item may be of any length."""
    if isinstance(pattern, Sequence):
        return _sum([width(part, longest) for part in pattern.parts])
    if isinstance(pattern, Choice):
        sizes = [width(option, longest) for option in pattern.options]
        known = [size for size in sizes if size is not None]
        return max(known) if len(known) == len(sizes) else None
    if isinstance(pattern, Repeat):
        size = width(pattern.part, longest)
        return None if size is None else pattern.high * size
    if isinstance(pattern, HOLDER):
        return width(pattern.part, longest)
    if isinstance(pattern, ANY_GAP):
        return None if pattern.over else pattern.limit
    if isinstance(pattern, InLayer):
        return None
    if isinstance(pattern, InLexicon):
        return longest.get(key_of(pattern), 1)
    return 0 if isinstance(pattern, EMPTY) else 1


def _sum(sizes: list[int | None]) -> int | None:
    known = [size for size in sizes if size is not None]
    return sum(known) if len(known) == len(sizes) else None
