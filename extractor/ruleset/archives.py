"""A zip file in, the bytes of the files in it out, read where they stand: nothing is unpacked."""

import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

from extractor.ruleset.folders import Allowance, Refused, limit_of
from extractor.ruleset.limits import FILES


def read_archive(path: Path, shown: str, endings: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Give the files of a zip file whose names end so, by shown path."""
    left = Allowance(shown)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > FILES:
                what = f"more than {FILES} files"
                raise Refused(shown, what, "make it several packs", "too-large")
            seen: set[str] = set()
            for entry in sorted(entries, key=lambda each: each.filename):
                name = f"{shown}/{entry.filename}"
                _refuse(entry, name, seen)
                hidden = any(part.startswith(".") for part in PurePosixPath(entry.filename).parts)
                if entry.is_dir() or hidden or not entry.filename.endswith(tuple(endings)):
                    continue
                data = _read_entry(archive, entry, name)
                left.take(len(data))
                yield name, data
    # a name that says it is UTF-8 need not be
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, UnicodeError) as error:
        what = f"no zip file that can be read: {error}"
        raise Refused(shown, what, "make it again", "bad-archive") from None


def _refuse(entry: zipfile.ZipInfo, name: str, seen: set[str]) -> None:
    """Raise Refused for an entry that leads out of the archive, or is not what it seems."""
    written = entry.orig_filename
    if not entry.filename:
        raise Refused(name, "a file without a name", "pack the folder anew", "bad-archive")
    parts = PurePosixPath(written.replace("\\", "/")).parts
    if ".." in parts or written.startswith(("/", "\\")) or PureWindowsPath(written).drive:
        what = "a name that leads out of the zip file"
        raise Refused(name, what, "pack the folder anew", "outside-pack")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused(name, "a link in a zip file", "pack the file itself", "outside-pack")
    if entry.flag_bits & 0x1:
        raise Refused(name, "a file with a password", "pack it without", "bad-archive")
    if entry.filename in seen:
        raise Refused(name, "the file stands twice in the zip file", "pack it once", "bad-archive")
    seen.add(entry.filename)


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """Give the bytes of an entry; what it says of its size is not believed."""
    limit = limit_of(entry.filename)
    with archive.open(entry) as opened:
        data = opened.read(limit + 1)
    if len(data) > limit:
        raise Refused(name, f"more than {limit} bytes", "make it several files", "too-large")
    return data
