"""The edges of a reading in, the sentence, paragraph or document of each token out."""

from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import chain, pairwise, repeat

from attrs import define, field

from extractor.reading.reading import Reading

SENTENCE, PARAGRAPH, DOCUMENT = "sentence", "paragraph", "document"


@define
class Scopes:
    """The sentences, the paragraphs, or the documents, of a reading of so many tokens.

    `bounds` are their first tokens, `starts` the same to be looked up, and `numbers` tells for each
    token which one it stands in.
    """

    bounds: Sequence[int]
    size: int
    starts: frozenset[int] = field(init=False)
    numbers: Sequence[int] = field(init=False, repr=False)
    _edges: Sequence[int] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Number all tokens."""
        self.starts = frozenset(self.bounds)
        self._edges = [*self.bounds, self.size]
        sizes = (end - first for first, end in pairwise(self._edges))
        self.numbers = list(chain.from_iterable(map(repeat, range(len(self.bounds)), sizes)))

    def holding(self, tokens: Iterable[int]) -> Iterable[int]:
        """Give the numbers of those that hold one of some tokens."""
        return set(map(self.numbers.__getitem__, tokens))

    def mark(self, tokens: Iterable[int], mask: bytearray) -> bytearray:
        r"""Mark the whole of each that holds one of some tokens.

        >>> Scopes([0, 1, 3], 4).mark([2], bytearray(4))
        bytearray(b'\x00\x01\x01\x00')
        """
        edges = self._edges
        for number in self.holding(tokens):
            low, end = edges[number], edges[number + 1]
            mask[low:end] = b"\x01" * (end - low)
        return mask

    def mark_ahead(self, tokens: Sequence[int], mask: bytearray) -> bytearray:
        r"""Mark of each that holds one of some tokens, in order, what is up to the last of them.

        >>> Scopes([0, 2], 4).mark_ahead([0, 2], bytearray(4))
        bytearray(b'\x01\x00\x01\x00')
        """
        edges = self._edges
        last = dict(zip(map(self.numbers.__getitem__, tokens), tokens, strict=True))
        for number, token in last.items():
            low = edges[number]
            mask[low : token + 1] = b"\x01" * (token + 1 - low)
        return mask

    def less(self, bounds: Container[int]) -> "Scopes":
        """Give the same, but that none begins at some tokens: it goes on with the one before."""
        return Scopes([first for first in self.bounds if first not in bounds], self.size)

    def of(self, token: int) -> tuple[int, int]:
        """Give the first token of the scope of a token, and the one behind its last."""
        return self.tokens(self.numbers[token])

    def tokens(self, number: int) -> tuple[int, int]:
        """Give the first token of the one with this number, and the one behind its last."""
        return self._edges[number], self._edges[number + 1]


def find_scopes(reading: Reading) -> Mapping[str, Scopes]:
    """Give the sentences, the paragraphs and the documents of a reading."""
    size = len(reading.words)
    return {
        SENTENCE: Scopes(reading.sentences, size),
        PARAGRAPH: Scopes(reading.paragraphs, size),
        DOCUMENT: Scopes(reading.documents, size),
    }
