"""The files of packs in, the ruleset that was made of the same ones before out, if it was kept.

What is kept is text that stands for a ruleset, in the user's cache folder, under a name made of the
bytes of all files and of the code that reads them. Whatever is amiss with it, it counts as not
there. `NEWSRULES_CACHE` names another folder; where it is empty nothing is kept.
"""

import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from extractor.ruleset.keeping import FORM, read_ruleset, write_ruleset
from extractor.ruleset.packs import Files
from extractor.ruleset.ruleset import Ruleset
from extractor.version import __version__

VARIABLE = "NEWSRULES_CACHE"
# So many versions of the rules are kept: those who change them need the last ones only.
MOST = 4
LARGEST = 100_000_000
# What a process was writing, and has not finished after so many seconds, is left by one that ended.
ABANDONED = 3600


def find_kept(key: str) -> Ruleset | None:
    """Give the ruleset that was kept under a key, or None."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        with open(folder / name_of(key), "rb", opener=_open_at_once) as file:
            if not _is_own(os.fstat(file.fileno())):
                return None
            seal, _, data = file.read(LARGEST).partition(b"\n")
        if seal.decode() != hashlib.sha256(data).hexdigest():
            return None
        return read_ruleset(data.decode())
    except (OSError, ValueError):
        return None


def keep(key: str, ruleset: Ruleset) -> None:
    """Keep a ruleset under a key, for whoever can read it whole; where it cannot be, do nothing."""
    folder = cache_folder()
    if folder is None:
        return
    data = write_ruleset(ruleset).encode("utf-8", "surrogatepass")
    seal = hashlib.sha256(data).hexdigest().encode()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # before anything is written, for what was left may fill the disk
        _tidy(folder)
        _write(folder / name_of(key), seal + b"\n" + data)
        kept = sorted(folder.glob(name_of("*")), key=lambda each: each.stat().st_mtime)
        for old in kept[:-MOST]:
            old.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    """Write a file of this process's own, which takes its place whole: two may do so at once."""
    # not needed by those who find what they seek
    import tempfile  # noqa: PLC0415 - as said above

    handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(made).replace(path)
    finally:
        Path(made).unlink(missing_ok=True)


def _tidy(folder: Path) -> None:
    """Remove what processes that were killed have left; others may be writing theirs."""
    for part in folder.glob(f".{name_of('*')}.*.part"):
        # one that its process has just put in its place is no longer there to be asked
        with suppress(OSError):
            if part.stat().st_mtime < time.time() - ABANDONED:
                part.unlink()


def key_of(packs: Iterable[Files]) -> str:
    """Give what tells a ruleset from others: all that it is made of, and the code that makes it."""
    digest = hashlib.sha256(f"{FORM} {__version__} {sys.version}\n".encode())
    package = Path(__file__).parents[1]
    for path in sorted(package.glob("r*/*.py")) + sorted(package.glob("*.py")):
        # code that is being worked on has no version of its own
        found = path.stat()
        digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    for pack in packs:
        digest.update(f"{pack.path} {pack.shipped}\n".encode())
        for name, data in sorted(pack.contents.items()):
            digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def name_of(key: str) -> str:
    """Give the name of the file in which a ruleset is kept."""
    return f"ruleset-{key}.json"


def cache_folder() -> Path | None:
    """Give the folder of what is kept, or None where nothing is."""
    chosen = os.environ.get(VARIABLE)
    if chosen is not None:
        return Path(chosen) if chosen else None
    home = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    with suppress(RuntimeError):
        return (Path(home) if home else Path.home() / ".cache") / "newsrules"
    return None


def _open_at_once(path: str, flags: int) -> int:
    """Open what stands at a path; a pipe that nobody writes to would be waited for for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _is_own(found: os.stat_result) -> bool:
    """Tell whether it is a plain file, and only this user can have written it."""
    if not stat.S_ISREG(found.st_mode):
        return False
    if not hasattr(os, "geteuid"):  # pragma: no cover - Windows guards the user's folder itself
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
