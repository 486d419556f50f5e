from hypothesis import given
from hypothesis import strategies as st

from extractor import Span
from extractor.spans import Cover, overlap

STRETCH = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda s: (s[0], s[0] + s[1]))


def test_spans_stand_in_text_order() -> None:
    """Spans compare by their places, and shift without a change of their text."""
    first, second = Span(0, 4, "Peru"), Span(3, 5, "ua")
    assert [first, second] == sorted([second, first])
    assert Span(10, 14, "Peru") == first.shifted(10)


def test_spans_overlap_where_they_share_a_place() -> None:
    """Two spans that only touch do not overlap."""
    assert Span(0, 4, "Peru").overlaps(Span(3, 5, "ua"))
    assert not Span(0, 4, "Peru").overlaps(Span(4, 5, "a"))
    assert overlap([(0, 3), (9, 12)], [(3, 5), (11, 20)])
    assert not overlap([(0, 3)], [(3, 5)])
    assert not overlap([], [(3, 5)])


@given(st.lists(STRETCH, max_size=8), STRETCH)
def test_a_cover_holds_what_one_of_its_stretches_holds(
    stretches: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    """A cover answers as if every stretch were looked at."""
    start, end = asked
    expected = any(a <= start and end <= b for a, b in stretches)
    assert expected == Cover(stretches).holds(start, end)
