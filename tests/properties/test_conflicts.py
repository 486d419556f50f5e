"""Matches that compete: who asks for the reasons gets the same ones as who does not."""

from types import SimpleNamespace
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from extractor.matching.conflicts import Loss, settle
from extractor.matching.matches import Match
from extractor.ruleset.rules import Rule

RULES = [cast("Rule", SimpleNamespace(id=f"a.{n}")) for n in range(3)]
BEATEN = ({}, {"a.0": {"a.1"}}, {"a.0": {"a.1"}, "a.1": {"a.0"}, "a.2": {"a.0"}})


@st.composite
def matches(draw: st.DrawFn) -> Match:
    """Draw a match of one of three rules, with or without captures of two names."""
    first, size = draw(st.tuples(st.integers(0, 8), st.integers(1, 6)))
    end = first + size
    captures = {}
    for name in draw(st.sets(st.sampled_from("xy"))):
        low = draw(st.integers(first, end - 1))
        captures[name] = ((low, draw(st.integers(low + 1, end))),)
    return Match(draw(st.sampled_from(RULES)), 0, first, end, captures)


@given(
    st.lists(matches(), max_size=5, unique_by=lambda m: (m.rule.id, m.first)),
    st.sampled_from([(), ("x",), ("x", "y")]),
    st.sampled_from(BEATEN),
    st.booleans(),
)
def test_reasons_change_nothing(
    found: list[Match],
    key: tuple[str, ...],
    beaten: dict[str, set[str]],
    nested: bool,  # noqa: FBT001 - drawn
) -> None:
    """The short ways for two matches, and for such as claim themselves whole, are the long one."""
    alone = settle(found, key, beaten, nested=nested)
    losses: list[Loss] = []
    assert alone == settle(found, key, beaten, nested=nested, losses=losses)
    assert len(alone) + len(losses) == len(found)
