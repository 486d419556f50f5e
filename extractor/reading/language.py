"""What reading has to be told about a language: data from a pack's `reading:` section."""

from attrs import frozen


@frozen
class Language:
    """The marks, abbreviations and tags of a language.

    `pairs` are (opening, closing) quotation marks; a mark that stands on both sides of a pair
    opens and closes by its place. `singles` are the pairs that double as apostrophes.
    `abbreviations` are written without their full stop; those in `titles` never end a sentence,
    the others do when one of `openers` follows. `enclitics` are tokens of their own at the end
    of a word. A paragraph is a caption when it starts with one of `caption_starts`, ends with one
    of `caption_ends` or holds one of `caption_holds`.
    """

    pairs: tuple[tuple[str, str], ...] = ()
    singles: tuple[tuple[str, str], ...] = ()
    abbreviations: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    enclitics: tuple[str, ...] = ()
    openers: frozenset[str] = frozenset()
    caption_starts: tuple[str, ...] = ()
    caption_ends: tuple[str, ...] = ()
    caption_holds: tuple[str, ...] = ()
