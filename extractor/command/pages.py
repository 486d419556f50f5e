"""Lines of words in, text on standard output out: in colours on a terminal only, and as wide as it.

Knows no verb and nothing of what the words mean.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from extractor.command.terminal import choose_palette, inert, write_painted
from extractor.output.colours import Word, break_lines
from extractor.output.parts import clean

Cell = Sequence[Word]
GUTTER = 2
NARROWEST = 24


def words(text: str, meaning: str = "text") -> list[Word]:
    """Give the words of a text, each with the same meaning."""
    return [(word, meaning) for word in clean(text).split()]


def clip(text: str, size: int) -> str:
    """Give a text in one line, cut off where it is longer than it may be.

    >>> clip("a long  way to go", 9)
    'a long w…'
    """
    shown = clean(text)
    return shown if len(shown) <= size else f"{shown[: size - 1]}…"


def indented(lines: Iterable[Sequence[Word]], by: int = GUTTER) -> Iterator[Sequence[Word]]:
    """Give lines with space before them."""
    for line in lines:
        yield ((" " * (by - 1), "text"), *line) if line and by else line


def paragraph(content: Iterable[Word], width: int) -> Iterator[Sequence[Word]]:
    """Give words as lines that are no wider than they may be."""
    yield from break_lines(content, max(width, NARROWEST))


def table(rows: Sequence[Sequence[Cell]], width: int) -> Iterator[Sequence[Word]]:
    """Give the lines of a table: columns below each other, the last one broken where it is long."""
    if not rows:
        return
    sizes = [max(map(_size, column)) for column in zip(*(row[:-1] for row in rows), strict=True)]
    left = sum(size + GUTTER for size in sizes)
    room = max(width - left, NARROWEST)
    for row in rows:
        head: list[Word] = []
        for cell, size in zip(row[:-1], sizes, strict=True):
            head += [*cell, (" " * (size - _size(cell) + GUTTER - 2 + (not cell)), "text")]
        broken = list(break_lines(row[-1], room)) or [[]]
        for number, line in enumerate(broken):
            shown = [*head, *line] if not number else [(" " * (left - 1), "text"), *line]
            yield _trimmed(shown)


def _size(cell: Cell) -> int:
    return sum(len(text) + 1 for text, _ in cell) - 1 if cell else 0


def _trimmed(line: list[Word]) -> Sequence[Word]:
    while line and not line[-1][0].strip():
        line.pop()
    return line


def write_page(lines: Iterable[Sequence[Word]], out: TextIO) -> None:
    """Write lines of words to a stream."""
    palette = choose_palette(out)
    for line in lines:
        # words are clean as a rule; on a terminal one that is not would command it
        shown = ((inert(text), meaning) for text, meaning in line) if out.isatty() else line
        write_painted(f"{palette.paint(shown)}\n", out)
