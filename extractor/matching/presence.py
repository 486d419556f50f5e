"""Sets of words and items in, a number for each out, and how often one reading has each of them.

A pattern of which every match must hold one word or item of each of some sets need not be looked
at in a text that has none of one of them: most patterns, in a short text. What a text has is one
number, a bit for each set.
"""

from collections.abc import Iterable, Mapping

from attrs import define, field, frozen

from extractor.matching.anchors import Anchor, Atoms
from extractor.matching.index import Index
from extractor.matching.places import SoughtTable


class Numbers(dict[Atoms, int]):
    """A number for each set of words and items, given where it is first met."""

    def __missing__(self, atoms: Atoms) -> int:
        """Give the next number."""
        number = self[atoms] = len(self)
        return number

    def add(self, sets: Iterable[Atoms]) -> None:
        """Number some sets."""
        for atoms in sets:
            self[atoms]

    def bits(self, anchors: Iterable[Anchor]) -> int:
        """Give the bits of all that a pattern must hold."""
        bits = 0
        for anchor in anchors:
            bits |= 1 << self[anchor.atoms]
        return bits


@frozen
class SetTable:
    """The numbers of the sets that each layer, and each signature of a token, is in."""

    size: int
    layers: Mapping[str, tuple[int, ...]]
    signs: Mapping[str, tuple[int, ...]]


def tabulate(numbers: Numbers, sought: SoughtTable) -> SetTable:
    """Give the sets that each layer and signature is in."""
    layers: dict[str, list[int]] = {}
    signs: dict[str, list[int]] = {}
    # another engine may number sets of its own meanwhile
    known = [*numbers.items()]
    for atoms, number in known:
        each = sought[atoms]
        for layer in each.layers:
            layers.setdefault(layer, []).append(number)
        for sign in each.signs:
            signs.setdefault(sign, []).append(number)
    return SetTable(
        len(known),
        {layer: tuple(each) for layer, each in layers.items()},
        {sign: tuple(each) for sign, each in signs.items()},
    )


@define
class Presence:
    """How many tokens of a reading, and items made so far, are in each set by its number.

    In `bits` those are 1 of which there is any. A token may count for several items of a set.
    """

    _table: SetTable
    counts: list[int] = field(init=False)
    bits: int = field(init=False, default=0)

    def __attrs_post_init__(self) -> None:
        """Begin with none."""
        self.counts = [0] * self._table.size

    def add_words(self, index: Index) -> None:
        """Count the words of a reading."""
        signs = self._table.signs
        for sign, tokens in index.tokens.items():
            self._add(signs.get(sign, ()), len(tokens))

    def add_items(self, layer: str, count: int) -> None:
        """Count items of a layer."""
        if count:
            self._add(self._table.layers.get(layer, ()), count)

    def _add(self, numbers: Iterable[int], count: int) -> None:
        counts = self.counts
        for number in numbers:
            if not counts[number]:
                self.bits |= 1 << number
            counts[number] += count
