"""How far a run has come, kept beside its output, so that a run that was cut off can go on.

A line a document says how many entries are done and how long output and report were behind it. It
is written when both have been, so that what stands behind the last line is written again, and
nothing twice. Knows neither rules nor formats.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

from attrs import define, field, frozen

from extractor.command.complaints import describe
from extractor.command.inputs import Entry, Failed, Pause
from extractor.errors import UsageError

try:
    import fcntl
except ImportError:  # pragma: no cover - no such locks on Windows
    fcntl = None  # type: ignore[assignment]  # Windows has none

ENDING = ".bookmark"


@frozen
class Point:
    """So many entries done, the last of them this one; the bytes of output and report then."""

    entries: int = 0
    last: str | None = None
    output: int = 0
    report: int = 0
    failures: int = 0


@define
class Bookmark:
    """The bookmark of a run: where it begins, and the streams whose lengths it notes."""

    path: Path
    start: Point
    _stream: TextIO
    _entries: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Count from where the run begins."""
        self._entries = self.start.entries

    def skip(self, entries: Iterator[Entry | Pause]) -> Iterator[Entry | Pause]:
        """Give the entries that are not done; raises UsageError where the input is another one."""
        last = None
        for _ in range(self.start.entries):
            entry = next((each for each in entries if not isinstance(each, Pause)), None)
            if entry is None:
                raise self._refusal("the input has fewer documents than the run has read")
            last = entry.id if isinstance(entry, Failed) else entry.document.id
        if last != self.start.last:
            said = f"document {self.start.entries} is {last!r}, and was {self.start.last!r}"
            raise self._refusal(said)
        yield from entries

    def note(self, last: str, output: TextIO, report: TextIO | None, failures: int) -> None:
        """Write down that one entry more is done, and all of it written."""
        self._entries += 1
        lengths = [_length(stream) if stream is not None else 0 for stream in (output, report)]
        self._stream.write(f"{json.dumps([self._entries, last, *lengths, failures])}\n")
        self._stream.flush()

    def _refusal(self, what: str) -> UsageError:
        return UsageError(what, f"give the same input, or remove {self.path} to begin anew")


@contextmanager
def open_bookmark(output: str, report: str | None, run: Mapping[str, Any]) -> Iterator[Bookmark]:
    """Open the bookmark beside an output; `run` is what must be the same when a run goes on.

    Raises UsageError where it is that of another run, or where one is at work on it.
    """
    path = Path(output + ENDING)
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(path.open("a+", encoding="utf-8", newline=""))
        except OSError as error:
            remedy = "name an output in a folder that can be written to"
            raise UsageError(f"cannot write {path}: {describe(error)}", remedy) from None
        _lock(stream, path)
        start, end = _read(stream, path, run, (_size(output), _size(report)))
        stream.truncate(end)
        if end == 0:
            stream.write(f"{json.dumps(run)}\n")
            stream.flush()
        yield Bookmark(path, start, stream)


def _read(
    stream: TextIO, path: Path, run: Mapping[str, Any], sizes: tuple[int, int]
) -> tuple[Point, int]:
    """Give the last point whose output and report are there, and where its line ends."""
    stream.seek(0)
    head = stream.readline()
    if not head.endswith("\n"):
        return Point(), 0
    try:
        before = json.loads(head)
    except ValueError:
        raise UsageError(f"{path} is no bookmark", "name another output, or remove it") from None
    if before != json.loads(json.dumps(run)):
        others = [key for key in run if not isinstance(before, dict) or before.get(key) != run[key]]
        what = f"{path} is of a run with other {' and '.join(others) or 'words'}"
        raise UsageError(what, "call it with the same, or remove that file to begin anew")
    start, end = Point(), len(head.encode())
    at = end
    for line in stream:
        at += len(line.encode())
        try:
            point = Point(*json.loads(line))
        except (ValueError, TypeError):
            # the line that was being written when the run was cut off
            break
        if not line.endswith("\n") or point.output > sizes[0] or point.report > sizes[1]:
            break
        start, end = point, at
    return start, end


def _lock(stream: TextIO, path: Path) -> None:
    if fcntl is None:  # pragma: no cover - no such locks on Windows
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        what = f"another run is at work with {path}"
        raise UsageError(what, "wait for it, or name another output") from None


def _length(stream: TextIO) -> int:
    """Give the bytes of a file that have been written, after writing those that wait."""
    stream.flush()
    return stream.buffer.tell()


def _size(path: str | None) -> int:
    with suppress(OSError):
        return os.stat(path).st_size if path else 0  # noqa: PTH116 - any path, a file or not
    return 0
