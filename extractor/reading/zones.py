"""One paragraph in, what it is besides running text out: caption, heading, tag, or nothing."""

from collections.abc import Sequence

from extractor.reading.language import Language

CAPTION, HEADING, TAG = "Caption", "Heading", "Tag"
ZONES = (CAPTION, HEADING, TAG)
LONGEST_HEADING = 20
LONGEST_TAG = 8


def name_zone(words: Sequence[str], text: str, language: Language) -> str | None:
    """Give the name of the zone that a paragraph makes, or None for running text.

    A tag is a short paragraph that stands wholly in brackets, such as an agency's name; a heading
    is short, ends without a stop or mark and holds no full stop, as a signed quotation does.
    """
    if words[0] == "(" and words[-1] == ")" and len(words) <= LONGEST_TAG:
        return TAG
    folded = text.casefold()
    if (
        folded.startswith(language.caption_starts)
        or folded.endswith(language.caption_ends)
        or any(sign in folded for sign in language.caption_holds)
    ):
        return CAPTION
    last = words[-1]
    short = len(words) <= LONGEST_HEADING and "." not in words
    if short and (last[-1].isalnum() or last[0].isalpha()):
        return HEADING
    return None
