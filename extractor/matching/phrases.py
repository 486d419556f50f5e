"""A reading and an alphabet in, the phrases of its lexicons that stand there out."""

from collections.abc import Mapping

from extractor.matching.alphabet import STARTER, Alphabet, fits
from extractor.matching.folding import fold
from extractor.matching.index import Index
from extractor.matching.matches import Item
from extractor.reading.reading import Reading


def find_phrases(reading: Reading, index: Index, alphabet: Alphabet) -> Mapping[str, list[Item]]:
    """Give the phrases of all lexicons, by lexicon key; overlapping ones too, none over an edge."""
    found: dict[str, list[Item]] = {}
    words = reading.words
    bounds = frozenset(reading.paragraphs)
    for start in index.positions(STARTER):
        for length in alphabet.lengths.get(fold(words[start]), ()):
            end = start + length
            if end > len(words) or any(token in bounds for token in range(start + 1, end)):
                continue
            folded = tuple(map(fold, words[start:end]))
            seen: set[str] = set()
            for phrase in alphabet.phrases.get(folded, ()):
                if phrase.key not in seen and fits(phrase.entry, words[start:end]):
                    seen.add(phrase.key)
                    found.setdefault(phrase.key, []).append(Item(phrase.key, start, end))
    return found
