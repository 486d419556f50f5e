"""Words in, the form in which they are compared out: case, quotes, dashes, invisible characters."""

import unicodedata
from functools import lru_cache

# So many different words are remembered; a language has that many in common use.
REMEMBERED = 100_000
SAME = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-"})


def level(word: str) -> str:
    """Give a word with one way of writing quotes, hyphens and accents, and its case as it is.

    >>> level("d’Ivoire")
    "d'Ivoire"
    """
    if word.isascii():
        return word.translate(SAME) if "`" in word else word
    kept = "".join(c for c in word.translate(SAME) if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFC", kept)


@lru_cache(maxsize=REMEMBERED)
def fold(word: str) -> str:
    """Give the form in which words match unless a rule asks for the exact one.

    >>> fold("Côte") == fold("CÔTE")
    True
    """
    return level(word).casefold()


def fold_all(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give words as they are compared; those that are so already are the same object."""
    text = " ".join(words)
    if text.isascii() and text.islower() and "`" not in text:
        return words
    return tuple(map(fold, words))


def is_capital(word: str) -> bool:
    """Tell whether a word begins with a capital letter."""
    return word[:1].isupper() or word[:1].istitle()
