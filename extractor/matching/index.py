"""The symbols of a reading's tokens in, the places of lexicons and words out. Knows no pattern."""

from collections.abc import Mapping, Sequence
from itertools import chain

from attrs import define, field

from extractor.matching.alphabet import NO_SIGNATURE, Alphabet


@define
class Index:
    """Where the words of each lexicon stand in one reading; answers are kept for all stages.

    `tokens` are those of each signature, in order; `signs` are the signatures that there are.
    """

    alphabet: Alphabet
    tokens: Mapping[str, Sequence[int]]
    signs: frozenset[str] = field(init=False)
    _known: dict[str, Sequence[int]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Keep the signatures as a set: two sets meet in the time that the smaller one takes."""
        self.signs = frozenset(self.tokens)

    def positions(self, key: str) -> Sequence[int]:
        """Give the tokens, in order, that a lexicon or word has by its key, without phrases."""
        known = self._known.get(key)
        if known is None:
            signs = self.alphabet.signatures.get(key, "")
            present = [self.tokens[sign] for sign in signs if sign in self.tokens]
            known = present[0] if len(present) == 1 else sorted(chain.from_iterable(present))
            self._known[key] = known
        return known


def index_tokens(symbols: Sequence[str], alphabet: Alphabet) -> Index:
    """Give the index of a text by the symbols of its tokens, of which the second is a signature."""
    tokens: dict[str, list[int]] = {}
    for token, pair in enumerate(symbols):
        sign = pair[1]
        if sign != NO_SIGNATURE:
            tokens.setdefault(sign, []).append(token)
    return Index(alphabet, tokens)
