"""Paths in, documents out, one after the other; what cannot be read comes out as a failure.

A `.jsonl` file holds one object a line, any other file one text. Standard input is the one or
the other by its first character. Knows no rule.
"""

import datetime
import json
import sys
from collections.abc import Iterable, Iterator
from io import BufferedIOBase
from itertools import chain
from pathlib import Path
from typing import Any, cast

from attrs import frozen

from extractor.command.complaints import describe
from extractor.errors import DocumentError, UsageError
from extractor.pipeline import read_date
from extractor.reading import Document

STANDARD_INPUT = "-"
JSONL = ".jsonl"
MARK = b"\xef\xbb\xbf"
ONE_OBJECT = "write one JSON object a line"
NAME_KEY = "name the key that holds the text with --text-key"


@frozen
class Given:
    """A document, the file (and line) where it stands, and how many bytes it takes there."""

    document: Document
    place: str
    size: int = 0


@frozen
class Failed:
    """A document that cannot be read: the id it has, or would have, and the line that says why.

    Text, not the error: an error holds on to all that was at hand where it was raised.
    """

    id: str
    why: str
    size: int = 0


@frozen
class Keys:
    """The names under which the lines of a `.jsonl` file hold text, id and date."""

    text: str = "text"
    id: str = "id"
    date: str = "date"


@frozen
class Pause:
    """Told where more has to be waited for: what came before should not wait too."""


Entry = Given | Failed
PAUSE = Pause()
# Lines are read in pieces of so many bytes, or as many as there are.
PIECE = 1 << 20


@frozen
class Inputs:
    """What all inputs have in common: the names of keys, and the date of those without one."""

    keys: Keys
    date: datetime.date | None

    def read(self, paths: Iterable[str]) -> Iterator[Entry]:
        """Give the documents of all paths, in order, none of them before it is asked for."""
        return (each for each in self.read_with_pauses(paths) if not isinstance(each, Pause))

    def read_with_pauses(self, paths: Iterable[str]) -> Iterator[Entry | Pause]:
        """Give the same, and tell where the next document may not be at hand yet."""
        for path in paths:
            if path == STANDARD_INPUT or not Path(path).is_file():
                yield PAUSE
            try:
                if path == STANDARD_INPUT:
                    yield from self._read_standard_input()
                elif path.lower().endswith(JSONL):
                    with Path(path).open("rb") as stream:
                        yield from self._read_lines(lines_of(stream), path)
                else:
                    yield self._read_text(Path(path).read_bytes(), path)
            except OSError as error:
                remedy = "give a file that can be read"
                yield _failed(path, DocumentError(path, describe(error), remedy))

    def _read_standard_input(self) -> Iterator[Entry | Pause]:
        if sys.stdin is None:
            error = DocumentError(STANDARD_INPUT, "standard input is closed", "give it a text")
            yield _failed(STANDARD_INPUT, error)
            return
        lines = lines_of(cast("BufferedIOBase", sys.stdin.buffer))
        head: list[bytes] = []
        for line in filter(None, lines):
            head.append(line)
            if line.removeprefix(MARK).strip():
                break
        if head and head[-1].removeprefix(MARK).lstrip()[:1] == b"{":
            yield from self._read_lines(chain(head, lines), STANDARD_INPUT)
        else:
            yield self._read_text(b"".join((*head, *filter(None, lines))), STANDARD_INPUT)

    def _read_text(self, data: bytes, path: str) -> Entry:
        try:
            text = decode(data, path)
        except DocumentError as error:
            return _failed(path, error, len(data))
        return Given(Document(text, name_of(path), self.date), path, len(data))

    def _read_lines(self, lines: Iterable[bytes | None], path: str) -> Iterator[Entry | Pause]:
        number = 0
        for line in lines:
            if line is None:
                yield PAUSE
                continue
            number += 1
            data = (line.removeprefix(MARK) if number == 1 else line).strip()
            if data:
                yield self._read_line(data, f"{path}:{number}", f"{name_of(path)}:{number}")

    def _read_line(self, data: bytes, place: str, name: str) -> Entry:
        """Give the document of one line; `name` is its id where it has none of its own."""
        known = name
        try:
            found = read_object(data, place)
            known = self._read_id(found, place) or name
            text = self._read_own_text(found, place)
            day = self._read_own_date(found, place)
            return Given(Document(text, known, day), place, len(data))
        except DocumentError as error:
            return Failed(known, str(error), len(data))

    def _read_id(self, found: dict[str, Any], place: str) -> str:
        own = found.get(self.keys.id)
        if own is None or isinstance(own, str):
            return own or ""
        if isinstance(own, bool | list | dict):
            what = f"`{self.keys.id}` is neither text nor number"
            raise DocumentError(place, what, "name the key that holds the id with --id-key")
        return str(own)

    def _read_own_text(self, found: dict[str, Any], place: str) -> str:
        if self.keys.text not in found:
            raise DocumentError(place, f"no `{self.keys.text}`", NAME_KEY)
        text = found[self.keys.text]
        if not isinstance(text, str):
            raise DocumentError(place, f"`{self.keys.text}` is no text", NAME_KEY)
        return text

    def _read_own_date(self, found: dict[str, Any], place: str) -> datetime.date | None:
        own = found.get(self.keys.date)
        try:
            return self.date if own is None or own == "" else read_date(own)
        except UsageError as error:
            raise DocumentError(place, error.what, error.remedy) from None


def lines_of(stream: BufferedIOBase) -> Iterator[bytes | None]:
    r"""Give the lines of a stream with their ends, and None where more has to be waited for.

    >>> from io import BytesIO
    >>> list(lines_of(BytesIO(b"a\nb")))
    [b'a\n', None, b'b']
    """
    begun: list[bytes] = []
    while piece := stream.read1(PIECE):
        *ended, rest = piece.split(b"\n")
        for line in ended:
            yield b"".join((*begun, line, b"\n"))
            begun.clear()
        begun.append(rest)
        if ended:
            yield None
    if any(begun):
        yield b"".join(begun)


def name_of(path: str) -> str:
    """Give the id of a document that stands alone in a file."""
    return path if path == STANDARD_INPUT else Path(path).name


def decode(data: bytes, path: str) -> str:
    """Give the text of a file, line ends as they are, without a byte order mark.

    Raises DocumentError, with the line, for what is no UTF-8, and for a text that is empty.
    """
    try:
        text = data.removeprefix(MARK).decode()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise DocumentError(f"{path}:{line}", "not UTF-8", "save the file as UTF-8") from None
    if not text.strip():
        raise DocumentError(path, "an empty text", "take it out of the inputs")
    return text


def read_object(data: bytes, place: str) -> dict[str, Any]:
    """Give the object that stands in a line; raises DocumentError where there is none."""
    try:
        found = json.loads(data.decode())
    except UnicodeDecodeError:
        raise DocumentError(place, "not UTF-8", "save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        what = f"not JSON: {error.msg} at column {error.colno}"
        raise DocumentError(place, what, ONE_OBJECT) from None
    except RecursionError:
        raise DocumentError(place, "JSON nested too deeply", ONE_OBJECT) from None
    except ValueError:
        # Python reads no whole number of more than some thousand digits
        raise DocumentError(place, "a number too long to be read", "write it as text") from None
    if not isinstance(found, dict):
        raise DocumentError(place, "no JSON object", ONE_OBJECT)
    return found


def _failed(path: str, error: DocumentError, size: int = 0) -> Failed:
    return Failed(name_of(path), str(error), size)
