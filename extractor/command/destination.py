"""A path in, a stream to write text to out: standard output, a file, or a file made whole first.

Text goes out as UTF-8 with line ends as written; half a surrogate pair, which UTF-8 cannot hold,
becomes an escape that JSON understands.
"""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TextIO

from extractor.command.complaints import describe
from extractor.command.terminal import guard
from extractor.errors import UsageError
from extractor.replacement import replaced

STANDARD_OUTPUT = "-"


@contextmanager
def open_destination(path: str, *, whole: bool, kept: int | None = None) -> Iterator[TextIO]:
    """Open what is written to; with `whole` a file appears there at the end, complete.

    Of a file that is gone on with, the first `kept` bytes stay. What is written to a terminal
    commands nothing there. Raises UsageError where nothing can be written.
    """
    if path == STANDARD_OUTPUT:
        out = _standard_output()
        if not out.isatty() or not isinstance(out, io.TextIOWrapper):
            yield out
            return
        guarded = guard(out)
        try:
            yield guarded
        finally:
            guarded.detach()
        return
    with replaced(path, whole=whole) as written:
        try:
            mode: Literal["w", "a"] = "w" if kept is None else "a"
            stream = written.open(mode, encoding="utf-8", errors="backslashreplace", newline="")
            if kept is not None:
                stream.seek(stream.truncate(kept))
        except OSError as error:
            raise unwritable(path, error) from None
        with stream:
            yield stream


def unwritable(path: str, error: OSError) -> UsageError:
    """Give what a user is told of a file that cannot be written."""
    remedy = "name a file in a folder that can be written to"
    return UsageError(f"cannot write {path}: {describe(error)}", remedy)


def _standard_output() -> TextIO:
    if sys.stdout is None:
        raise UsageError("standard output is closed", "open it to be written to")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    return sys.stdout


def is_same_file(path: str, other: str | Path) -> bool:
    """Tell whether two paths lead to one file that is there."""
    try:
        return Path(path).samefile(other)
    except OSError:
        return False
