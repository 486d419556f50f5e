"""The path of a file in, one to write to out, which takes the place of that file once it is whole.

Knows not what is written.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def replaced(path: str | Path, *, whole: bool = True) -> Iterator[Path]:
    """Give the path to write to; with `whole` it is a file that takes its place at the end."""
    target = Path(path)
    # a device or a pipe is no file that another one could take the place of
    if not whole or not (target.is_file() or not target.exists()):
        yield target
        return
    target = target.resolve()
    written = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield written
        written.replace(target)
    finally:
        with suppress(OSError):
            written.unlink(missing_ok=True)
