"""Stretches of a document: numbers in code points, and the text that stands there.

Knows numbers, not text or rules: a span is made once, by the stage that found it, and never
searched for again.
"""

from bisect import bisect_right
from collections.abc import Iterable

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
    """Stretches taken together, ready to be asked often whether one of them holds another.

    >>> cover = Cover([(0, 3), (2, 6), (8, 9)])
    >>> cover.holds(1, 5), cover.holds(5, 9), cover.holds(8, 9)
    (True, False, True)
    """

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(stretches):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def holds(self, start: int, end: int) -> bool:
        """Tell whether all of a stretch is covered by stretches that overlap each other."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]
