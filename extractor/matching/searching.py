"""The fast engine: compiled patterns over one encoded string, tried only where they can match."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

import regex
from attrs import define, field

from extractor.matching.alphabet import key_of
from extractor.matching.compiling import Expression
from extractor.matching.encoded import Encoded
from extractor.matching.matches import Tokens
from extractor.matching.plan import Anchor
from extractor.matching.scene import Scene
from extractor.matching.seeking import Hit
from extractor.ruleset.pattern import InLayer, Pattern

# How much rarer an anchor must be than the first step before its paragraphs are looked up.
WORTHWHILE = 4


@define
class FastSeeker:
    """Finds compiled patterns; `index` gives the tokens of each signature."""

    scene: Scene
    encoded: Encoded
    expressions: Mapping[tuple[Pattern, str], Expression]
    index: Mapping[str, Sequence[int]]
    _places: dict[Anchor, list[int]] = field(init=False, factory=dict)

    def everywhere(self, pattern: Pattern, within: str) -> Iterator[Hit]:
        """Give (first, end, captures) of the pattern at each token at which it matches."""
        expression = self.expressions[pattern, within]
        counted = [(len(self._positions(anchor)), n) for n, anchor in enumerate(expression.anchors)]
        rarest = None
        if counted:
            fewest, at = min(counted)
            if not fewest:
                return
            rarest = expression.anchors[at]
        if expression.edge is not None or expression.starts is not None:
            yield from self._at_starts(expression, rarest)
        elif expression.pinned:
            yield from self._at_every_token(expression, rarest)
        else:
            yield from self._in_paragraphs(expression, rarest)

    def _at_starts(self, expression: Expression, rarest: Anchor | None) -> Iterator[Hit]:
        if expression.edge is not None:
            reading = self.scene.reading
            starts = reading.sentences if expression.edge == "^" else reading.paragraphs
        else:
            starts = self._positions(expression.starts or frozenset())
        if rarest is not None and WORTHWHILE * len(self._positions(rarest)) < len(starts):
            bounds = self._paragraphs(rarest)
            near = set(bounds)
            paragraphs = self.scene.reading.paragraphs
            starts = [s for s in starts if bisect_right(paragraphs, s) - 1 in near]
        match, string = expression.regex.match, self.encoded.string
        place = self._begin(expression)
        for start in starts:
            found = match(string, place(start))
            if found is not None:
                yield self._hit(found)

    def _begin(self, expression: Expression) -> Callable[[int], int]:
        """Give what tells the place at which a match at a token would begin."""
        return self.encoded.late if expression.plain else self.encoded.ahead

    def _in_paragraphs(self, expression: Expression, rarest: Anchor | None) -> Iterator[Hit]:
        encoded, begin = self.encoded, self._begin(expression)
        search, string = expression.regex.search, encoded.string
        for first, last in self._chosen(rarest):
            place, stop = begin(first), encoded.late(last)
            while (found := search(string, place, stop)) is not None:
                hit = self._hit(found)
                yield hit
                place = encoded.late(hit[0]) + 1

    def _at_every_token(self, expression: Expression, rarest: Anchor | None) -> Iterator[Hit]:
        match, string, place = expression.regex.match, self.encoded.string, self._begin(expression)
        for first, end in self._chosen(rarest):
            for token in range(first, end):
                found = match(string, place(token))
                if found is not None:
                    yield self._hit(found)

    def _chosen(self, rarest: Anchor | None) -> Iterator[Tokens]:
        """Give the paragraphs that can hold a match, as tokens."""
        reading = self.scene.reading
        count = len(reading.paragraphs)
        for number in range(count) if rarest is None else self._paragraphs(rarest):
            last = reading.paragraphs[number + 1] if number + 1 < count else len(reading.words)
            yield reading.paragraphs[number], last

    def _hit(self, found: "regex.Match[str]") -> Hit:
        token = self.encoded.token
        captures = {}
        for name in found.re.groupindex:
            spans = found.spans(name)
            if spans:
                captures[name] = tuple((token(a), token(b)) for a, b in spans)
        first, end = found.span()
        return token(first), token(end), captures

    def inside(self, pattern: Pattern, first: int, end: int, within: str) -> Iterator[Tokens]:
        """Give the places in a stretch of tokens at which the pattern matches, all of it inside."""
        if first >= end:
            return
        expression = self.expressions[pattern, within]
        encoded = self.encoded
        string, stop, begin = encoded.string, encoded.late(end), self._begin(expression)
        if expression.pinned:
            for token in range(first, end):
                found = expression.regex.match(string, begin(token), stop)
                if found is not None:
                    yield token, encoded.token(found.end())
            return
        place = begin(first)
        while (found := expression.regex.search(string, place, stop)) is not None:
            token = encoded.token(found.start())
            yield token, encoded.token(found.end())
            place = encoded.late(token) + 1

    def reaches(self, pattern: Pattern, first: int, end: int, within: str) -> bool:
        """Tell whether the pattern can match from `first` to exactly `end`."""
        expression = self.expressions[pattern, within]
        encoded = self.encoded
        place = self._begin(expression)(first)
        whole = expression.whole or expression.regex
        return whole.match(encoded.string, place, encoded.late(end)) is not None

    def _positions(self, anchor: Anchor) -> list[int]:
        """Give the tokens at which one of the words or items of an anchor begins."""
        known = self._places.get(anchor)
        if known is not None:
            return known
        found: list[int] = []
        for atom in anchor:
            layer = atom.name if isinstance(atom, InLayer) else key_of(atom)
            found += [item.first for item, _ in self.scene.items.get(layer, ())]
            if not isinstance(atom, InLayer):
                for sign in self.scene.alphabet.signatures.get(layer, ""):
                    found += self.index.get(sign, ())
        known = self._places[anchor] = sorted(set(found))
        return known

    def _paragraphs(self, anchor: Anchor) -> list[int]:
        """Give the numbers of the paragraphs that hold an anchor."""
        paragraphs = self.scene.reading.paragraphs
        return sorted({bisect_right(paragraphs, at) - 1 for at in self._positions(anchor)})
