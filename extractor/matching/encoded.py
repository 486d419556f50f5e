"""A reading and the items of some layers in, one string of symbols out, with the way back.

Each token is two symbols (shape, signature). Edges of paragraphs, sentences and items stand
between tokens as marks: at one place first all that closes, then the edges of paragraph and
sentence, then all that opens, larger things first. Items of one layer that overlap stand on
levels, each with marks of its own.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from attrs import define, field, frozen

from extractor.matching.matches import Item

PARAGRAPH, END, SENTENCE = "\ue000", "\ue001", "\ue002"
FIRST_ITEM_MARK = 0xE003
LAST_ITEM_MARK = 0xEFFF
LEVELS = 4


@frozen
class Marks:
    """The opening and closing symbols of each layer, by level; larger layers of a tie first."""

    opening: Mapping[str, str]
    closing: Mapping[str, str]
    order: Mapping[str, int]


def assign_marks(layers: Iterable[str], levels: Mapping[str, int]) -> Marks:
    """Give each layer its marks: as many levels as its items may overlap."""
    code = FIRST_ITEM_MARK
    opening: dict[str, str] = {}
    closing: dict[str, str] = {}
    names = list(layers)
    for name in names:
        count = levels.get(name, 1)
        opening[name] = "".join(map(chr, range(code, code + count)))
        closing[name] = "".join(map(chr, range(code + count, code + 2 * count)))
        code += 2 * count
    return Marks(opening, closing, {name: n for n, name in enumerate(names)})


def assign_levels(items: Sequence[Item], count: int) -> tuple[list[tuple[Item, int]], list[Item]]:
    """Give each item the first level that is free there, and the items for which none was."""
    free = [0] * count
    placed: list[tuple[Item, int]] = []
    dropped: list[Item] = []
    for item in items:
        spot = next((n for n in range(count) if free[n] <= item.first), None)
        if spot is None:
            dropped.append(item)
        else:
            free[spot] = item.end
            placed.append((item, spot))
    return placed, dropped


@define
class Encoded:
    """The string of symbols, and the places of tokens in it."""

    string: str
    _edges: list[int] = field(repr=False)
    _before: list[int] = field(repr=False)
    _opens: list[int] = field(repr=False)
    _mark_places: list[int] = field(repr=False)

    def ahead(self, token: int) -> int:
        """Give the place ahead of the items that open at a token, behind all other marks."""
        spot = bisect_left(self._edges, token)
        opens = self._opens[spot] if self._edges[spot : spot + 1] == [token] else 0
        return self.late(token) - opens

    def late(self, token: int) -> int:
        """Give the place of the token's own symbols, behind all marks."""
        return 2 * token + self._before[bisect_right(self._edges, token)]

    def token(self, place: int) -> int:
        """Give the number of tokens that stand before a place."""
        return (place - bisect_left(self._mark_places, place)) // 2


def encode(
    base: str,
    paragraphs: Sequence[int],
    sentences: Sequence[int],
    items: Mapping[str, Sequence[tuple[Item, int]]],
    marks: Marks,
) -> Encoded:
    """Put the marks of edges and items between the symbols of the tokens."""
    size = len(base) // 2
    closes: dict[int, list[tuple[int, int, str]]] = {}
    opens: dict[int, list[tuple[int, int, str]]] = {}
    for layer, placed in items.items():
        opening, closing, order = marks.opening[layer], marks.closing[layer], marks.order[layer]
        for item, level in placed:
            opens.setdefault(item.first, []).append((-item.end, order, opening[level]))
            closes.setdefault(item.end, []).append((-item.first, -order, closing[level]))
    edges: dict[int, str] = dict.fromkeys(sentences, SENTENCE)
    for first in paragraphs:
        edges[first] = PARAGRAPH + edges.get(first, "")
    edges[size] = END
    pieces: list[str] = []
    places: list[int] = []
    before = [0]
    opened: list[int] = []
    at = sum_marks = 0
    spots = sorted({*closes, *opens, *edges})
    for spot in spots:
        run = edges.get(spot, "")
        if spot in closes:
            run = _join(closes[spot]) + run
        if spot in opens:
            run += _join(opens[spot])
        pieces += (base[2 * at : 2 * spot], run)
        begin = 2 * spot + sum_marks
        places.extend(range(begin, begin + len(run)))
        sum_marks += len(run)
        before.append(sum_marks)
        opened.append(len(opens.get(spot, ())))
        at = spot
    return Encoded("".join(pieces), spots, before, opened, places)


def _join(marks: list[tuple[int, int, str]]) -> str:
    if len(marks) > 1:
        marks.sort()
    return "".join(mark for _, _, mark in marks)
