"""One document as all rules saw it: what stands at its tokens, and which rule made what.

Knows no attempt and no record.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from attrs import define, field

from extractor.checking.explanation import Made, Reason, Row
from extractor.checking.tracing import LEAVES, Numbered, read_trace, watch
from extractor.matching import Item, Journal, Match
from extractor.matching.alphabet import key_of, shape_of
from extractor.matching.conflicts import Loss
from extractor.matching.folding import fold
from extractor.matching.interpreting import Captures
from extractor.matching.matches import Tokens
from extractor.matching.scene import Scene
from extractor.pipeline import Examination, Extractor
from extractor.reading import Document, Reading
from extractor.records import Found
from extractor.resolving import Values
from extractor.ruleset import Ruleset
from extractor.ruleset.lexicons import Entry, Lexicon
from extractor.ruleset.pattern import Bound, Gap, InLayer, InLexicon, Pattern, Word
from extractor.ruleset.rules import Rule
from extractor.ruleset.writing import write
from extractor.spans import Span

# Items are told with what they are made of, so deep and no deeper.
DEPTH = 3


@define(slots=False)
class Scenery:
    """A document that was examined by an extractor with all layers, and the journal of that."""

    extractor: Extractor
    document: Document
    journal: Journal = field(init=False, factory=Journal)
    examination: Examination = field(init=False)
    _items: dict[tuple[str, int, int], Item] = field(init=False, factory=dict)
    _losses: dict[int, Loss] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Let the rules run."""
        self.examination = self.extractor.examine(self.document, self.journal)
        for layer, items in self.examination.findings.items.items():
            for item in items:
                self._items[layer, item.first, item.end] = item
        self._losses = {id(loss.loser): loss for loss in self.journal.losses}

    @property
    def ruleset(self) -> Ruleset:
        """Give the rules."""
        return self.extractor.ruleset

    @property
    def reading(self) -> Reading:
        """Give the document as it was read."""
        return self.examination.reading

    @cached_property
    def _names(self) -> Mapping[Pattern, str]:
        return {tree: name for name, tree in sorted(self.ruleset.phrases.items())}

    @cached_property
    def values(self) -> Values:
        """Give what resolves the fields of the matches."""
        return self.extractor.values(self.examination)

    @cached_property
    def records(self) -> Sequence[tuple[Match, Found]]:
        """Give all records, each with the match that it was made of."""
        return list(self.extractor.match_records(self.examination))

    def sentence(self, token: int) -> Tokens:
        """Give the offsets of the sentence of a token."""
        reading = self.reading
        at = bisect_right(reading.sentences, token)
        end = reading.sentences[at] if at < len(reading.sentences) else len(reading.words)
        return reading.starts[reading.sentences[at - 1]], reading.ends[end - 1]

    def sentence_at(self, place: int) -> Tokens:
        """Give the offsets of the sentence that holds an offset."""
        return self.sentence(max(bisect_right(self.reading.starts, place) - 1, 0))

    def write(self, pattern: Pattern) -> str:
        """Give a pattern as it stands in a rule file."""
        return write(pattern, self._names)

    def scene_of(self, rule: Rule) -> Scene:
        """Give what a rule could see."""
        return self.journal.seekers[rule.id].scene

    def loss_of(self, match: Match) -> Loss | None:
        """Give to whom a match gave way, or None."""
        return self._losses.get(id(match))

    def item_at(self, layer: str, tokens: Tokens) -> Item | None:
        """Give the item of a layer that stands at exactly these tokens."""
        return self._items.get((layer, *tokens))

    def span(self, tokens: Tokens) -> Span:
        """Give the stretch of some tokens; of none the place where they would begin."""
        first, end = tokens
        if first < end:
            return self.reading.span(first, end)
        starts = self.reading.starts
        at = starts[first] if first < len(starts) else len(self.document.text)
        return Span(at, at, "")

    def stood(self, token: int) -> Span | None:
        """Give what stands at a token, or None behind the last one."""
        return self.span((token, token + 1)) if token < len(self.reading.words) else None

    def row_at(self, node: InLexicon, tokens: Tokens) -> Row | None:
        """Give the row of a lexicon that some tokens are."""
        words = self.reading.words[tokens[0] : tokens[1]]
        entry = self.extractor.engine.alphabet.find_entry(key_of(node), words)
        lexicon = self.ruleset.lexicons[node.name]
        return None if entry is None else _row(lexicon, entry)

    def rows_like(self, name: str, token: int) -> Iterator[Row]:
        """Give the rows of a lexicon that begin with the word at a token, however written."""
        lexicon = self.ruleset.lexicons[name]
        words = [fold(word) for word in self.reading.words[token : token + 8]]
        for entry in lexicon.entries:
            size = len(entry.words)
            if [fold(word) for word in entry.words] == words[:size]:
                yield _row(lexicon, entry)

    def made(self, layer: str, tokens: Tokens, depth: int = DEPTH) -> Made:
        """Tell how an item came to be."""
        span, item = self.span(tokens), self.item_at(layer, tokens)
        if item is None or item.match is None:
            return Made(layer, span)
        match = item.match
        place = match.rule.line_of(match.variant)
        parts: tuple[Reason, ...] = ()
        if depth > 1:
            parts = tuple(
                reason
                for reason in self.reasons_of(match, depth - 1)
                if reason.row is not None or reason.item is not None
            )
        return Made(layer, span, match.rule.id, place.path, place.line, parts)

    def trace_of(self, match: Match) -> tuple[Numbered, Captures] | None:
        """Give the steps of a match as the reference interpreter takes them, None for a link."""
        if match.rule.link is not None:
            return None
        pattern = match.rule.variants[match.variant]
        watcher = watch(pattern, self.scene_of(match.rule), match.rule.within)
        return watcher.numbered, watcher.trace(match.first) or ()

    def reasons_of(self, match: Match, depth: int = DEPTH) -> Iterator[Reason]:
        """Give why each piece of a match was taken, in the order of its steps."""
        traced = self.trace_of(match)
        if traced is None:
            link = match.rule.link
            for name, layer in (
                ((link.source_field, link.source), (link.target_field, link.target)) if link else ()
            ):
                for tokens in match.tokens(name):
                    item = self.made(layer, tokens, depth)
                    yield Reason("item", f"{name}:<{layer}>", item.span, item=item)
            return
        numbered, captures = traced
        yield from self.reasons(numbered, read_trace(captures), range(len(numbered.nodes)), depth)

    def reasons(
        self,
        numbered: Numbered,
        taken: Mapping[int, Sequence[Tokens]],
        numbers: Sequence[int],
        depth: int = DEPTH,
    ) -> Iterator[Reason]:
        """Give why the leaves among some nodes took what they took, in the order of the text."""
        leaves = [
            (tokens, number)
            for number in numbers
            if isinstance(numbered.nodes[number], LEAVES)
            for tokens in taken.get(number, ())
        ]
        for tokens, number in sorted(leaves):
            yield self._reason(numbered.nodes[number], tokens, depth)

    def _reason(self, node: Pattern, tokens: Tokens, depth: int) -> Reason:
        written, span = write(node), self.span(tokens)
        if isinstance(node, InLayer):
            return Reason("item", written, span, item=self.made(node.name, tokens, depth))
        if isinstance(node, InLexicon):
            return Reason("row", written, span, row=self.row_at(node, tokens))
        if isinstance(node, Bound):
            return Reason("edge", written, span)
        if isinstance(node, Gap):
            return Reason("gap", written, span, note=str(tokens[1] - tokens[0]))
        if isinstance(node, Word):
            return Reason("word", written, span)
        return Reason("shape", written, span, note=shape_of(self.reading.words[tokens[0]]))


def _row(lexicon: Lexicon, entry: Entry) -> Row:
    values = zip(lexicon.columns, entry.values, strict=True)
    return Row(lexicon.name, lexicon.path, entry.line, {key: each for key, each in values if each})
