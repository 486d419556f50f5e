"""One document's matches in; what stands behind a capture out: its span, item, lexicon entry."""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from operator import itemgetter

from attrs import define, field

from extractor.matching.folding import fold_all
from extractor.matching.matches import Findings, Item, Match, Tokens
from extractor.reading import Quotation, Reading
from extractor.resolving.sighting import Sighting
from extractor.ruleset.pattern import QUOTATION
from extractor.spans import Cover, Span

# The layer that tells the day of a document, and in how many paragraphs from its beginning.
DATELINE = "Dateline"
OPENING = 3
# What tells where an item stands, without a look at its fields.
TOKENS_OF = itemgetter(1, 2)


@define
class Context:
    """What resolving can ask of one document.

    `date` is the reference date: that of the document, else that of its dateline, or None; `quoted`
    holds the tokens that stand in quotation marks.
    """

    reading: Reading
    findings: Findings
    sighting: Sighting
    date: datetime.date | None = field(init=False)
    quoted: Cover = field(init=False)
    _quotations: Mapping[Tokens, Quotation] = field(init=False)
    _spots: dict[tuple[str, ...], Mapping[Tokens, Item]] = field(init=False, factory=dict)
    _parts: dict[int, Mapping[str, tuple[Item, Tokens]]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Find the day of the document, and what stands in quotation marks."""
        self.quoted = Cover(map(TOKENS_OF, self.items(QUOTATION)))
        self._quotations = {(q.first, q.last + 1): q for q in self.reading.quotations}
        self.date = self._find_date()

    def _find_date(self) -> datetime.date | None:
        """Give the reference date: that of the document, else that of its dateline, or None."""
        if self.reading.document.date is not None:
            return self.reading.document.date
        for item in self.items(DATELINE)[:1]:
            match = item.match
            if match is not None and bisect_right(self.reading.paragraphs, item.first) <= OPENING:
                parts = [
                    self.number(match, name, tokens)
                    for name in ("year", "month", "day")
                    for tokens in match.tokens(name)[:1]
                ]
                known = [part for part in parts if part is not None]
                with suppress(TypeError, ValueError):
                    return datetime.date(*known)
        return None

    def items(self, layer: str) -> Sequence[Item]:
        """Give the items of a layer, in text order."""
        return self.findings.items.get(layer, ())

    def span(self, tokens: Tokens) -> Span:
        """Give the span of some tokens."""
        return Span(*self.stretch(tokens))

    def stretch(self, tokens: Tokens) -> tuple[int, int, str]:
        """Give what the span of some tokens is made of: its start, its end and its text."""
        start, end = self.reading.starts[tokens[0]], self.reading.ends[tokens[1] - 1]
        return start, end, self.reading.document.text[start:end]

    def text(self, tokens: Tokens) -> str:
        """Give the text of some tokens, as it stands."""
        return self.stretch(tokens)[2]

    def words(self, tokens: Tokens) -> Sequence[str]:
        """Give the texts of some tokens."""
        first, end = tokens
        return self.reading.words[first:end]

    def quotation_at(self, tokens: Tokens) -> Quotation | None:
        """Give the quotation that stands at exactly these tokens, its marks included."""
        return self._quotations.get(tokens)

    def nearest(self, layer: str, item: Item) -> Item | None:
        """Give the item of a layer that stands nearest to another one in its sentence, or None."""
        sentences = self.reading.sentences
        at = bisect_right(sentences, item.first)
        low = sentences[at - 1] if at else 0
        high = sentences[at] if at < len(sentences) else len(self.reading.words)
        items = self.items(layer)
        begin = bisect_left(items, low, key=lambda each: each.first)
        end = bisect_left(items, high, key=lambda each: each.first)
        return min(
            items[begin:end],
            key=lambda each: (max(item.first - each.end, each.first - item.end), each.first),
            default=None,
        )

    def spots(self, match: Match, name: str) -> Mapping[Tokens, Item]:
        """Give the items that a capture of a match can be, by the tokens at which they stand."""
        layers = self.sighting.sight(match, name).layers
        found = self._spots.get(layers)
        return self._spots_of(layers) if found is None else found

    def _spots_of(self, layers: tuple[str, ...]) -> Mapping[Tokens, Item]:
        """Give the items of layers by their tokens; where several stand, that of the first one."""
        if len(layers) == 1:
            items = self.items(layers[0])
            found = dict(zip(map(TOKENS_OF, items), items, strict=True))
        else:
            found = {}
            for layer in reversed(layers):
                found |= self._spots.get((layer,)) or self._spots_of((layer,))
        self._spots[layers] = found
        return found

    def item_at(self, match: Match, name: str, tokens: Tokens) -> Item | None:
        """Give the item that was captured at these tokens."""
        return self.spots(match, name).get(tokens)

    def column(self, match: Match, name: str, tokens: Tokens, column: str) -> str | None:
        """Give the value that the captured lexicon row has in a column, inside an item too."""
        columns, deeper = self.sighting.columns(match, name, column)
        if columns:
            words = tuple(self.words(tokens))
            folded = fold_all(words)
            for key, at in columns:
                entry = self.sighting.alphabet.find_folded(key, folded, words)
                if entry is not None:
                    return entry.values[at] or None
        item = self.item_at(match, name, tokens) if deeper else None
        if item is not None and item.match is not None:
            for field_name, spans in item.match.captures.items():
                for span in spans:
                    found = self.column(item.match, field_name, span, column)
                    if found is not None:
                        return found
        return None

    def number(self, match: Match, name: str, tokens: Tokens) -> int | None:
        """Give the `value` of the captured lexicon row, else the captured digits, as a number."""
        shown = self.column(match, name, tokens, "value")
        text = shown or "".join(self.words(tokens)).replace(",", "")
        sign, digits = (-1, text[1:]) if text[:1] == "-" else (1, text)
        return sign * int(digits) if digits.isdecimal() and len(digits) < 16 else None

    def all_before(self, layer: str, first: int, most: int) -> Iterator[Item]:
        """Give the last items of a layer that end before a token, from the last one back."""
        items = self.items(layer)
        at = bisect_right(items, first, key=lambda each: each.end)
        return reversed(items[max(0, at - most) : at])

    def reach(self, match: Match, path: str) -> Sequence[tuple[Match, str]]:
        """Give the matches, and the name under which they capture, at the end of a path of fields.

        `saying.cue` is what the items captured as `saying` have themselves captured as `cue`.
        """
        *through, last = path.split(".")
        return [(each, last) for each in self.follow(match, through)]

    def follow(self, match: Match, through: Sequence[str]) -> Sequence[Match]:
        """Give the matches of what is captured at the end of a path, from field to field."""
        reached: Sequence[Match] = (match,)
        for name in through:
            reached = self.held_by(reached, name)
        return reached

    def held_by(self, matches: Sequence[Match], name: str) -> Sequence[Match]:
        """Give the matches of the items that matches have captured under a name."""
        held: list[Match] = []
        for match in matches:
            spans = match.captures.get(name)
            if spans:
                spots = self.spots(match, name)
                for tokens in spans:
                    item = spots.get(tokens)
                    if item is not None and item.match is not None:
                        held.append(item.match)
        return held

    def part(self, item: Item, name: str) -> tuple[Item, Tokens] | None:
        """Give the capture of this name of an item, or of an item captured inside it."""
        match = item.match
        own = match.captures.get(name) if match is not None else None
        return (item, own[0]) if own else self.parts(item).get(name)

    def parts(self, item: Item) -> Mapping[str, tuple[Item, Tokens]]:
        """Give the captures of an item by name; where it has none, that of an item inside it."""
        known = self._parts.get(id(item))
        if known is None:
            match = item.match
            known = self._parts[id(item)] = {} if match is None else self._find_parts(item, match)
        return known

    def _find_parts(self, item: Item, match: Match) -> Mapping[str, tuple[Item, Tokens]]:
        found: dict[str, tuple[Item, Tokens]] = {}
        inside: list[Item] = []
        for name, spans in match.captures.items():
            if spans:
                found[name] = item, spans[0]
                spots = self.spots(match, name)
                if spots:
                    inside += [spots[tokens] for tokens in spans if tokens in spots]
        for inner in inside:
            found = {**self.parts(inner), **found}
        return found
