"""A reading and the items of some layers in, one string of symbols out, with the way back.

Each token is two symbols (shape, signature). Edges of paragraphs, sentences and items stand
between tokens as marks: at one place first all that closes, then the edges of paragraph and
sentence, then all that opens, larger things first. Items of one layer that overlap stand on
levels, each with marks of its own.
"""

from bisect import bisect_right
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
    """The string of symbols, and the places of tokens in it: `late` are those of their own symbols.

    `opens` counts the items that open right at a token.
    """

    string: str
    late: Sequence[int] = field(repr=False)
    _opens: Mapping[int, int] = field(repr=False)

    def ahead(self, token: int) -> int:
        """Give the place ahead of the items that open at a token, behind all other marks."""
        return self.late[token] - self._opens.get(token, 0)

    def token(self, place: int) -> int:
        """Give the number of tokens that stand before a place."""
        return bisect_right(self.late, place - 2)


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
    late: list[int] = []
    at = shift = 0
    for spot in sorted({*closes, *opens, *edges}):
        run = edges.get(spot, "")
        if spot in closes:
            run = _join(closes[spot]) + run
        if spot in opens:
            run += _join(opens[spot])
        late.extend(range(2 * at + shift, 2 * spot + shift, 2))
        pieces += (base[2 * at : 2 * spot], run)
        shift += len(run)
        at = spot
    late.append(2 * size + shift)
    return Encoded("".join(pieces), late, {spot: len(found) for spot, found in opens.items()})


def _join(marks: list[tuple[int, int, str]]) -> str:
    if len(marks) > 1:
        marks.sort()
    return "".join(mark for _, _, mark in marks)
