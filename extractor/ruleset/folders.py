"""A folder in, the bytes of its files out: nothing outside it, no more than is allowed."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from extractor.errors import ExtractorError, Place, Problem
from extractor.ruleset.limits import FILES, FOLDERS_DEEP, PACK_BYTES, TABLE_BYTES, YAML_BYTES


class Refused(ExtractorError):  # noqa: N818 - what is refused, not what is wrong
    """A pack that is not read, with the problem that keeps it from being."""

    def __init__(self, path: str, what: str, remedy: str, name: str) -> None:
        super().__init__(what)
        self.problem = Problem(Place(path), what, remedy, name)


class Allowance:
    """How much of one pack may still be read."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._files = 0
        self._bytes = 0

    def take(self, size: int) -> None:
        """Count one more file; raises Refused where that is one, or a byte, too many."""
        self._files += 1
        self._bytes += size
        if self._files > FILES:
            what = f"more than {FILES} files"
            raise Refused(self._shown, what, "make it several packs", "too-large")
        if self._bytes > PACK_BYTES:
            what = f"more than {PACK_BYTES} bytes"
            raise Refused(self._shown, what, "make it several packs", "too-large")


def limit_of(name: str) -> int:
    """Give how many bytes of a file of this name are read at most."""
    return TABLE_BYTES if name.endswith(".csv") else YAML_BYTES


def read_file(path: Path, root: Path, shown: str, limit: int) -> bytes:
    """Give the bytes of a file in the folder `root`; raises Refused for one outside it."""
    real = path.resolve()
    if not real.is_relative_to(root.resolve()):
        what = "a link that leads out of the pack"
        raise Refused(shown, what, "put the file itself there", "outside-pack")
    if not real.is_file():
        # a pipe has no end, and some devices have none either
        raise Refused(shown, "no plain file", "put a file there", "unreadable")
    limit = min(limit, limit_of(real.name))
    with real.open("rb") as opened:
        data = opened.read(limit + 1)
    if len(data) > limit:
        raise Refused(shown, f"more than {limit} bytes", "make it several files", "too-large")
    return data


def read_folder(folder: Path, shown: str, endings: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Give the files of a folder, and of those in it, whose names end so, by shown path."""
    yield from _read_below(folder, folder.resolve(), shown, tuple(endings), Allowance(shown), 0)


def _read_below(  # noqa: PLR0917 - one walk, which carries what it knows
    folder: Path, root: Path, shown: str, endings: tuple[str, ...], left: Allowance, depth: int
) -> Iterator[tuple[str, bytes]]:
    if depth > FOLDERS_DEEP:
        what = f"more than {FOLDERS_DEEP} folders in one another"
        raise Refused(shown, what, "make it flatter", "too-large")
    for entry in sorted(folder.iterdir()):
        name = (PurePosixPath(shown) / entry.name).as_posix()
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.resolve().is_relative_to(root):
                what = "a link that leads out of the pack"
                raise Refused(name, what, "put the folder itself there", "outside-pack")
            yield from _read_below(entry, root, name, endings, left, depth + 1)
        elif entry.name.endswith(endings):
            data = read_file(entry, root, name, limit_of(entry.name))
            left.take(len(data))
            yield name, data
