"""Pages in, a folder that holds them out. Never touches a file that it has not written itself."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from attrs import frozen

from extractor.checking.paging import INDEX, MARK
from extractor.command.complaints import describe
from extractor.command.destination import open_destination
from extractor.errors import UsageError

ENTRY = re.compile(r"\]\(([\w.-]+)\.md\)")


@frozen
class Shelf:
    """A folder of pages, one of them the index, which names all others."""

    folder: Path

    def prepare(self) -> None:
        """Make the folder where there is none; raises UsageError where there can be none."""
        if self.folder.exists() and not self.folder.is_dir():
            raise UsageError(f"{self.folder} is no folder", "name a folder, or a new one")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            said = describe(error) if isinstance(error, OSError) else str(error)
            remedy = "name a folder that can be written to"
            raise UsageError(f"cannot make {self.folder}: {said}", remedy) from None

    def write(self, pages: Mapping[str, str]) -> tuple[Path, ...]:
        """Write the pages; give those that are gone, since the index named them and no rule does.

        Raises UsageError, before anything is written, where another file stands in the way.
        """
        for path in map(self.path, pages):
            if path.exists() and not _is_page(path):
                remedy = "name another folder, or take it out"
                raise UsageError(f"{path} was not written by `extractor rules pages`", remedy)
        gone = self._outdated(pages)
        for name, text in pages.items():
            with open_destination(str(self.path(name)), whole=True) as out:
                out.write(text)
        for path in gone:
            path.unlink()
        return gone

    def path(self, name: str) -> Path:
        """Give the file of a page."""
        return self.folder / f"{name}.md"

    def _outdated(self, pages: Mapping[str, str]) -> tuple[Path, ...]:
        index = self.path(INDEX)
        named: set[str] = set()
        with suppress(FileNotFoundError):
            named = set(ENTRY.findall(index.read_text(encoding="utf-8", errors="replace")))
        return tuple(filter(_is_page, map(self.path, sorted(named - set(pages)))))


def _is_page(path: Path) -> bool:
    """Tell whether a file begins as pages do."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(MARK.encode())) == MARK.encode()
