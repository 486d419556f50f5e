"""Extractions in, files of their own for each document out, in one folder."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from attrs import define, field

from extractor import output
from extractor.command.complaints import describe
from extractor.command.destination import STANDARD_OUTPUT
from extractor.errors import UsageError
from extractor.records import Extraction

Make = Callable[[Extraction], Mapping[str, str]]
# Each is a function of `extractor.output`, which is imported when it is asked for.
FORMATS = ("brat", "timeml")
# The longest name of a file, with room for its ending and a number.
LONGEST = 100


@define
class Folder:
    """A folder to write to; each document gets a name of its own in it."""

    path: Path
    _used: dict[str, int] = field(init=False, factory=dict)

    def write(self, extractions: Iterable[Extraction], form: str) -> None:
        """Write the files of each document as soon as it is there.

        Raises UsageError where nothing can be written.
        """
        make: Make = getattr(output, f"make_{form}")
        for extraction in extractions:
            name = self._name(extraction.doc)
            for ending, text in make(extraction).items():
                target = self.path / f"{name}{ending}"
                try:
                    target.write_bytes(text.encode("utf-8", "backslashreplace"))
                except OSError as error:
                    remedy = "name a folder that can be written to"
                    what = f"cannot write {target}: {describe(error)}"
                    raise UsageError(what, remedy) from None

    def _name(self, doc: str) -> str:
        """Give a name for the files of a document: its id, as far as a file can be called so."""
        plain = re.sub(r"[^\w.-]+", "_", doc.removesuffix(".txt")).lstrip(".")[:LONGEST]
        name = plain or "document"
        self._used[name] = self._used.get(name, 0) + 1
        return name if self._used[name] == 1 else f"{name}-{self._used[name]}"


def open_folder(path: str) -> Folder:
    """Make the folder if it is not there; raises UsageError where none can be."""
    if path == STANDARD_OUTPUT:
        raise UsageError("this format writes files for each document", "name a folder with -o")
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot make {path}: {describe(error)}", "name a folder") from None
    return Folder(folder)
