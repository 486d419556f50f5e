"""Masks mark what they say, whichever way they are made."""

from hypothesis import given
from hypothesis import strategies as st

from extractor.matching.masks import SPARSE, both, mark, mark_before, mark_behind, marked
from extractor.matching.scopes import Scopes


@st.composite
def drawn_tokens(draw: st.DrawFn) -> tuple[list[int], int]:
    """Draw some tokens, in order, and how many there are in all: few of many, or many of few."""
    size = draw(st.sampled_from((1, 7, 40, SPARSE + 1, 4 * SPARSE)))
    return sorted(draw(st.sets(st.integers(0, size - 1)))), size


@given(drawn_tokens(), st.integers(0, 12))
def test_what_stands_around_tokens(drawn: tuple[list[int], int], reach: int) -> None:
    """Each token is marked from which one of them is as near as said, and no other."""
    tokens, size = drawn
    ahead = [any(at <= token <= at + reach for token in tokens) for at in range(size)]
    behind = [any(token < at <= token + reach + 1 for token in tokens) for at in range(size)]
    assert list(map(bool, mark_before(tokens, reach, size))) == ahead
    assert list(map(bool, mark_behind(tokens, reach + 1, size))) == behind


@given(drawn_tokens(), drawn_tokens())
def test_what_is_marked_twice(drawn: tuple[list[int], int], other: tuple[list[int], int]) -> None:
    """Two masks have in common what both mark."""
    tokens, size = drawn
    more = [token for token in other[0] if token < size]
    common = both(mark(tokens, size), mark(more, size))
    assert list(marked(common)) == sorted({*tokens} & {*more})


@given(drawn_tokens(), drawn_tokens())
def test_scopes_that_hold_tokens(
    drawn: tuple[list[int], int], other: tuple[list[int], int]
) -> None:
    """A scope is marked whole where it holds one of some tokens."""
    tokens, size = drawn
    scopes = Scopes([0, *(at for at in other[0] if 0 < at < size)], size)
    held = {scopes.of(token) for token in tokens}
    mask = scopes.mark(tokens, bytearray(size))
    assert list(marked(mask)) == [at for at in range(size) if scopes.of(at) in held]
