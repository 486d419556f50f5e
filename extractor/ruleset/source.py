"""The text of a rule file, and the places of characters in it. Knows no key of a rule file.

YAML folds lines and resolves escapes, but what is no space stands in a value in the order of the
file: so the place of a value's character is found by counting those.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from attrs import define, field, frozen

from extractor.errors import Place

# What stands for one character of a value, by the style of the scalar: plain, block, in quotes.
ESCAPED = re.compile(r"\\(?:x(..)|u(.{4})|U(.{8})|.)|.", re.DOTALL)
DOUBLED = re.compile(r"''|.", re.DOTALL)
FILLED = re.compile(r"\S")
SIGNS = {'"': ESCAPED, "'": DOUBLED}
# Escapes that stand for a space, or for nothing at the end of a line.
SPACES = frozenset("\\" + sign for sign in "tnvfrNLP_ \t\n\r")


@define
class Source:
    """A file's text with the starts of its lines."""

    path: str
    text: str
    _starts: list[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Find the starts of the lines."""
        self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def place(self, index: int) -> Place:
        """Give the place of a character."""
        line = bisect_right(self._starts, index)
        return Place(self.path, line, index - self._starts[line - 1] + 1)


@frozen
class Stretch:
    """Where a scalar stands in its source, with its marks: what it holds, and in which style."""

    source: Source
    start: int
    end: int
    style: str | None

    def find(self, value: str, offset: int) -> Place:
        """Give the place of a character of the scalar's value, or the one behind its end."""
        before = sum(map(len, value[:offset].split()))
        signs = self._spans
        if before < len(signs) and offset < len(value) and not value[offset].isspace():
            return self.source.place(signs[before][0])
        behind = self.start + (self.style in SIGNS)
        if before and signs:
            behind = signs[min(before, len(signs)) - 1][1]
        gap = len(value[:offset]) - len(value[:offset].rstrip()) if before else offset
        return self.source.place(min(behind + gap, self.end))

    @cached_property
    def _spans(self) -> Sequence[tuple[int, int]]:
        return list(self._signs())

    def _signs(self) -> Iterator[tuple[int, int]]:
        """Give where each character of the value that is no space begins and ends."""
        start, end = self.start, self.end
        if self.style in SIGNS:
            start, end = start + 1, end - 1
        elif self.style in ("|", ">"):
            line = self.source.text.find("\n", start, end)
            start = end if line < 0 else line
        for match in SIGNS.get(self.style or "", FILLED).finditer(self.source.text, start, end):
            if not _is_space(match):
                yield match.span()


def _is_space(sign: "re.Match[str]") -> bool:
    if sign.lastindex:
        return chr(int(sign[sign.lastindex], 16)).isspace()
    return sign[0] in SPACES or sign[0].isspace()
