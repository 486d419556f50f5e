"""One document's matches in; what stands behind a capture out: its span, item, lexicon entry."""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from attrs import define, field

from extractor.matching.matches import Findings, Item, Match, Tokens
from extractor.reading.reading import Quotation, Reading
from extractor.resolving.sighting import Names, Sighting
from extractor.ruleset.pattern import QUOTATION
from extractor.spans import Cover, Span

# The layer that tells the day of a document, and in how many paragraphs from its beginning.
DATELINE = "Dateline"
OPENING = 3


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
    _spots: dict[str, Mapping[Tokens, Item]] = field(init=False, factory=dict)
    _parts: dict[tuple[int, str], tuple[Item, Tokens] | None] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Find the day of the document, and what stands in quotation marks."""
        self.quoted = Cover((item.first, item.end) for item in self.items(QUOTATION))
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
        return self.reading.words[tokens[0] : tokens[1]]

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

    def item_at(self, match: Match, name: str, tokens: Tokens) -> Item | None:
        """Give the item that was captured at these tokens."""
        for layer in self.sighting.sight(match).sources[name][0]:
            item = (self._spots.get(layer) or self._spots_of(layer)).get(tokens)
            if item is not None:
                return item
        return None

    def _spots_of(self, layer: str) -> Mapping[Tokens, Item]:
        """Give the items of a layer by the tokens at which they stand."""
        spots = self._spots[layer] = {(i.first, i.end): i for i in self.items(layer)}
        return spots

    def column(self, match: Match, name: str, tokens: Tokens, column: str) -> str | None:
        """Give the value that the captured lexicon row has in a column, inside an item too."""
        columns, deeper = self.sighting.columns(match, name, column)
        for key, at in columns:
            entry = self.sighting.alphabet.find_entry(key, self.words(tokens))
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
        return [
            item.match
            for match in matches
            for tokens in match.captures.get(name, ())
            if (item := self.item_at(match, name, tokens)) is not None and item.match is not None
        ]

    def part(self, item: Item, name: str) -> tuple[Item, Tokens] | None:
        """Give the capture of this name of an item, or of an item captured inside it."""
        match = item.match
        if match is None:
            return None
        own = match.captures.get(name)
        if own:
            return item, own[0]
        ways = self.sighting.ways(match, name)
        if not ways:
            return None
        key = (id(item), name)
        if key not in self._parts:
            self._parts[key] = self._part_inside(match, name, ways)
        return self._parts[key]

    def _part_inside(self, match: Match, name: str, ways: Names) -> tuple[Item, Tokens] | None:
        for field_name, spans in match.captures.items():
            for span in spans if field_name in ways else ():
                inner = self.item_at(match, field_name, span)
                found = self.part(inner, name) if inner is not None else None
                if found is not None:
                    return found
        return None
