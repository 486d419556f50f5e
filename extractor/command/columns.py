"""Extractions in, one file of columns out that programs alone can read: Parquet."""

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from extractor.command.destination import STANDARD_OUTPUT, unwritable
from extractor.errors import UsageError
from extractor.records import Extraction
from extractor.replacement import replaced
from extractor.ruleset.kinds import Kind

FORMATS = ("parquet",)


def refuse_columns(path: str) -> None:
    """Raise UsageError where no file of columns can be written, before anything is read."""
    if path == STANDARD_OUTPUT or is_terminal(path):
        raise UsageError("parquet is no text that could be shown", "name a file with -o")
    if find_spec("pyarrow") is None:
        raise UsageError(
            "parquet needs pyarrow, which is not installed", "pip install 'newsrules[arrow]'"
        )


def is_terminal(path: str) -> bool:
    """Tell whether a path leads to a terminal."""
    if not Path(path).is_char_device():
        return False
    try:
        with Path(path).open("wb", buffering=0) as stream:
            return stream.isatty()
    except OSError:
        return False


def write_columns(extractions: Iterable[Extraction], path: str, kinds: Sequence[Kind]) -> None:
    """Write the records of some kinds; the file appears at the end, complete.

    Raises UsageError where nothing can be written.
    """
    # takes long to import, and is there for this format alone
    from extractor.bridges.tables import write_parquet  # noqa: PLC0415 - as said above

    with replaced(path) as written:
        try:
            stream = written.open("wb")
        except OSError as error:
            raise unwritable(path, error) from None
        with stream:
            write_parquet(extractions, stream, kinds)
