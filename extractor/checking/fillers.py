"""A step of a pattern in, a few texts that it would take out: from lexicons and from examples.

Knows no language: words come from the rules alone.
"""

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property
from itertools import islice

from attrs import define, field

from extractor.matching.alphabet import shape_of
from extractor.matching.folding import fold
from extractor.pipeline import Extractor
from extractor.reading import Document
from extractor.ruleset.lexicons import Entry
from extractor.ruleset.pattern import (
    CLASSES,
    QUOTATION,
    Bound,
    Capture,
    Choice,
    Follows,
    Gap,
    InLayer,
    InLexicon,
    Maybe,
    Pattern,
    Repeat,
    Shape,
    Word,
)
from extractor.ruleset.pattern import Sequence as Steps
from extractor.ruleset.rules import Rule

# So many texts are given for one step, and layers within layers are followed so deep.
MANY = 3
DEPTH = 3
# How alike a word has to be to a row, from nought to one, so that it may be the one that was meant.
ALIKE = 0.8
# What stands around words in examples.
MARKS = ".,;:!?“”\"'()"


@define(slots=False)
class Fillers:
    """Texts for the steps of one rule, words of its own examples before others."""

    extractor: Extractor
    rule: Rule
    _items: dict[str, tuple[str, ...]] = field(init=False, factory=dict)

    def give(self, node: Pattern, depth: int = DEPTH) -> Sequence[str]:
        """Give texts that a step would take, the shortest of each sort first."""
        return tuple(islice(dict.fromkeys(self._texts(node, depth)), MANY))

    def _texts(self, node: Pattern, depth: int) -> Iterator[str]:
        if isinstance(node, Word):
            yield node.text
        elif isinstance(node, InLexicon):
            rows = list(self._rows(node))
            yield from (row for row in rows if fold(row) in self._own)
            yield from rows
        elif isinstance(node, InLayer):
            yield from self._of_layer(node.name, depth)
        elif isinstance(node, Shape):
            yield from self._of_shape(node.name)
        elif isinstance(node, Choice):
            for option in node.options:
                yield from islice(self._texts(option, depth), 1)
        elif isinstance(node, Capture | Maybe):
            yield from self._texts(node.part, depth)
        elif isinstance(node, Repeat):
            for text in islice(self._texts(node.part, depth), 1):
                yield " ".join([text] * max(node.low, 1))
        elif isinstance(node, Steps):
            parts = [
                next(iter(self._texts(part, depth)), "")
                for part in node.parts
                if not isinstance(part, Bound | Gap | Follows | Maybe)
            ]
            if all(parts):
                yield " ".join(parts)

    def _rows(self, node: InLexicon) -> Iterator[str]:
        """Give the words of the rows that a step would take."""
        lexicon = self.extractor.ruleset.lexicons[node.name]
        for entry in lexicon.entries:
            if node.column is None or lexicon.value(entry, node.column) in node.values:
                yield write_entry(entry)

    def near(self, node: InLexicon, word: str, lemmas: Collection[str]) -> Iterator[str]:
        """Give rows that may have been meant by a word: forms of its lemma, or alike in writing."""
        lexicon = self.extractor.ruleset.lexicons[node.name]
        if "lemma" in lexicon.columns and lemmas:
            for entry in lexicon.entries:
                fits = node.column is None or lexicon.value(entry, node.column) in node.values
                if fits and lexicon.value(entry, "lemma") in lemmas:
                    yield write_entry(entry)
        known = {fold(row): row for row in self._rows(node)}
        for close in get_close_matches(fold(word), known, n=1, cutoff=ALIKE):
            yield known[close]

    @cached_property
    def _own(self) -> frozenset[str]:
        """Give the words of the rule's examples."""
        texts = (example.text for example in self.rule.examples)
        return frozenset(fold(word.strip(MARKS)) for text in texts for word in text.split())

    def _of_layer(self, layer: str, depth: int) -> Iterator[str]:
        """Give items of a layer: pieces of the examples of its rules, else made from patterns."""
        if layer not in self._items:
            self._items[layer] = tuple(islice(self._items_of(layer), MANY))
        yield from self._items[layer]
        if self._items[layer] or not depth:
            return
        for rule in self._rules_of(layer):
            for variant in rule.variants:
                yield from islice(self._texts(variant, depth - 1), 1)

    def _items_of(self, layer: str) -> Iterator[str]:
        if layer == QUOTATION:
            words = list(self._of_shape("LOWER"))[:2]
            for opening, closing in self.extractor.ruleset.language.pairs[:1]:
                yield f"{opening}{' '.join(words)}{closing}"
            return
        for rule in self._rules_of(layer):
            for example in rule.examples[:1]:
                examination = self.extractor.examine(Document(example.text))
                for item in examination.findings.items.get(layer, ()):
                    if item.match is not None and item.match.rule.id == rule.id:
                        yield examination.reading.span(item.first, item.end).text
                        break

    def _rules_of(self, layer: str) -> Iterator[Rule]:
        return (r for r in self.extractor.ruleset.rules if not r.emits and r.target == layer)

    def _of_shape(self, name: str) -> Iterator[str]:
        """Give words of a shape, from the examples of all rules."""
        if name not in self._items:
            rules = (self.rule, *self.extractor.ruleset.rules)
            words = (
                word.strip(MARKS)
                for rule in rules
                for example in rule.examples
                for word in example.text.split()
            )
            fitting = (w for w in words if w.isalnum() and shape_of(w) in CLASSES[name])
            self._items[name] = tuple(islice(dict.fromkeys(fitting), MANY))
        yield from self._items[name]


def write_entry(entry: Entry) -> str:
    """Give the words of a row as a text could have them."""
    words = " ".join(entry.words)
    return words if entry.case != "capital" else words[:1].upper() + words[1:]
