"""A reading and the items of some layers in, one string of symbols out, with the way back.

Each token is two symbols (shape, signature). Edges of paragraphs, sentences and items stand
between tokens as marks: at one place first all that closes, then the edges of paragraph and
sentence, then all that opens, larger things first. Items of one layer that overlap stand on
levels, each with marks of its own.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from operator import itemgetter, le

from attrs import define, field, frozen

from extractor.errors import UsageError
from extractor.matching.matches import Item

PARAGRAPH, END, SENTENCE = "\ue000", "\ue001", "\ue002"
FIRST_ITEM_MARK, LAST_ITEM_MARK = 0xE003, 0xEFFF
LEVELS = 4
_FIRST, _END = itemgetter(1), itemgetter(2)


@frozen
class Marks:
    """The opening and closing symbols of each layer, by level; larger layers of a tie first.

    Those that open ascend as the layers do, those that close descend. They are the symbols from
    FIRST_ITEM_MARK to `last`, of which those up to `last_opening` open.
    """

    opening: Mapping[str, str]
    closing: Mapping[str, str]
    order: Mapping[str, int]
    last_opening: int
    last: int


def assign_marks(layers: Iterable[str], levels: Mapping[str, int]) -> Marks:
    """Give each layer its marks: as many levels as its items may overlap.

    No symbol is left between them: nearly every step of a pattern passes over a range of all, of
    which `re` takes up each symbol to compile it. Raises UsageError where there are more layers
    than marks.
    """
    names = list(layers)
    counts = [levels.get(name, 1) for name in names]
    last_opening = FIRST_ITEM_MARK + sum(counts) - 1
    last = last_opening + sum(counts)
    if last > LAST_ITEM_MARK:
        what = f"{len(names)} layers and lexicons that hold phrases are too many"
        raise UsageError(what, "join some of the lexicons to one with a column")
    opening: dict[str, str] = {}
    closing: dict[str, str] = {}
    used = 0
    for name, count in zip(names, counts, strict=True):
        numbers = range(used, used + count)
        opening[name] = "".join(chr(FIRST_ITEM_MARK + n) for n in numbers)
        closing[name] = "".join(chr(last - n) for n in numbers)
        used += count
    order = {name: n for n, name in enumerate(names)}
    return Marks(opening, closing, order, last_opening, last)


def assign_levels(items: Sequence[Item], count: int) -> tuple[list[Item], list[int], list[Item]]:
    """Give the items in text order, and for each the first level that is free there.

    Comes with the items for which none was.
    """
    free = [0] * count
    kept: list[Item] = []
    levels: list[int] = []
    dropped: list[Item] = []
    for item in sorted(items, key=lambda item: (item.first, -item.end)):
        spot = next((n for n in range(count) if free[n] <= item.first), None)
        if spot is None:
            dropped.append(item)
        else:
            free[spot] = item.end
            kept.append(item)
            levels.append(spot)
    return kept, levels, dropped


def are_apart(items: Sequence[Item]) -> bool:
    """Tell whether each item begins behind the end of the one before."""
    return all(map(le, map(_END, items), map(_FIRST, items[1:])))


@define
class Encoded:
    """The string of symbols, and the places of tokens in it: `late` are those of their own symbols.

    `opens` counts the items that open right at a token.
    """

    string: str
    late: Sequence[int] = field(repr=False)
    opens: Sequence[int] = field(repr=False)

    def ahead(self, token: int) -> int:
        """Give the place ahead of the items that open at a token, behind all other marks."""
        return self.late[token] - self.opens[token]

    def token(self, place: int) -> int:
        """Give the number of tokens that stand before a place."""
        return bisect_right(self.late, place - 2)


# Marks are kept as they sort: a character that tells the rank, and the mark. What closes comes
# first, the shorter before the longer, then the edges, then what opens, the longer first; marks
# sort as their layers do. Items of more tokens than this rank alike.
LONGEST = 0x7FFFF
EDGE, OPENS = chr(LONGEST + 1), 0x10FFFF


class _Openings(dict[int, str]):
    """An opening mark by the size of its item, as it sorts."""

    def __init__(self, sign: str) -> None:
        self._sign = sign

    def __missing__(self, size: int) -> str:
        made = self[size] = chr(OPENS - min(size, LONGEST)) + self._sign
        return made


class _Closings(dict[int, str]):
    """A closing mark by the size of its item, as it sorts."""

    def __init__(self, sign: str) -> None:
        self._sign = sign

    def __missing__(self, size: int) -> str:
        made = self[size] = chr(min(size, LONGEST)) + self._sign
        return made


class Encoding:
    """A string of symbols in the making: marks are put in layer by layer, and stay.

    Marks of layers that a pattern does not name are passed over, so one string serves all stages.
    """

    def __init__(
        self, symbols: Sequence[str], paragraphs: Iterable[int], sentences: Iterable[int]
    ) -> None:
        """Take the symbols of all tokens, and the first tokens of paragraphs and sentences."""
        self._symbols = [*symbols, ""]
        self._cells = list(self._symbols)
        # the end is counted as if it had symbols too
        self._sizes = [2] * len(self._symbols)
        self._marks: dict[int, list[str]] = defaultdict(list)
        self._opens = [0] * (len(symbols) + 1)
        self._changed: set[int] = set()
        self._written: Encoded | None = None
        self._add_edges(PARAGRAPH, paragraphs)
        self._add_edges(SENTENCE, sentences)
        self._add_edges(END, [len(symbols)])

    def add_items(
        self, items: Sequence[Item], levels: Iterable[int], opening: str, closing: str
    ) -> None:
        """Put in the marks of a layer's items, each by its level."""
        marks, opens = self._marks, self._opens
        opened, closed = [*map(_Openings, opening)], [*map(_Closings, closing)]
        changed = self._changed
        for item, level in zip(items, levels, strict=False):
            first, end = item.first, item.end
            size = end - first
            marks[first].append(opened[level][size])
            marks[end].append(closed[level][size])
            opens[first] += 1
            changed.add(first)
            changed.add(end)

    def _add_edges(self, sign: str, tokens: Iterable[int]) -> None:
        for token in tokens:
            self._marks[token].append(EDGE + sign)
            self._changed.add(token)

    def write(self) -> Encoded:
        """Give the string as it is now."""
        if self._written is not None and not self._changed:
            return self._written
        known, cells, symbols, sizes = self._marks, self._cells, self._symbols, self._sizes
        for token in self._changed:
            own = known[token]
            if len(own) == 1:
                cells[token] = own[0][1] + symbols[token]
                sizes[token] = 3
                continue
            own.sort()
            cells[token] = "".join(own)[1::2] + symbols[token]
            sizes[token] = len(own) + 2
        self._changed.clear()
        late = list(accumulate(sizes, initial=-2))
        del late[0]
        self._written = Encoded("".join(self._cells), late, self._opens)
        return self._written
