"""The edges of a reading in, the sentence, paragraph or document of each token out."""

from collections.abc import Mapping, Sequence
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

    def of(self, token: int) -> tuple[int, int]:
        """Give the first token of the scope of a token, and the one behind its last."""
        number = self.numbers[token]
        return self._edges[number], self._edges[number + 1]


def find_scopes(reading: Reading) -> Mapping[str, Scopes]:
    """Give the sentences, the paragraphs and the documents of a reading."""
    size = len(reading.words)
    return {
        SENTENCE: Scopes(reading.sentences, size),
        PARAGRAPH: Scopes(reading.paragraphs, size),
        DOCUMENT: Scopes(reading.documents, size),
    }
