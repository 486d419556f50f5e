"""A reading and the items of some layers in, one string of symbols out, with the way back.

Each token is two symbols (shape, signature). Edges of paragraphs, sentences and items stand
between tokens as marks: at one place first all that closes, then the edges of paragraph and
sentence, then all that opens, larger things first. Items of one layer that overlap stand on
levels, each with marks of its own.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from attrs import define, field, frozen

from extractor.errors import UsageError
from extractor.matching.matches import Item

PARAGRAPH, END, SENTENCE = "\ue000", "\ue001", "\ue002"
FIRST_ITEM_MARK, LAST_OPENING = 0xE003, 0xE7FF
FIRST_CLOSING, LAST_ITEM_MARK = 0xE800, 0xEFFF
LEVELS = 4


@frozen
class Marks:
    """The opening and closing symbols of each layer, by level; larger layers of a tie first."""

    opening: Mapping[str, str]
    closing: Mapping[str, str]
    order: Mapping[str, int]


def assign_marks(layers: Iterable[str], levels: Mapping[str, int]) -> Marks:
    """Give each layer its marks: as many levels as its items may overlap.

    Raises UsageError where there are more layers than marks.
    """
    used = 0
    opening: dict[str, str] = {}
    closing: dict[str, str] = {}
    names = list(layers)
    for name in names:
        numbers = range(used, used + levels.get(name, 1))
        opening[name] = "".join(chr(FIRST_ITEM_MARK + n) for n in numbers)
        closing[name] = "".join(chr(FIRST_CLOSING + n) for n in numbers)
        used = numbers.stop
    if FIRST_ITEM_MARK + used > LAST_OPENING:
        what = f"{len(names)} layers and lexicons that hold phrases are too many"
        raise UsageError(what, "join some of the lexicons to one with a column")
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
    opens: Mapping[int, int] = field(repr=False)

    def ahead(self, token: int) -> int:
        """Give the place ahead of the items that open at a token, behind all other marks."""
        return self.late[token] - self.opens.get(token, 0)

    def token(self, place: int) -> int:
        """Give the number of tokens that stand before a place."""
        return bisect_right(self.late, place - 2)


# A mark and its place as one number, so that marks sort fast: token, phase (what closes, the edges,
# what opens), the tie between larger and smaller things, the order of layers, the symbol.
TOKEN, PHASE, TIE, ORDER = 66, 64, 32, 16
CLOSES, EDGE, OPENS = 0, 1, 2
MOST = (1 << 16) - 1
LAST_TOKEN = (1 << 32) - 1


def mark_items(
    placed: Iterable[tuple[Item, int]], opening: str, closing: str, order: int
) -> list[int]:
    """Give the marks of a layer's items, in order of their places."""
    marks = []
    for item, level in placed:
        first, end = item.first, item.end
        marks.append(
            first << TOKEN | OPENS << PHASE | (LAST_TOKEN - end) << TIE | order << ORDER
            | ord(opening[level])
        )  # fmt: skip
        marks.append(
            end << TOKEN | (LAST_TOKEN - first) << TIE | (MOST - order) << ORDER
            | ord(closing[level])
        )  # fmt: skip
    marks.sort()
    return marks


def mark_edges(paragraphs: Iterable[int], sentences: Iterable[int], size: int) -> list[int]:
    """Give the marks of the edges of paragraphs and sentences, in order of their places."""
    marks = [first << TOKEN | EDGE << PHASE | ord(PARAGRAPH) for first in paragraphs]
    marks += [first << TOKEN | EDGE << PHASE | ord(SENTENCE) for first in sentences]
    marks.append(size << TOKEN | EDGE << PHASE | ord(END))
    marks.sort()
    return marks


def encode(base: str, marks: Iterable[Sequence[int]]) -> Encoded:
    """Put the marks of edges and items between the symbols of the tokens."""
    size = len(base) // 2
    pieces: list[str] = []
    late: list[int] = []
    opens: dict[int, int] = {}
    at = shift = 0
    for mark in sorted(chain.from_iterable(marks)):
        spot = mark >> TOKEN
        if spot != at:
            late.extend(range(2 * at + shift, 2 * spot + shift, 2))
            pieces.append(base[2 * at : 2 * spot])
            at = spot
        if mark >> PHASE & 3 == OPENS:
            opens[spot] = opens.get(spot, 0) + 1
        pieces.append(chr(mark & MOST))
        shift += 1
    late.extend(range(2 * at + shift, 2 * size + shift, 2))
    late.append(2 * size + shift)
    pieces.append(base[2 * at :])
    return Encoded("".join(pieces), late, opens)
