"""A ruleset in, the words of which texts for its rules are made out.

Words that no rule and no lexicon knows come from the examples of the rules, so that they are of
the language of the rules; where these have none of a shape, words are made up.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field

from extractor.checking.bench import Bench
from extractor.matching import Match
from extractor.matching.alphabet import NO_SIGNATURE, shape_of
from extractor.matching.matches import Tokens
from extractor.reading import Reading
from extractor.ruleset.lexicons import Entry
from extractor.ruleset.pattern import CLASSES, QUOTATION, SHAPES, Capture, InLayer, InLexicon, walk
from extractor.ruleset.pattern import Sequence as Steps
from extractor.ruleset.rules import Rule
from extractor.ruleset.ruleset import Ruleset

MADE_UP = {
    "CAP": ("Bodu", "Kelim", "Tavro"),
    "UPPER": ("KVT", "ZRB"),
    "LOWER": ("belu", "dorim", "kasse"),
    "INITIAL": ("V.",),
    "NUM": ("47,500", "8,300"),
    "PUNCT": ("*",),
    "OTHER": ("#",),
}


# So many marks has a quotation.
PAIR = 2


@define
class Vocabulary:
    """Words by shape that nobody knows, rows by lexicon, items and captures from examples.

    `endings` are the marks that end quotations in examples, each as often as it does.
    """

    words: Mapping[str, Sequence[str]]
    endings: Sequence[str]
    items: Mapping[str, Sequence[tuple[str, ...]]]
    captures: Mapping[Capture, Sequence[tuple[str, ...]]]
    _ruleset: Ruleset
    _rows: dict[InLexicon, Sequence[Entry]] = field(init=False, factory=dict)

    def rows(self, node: InLexicon) -> Sequence[Entry]:
        """Give the rows that a step stands for."""
        if node not in self._rows:
            lexicon = self._ruleset.lexicons[node.name]
            self._rows[node] = [
                entry
                for entry in lexicon.entries
                if node.column is None or lexicon.value(entry, node.column) in node.values
            ]
        return self._rows[node]

    def shaped(self, name: str) -> Sequence[str]:
        """Give words of a class of shapes."""
        return [word for shape in CLASSES[name] for word in self.words[shape]]


def gather(bench: Bench, rules: Sequence[Rule]) -> Vocabulary:
    """Give the vocabulary for texts of some rules.

    Words are those of all examples, items and captures those of the rules that these build upon.
    """
    marks = _marks(bench)
    items: dict[str, dict[tuple[str, ...], None]] = {}
    captures: dict[Capture, dict[tuple[str, ...], None]] = {}
    for rule in bench.build_upon(rules):
        near = bench.near(rule)
        for example in rule.examples:
            sight = near.see(example.text, None)
            words = sight.examination.reading.words
            for layer, found in sight.examination.findings.items.items():
                if not layer.startswith("{") and layer != QUOTATION:
                    texts = (tuple(words[item.first : item.end]) for item in found)
                    items.setdefault(layer, {}).update(dict.fromkeys(texts))
            for match in near.matches(rule, sight):
                for node, spans in _captured(match):
                    texts = (tuple(words[a:b]) for a, b in spans)
                    fitting = dict.fromkeys(text for text in texts if marks.isdisjoint(text))
                    captures.setdefault(node, {}).update(fitting)
    readings = [
        bench.read(example.text) for rule in bench.ruleset.rules for example in rule.examples
    ]
    return Vocabulary(
        _words(readings, bench),
        [ending for reading in readings for ending in _endings(reading)],
        {layer: tuple(found) for layer, found in items.items()},
        {node: tuple(found) for node, found in captures.items() if found},
        bench.ruleset,
    )


def _marks(bench: Bench) -> frozenset[str]:
    """Give the marks of quotations."""
    language = bench.ruleset.language
    return frozenset(mark for pair in (*language.pairs, *language.singles) for mark in pair)


def _words(readings: Sequence[Reading], bench: Bench) -> Mapping[str, Sequence[str]]:
    """Give the words of texts that no rule and no lexicon knows, by shape."""
    marks = _marks(bench)
    words: dict[str, dict[str, None]] = {shape: {} for shape in SHAPES}
    for reading in readings:
        first = set(reading.sentences)
        for number, word in enumerate(reading.words):
            # at the start of a sentence any word has a capital
            known = bench.alphabet.symbols(word)[1] != NO_SIGNATURE
            if not known and number not in first and word not in marks:
                words[shape_of(word)][word] = None
    return {shape: tuple(known) or MADE_UP[shape] for shape, known in words.items()}


def _endings(reading: Reading) -> Iterator[str]:
    """Give the mark before the closing one of each quotation that has such a mark."""
    for quotation in reading.quotations:
        mark = reading.words[quotation.last - 1]
        if quotation.last - quotation.first >= PAIR and shape_of(mark) == "PUNCT":
            yield mark


def _captured(match: Match) -> Iterator[tuple[Capture, Sequence[Tokens]]]:
    """Give each step of a match's pattern that captured something, and what only it can have.

    Where several steps capture under one name, the first tokens are those of the first of them,
    if that one has to be there.
    """
    if match.rule.link is not None:
        return
    variant = match.rule.variants[match.variant]
    steps = variant.parts if isinstance(variant, Steps) else (variant,)
    nodes = [node for node in walk(variant) if isinstance(node, Capture)]
    for number, node in enumerate(nodes):
        layers = {n.name for n in walk(node) if isinstance(n, InLayer)} - {QUOTATION}
        if layers:
            continue
        spans = match.tokens(node.field)
        if sum(other.field == node.field for other in nodes) == 1:
            yield node, spans
        elif node in steps and all(other.field != node.field for other in nodes[:number]):
            yield node, spans[:1]
