"""Bytes in, what is tried with them out: a text, or a `Random` whose numbers they are.

Every string of bytes stands for something, and a byte more or less changes little of it, so that
whoever looks for bytes that reach more of the code gets there step by step.
"""

import zlib
from collections.abc import Iterator
from random import Random

from drawn.texts import FRAGMENTS, JOINTS

# What the formats must keep harmless, and what readers of texts stumble over.
HOSTILE = (
    "<script>alert(1)</script>", "</style>", "<!--", "]]>", "&amp;", "=1+1", "@SUM(1)", "\t=2",
    "\x1b[31m", "\x1b]0;x\x07", "\ud800", "\udfff", "\x00", "\x7f", "\x9b", "\ufffe", "\uffff",
    "\u202e", "\u2066", "\u061c", "\U000e0001", "e\u0301", "\u200b", "\u00a0", "\r\n", "\r\n\r\n",
    "\n\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "ǅ", "İ", "ﬁ", "Ⅷ", "٣", "１２",
    "1" * 30, "31 February 2019", "Feb. 30", "year 0", "9999-12-31", "0000-00-00", "25:61",
)  # fmt: skip
PIECES = (*FRAGMENTS, *JOINTS, *HOSTILE)
PLAIN, ANY = 0x80, 0xFF


def read_text(data: bytes) -> str:
    """Give the text that bytes stand for.

    A byte below 128 is that character, 255 and three more any code point, each other one with the
    next a piece of news, a joint or something hostile.
    """
    return "".join(_pieces(data))


def _pieces(data: bytes) -> Iterator[str]:
    at = 0
    while at < len(data):
        byte = data[at]
        if byte < PLAIN:
            yield chr(byte)
            at += 1
        elif byte == ANY:
            yield chr(int.from_bytes(data[at + 1 : at + 4], "big") % 0x110000)
            at += 4
        else:
            yield PIECES[int.from_bytes(data[at : at + 2], "big") % len(PIECES)]
            at += 2


class Given(Random):
    """A `Random` that gives what stands in bytes; behind their end, numbers made from them all."""

    def __init__(self, data: bytes) -> None:
        super().__init__(zlib.crc32(data))
        self._data = data
        self._at = 0

    def getrandbits(self, k: int) -> int:
        """Give the number in the next bytes, as many as `k` bits need."""
        size = (k + 7) // 8
        taken = self._data[self._at : self._at + size]
        self._at += size
        if len(taken) < size:
            return super().getrandbits(k)
        return int.from_bytes(taken, "big") & ((1 << k) - 1)

    def random(self) -> float:
        """Give a number from 0 to below 1, by the next byte."""
        return self.getrandbits(8) / 256
