"""A pattern in, what both engines must know of it out: gaps made exact, first steps, anchors."""

from typing import cast

from attrs import frozen

from extractor.matching.alphabet import key_of
from extractor.ruleset.pattern import (
    QUOTATION,
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
    Shape,
    Word,
    parts_of,
    takes_nothing,
)

Atom = Word | InLexicon | InLayer | Shape | Bound


@frozen
class ExactGap:
    """A gap that knows what may stand behind it.

    `stops` are the tokens it may not take, `walls` the layers (and lexicons, whose phrases are
    items too) whose edges it may not pass,
    `doors` those of them whose items may begin right behind it because the pattern names them
    there; `over` those whose items it may take whole; `edge` tells whether the end of the scope may
    stand there.
    """

    limit: int
    stops: tuple[Word | InLexicon | Shape, ...]
    walls: tuple[str, ...]
    doors: tuple[str, ...]
    over: tuple[str, ...]
    edge: bool


Step = Pattern | ExactGap


def exact_gaps(pattern: Pattern, follow: frozenset[Atom] = frozenset()) -> Pattern:
    """Give the pattern with every gap told what can follow it: an exact one stands in its place.

    That is no node of a pattern as rules have them, but stands where one of these does.
    """
    if isinstance(pattern, Gap):
        items = [
            name_items(stop) for stop in pattern.stops if isinstance(stop, InLayer | InLexicon)
        ]
        over = tuple(layer.name for layer in pattern.over)
        walls = tuple(dict.fromkeys((QUOTATION, *items, *over)))
        named = {name_items(atom) for atom in follow if isinstance(atom, InLayer | InLexicon)}
        exact = ExactGap(
            pattern.limit,
            tuple(s for s in pattern.stops if isinstance(s, Word | InLexicon | Shape)),
            walls,
            tuple(wall for wall in walls if wall in named),
            over,
            any(isinstance(atom, Bound) for atom in follow),
        )
        return cast("Pattern", exact)
    if isinstance(pattern, Sequence):
        parts: list[Pattern] = []
        for part in reversed(pattern.parts):
            parts.append(exact_gaps(part, follow))
            first, nothing = first_atoms(part)
            follow = first | follow if nothing else first
        return Sequence(tuple(reversed(parts)))
    if isinstance(pattern, Choice):
        return Choice(tuple(exact_gaps(option, follow) for option in pattern.options))
    if isinstance(pattern, Maybe):
        return Maybe(exact_gaps(pattern.part, follow))
    if isinstance(pattern, Repeat):
        again = follow | first_atoms(pattern.part)[0]
        return Repeat(exact_gaps(pattern.part, again), pattern.low, pattern.high)
    if isinstance(pattern, Capture):
        return Capture(pattern.field, exact_gaps(pattern.part, follow))
    if isinstance(pattern, Follows):
        return Follows(exact_gaps(pattern.part))
    return pattern


def begins_with_option(pattern: Pattern) -> bool:
    """Tell whether the first step that takes a token may be left out."""
    if isinstance(pattern, Sequence):
        steps = [part for part in pattern.parts if not isinstance(part, Bound | Follows)]
        return bool(steps) and (takes_nothing(steps[0]) or begins_with_option(steps[0]))
    if isinstance(pattern, Choice | Capture | Repeat):
        return any(map(begins_with_option, parts_of(pattern)))
    return False


def name_items(node: InLayer | InLexicon) -> str:
    """Name the items that a node can stand for: those of a layer, or phrases of a lexicon."""
    return node.name if isinstance(node, InLayer) else key_of(node)


def first_atoms(pattern: Pattern) -> tuple[frozenset[Atom], bool]:
    """Give the steps that a match can begin with, and whether it can be over without any."""
    if isinstance(pattern, Word | InLexicon | InLayer | Shape):
        return frozenset((pattern,)), False
    if isinstance(pattern, Bound):
        return frozenset((pattern,)), pattern.sign in ("^", "^^")
    if isinstance(pattern, Gap):
        return frozenset((Shape("ANY"), *pattern.over)), True
    if isinstance(pattern, Sequence):
        found: frozenset[Atom] = frozenset()
        for part in pattern.parts:
            first, nothing = first_atoms(part)
            found |= first
            if not nothing:
                return found, False
        return found, True
    if isinstance(pattern, Choice):
        options = [first_atoms(option) for option in pattern.options]
        return frozenset().union(*(f for f, _ in options)), any(n for _, n in options)
    if isinstance(pattern, Maybe):
        return first_atoms(pattern.part)[0], True
    if isinstance(pattern, Repeat):
        first, nothing = first_atoms(pattern.part)
        return first, nothing or pattern.low == 0
    if isinstance(pattern, Follows):
        return first_atoms(pattern.part)[0], True
    return first_atoms(pattern.part)


def last_atoms(pattern: Pattern) -> tuple[frozenset[Atom], bool]:
    """Give the steps that a match can end with, and whether it can be over without any."""
    if isinstance(pattern, Sequence):
        found: frozenset[Atom] = frozenset()
        for part in reversed(pattern.parts):
            last, nothing = last_atoms(part)
            found |= last
            if not nothing:
                return found, False
        return found, True
    if isinstance(pattern, Choice):
        options = [last_atoms(option) for option in pattern.options]
        return frozenset().union(*(f for f, _ in options)), any(n for _, n in options)
    if isinstance(pattern, Maybe):
        return last_atoms(pattern.part)[0], True
    if isinstance(pattern, Capture):
        return last_atoms(pattern.part)
    if isinstance(pattern, Repeat):
        last, nothing = last_atoms(pattern.part)
        return last, nothing or pattern.low == 0
    # one step ends with what it begins with; a look-ahead takes nothing
    return first_atoms(pattern)


def find_edge(pattern: Pattern) -> str | None:
    """Give the edge at which every match begins, or None where some may begin elsewhere."""
    if isinstance(pattern, Bound):
        return pattern.sign
    if isinstance(pattern, Sequence):
        return find_edge(pattern.parts[0])
    if isinstance(pattern, Capture):
        return find_edge(pattern.part)
    if isinstance(pattern, Choice):
        edges = {find_edge(option) for option in pattern.options}
        return None if None in edges else min(filter(None, edges))
    return None


def begins_with_gap(pattern: Pattern) -> bool:
    """Tell whether a gap can be the first step of a match."""
    if isinstance(pattern, Gap):
        return True
    if isinstance(pattern, Sequence):
        for part in pattern.parts:
            if begins_with_gap(part):
                return True
            if not first_atoms(part)[1]:
                return False
        return False
    return any(begins_with_gap(part) for part in parts_of(pattern))
