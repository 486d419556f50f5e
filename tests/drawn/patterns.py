"""Hypothesis strategies for patterns over a small vocabulary, and patterns back as they are typed.

Only patterns that the parser would let pass are drawn.
"""

from collections.abc import Sequence as Listed
from functools import cache

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
from hypothesis import strategies as st

WORDS = ("a", "b", "c", "d", "A", "B", "Ab", "AB", "7", ",", "U.S.", "Mr.", "(", '"', "’s", ".")
FIELDS = ("f", "g", "h")
LEXICONS = (
    InLexicon("one"),
    InLexicon("two"),
    InLexicon("two", "code", ("x",)),
    InLexicon("two", "code", ("x", "y")),
)
PHRASED = frozenset({"one", "two"})
LARGEST_COST = 3000


@cache
def atoms(layers: Listed[str]) -> st.SearchStrategy[Pattern]:
    """Draw one word, shape, lexicon or layer."""
    return st.one_of(
        st.builds(Word, st.sampled_from(WORDS), st.booleans()),
        st.builds(Word, st.sampled_from(WORDS[:4])),
        st.sampled_from(LEXICONS),
        st.sampled_from((Shape("ANY"), Shape("WORD"), Shape("LOWER"), Shape("CAP"))),
        st.builds(InLayer, st.sampled_from(layers)),
        st.builds(Shape, st.sampled_from(sorted(CLASSES))),
    )


@cache
def gaps(layers: Listed[str]) -> st.SearchStrategy[Pattern]:
    """Draw a gap with or without stops."""
    stops = st.lists(atoms(layers), max_size=2).map(tuple)
    over = st.lists(st.builds(InLayer, st.sampled_from(layers)), max_size=2).map(tuple)
    return st.builds(Gap, st.integers(1, 4), stops, st.one_of(st.just(()), over))


@cache
def pieces(layers: Listed[str]) -> st.SearchStrategy[Pattern]:
    """Draw a pattern without edges, of any depth."""
    return st.recursive(
        st.one_of(atoms(layers), atoms(layers), gaps(layers)),
        lambda inner: st.one_of(
            st.builds(Sequence, st.lists(inner, min_size=2, max_size=4).map(tuple)),
            st.builds(Choice, st.lists(inner, min_size=2, max_size=3).map(tuple)),
            st.builds(Maybe, inner),
            st.builds(_repeated, inner, st.integers(0, 3), st.integers(0, 3)),
            st.builds(Capture, st.sampled_from(FIELDS), inner),
            st.builds(Follows, inner),
            st.builds(_listed, inner, inner),
        ),
        max_leaves=6,
    )


@cache
def steps(layers: Listed[str]) -> st.SearchStrategy[Pattern]:
    """Draw a few atoms in a row, which are found often."""
    atom = atoms(layers)
    named = st.one_of(atom, st.builds(Capture, st.sampled_from(FIELDS), atom))
    gapped = st.builds(lambda a, b, c: Sequence((a, b, c)), named, gaps(layers), named)
    return st.one_of(named, st.builds(lambda a, b: Sequence((a, b)), named, named), gapped)


@cache
def patterns(layers: Listed[str]) -> st.SearchStrategy[Pattern]:
    """Draw a whole pattern that the parser lets pass."""
    edged = st.builds(
        _edged,
        st.sampled_from((None, None, None, "^", "^^")),
        pieces(layers),
        st.sampled_from((None, None, None, "$", "$$")),
    )
    options = st.lists(edged, min_size=2, max_size=2).map(tuple)
    grouped = st.builds(
        lambda a, b, c: Sequence((Choice(a), b, Choice(c))), options, pieces(layers), options
    )
    few = steps(layers)
    whole = st.one_of(few, few, edged, edged, edged, st.builds(Choice, options), grouped)
    return whole.filter(is_allowed)


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


def write(pattern: Pattern) -> str:
    """Give a pattern as a rule author would type it."""
    if isinstance(pattern, Sequence):
        return " ".join(_in_group(part) for part in pattern.parts)
    if isinstance(pattern, Choice):
        return " | ".join(_in_group(option) for option in pattern.options)
    if isinstance(pattern, Maybe):
        return f"({write(pattern.part)})?"
    if isinstance(pattern, Repeat):
        return f"({write(pattern.part)})[{pattern.low}-{pattern.high}]"
    if isinstance(pattern, Capture):
        return f"{pattern.field}:({write(pattern.part)})"
    if isinstance(pattern, Follows):
        return f"~({write(pattern.part)})"
    if isinstance(pattern, Gap):
        stops = " | ".join(map(write, pattern.stops))
        over = " | ".join(map(write, pattern.over))
        return (
            f"...{pattern.limit}"
            + (f" over ({over})" if over else "")
            + (f" not ({stops})" if stops else "")
        )
    return _write_atom(pattern)


def _write_atom(pattern: Pattern) -> str:
    if isinstance(pattern, Word):
        if pattern.exact:
            return f"'{pattern.text}'" if '"' in pattern.text else f'"{pattern.text}"'
        return pattern.text
    if isinstance(pattern, InLexicon):
        values = f".{pattern.column}={'|'.join(pattern.values)}" if pattern.column else ""
        return f"{{{pattern.name}{values}}}"
    if isinstance(pattern, InLayer):
        return f"<{pattern.name}>"
    return pattern.sign if isinstance(pattern, Bound) else pattern.name  # type: ignore[union-attr]


def _in_group(pattern: Pattern) -> str:
    shown = write(pattern)
    return f"({shown})" if isinstance(pattern, Sequence | Choice) else shown


def _repeated(part: Pattern, low: int, more: int) -> Repeat:
    return Repeat(part, low, max(1, low + more))


def _listed(item: Pattern, separator: Pattern) -> Pattern:
    """Give what `list(...)` is written out to."""
    return Sequence((item, Repeat(Sequence((separator, item)), 0, 39)))


def _edged(opening: str | None, inner: Pattern, closing: str | None) -> Pattern:
    parts = [inner]
    if opening:
        parts.insert(0, Bound(opening))
    if closing:
        parts.append(Bound(closing))
    return Sequence(tuple(parts)) if len(parts) > 1 else inner
