"""What the patterns of one stage can see: tokens, edges, and the items of the layers before."""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter

from attrs import define, field

from extractor.matching.alphabet import Alphabet
from extractor.matching.masks import Mask
from extractor.matching.matches import Item
from extractor.matching.scopes import PARAGRAPH, SENTENCE, Scopes
from extractor.reading.reading import Reading
from extractor.ruleset.pattern import Pattern
from extractor.ruleset.rules import Condition
from extractor.spans import Cover

# Where an edge stands among those of its place, and what it is: "+" opens a layer, "-" closes one.
Edge = tuple[int, int, str]
_FIRST = itemgetter(1)


@define
class Scene:
    """A reading and the items that stand in it, by layer and in text order.

    `order` ranks layers whose items begin and end together; `lengths` are the most tokens that a
    pattern which has to touch a match can take; `scopes` are what it cannot leave. `covers`
    and `bridges` are what is known of the layers already, shared by all stages.
    """

    reading: Reading
    alphabet: Alphabet
    items: Mapping[str, Sequence[Item]]
    order: Mapping[str, int]
    lengths: Mapping[Pattern, int]
    scopes: Mapping[str, Scopes] = field(repr=False)
    covers: dict[tuple[str, ...], Cover] = field(repr=False)
    bridges: dict[str, frozenset[int]] = field(repr=False)
    # what conditions on a whole document have been found to be, by its first token
    answers: dict[tuple[Condition, int], bool] = field(init=False, factory=dict)
    _at: dict[str, dict[int, list[int]]] = field(init=False, factory=dict)
    evidence: dict[tuple[Pattern, int], int] = field(init=False, factory=dict)
    # for a layer that does not matter everywhere: whether it does, token by token
    wanted: Mapping[str, Mask] = field(init=False, factory=dict)
    _unbridged: dict[tuple[str, ...], Scopes] = field(init=False, factory=dict)
    _edges: dict[int, list[Edge]] | None = field(init=False, default=None)

    @property
    def sentences(self) -> Collection[int]:
        """Give the first tokens of all sentences."""
        return self.scopes[SENTENCE].starts

    @property
    def paragraphs(self) -> Collection[int]:
        """Give the first tokens of all paragraphs."""
        return self.scopes[PARAGRAPH].starts

    @property
    def words(self) -> Sequence[str]:
        """Give the tokens' texts."""
        return self.reading.words

    def ends(self, layer: str, token: int) -> Sequence[int]:
        """Give the ends of the items of a layer that begin at a token, longest first."""
        table = self._at.get(layer)
        if table is None:
            table = self._at[layer] = {}
            for item in self.items.get(layer, ()):
                table.setdefault(item.first, []).append(item.end)
            for ends in table.values():
                ends.sort(reverse=True)
        return table.get(token, ())

    def edges(self, token: int) -> Sequence[Edge]:
        """Give the edges of items between a token and the one before, in the order of marks."""
        if self._edges is None:
            closes: dict[int, list[Edge]] = {}
            opens: dict[int, list[Edge]] = {}
            for layer, placed in self.items.items():
                rank = self.order[layer]
                for item in placed:
                    closes.setdefault(item.end, []).append((-item.first, -rank, "-" + layer))
                    opens.setdefault(item.first, []).append((-item.end, rank, "+" + layer))
            self._edges = {
                spot: [*sorted(closes.get(spot, [])), *sorted(opens.get(spot, []))]
                for spot in {*closes, *opens}
            }
        return self._edges.get(token, ())

    def cover(self, *layers: str) -> Cover:
        """Give the stretches of tokens of the items of some layers."""
        cover = self.covers.get(layers)
        if cover is None:
            placed = [self.items.get(layer, ()) for layer in layers]
            stretches = ((item.first, item.end) for items in placed for item in items)
            cover = self.covers[layers] = Cover(stretches)
        return cover

    def bridged(self, layer: str) -> frozenset[int]:
        """Give the first tokens of sentences that begin inside an item of a layer."""
        known = self.bridges.get(layer)
        if known is None:
            scopes = self.scopes[SENTENCE]
            bounds, numbers = scopes.bounds, scopes.numbers
            known = self.bridges[layer] = frozenset(
                first
                for item in self.items.get(layer, ())
                if numbers[item.first] != numbers[item.end - 1]
                for first in bounds[numbers[item.first] + 1 : numbers[item.end - 1] + 1]
            )
        return known

    def unbridged(self, layers: tuple[str, ...]) -> Scopes:
        """Give the sentences; those that begin inside an item of some layers are none."""
        if not layers:
            return self.scopes[SENTENCE]
        known = self._unbridged.get(layers)
        if known is None:
            bridged = frozenset().union(*map(self.bridged, layers))
            known = self._unbridged[layers] = self.scopes[SENTENCE].less(bridged)
        return known

    def holder(self, layer: str, first: int, end: int) -> Item | None:
        """Give the item of a layer that holds some tokens; of several the last to begin."""
        if not self.cover(layer).holds(first, end):
            return None
        placed = self.items[layer]
        at = bisect_right(placed, first, key=_FIRST)
        return next(placed[n] for n in range(at - 1, -1, -1) if placed[n].end >= end)

    def scope(self, token: int, within: str) -> tuple[int, int]:
        """Give the first token of the scope in which a token stands, and the one behind it."""
        return self.scopes[within].of(token)
