"""What a pattern is made of, once it is parsed. Knows neither YAML nor text.

A pattern is a tree; `docs/rule-reference.md` says what each node means, and both engines keep to
it. `list(...)` and `@phrase` do not stand here: the parser writes them out.
"""

from collections import Counter
from collections.abc import Container, Iterator

from attrs import frozen

SHAPES = ("CAP", "UPPER", "LOWER", "INITIAL", "NUM", "PUNCT", "OTHER")
CLASSES = {
    **{name: (name,) for name in SHAPES},
    "WORD": ("CAP", "UPPER", "LOWER", "INITIAL"),
    "NAME": ("CAP", "UPPER", "INITIAL"),
    "ANY": SHAPES,
}
# The layer of what stands in quotation marks, which reading itself makes.
QUOTATION = "Quotation"


@frozen(cache_hash=True)
class Word:
    """One token with this text: folded, or to the letter where `exact`."""

    text: str
    exact: bool = False


@frozen(cache_hash=True)
class InLexicon:
    """A word or phrase of a lexicon; with `column`, of the rows whose column has such a value."""

    name: str
    column: str | None = None
    values: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Name the lexicon, or the part of it that is meant."""
        return f"{self.name}.{self.column}={'|'.join(self.values)}" if self.column else self.name


@frozen(cache_hash=True)
class InLayer:
    """One item of a layer."""

    name: str


@frozen(cache_hash=True)
class Shape:
    """One token of a class of shapes."""

    name: str


@frozen(cache_hash=True)
class Bound:
    """An edge: `^` and `$` of the sentence, `^^` and `$$` of the paragraph. Takes no token."""

    sign: str


@frozen(cache_hash=True)
class Gap:
    """Up to `limit` tokens, as few as possible; never one of `stops`, nor past a quotation mark.

    An item of a layer in `over` may be taken whole, as one token.
    """

    limit: int
    stops: tuple["Pattern", ...] = ()
    over: tuple["InLayer", ...] = ()


@frozen(cache_hash=True)
class Sequence:
    """All parts, one after the other."""

    parts: tuple["Pattern", ...]


@frozen(cache_hash=True)
class Choice:
    """The first of the options that leads to a match."""

    options: tuple["Pattern", ...]


@frozen(cache_hash=True)
class Maybe:
    """The part, or nothing; rather the part."""

    part: "Pattern"


@frozen(cache_hash=True)
class Repeat:
    """The part `low` to `high` times, as often as possible, and none given back."""

    part: "Pattern"
    low: int
    high: int


@frozen(cache_hash=True)
class Capture:
    """The part, under the name of a field."""

    field: str
    part: "Pattern"


@frozen(cache_hash=True)
class Follows:
    """The part has to follow, and is not taken."""

    part: "Pattern"


Pattern = (
    Word | InLexicon | InLayer | Shape | Bound | Gap
    | Sequence | Choice | Maybe | Repeat | Capture | Follows
)  # fmt: skip


# Made once: patterns are walked a hundred thousand times while rules are compiled.
LEAVES = frozenset((Word, InLexicon, InLayer, Shape, Bound))
HOLDERS = Maybe | Repeat | Capture | Follows


def parts_of(pattern: Pattern) -> tuple[Pattern, ...]:
    """Give the nodes directly below one."""
    if type(pattern) in LEAVES:
        return ()
    if isinstance(pattern, Sequence):
        return pattern.parts
    if isinstance(pattern, Choice):
        return pattern.options
    if isinstance(pattern, HOLDERS):
        return (pattern.part,)
    return (*pattern.stops, *pattern.over) if isinstance(pattern, Gap) else ()


def walk(pattern: Pattern) -> Iterator[Pattern]:
    """Give a pattern and all nodes below it, from the left."""
    waiting = [pattern]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(parts_of(node))


def fields_of(pattern: Pattern) -> set[str]:
    """Give the names of all fields that a pattern can capture."""
    return {node.field for node in walk(pattern) if isinstance(node, Capture)}


def takes_nothing(pattern: Pattern) -> bool:
    """Tell whether a pattern can match without taking a token."""
    if isinstance(pattern, Maybe | Gap | Bound | Follows):
        return True
    if isinstance(pattern, Repeat):
        return pattern.low == 0 or takes_nothing(pattern.part)
    if isinstance(pattern, Choice):
        return any(map(takes_nothing, pattern.options))
    if isinstance(pattern, Sequence):
        return all(map(takes_nothing, pattern.parts))
    return takes_nothing(pattern.part) if isinstance(pattern, Capture) else False


def cost_of(pattern: Pattern, phrased: Container[str]) -> int:
    """Give an upper bound of the steps that one try of a pattern can take at one token.

    Steps in a row multiply only where one of them can be taken in several ways; `phrased` are the
    lexicons that hold phrases, which may stand beside a single word of the same lexicon.
    """
    return _cost(pattern, phrased)[0]


def _cost(pattern: Pattern, phrased: Container[str]) -> tuple[int, int]:
    """Give (steps, ways) of a node: the work of all its ways, and how many ways it has."""
    if isinstance(pattern, Gap):
        return pattern.limit + 1, pattern.limit + 1
    if isinstance(pattern, Sequence):
        steps, ways = 1, 1
        for part in pattern.parts:
            more, branches = _cost(part, phrased)
            steps += ways * more
            ways *= branches
        return steps, ways
    if isinstance(pattern, Choice):
        costs = [_cost(option, phrased) for option in pattern.options]
        # a token is only one word, so of single words only those that are alike are ways on
        words = Counter(o.text.casefold() for o in pattern.options if isinstance(o, Word))
        ways = sum(ways for _, ways in costs) - words.total() + max(words.values(), default=0)
        return sum(steps for steps, _ in costs) + 1, ways
    if isinstance(pattern, Maybe):
        steps, ways = _cost(pattern.part, phrased)
        return steps + 1, ways + 1
    if isinstance(pattern, Repeat):
        steps, ways = _cost(pattern.part, phrased)
        # until it has come to its lowest count, a repeat tries other ways of what it took before
        tries = sum(ways**n for n in range(max(pattern.low, 1)))
        return steps * (tries + pattern.high - max(pattern.low, 1)) + 1, 1
    if isinstance(pattern, Capture):
        return _cost(pattern.part, phrased)
    if isinstance(pattern, Follows):
        return _cost(pattern.part, phrased)[0], 1
    doubled = isinstance(pattern, InLexicon) and pattern.name in phrased
    return (2, 2) if doubled else (1, 1)
