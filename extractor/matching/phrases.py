"""A reading and an alphabet in, the phrases of its lexicons that stand there out."""

from collections.abc import Mapping

from extractor.matching.alphabet import STARTER, Alphabet
from extractor.matching.folding import fold
from extractor.matching.index import Index
from extractor.matching.matches import Item
from extractor.reading.reading import Reading


def find_phrases(reading: Reading, index: Index, alphabet: Alphabet) -> Mapping[str, list[Item]]:
    """Give the phrases of all lexicons, by lexicon key; overlapping ones too, none over an edge."""
    found: dict[str, list[Item]] = {}
    words = reading.words
    bounds = frozenset(reading.paragraphs)
    table = _Folded()
    folded = [*map(table.__getitem__, words), ""]
    lengths, known, cased = alphabet.lengths.get, alphabet.phrases.get, alphabet.cased
    for start in index.positions(STARTER):
        for length in lengths((folded[start], folded[start + 1]), ()):
            end = start + length
            spoken = tuple(folded[start:end])
            keys = known(spoken, ())
            # at the end of the text there may be fewer words
            if not keys or end > len(words) or not bounds.isdisjoint(range(start + 1, end)):
                continue
            for key in keys:
                fits = key not in cased or alphabet.find_folded(key, spoken, words[start:end])
                if fits:
                    found.setdefault(key, []).append(Item(key, start, end))
    return found


class _Folded(dict[str, str]):
    """Words as they are compared, each folded once."""

    def __missing__(self, word: str) -> str:
        folded = self[word] = fold(word)
        return folded
