"""Text in, tokens with exact offsets out, in one pass. Knows no paragraph and no sentence.

A token is a word (with its inner apostrophes), an enclitic, a number, a dotted abbreviation, a
quotation mark (doubled ones are one token) or any other single character that is not space.
Hyphens and letters after digits split, so that "U.S.-led", "third-quarter" and "3rd" can be seen
into.
"""

from collections.abc import Iterable

import regex

from extractor.reading.language import Language

APOSTROPHES = "'’"


def compile_tokens(language: Language) -> "regex.Pattern[str]":
    """Give the one pattern whose matches, from left to right, are the tokens of any text.

    Its one group is the whole token, so that a text can be split into tokens and what is between.
    """
    shortened = language.abbreviations | language.titles
    dotted = _options(shortened)
    longest = max(map(len, shortened), default=1)
    tails = _options(enclitic.lstrip(APOSTROPHES) for enclitic in language.enclitics)
    inner = rf"(?!(?:{tails})(?![\p{{L}}\p{{M}}]))" if tails else ""
    # of three single marks the first one closes what stands inside
    doubled = {m for pair in language.pairs for m in pair if len(m) > 1}
    plain = "".join(sign for sign in ",;:!?()" if not any(m.startswith(sign) for m in doubled))
    marks = "|".join(f"{regex.escape(m)}(?!{regex.escape(m[-1])})" for m in sorted(doubled))
    parts = [
        # most tokens are plain words before a space or comma, which need no closer look
        r"\p{L}++(?=[ ,])",
        # nor do stops and brackets with which nothing longer begins
        rf"[{plain}]" if plain else "",
        r"\.(?=\s)",
        # the look-ahead keeps the list of abbreviations off all but short words with a stop
        rf"(?=\p{{L}}{{1,{longest}}}+\.)(?>{dotted})\." if dotted else "",
        r"\p{L}\.(?:\p{L}\.)+(?:\p{Lu}(?![\p{L}\p{M}]))?+",
        r"\p{Lu}\.\p{Lu}(?![\p{L}\p{M}\p{N}.])",
        r"\p{Lu}\.(?=(?:\r\n|\s)?\p{Lu})",
        (
            rf"\p{{L}}[\p{{L}}\p{{M}}\p{{N}}\p{{Cf}}_]*+"
            rf"(?>[{APOSTROPHES}]{inner}\p{{L}}[\p{{L}}\p{{M}}\p{{Cf}}]*+)*+"
        ),
        # the day and the month of "5.4.2019" are tokens of their own, as they are in "5/4/2019"
        r"\p{N}{1,2}(?=\.\p{N}{1,2}\.\p{N}{4}(?![.,:]?\p{N}))",
        r"(?<=\p{N}\.)\p{N}{1,2}(?=\.\p{N}{4}(?![.,:]?\p{N}))",
        r"\p{N}++(?>[.,:]\p{N}++)*+",
        rf"(?<=[\p{{L}}\p{{M}}\p{{N}}.])[{APOSTROPHES}](?>{tails})(?![\p{{L}}\p{{M}}])"
        if tails
        else "",
        marks,
        r"\.{2,}+",
        r"-{2,}+",
        r"[^\s\p{Cf}]",
    ]
    return regex.compile(f"({'|'.join(filter(None, parts))})", cache_pattern=False)


def _options(words: Iterable[str]) -> str:
    """Give an alternation, longer words first: an atomic group would stay with "Sep" in "Sept."."""
    ordered = sorted(filter(None, set(words)), key=lambda word: (-len(word), word))
    return "|".join(map(regex.escape, ordered))
