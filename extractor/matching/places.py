"""Sets of words and items in, where one of them begins in a reading out: each answered once."""

from collections.abc import Mapping, Sequence
from itertools import chain

from attrs import define, field

from extractor.matching.alphabet import key_of
from extractor.matching.anchors import Atoms
from extractor.matching.index import Index
from extractor.matching.matches import Item
from extractor.ruleset.pattern import InLayer


@define
class Places:
    """The tokens of one reading at which words, phrases and the items made so far begin.

    A set is only asked for when its layers are made, so that an answer holds for all stages.
    """

    index: Index
    _placed: Mapping[str, Sequence[tuple[Item, int]]]
    _known: dict[Atoms, Sequence[int]] = field(init=False, factory=dict)

    def positions(self, atoms: Atoms) -> Sequence[int]:
        """Give the tokens at which one of some words or items begins, in order."""
        known = self._known.get(atoms)
        if known is None:
            known = self._known[atoms] = self._find(atoms)
        return known

    def _find(self, atoms: Atoms) -> Sequence[int]:
        found: list[Sequence[int]] = []
        for atom in atoms:
            layer = atom.name if isinstance(atom, InLayer) else key_of(atom)
            if layer in self._placed:
                found.append([item.first for item, _ in self._placed[layer]])
            if not isinstance(atom, InLayer):
                found.append(self.index.positions(layer))
        if len(found) == 1:
            return found[0]
        # places that are in order stay so when sorted, which is faster than to sort a set
        return list(dict.fromkeys(sorted(chain.from_iterable(found))))
