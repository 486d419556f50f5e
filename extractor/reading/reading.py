"""A document in, its reading out: tokens, sentences, paragraphs, quotations, zones.

Knows no rule.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, compress

from attrs import frozen

from extractor.reading.document import Document
from extractor.reading.language import Language
from extractor.reading.marks import Mark, Pairing, Quotation
from extractor.reading.paragraphs import find_paragraphs
from extractor.reading.sentences import find_ends
from extractor.reading.tokens import compile_tokens
from extractor.reading.zones import name_zone
from extractor.spans import Span


@frozen
class Zone:
    """A paragraph that is no running text: its name, its first token and the one after its last."""

    name: str
    first: int
    end: int


@frozen
class Reading:
    """A document, and what stands where in it, counted in tokens.

    `starts[i]` and `ends[i]` are the code points of token `i`, `words[i]` its text; `sentences`
    and `paragraphs` hold the first token of each. Of several documents that are read as one
    `documents` holds the first tokens.
    """

    document: Document
    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[str]
    sentences: Sequence[int]
    paragraphs: Sequence[int]
    quotations: Sequence[Quotation]
    zones: Sequence[Zone]
    documents: Sequence[int] = (0,)

    def span(self, first: int, end: int) -> Span:
        """Give the stretch from token `first` to the one before `end`."""
        start, stop = self.starts[first], self.ends[end - 1]
        return Span(start, stop, self.document.text[start:stop])


class Reader:
    """Reads documents of one language; immutable, so threads may share it."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._tokens = compile_tokens(language)
        self._pairing = Pairing(language)

    def read(self, document: Document) -> Reading:
        """Give the reading of a document, whatever its text holds."""
        text = document.text
        # what lies between tokens, and tokens, by turns; to let other threads in between two
        # tokens would cost as much as to find one
        parts = self._tokens.split(text, concurrent=False)
        edges = list(accumulate(map(len, parts)))
        words, starts, ends = parts[1::2], edges[:-1:2], edges[1::2]
        bounds = [
            (first, end)
            for start, stop in find_paragraphs(text)
            if (first := bisect_left(starts, start)) < (end := bisect_left(starts, stop))
        ]
        stopped = {word for word in set(words) if word[-1] in ".!?…"}
        signs = stopped | self._pairing.marks
        signed = list(compress(range(len(words)), map(signs.__contains__, words)))
        found = [i for i in signed if words[i] in self._pairing.marks]
        marks = _make_marks(found, text, starts, ends, words)
        marked = [mark.token for mark in marks]
        quotations: list[Quotation] = []
        sentences: list[int] = []
        zones: list[Zone] = []
        stops = [
            i
            for i in signed
            if words[i] in stopped and not _is_inside_number(text, starts[i], ends[i])
        ]
        for first, end in bounds:
            own = marks[bisect_left(marked, first) : bisect_left(marked, end)]
            paired = self._pairing.pair(own, end - 1) if own else []
            quotations += paired
            closing = {p.last for p in paired if p.closed}
            sentences.append(first)
            sentences.extend(
                find_ends(
                    words,
                    stops[bisect_left(stops, first) : bisect_left(stops, end)],
                    (first, end),
                    closing,
                    self._language,
                )
            )
            name = name_zone(words[first:end], text[starts[first] : ends[end - 1]], self._language)
            if name:
                zones.append(Zone(name, first, end))
        paragraphs = [first for first, _ in bounds]
        return Reading(document, starts, ends, words, sentences, paragraphs, quotations, zones)


def _make_marks(
    found: Sequence[int],
    text: str,
    starts: Sequence[int],
    ends: Sequence[int],
    words: Sequence[str],
) -> list[Mark]:
    """Give the marks; those right beside each other stand as free as the outermost of them."""
    left: dict[int, bool] = {}
    for i in found:
        beside = i - 1 in left and ends[i - 1] == starts[i]
        before = text[max(starts[i] - 1, 0) : starts[i]]
        left[i] = left[i - 1] if beside else _is_free(before, "([{—–-/:")
    right: dict[int, bool] = {}
    for i in reversed(found):
        beside = i + 1 in right and ends[i] == starts[i + 1]
        after = text[ends[i] : ends[i] + 1]
        right[i] = right[i + 1] if beside else _is_free(after, ")]}—–-/:")
    stops = frozenset(".,!?…;")
    torn = {
        i
        for i in found
        if i + 1 in left
        and words[i + 1] == words[i]
        and ends[i] == starts[i + 1]
        and ends[i - 1] < starts[i]
        and words[i - 1][-1] in stops
    }
    return [
        Mark(i, words[i], left[i], right[i], text[max(starts[i] - 1, 0)] in stops, i in torn)
        for i in found
    ]


def _is_inside_number(text: str, start: int, end: int) -> bool:
    """Tell whether a stop stands right between two digits, as in "5.4.2019"."""
    return text[end : end + 1].isdecimal() and text[start - 1 : start].isdecimal()


def _is_free(character: str, apart: str) -> bool:
    """Tell whether a mark beside this character, or beside none, does not belong to it."""
    return not character or character.isspace() or character in apart
