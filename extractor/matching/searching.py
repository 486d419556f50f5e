"""The fast engine: compiled patterns over one encoded string, tried only where they can match."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from operator import itemgetter

from attrs import define, field

from extractor.matching.alphabet import key_of
from extractor.matching.anchors import Anchor
from extractor.matching.compiling import Expression
from extractor.matching.encoded import Encoded
from extractor.matching.hits import tell_hits
from extractor.matching.masks import Mask, marked
from extractor.matching.matches import Tokens
from extractor.matching.places import Places
from extractor.matching.presence import Presence
from extractor.matching.scene import Scene
from extractor.matching.scopes import PARAGRAPH, Scopes
from extractor.matching.seeking import Hit, Need
from extractor.ruleset.pattern import Pattern

# A try at one token costs about as much as a search that passes over this many.
PASSED = 2
# Tokens are looked up one by one where they are fewer than some, or than others by so many times.
SOME, SPARSE = 8, 8
# To search costs about as much as to try one of so many tokens.
SEARCHED = 8
# So many of the rarest words and items that a pattern must hold are looked for before it is tried.
RARE = 2
_COUNT = itemgetter(1)


@define
class FastSeeker:
    """Finds compiled patterns in one scene."""

    scene: Scene
    encoded: Encoded
    expressions: Mapping[tuple[Pattern, str], Expression]
    places: Places
    presence: Presence
    # rules that differ in their conditions alone seek the same patterns; what they want is kept,
    # so that nothing else can get its id
    _known: dict[tuple[int, int | None], tuple[Mask | None, Sequence[Hit]]] = field(
        init=False, factory=dict
    )
    _rare: dict[int, Sequence[Anchor]] = field(init=False, factory=dict)
    _needed: dict[int, Sequence[Sequence[int]]] = field(init=False, factory=dict)

    def everywhere(
        self, pattern: Pattern, within: str, wanted: Mask | None = None
    ) -> Iterable[Hit]:
        """Give (first, end, captures) of the pattern at each token at which it matches.

        `wanted` tells for each token whether it is to be tried at all.
        """
        expression = self.expressions[pattern, within]
        if expression.needed & self.presence.bits != expression.needed:
            return ()
        key = (id(expression), None if wanted is None else id(wanted))
        known = self._known.get(key)
        if known is None:
            hits = self._find(expression, within, wanted)
            known = self._known[key] = wanted, hits
        return known[1]

    def _find(self, expression: Expression, within: str, wanted: Mask | None) -> Sequence[Hit]:
        rarest = self._rarest(expression)
        starts = self._starts(expression, rarest, within)
        if wanted is not None and starts is not None:
            starts = [start for start in starts if wanted[start]]
        elif wanted is not None and wanted.count(1) * SEARCHED < len(wanted):
            starts = marked(wanted)
        if starts is not None:
            return self._at(starts, expression)
        hits = self._in_scopes(expression, rarest, within)
        return hits if wanted is None else [hit for hit in hits if wanted[hit[0]]]

    def _starts(
        self, expression: Expression, rarest: Anchor | None, within: str
    ) -> Sequence[int] | None:
        """Give the tokens to try, or None where it is better to search."""
        if expression.edge is not None:
            reading = self.scene.reading
            starts = reading.sentences if expression.edge == "^" else reading.paragraphs
            return self._near(starts, expression, rarest, within)
        if expression.starts is not None:
            starts = self.places.positions(expression.starts)
            return self._near(starts, expression, rarest, within)
        nearest = self._nearest(expression)
        if nearest is not None:
            return self._around(nearest)
        if expression.pinned:
            return [
                token
                for first, end in self._chosen(expression, rarest, within)
                for token in range(first, end)
            ]
        return None

    def _at(self, starts: Sequence[int], expression: Expression) -> list[Hit]:
        """Give the matches at some tokens."""
        if not starts:
            return []
        match, string, late = expression.text.finder.match, self.encoded.string, self.encoded.late
        hit, stop = tell_hits(expression.text, self.encoded), len(string)
        if expression.plain:
            places = [late[start] for start in starts]
        else:
            opens = self.encoded.opens
            places = [late[start] - opens[start] for start in starts]
        tried = zip(map(match, repeat(string), places), starts, strict=True)
        return [hit(found, start, stop) for found, start in tried if found is not None]

    def _near(
        self, starts: Sequence[int], expression: Expression, rarest: Anchor | None, within: str
    ) -> Sequence[int]:
        """Give those of the starts that have a rare anchor within its reach, or in their scope."""
        if rarest is None:
            return starts
        positions = self.places.positions(rarest.atoms)
        if len(positions) >= len(starts):
            return starts
        if rarest.reach is not None:
            if len(positions) < SOME or len(positions) * SPARSE < len(starts):
                return _within_reach(starts, positions, rarest.reach)
            near = self.places.ahead(rarest.atoms, rarest.reach, len(self.scene.words))
        else:
            near = self.places.in_scope(rarest.atoms, self._scopes(expression, within))
        return [start for start in starts if near[start]]

    def _nearest(self, expression: Expression) -> Anchor | None:
        """Give the anchor around which there are fewest tokens to try, if they are few enough."""
        nearest = None
        fewest = len(self.scene.words) if expression.pinned else len(self.scene.words) / PASSED
        for anchor, number in zip(expression.anchors, expression.numbers, strict=True):
            if anchor.reach is not None:
                tries = self.presence.counts[number] * (anchor.reach + 1)
                if tries < fewest:
                    nearest, fewest = anchor, tries
        return nearest

    def _around(self, anchor: Anchor) -> Sequence[int]:
        """Give each token that has the anchor within its reach."""
        reach, done = anchor.reach or 0, 0
        near: list[int] = []
        for at in self.places.positions(anchor.atoms):
            near += range(max(done, at - reach), at + 1)
            done = max(done, at + 1)
        return near

    def _begin(self, expression: Expression) -> Callable[[int], int]:
        """Give what tells the place at which a match at a token would begin."""
        return self.encoded.late.__getitem__ if expression.plain else self.encoded.ahead

    def _in_scopes(self, expression: Expression, rarest: Anchor | None, within: str) -> list[Hit]:
        """Give the matches in all sentences or paragraphs, or in those that hold an anchor."""
        begin, late = self._begin(expression), self.encoded.late
        search, string = expression.text.finder.search, self.encoded.string
        hit = tell_hits(expression.text, self.encoded)
        hits = []
        for first, last in self._chosen(expression, rarest, within):
            place, stop = begin(first), late[last]
            while (found := search(string, place, stop)) is not None:
                token = self.encoded.token(found.start())
                hits.append(hit(found, token, stop))
                place = late[token] + 1
        return hits

    def _scopes(self, expression: Expression, within: str) -> Scopes:
        """Give the stretches that a match cannot leave.

        A match that takes an item goes on where the item ends, be it in another sentence.
        """
        if within == PARAGRAPH:
            return self.scene.scopes[PARAGRAPH]
        return self.scene.unbridged(
            tuple(layer for layer in expression.items if self.scene.bridged(layer))
        )

    def _chosen(
        self, expression: Expression, rarest: Anchor | None, within: str
    ) -> Iterator[Tokens]:
        """Give the sentences or paragraphs that can hold a match, as tokens."""
        # with nothing to choose by paragraphs do, which are fewer
        scopes = self._scopes(expression, PARAGRAPH if rarest is None else within)
        if rarest is None:
            chosen: Iterable[int] = range(len(scopes.bounds))
        else:
            chosen = sorted(scopes.holding(self.places.positions(rarest.atoms)))
        return map(scopes.tokens, chosen)

    def needs(self, pattern: Pattern, within: str) -> Sequence[Need]:
        """Give where the words and items stand of which each match has to hold one."""
        anchors = self._few_rarest(self.expressions[pattern, within])
        return [(self.places.positions(anchor.atoms), anchor.reach) for anchor in anchors]

    def is_need(self, pattern: Pattern, within: str) -> bool:
        """Tell whether the pattern is one word, which matches wherever that stands."""
        return self.expressions[pattern, within].word

    def lacks(self, pattern: Pattern, within: str) -> bool:
        """Tell whether the reading has nothing of what each match has to hold."""
        needed = self.expressions[pattern, within].needed
        return needed & self.presence.bits != needed

    def ends(self, pattern: Pattern, within: str) -> Sequence[int] | None:
        """Give the tokens right behind which alone the pattern can end; None if not known."""
        words = self.expressions[pattern, within].text.last_words
        if words is None:
            return None
        found = [token + 1 for token in self.places.positions(words)]
        # phrases of a lexicon are items, which end further on
        for atom in words:
            found += [item.end for item in self.scene.items.get(key_of(atom), ())]
        return found

    def _rarest(self, expression: Expression) -> Anchor | None:
        """Give the anchor that is there least often."""
        numbers = expression.numbers
        if len(numbers) < 2:
            return expression.anchors[0] if numbers else None
        fewest = min(map(self.presence.counts.__getitem__, numbers))
        return next(
            anchor
            for anchor, number in zip(expression.anchors, numbers, strict=True)
            if self.presence.counts[number] == fewest
        )

    def _few_rarest(self, expression: Expression) -> Sequence[Anchor]:
        """Give the anchors by which most places are ruled out: to list the others costs more."""
        known = self._rare.get(id(expression))
        if known is None:
            count = self.presence.counts.__getitem__
            numbered = zip(expression.anchors, map(count, expression.numbers), strict=True)
            ordered = [anchor for anchor, _ in sorted(numbered, key=_COUNT)]
            near = next((anchor for anchor in ordered if anchor.reach is not None), None)
            known = ordered[:RARE]
            if near is not None and near not in known:
                known.append(near)
            self._rare[id(expression)] = known
        return known

    def inside(self, pattern: Pattern, first: int, end: int, within: str) -> Iterator[Tokens]:
        """Give the places in a stretch of tokens at which the pattern matches, all of it inside."""
        expression = self.expressions[pattern, within]
        if not self._anchored(expression, first, end):
            return
        encoded = self.encoded
        string, stop, begin = encoded.string, encoded.late[end], self._begin(expression)
        if expression.pinned:
            for token in range(first, end):
                found = expression.text.finder.match(string, begin(token), stop)
                if found is not None:
                    yield token, encoded.token(found.end())
            return
        place = begin(first)
        while (found := expression.text.finder.search(string, place, stop)) is not None:
            token = encoded.token(found.start())
            yield token, encoded.token(found.end())
            place = encoded.late[token] + 1

    def stands(self, pattern: Pattern, first: int, end: int, within: str) -> bool:
        """Tell whether the pattern matches anywhere in a stretch of tokens, all of it inside."""
        expression = self.expressions[pattern, within]
        if first >= end or expression.word:
            return self._anchored(expression, first, end)
        if expression.pinned:
            return next(self.inside(pattern, first, end, within), None) is not None
        place, stop = self._begin(expression)(first), self.encoded.late[end]
        return expression.text.finder.search(self.encoded.string, place, stop) is not None

    def begins(self, pattern: Pattern, first: int, end: int, within: str) -> bool:
        """Tell whether the pattern matches at token `first`, all of it before token `end`."""
        if first >= end:
            return False
        expression = self.expressions[pattern, within]
        place = self._begin(expression)(first)
        stop = self.encoded.late[end]
        return expression.text.finder.match(self.encoded.string, place, stop) is not None

    def _anchored(self, expression: Expression, first: int, end: int) -> bool:
        """Tell whether a stretch of tokens holds one of each anchor: else it holds no match."""
        if first >= end or expression.needed & self.presence.bits != expression.needed:
            return False
        required = self._needed.get(id(expression))
        if required is None:
            required = self._require(expression)
        for positions in required:
            at = bisect_left(positions, first)
            if at == len(positions) or positions[at] >= end:
                return False
        return True

    def touches(self, pattern: Pattern, first: int, end: int, within: str) -> bool:
        """Tell whether the pattern can match from `first` or further on to exactly `end`."""
        expression = self.expressions[pattern, within]
        match = expression.text.whole.match
        begin, string, stop = self._begin(expression), self.encoded.string, self.encoded.late[end]
        starts: Sequence[int] = range(first, end)
        if expression.starts is not None:
            positions = self.places.positions(expression.starts)
            starts = positions[bisect_left(positions, first) : bisect_left(positions, end)]
        return any(match(string, begin(start), stop) is not None for start in reversed(starts))

    def _require(self, expression: Expression) -> Sequence[Sequence[int]]:
        """Find where the rarest anchors stand, each in order, and keep that."""
        found = [self.places.positions(anchor.atoms) for anchor in self._few_rarest(expression)]
        self._needed[id(expression)] = found
        return found


def _within_reach(starts: Sequence[int], positions: Sequence[int], reach: int) -> Sequence[int]:
    """Give the starts with a position at most `reach` tokens further on.

    >>> _within_reach([0, 4, 7, 9], [8], 3)
    [7]
    """
    near: list[int] = []
    done = 0
    for at in positions:
        low = bisect_left(starts, at - reach, done)
        done = bisect_right(starts, at, low)
        near.extend(starts[low:done])
    return near
