"""A stream in; out comes what it can show: colours, how long a line may be, drawings by rich.

What a terminal would take for a command is shown as an escape, whoever wrote it.
"""

import io
import os
import re
import shutil
import sys
from importlib.util import find_spec
from typing import TextIO

from extractor.output.colours import COLOURED, PLAIN, Palette
from extractor.output.text import WIDTH

# The characters that are commands to a terminal, and those that turn the order of text around.
COMMANDS = re.compile(
    r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\r(?!\n)"
)


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a stream leads to a terminal that understands commands."""
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def shows_colours(stream: TextIO | None) -> bool:
    """Tell whether a stream gets colours: NO_COLOR forbids them, FORCE_COLOR wants them anywhere.

    The order is that of Python's own messages. A file never gets colours.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("CLICOLOR") == "0":
        return False
    if os.environ.get("FORCE_COLOR") and _is_standard(stream):
        return True
    return is_terminal(stream)


def _is_standard(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.fileno() in (1, 2)
    except (OSError, ValueError):
        return False


def is_drawn_on(stream: TextIO) -> bool:
    """Tell whether rich draws on a stream: where colours are shown, and it is installed."""
    return shows_colours(stream) and find_spec("rich") is not None


def choose_palette(stream: TextIO | None) -> Palette:
    """Give the colours for a stream."""
    return COLOURED if shows_colours(stream) else PLAIN


def choose_width(stream: TextIO) -> int:
    """Give how wide lines may be, in columns."""
    return min(shutil.get_terminal_size().columns, WIDTH) if stream.isatty() else WIDTH


def inert(text: str) -> str:
    r"""Give a text with an escape in the place of each command to a terminal.

    In a string of JSON the escape means the same character.

    >>> inert("red: \x1b[31m")
    'red: \\u001b[31m'
    """
    return COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class Guarded(io.TextIOWrapper):
    """A stream to a terminal on which nothing is a command but what was painted."""

    def write(self, text: str, /) -> int:
        """Write a text, whatever it holds."""
        return super().write(inert(text))

    def write_painted(self, text: str) -> None:
        """Write a page in colours, of which all that is shown was cleaned before."""
        super().write(text)


def write_painted(text: str, stream: TextIO) -> None:
    """Write a page in colours to whatever stream it goes to."""
    if isinstance(stream, Guarded):
        stream.write_painted(text)
    else:
        stream.write(text)


def guard(stream: io.TextIOWrapper) -> Guarded:
    """Give a guarded stream to the same terminal; it is to be detached when all is written."""
    stream.flush()
    return Guarded(stream.buffer, stream.encoding, stream.errors, newline="", write_through=True)


def tell_reader(text: str) -> None:
    """Write lines on standard error, which may be closed; what it holds may end in a terminal."""
    if sys.stderr is not None:
        sys.stderr.write(inert(text))
        sys.stderr.flush()
