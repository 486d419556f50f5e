"""Patterns over a small vocabulary, drawn at random, and patterns back as they are typed.

Only patterns that the parser would let pass are drawn. A plain `Random` draws, and no strategy:
those prefer simple things so much that two captures hardly ever meet in one match.
"""

from collections.abc import Sequence as Listed
from random import Random

from extractor.ruleset.edges import find_misplaced
from extractor.ruleset.pattern import (
    CLASSES,
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
    cost_of,
    fields_of,
    takes_nothing,
    walk,
)

WORDS = ("a", "b", "c", "d", "A", "B", "Ab", "AB", "7", ",", "U.S.", "Mr.", "(", '"', "’s", ".")
FIELDS = ("f", "g", "h")
LEXICONS = (
    InLexicon("one"),
    InLexicon("two"),
    InLexicon("two", "code", ("x",)),
    InLexicon("two", "code", ("x", "y")),
)
COMMON = (Word("a"), Word("b"), Shape("ANY"), Shape("LOWER"), Shape("CAP"), Shape("WORD"))
PHRASED = frozenset({"one", "two"})
LARGEST_COST = 3000


def draw_pattern(random: Random, layers: Listed[str]) -> Pattern:
    """Draw a whole pattern that the parser lets pass."""
    while True:
        pattern = _whole(random, layers)
        if is_allowed(pattern):
            return pattern


def _whole(random: Random, layers: Listed[str]) -> Pattern:
    way = random.random()
    if way < 0.1:
        return Choice((_edged(random, layers), _edged(random, layers)))
    if way < 0.2:
        ends = [Choice((_edged(random, layers), _edged(random, layers))) for _ in range(2)]
        return Sequence((ends[0], _run(random, layers, 1), ends[1]))
    return _edged(random, layers) if way < 0.4 else _run(random, layers, random.choice((0, 1, 2)))


def _edged(random: Random, layers: Listed[str]) -> Pattern:
    """Draw a pattern that may begin and end at an edge."""
    parts: list[Pattern] = [_run(random, layers, 1)]
    if random.random() < 0.5:
        gap = [_gap(random, layers)] if random.random() < 0.3 else []
        parts = [Bound(random.choice(("^", "^^"))), *gap, *parts]
    if random.random() < 0.4:
        gap = [_gap(random, layers)] if random.random() < 0.3 else []
        parts += [*gap, Bound(random.choice(("$", "$$")))]
    return Sequence(tuple(parts)) if len(parts) > 1 else parts[0]


def _run(random: Random, layers: Listed[str], depth: int) -> Pattern:
    """Draw pieces in a row, with gaps and loose ones among them."""
    parts: list[Pattern] = []
    for number in range(random.choice((1, 1, 2, 2, 3))):
        if number and random.random() < 0.4:
            parts.append(_gap(random, layers))
        if random.random() < 0.2:
            parts.append(_loose(random, layers, depth))
        parts.append(_solid(random, layers, depth))
    if random.random() < 0.15:
        parts.append(_loose(random, layers, depth))
    return Sequence(tuple(parts)) if len(parts) > 1 else parts[0]


def _solid(random: Random, layers: Listed[str], depth: int) -> Pattern:
    """Draw a piece that takes at least one token."""
    way = random.random()
    if not depth or way < 0.3:
        atom = _atom(random, layers)
        return Capture(random.choice(FIELDS), atom) if random.random() < 0.4 else atom
    if way < 0.5:
        return _run(random, layers, depth - 1)
    inner = _solid(random, layers, depth - 1)
    if way < 0.65:
        others = (_solid(random, layers, depth - 1) for _ in range(random.choice((1, 2))))
        return Choice((inner, *others))
    if way < 0.8:
        low = random.choice((1, 1, 2, 3))
        return Repeat(inner, low, low + random.choice((0, 1, 2)))
    if way < 0.9:
        return Capture(random.choice(FIELDS), inner)
    separator = _atom(random, layers)
    return Sequence((inner, Repeat(Sequence((separator, inner)), 0, 39)))


def _loose(random: Random, layers: Listed[str], depth: int) -> Pattern:
    """Draw a piece that may take no token, but is no gap."""
    inner = _solid(random, layers, depth)
    way = random.random()
    if way < 0.4:
        return Maybe(inner)
    if way < 0.6:
        return Repeat(inner, 0, random.choice((1, 2, 3)))
    if way < 0.8:
        return Follows(inner)
    other = Maybe(_solid(random, layers, depth))
    return Choice((inner, other)) if way < 0.9 else Capture("h", Sequence((Maybe(inner), other)))


def _gap(random: Random, layers: Listed[str]) -> Gap:
    """Draw a gap, with or without what stops it and what it leads over."""
    stops: tuple[Pattern, ...] = ()
    over: tuple[InLayer, ...] = ()
    if random.random() < 0.3:
        stops = tuple(_atom(random, layers) for _ in range(random.choice((1, 2))))
    if random.random() < 0.3:
        over = tuple(InLayer(random.choice(layers)) for _ in range(random.choice((1, 2))))
    return Gap(random.randint(1, 4), stops, over)


def _atom(random: Random, layers: Listed[str]) -> Pattern:
    """Draw one word, shape, lexicon or layer, those that are found often more often."""
    way = random.random()
    if way < 0.4:
        return random.choice(COMMON)
    if way < 0.6:
        return InLayer(random.choice(layers))
    if way < 0.75:
        return random.choice(LEXICONS)
    if way < 0.9:
        return Word(random.choice(WORDS), random.random() < 0.3)
    return Shape(random.choice(sorted(CLASSES)))


def is_allowed(pattern: Pattern) -> bool:
    """Tell whether the parser would let a pattern pass."""
    for node in walk(pattern):
        if isinstance(node, Repeat) and takes_nothing(node.part):
            return False
        if isinstance(node, Capture) and node.field in fields_of(node.part):
            return False
    return (
        not takes_nothing(pattern)
        and find_misplaced(pattern) is None
        and cost_of(pattern, PHRASED) <= LARGEST_COST
    )
