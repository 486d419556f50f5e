"""Tokens of one paragraph in, the starts of its further sentences out. Knows no rule.

A sentence ends with a stop that is no abbreviation's, together with the closing marks and
brackets behind it; after an abbreviation only a word that commonly opens sentences starts a new
one ("in the U.S. The bank ..." but "the U.S. Department").
"""

from collections.abc import Container, Iterator, Sequence

from extractor.reading.language import Language

CLOSING = frozenset(")]}")


def find_ends(
    words: Sequence[str],
    stops: Sequence[int],
    bounds: tuple[int, int],
    closing: Container[int],
    language: Language,
) -> Iterator[int]:
    """Give the first token of each sentence after the first in a paragraph.

    `stops` are its tokens that end in a stop, `bounds` its first token and the one after its last,
    `closing` the tokens that close a quotation.
    """
    _, end = bounds
    done = 0
    for stop in stops:
        after = stop + 1
        while after < end and (after in closing or words[after] in CLOSING):
            after += 1
        if after >= end or after <= done:
            continue
        behind = words[after : after + 2]
        if ends_sentence(words[stop], behind, language, closed=after > stop + 1):
            done = after
            yield after


def ends_sentence(
    stop: str, behind: Sequence[str], language: Language, *, closed: bool = False
) -> bool:
    """Tell whether a token that ends in a stop ends its sentence, by the tokens behind it.

    `closed` tells that a closing mark stands between them, which parts a title from its name.
    """
    following = behind[0]
    if following[0].islower() or following[0] in ",;:":
        return False
    if not stop[0].isalnum():
        return True
    if stop[:-1] in language.titles and not closed:
        return False
    opener = following if following[0].isalnum() else "".join(behind[1:])
    return opener.casefold() in language.openers and opener[:1].isupper()
