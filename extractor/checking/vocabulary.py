"""A ruleset in, the words of which texts for its rules are made out.

Words that no rule and no lexicon knows come from the examples of the rules, so that they are of
the language of the rules; where these have none of a shape, words are made up.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import define, field

from extractor.checking.bench import Bench
from extractor.matching import Match
from extractor.matching.alphabet import NO_SIGNATURE, shape_of
from extractor.matching.matches import Item, Tokens
from extractor.ruleset.lexicons import Entry
from extractor.ruleset.pattern import CLASSES, SHAPES, Capture, InLayer, InLexicon, walk
from extractor.ruleset.pattern import Sequence as Steps
from extractor.ruleset.ruleset import Ruleset
from extractor.ruleset.strata import QUOTATION

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


def gather(bench: Bench) -> Vocabulary:
    """Give the vocabulary of a ruleset."""
    language = bench.ruleset.language
    marks = {mark for pair in (*language.pairs, *language.singles) for mark in pair}
    words: dict[str, dict[str, None]] = {shape: {} for shape in SHAPES}
    items: dict[str, dict[tuple[str, ...], None]] = {}
    captures: dict[Capture, dict[tuple[str, ...], None]] = {}
    endings: list[str] = []
    for rule in bench.ruleset.rules:
        for example in rule.examples:
            near = bench.near(rule)
            sight = near.see(example.text, None)
            reading, findings = sight.examination.reading, sight.examination.findings
            first = set(reading.sentences)
            for number, word in enumerate(reading.words):
                # at the start of a sentence any word has a capital
                known = bench.alphabet.symbols(word)[1] != NO_SIGNATURE
                if not known and number not in first and word not in marks:
                    words[shape_of(word)][word] = None
            endings += _endings(reading.words, findings.items.get(QUOTATION, ()))
            for layer, found in findings.items.items():
                if not layer.startswith("{") and layer != QUOTATION:
                    for item in found:
                        text = tuple(reading.words[item.first : item.end])
                        items.setdefault(layer, {})[text] = None
            for match in near.matches(rule, sight):
                for node, spans in _captured(match):
                    for a, b in spans:
                        text = tuple(reading.words[a:b])
                        if marks.isdisjoint(text):
                            captures.setdefault(node, {})[text] = None
    return Vocabulary(
        {shape: tuple(known) or MADE_UP[shape] for shape, known in words.items()},
        endings,
        {layer: tuple(found) for layer, found in items.items()},
        {node: tuple(found) for node, found in captures.items()},
        bench.ruleset,
    )


def _endings(words: Sequence[str], quotations: Iterable[Item]) -> Iterator[str]:
    """Give the mark before the closing one of each quotation that has such a mark."""
    for item in quotations:
        last = words[item.end - 2]
        if item.end - item.first > PAIR and shape_of(last) == "PUNCT":
            yield last


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
