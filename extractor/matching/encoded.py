"""A reading and the items of some layers in, one string of symbols out, with the way back.

Each token is two symbols (shape, signature). Edges of paragraphs, sentences and items stand
between tokens as marks: at one place first all that closes, then the edges of paragraph and
sentence, then all that opens, larger things first. Items of one layer that overlap stand on
levels, each with marks of its own.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise

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
    if count == 1 and _are_apart(items):
        return [(item, 0) for item in items], []
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


def _are_apart(items: Sequence[Item]) -> bool:
    """Tell whether each item begins behind the end of the one before."""
    return all(left.end <= right.first for left, right in pairwise(items))


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


# A mark and its rank among those of its place as one number, so that marks sort fast: phase (what
# closes, the edges, what opens), the tie between larger and smaller things, the order of layers,
# the symbol.
PHASE, TIE, ORDER = 64, 32, 16
CLOSES, EDGE, OPENS = 0, 1 << PHASE, 2 << PHASE
MOST = (1 << 16) - 1
LAST_TOKEN = (1 << 32) - 1


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
        self._marks: dict[int, list[int]] = {}
        self._opens: dict[int, int] = {}
        self._changed: set[int] = set()
        self._written: Encoded | None = None
        self._add([(first, EDGE | ord(PARAGRAPH)) for first in paragraphs])
        self._add([(first, EDGE | ord(SENTENCE)) for first in sentences])
        self._add([(len(symbols), EDGE | ord(END))])

    def add_items(
        self, placed: Sequence[tuple[Item, int]], opening: str, closing: str, order: int
    ) -> None:
        """Put in the marks of a layer's items, each by its level."""
        opened = [OPENS | order << ORDER | ord(sign) for sign in opening]
        closed = [CLOSES | (MOST - order) << ORDER | ord(sign) for sign in closing]
        self._add([(item.first, opened[n] | (LAST_TOKEN - item.end) << TIE) for item, n in placed])
        self._add([(item.end, closed[n] | (LAST_TOKEN - item.first) << TIE) for item, n in placed])
        opens = self._opens
        for item, _ in placed:
            opens[item.first] = opens.get(item.first, 0) + 1

    def _add(self, marks: Iterable[tuple[int, int]]) -> None:
        known, changed = self._marks, self._changed
        for token, mark in marks:
            own = known.get(token)
            if own is None:
                known[token] = [mark]
            else:
                own.append(mark)
            changed.add(token)

    def write(self) -> Encoded:
        """Give the string as it is now."""
        if self._written is not None and not self._changed:
            return self._written
        known, cells, symbols = self._marks, self._cells, self._symbols
        for token in self._changed:
            own = known[token]
            if len(own) == 1:
                cells[token] = chr(own[0] & MOST) + symbols[token]
            else:
                own.sort()
                cells[token] = "".join([chr(each & MOST) for each in own]) + symbols[token]
        self._changed.clear()
        late = list(accumulate(map(len, self._cells), initial=-2))
        del late[0]
        late[-1] += 2
        self._written = Encoded("".join(self._cells), late, self._opens)
        return self._written
