"""Meanings of words on a page in, terminal colours out. Knows no record.

A page is made of words, each with the meaning that decides its colour; without a terminal that
shows colours all meanings look alike.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

Word = tuple[str, str]

# How each meaning looks, in words that `rich` understands too.
STYLES: Mapping[str, str] = {
    "title": "bold underline",
    "kind": "bold cyan",
    "label": "dim",
    "name": "bold",
    "value": "green",
    "note": "dim",
    "warning": "yellow",
    "wrong": "bold red",
}
# Select Graphic Rendition codes of ECMA-48, which every terminal knows.
CODES: Mapping[str, str] = {
    "bold": "1",
    "dim": "2",
    "underline": "4",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "cyan": "36",
}


@frozen
class Palette:
    """The code of each meaning; a meaning without a code has no colour."""

    codes: Mapping[str, str]

    def paint(self, words: Iterable[Word]) -> str:
        r"""Give words of several meanings as one line.

        >>> Palette({"name": "1"}).paint([("Ana", "name"), ("said", "text")])
        '\x1b[1mAna\x1b[0m said'
        """
        return " ".join(self._paint_word(*word) for word in words)

    def _paint_word(self, text: str, meaning: str) -> str:
        code = self.codes.get(meaning)
        return f"\x1b[{code}m{text}\x1b[0m" if code else text


PLAIN = Palette({})
COLOURED = Palette(
    {name: ";".join(CODES[word] for word in style.split()) for name, style in STYLES.items()}
)


def break_lines(words: Iterable[Word], width: int) -> Iterator[list[Word]]:
    """Give words line by line, as many on each as its width holds, and one at least.

    >>> list(break_lines([("to", "a"), ("be", "a"), ("seen", "a")], 6))
    [[('to', 'a'), ('be', 'a')], [('seen', 'a')]]
    """
    line: list[Word] = []
    used = 0
    for word in words:
        size = len(word[0]) + 1
        if line and used + size > width + 1:
            yield line
            line, used = [], 0
        line.append(word)
        used += size
    if line:
        yield line
