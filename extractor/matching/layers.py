"""The items of one reading, layer by layer as they are made; out comes what a stage can see."""

from collections.abc import Mapping, Sequence
from itertools import groupby, repeat

from attrs import define, field

from extractor.matching.alphabet import Alphabet
from extractor.matching.encoded import (
    LEVELS,
    Encoded,
    Encoding,
    Marks,
    are_apart,
    assign_levels,
)
from extractor.matching.matches import Caution, Item
from extractor.matching.scene import Scene
from extractor.matching.scopes import DOCUMENT, Scopes, find_scopes
from extractor.reading.reading import Reading
from extractor.ruleset.pattern import Pattern
from extractor.spans import Cover


@define
class Layers:
    """All items placed so far, with their marks, which are made once a layer.

    `symbols` are those of the tokens.
    """

    reading: Reading
    alphabet: Alphabet
    symbols: Sequence[str]
    marks: Marks
    lengths: Mapping[Pattern, int]
    placed: dict[str, Sequence[Item]] = field(init=False, factory=dict)
    warnings: list[Caution] = field(init=False, factory=list)
    # of layers whose items overlap; those of others stand on the first one
    _levels: dict[str, Sequence[int]] = field(init=False, factory=dict)
    _written: set[str] = field(init=False, factory=set)
    _encoding: Encoding = field(init=False)
    _scopes: Mapping[str, Scopes] = field(init=False)
    _covers: dict[tuple[str, ...], Cover] = field(init=False, factory=dict)
    _bridges: dict[str, frozenset[int]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Write the edges down."""
        self._scopes = find_scopes(self.reading)
        reading = self.reading
        self._encoding = Encoding(self.symbols, reading.paragraphs, reading.sentences)

    def place(self, layer: str, items: Sequence[Item]) -> None:
        """Add the items of a layer; of those that overlap too often the later ones are left out."""
        if are_apart(items):
            if items:
                self.placed[layer] = items
            return
        count = len(self.marks.opening.get(layer, "")) or LEVELS
        self.placed[layer], self._levels[layer], dropped = assign_levels(items, count)
        numbers = self._scopes[DOCUMENT].numbers
        for _, out in groupby(dropped, lambda item: numbers[item.first]):
            first, *more = out
            what = f"{1 + len(more)} of {layer} left out: too many overlap"
            self.warnings.append(Caution(first.first, what))

    def scene(self, needs: Sequence[str]) -> Scene:
        """Give what the patterns of a stage can see."""
        items = {layer: self.placed[layer] for layer in needs if layer in self.placed}
        return Scene(
            self.reading,
            self.alphabet,
            items,
            self.marks.order,
            self.lengths,
            self._scopes,
            self._covers,
            self._bridges,
        )

    def encode(self, needs: Sequence[str]) -> Encoded:
        """Give the same, and perhaps more, as one string of symbols."""
        marks = self.marks
        for layer in needs:
            if layer in self.placed and layer not in self._written:
                self._written.add(layer)
                levels = self._levels.get(layer) or repeat(0)
                self._encoding.add_items(
                    self.placed[layer], levels, marks.opening[layer], marks.closing[layer]
                )
        return self._encoding.write()
