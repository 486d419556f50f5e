"""Stretches of a document: numbers in code points, and the text that stands there.

Knows numbers, not text or rules: a span is made once, by the stage that found it, and never
searched for again.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from attrs import frozen


@frozen(slots=True, order=True)
class Span:
    """A stretch of a document: `document[start:end] == text`.

    Offsets are Unicode code points, half-open.

    >>> Span(start=0, end=4, text="Peru").shifted(10)
    Span(start=10, end=14, text='Peru')
    """

    start: int
    end: int
    text: str

    def shifted(self, by: int) -> "Span":
        """Give the same stretch, `by` code points further on."""
        return Span(self.start + by, self.end + by, self.text)

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share a code point."""
        return self.start < other.end and other.start < self.end


def overlap(left: Iterable[tuple[int, int]], right: Iterable[tuple[int, int]]) -> bool:
    """Tell whether any (start, end) of one side shares a place with any of the other.

    >>> overlap([(0, 3), (9, 12)], [(3, 5), (11, 20)])
    True
    """
    others = tuple(right)
    return any(a < d and c < b for a, b in left for c, d in others)


class Cover:
    """Stretches ready to be asked often whether one of them holds another one, or meets it.

    >>> cover = Cover([(0, 3), (2, 6), (8, 9)])
    >>> cover.holds(2, 5), cover.holds(1, 5), cover.holds(8, 9)
    (True, False, True)
    >>> cover.meets(5, 9), cover.meets(6, 8)
    (True, False)
    """

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def holds(self, start: int, end: int) -> bool:
        """Tell whether one stretch begins at `start` or before, and ends at `end` or later."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]

    def meets(self, start: int, end: int) -> bool:
        """Tell whether one stretch shares a place with the one from `start` to `end`."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and start < self._ends[at]
