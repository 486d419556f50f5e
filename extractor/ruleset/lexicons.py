"""Lexicons: words and phrases with values, case and line. Knows neither files nor texts."""

from typing import NamedTuple

from attrs import frozen


class Entry(NamedTuple):
    """One way to write a row of a lexicon: its tokens, its values, its case and its line.

    A tuple, since a lexicon may have a million.
    `path` is the file of a row that an overlay has added, None for one of the lexicon's own file.
    """

    words: tuple[str, ...]
    values: tuple[str, ...]
    case: str
    line: int
    path: str | None = None


@frozen
class Lexicon:
    """A named list of words and phrases, each with values under the names in `columns`."""

    name: str
    columns: tuple[str, ...]
    entries: tuple[Entry, ...]
    path: str

    def value(self, entry: Entry, column: str) -> str | None:
        """Give the value of an entry, or None where the lexicon has no such column."""
        return entry.values[self.columns.index(column)] if column in self.columns else None
