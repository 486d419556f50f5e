"""Sets of words and items in, where one of them begins in a reading out: each answered once."""

from collections.abc import Mapping, Sequence
from itertools import chain

from attrs import define, field, frozen

from extractor.matching.alphabet import Alphabet, key_of
from extractor.matching.anchors import Atoms
from extractor.matching.demand import Demand
from extractor.matching.index import Index
from extractor.matching.masks import Mask, mark_before
from extractor.matching.matches import Item
from extractor.matching.scopes import SENTENCE, Scopes
from extractor.ruleset.pattern import InLayer


@frozen
class Sought:
    """A set of words and items as it is looked up: the layers, and the signatures of tokens."""

    layers: tuple[str, ...]
    signs: frozenset[str]


class SoughtTable(dict[Atoms, Sought]):
    """What is looked up for each set of words and items, written out where it is first met."""

    def __init__(self, alphabet: Alphabet) -> None:
        super().__init__()
        self._alphabet = alphabet

    def __missing__(self, atoms: Atoms) -> Sought:
        """Write out a set that is met for the first time."""
        layers: list[str] = []
        signs: set[str] = set()
        for atom in atoms:
            if isinstance(atom, InLayer):
                layers.append(atom.name)
            else:
                key = key_of(atom)
                # phrases of a lexicon are items
                layers.append(key)
                signs.update(self._alphabet.signatures.get(key, ""))
        made = self[atoms] = Sought(tuple(sorted(layers)), frozenset(signs))
        return made


@define
class Places:
    """The tokens of one reading at which words, phrases and the items made so far begin.

    A set is only asked for when its layers are made, so that an answer holds for all stages.
    """

    index: Index
    _placed: Mapping[str, Sequence[Item]]
    _table: SoughtTable
    _known: dict[Atoms, Sequence[int]] = field(init=False, factory=dict)
    _firsts: dict[str, Sequence[int]] = field(init=False, factory=dict)
    # by the scopes and by how far before; who holds on to scopes keeps their ids from others
    _in_scope: dict[tuple[Atoms, int], tuple[Scopes, Mask]] = field(init=False, factory=dict)
    _demanded: dict[Demand, bytearray] = field(init=False, factory=dict)
    _ahead: dict[tuple[Atoms, int], Mask] = field(init=False, factory=dict)

    def positions(self, atoms: Atoms) -> Sequence[int]:
        """Give the tokens at which one of some words or items begins, in order."""
        known = self._known.get(atoms)
        if known is None:
            known = self._known[atoms] = self._find(self._table[atoms])
        return known

    def in_scope(self, atoms: Atoms, scopes: Scopes) -> Mask:
        """Mark each token with some word or item at it, or further on in its scope."""
        known = self._in_scope.get((atoms, id(scopes)))
        if known is None:
            mask = scopes.mark_ahead(self.positions(atoms), bytearray(scopes.size))
            known = self._in_scope[atoms, id(scopes)] = scopes, mask
        return known[1]

    def demanded(self, demand: Demand, scopes: Mapping[str, Scopes]) -> Mask:
        """Mark the whole of each sentence and paragraph that holds what a layer is needed for."""
        known = self._demanded.get(demand)
        if known is None:
            known = self._demanded[demand] = bytearray(scopes[SENTENCE].size)
            for within, atoms in demand:
                scopes[within].mark(self.positions(atoms), known)
        return known

    def ahead(self, atoms: Atoms, reach: int, size: int) -> Mask:
        """Mark, of so many tokens, each with some word or item up to `reach` further on."""
        known = self._ahead.get((atoms, reach))
        if known is None:
            known = self._ahead[atoms, reach] = mark_before(self.positions(atoms), reach, size)
        return known

    def _find(self, sought: Sought) -> Sequence[int]:
        placed, tokens = self._placed, self.index.tokens
        items = [self._firsts_of(layer) for layer in sought.layers if layer in placed]
        signed = [tokens[sign] for sign in sought.signs & self.index.signs]
        found = [*items, *signed]
        if len(found) < 2:
            return found[0] if found else ()
        # each run is in order already, which makes sorting fast
        merged = sorted(chain.from_iterable(found))
        # a token has one signature, but items of several layers may begin at it
        return list(dict.fromkeys(merged)) if items else merged

    def _firsts_of(self, layer: str) -> Sequence[int]:
        known = self._firsts.get(layer)
        if known is None:
            known = self._firsts[layer] = [item.first for item in self._placed[layer]]
        return known
