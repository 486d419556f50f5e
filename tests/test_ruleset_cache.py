"""The shipped rules are kept as data: safe against tampering, and against two processes at once."""

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made.command import environment

from extractor.ruleset import load_ruleset
from extractor.ruleset.cache import ABANDONED, MOST, VARIABLE, cache_folder, find_kept, keep, key_of
from extractor.ruleset.keeping import read_ruleset, write_ruleset
from extractor.ruleset.loading import load_packs
from extractor.ruleset.packs import Files

FRESH = load_packs().ruleset


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    return tmp_path


def kept_in(folder: Path) -> list[Path]:
    """Give the files of a cache folder, hidden ones too."""
    return sorted(folder.iterdir())


def sealed(data: str) -> bytes:
    """Give data as it is kept."""
    return f"{hashlib.sha256(data.encode()).hexdigest()}\n{data}".encode()


def test_what_is_written_is_read() -> None:
    """A ruleset comes back equal, shares what it shared, and is the same text again."""
    text = write_ruleset(FRESH)
    found = read_ruleset(text)
    assert found == FRESH
    assert write_ruleset(found) == text
    assert {type(found.rules[0].variants), type(found.rules[0].allow)} == {tuple, frozenset}


def test_the_second_load_finds_what_the_first_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shipped rules are read from YAML once, and are the same when they come from the cache."""
    assert load_ruleset() == FRESH
    (path,) = kept_in(folder)
    assert path.stat().st_mode & 0o077 == 0
    monkeypatch.setattr("extractor.ruleset.loading.load_packs", lambda: 1 / 0)
    assert load_ruleset() == FRESH


def test_data_and_nothing_else(folder: Path) -> None:
    """What is kept is JSON behind its hash, and names no class, no module and no function."""
    load_ruleset()
    (path,) = kept_in(folder)
    seal, _, data = path.read_text("utf-8").partition("\n")
    assert seal == hashlib.sha256(data.encode()).hexdigest()
    assert "extractor." not in json.dumps(json.loads(data)[1])[:1000]


def test_what_is_no_ruleset_counts_as_not_there(folder: Path) -> None:
    """Whatever stands in a kept file, the rules are read anew, and kept in its place."""
    load_ruleset()
    (path,) = kept_in(folder)
    good, key = path.read_bytes(), path.stem.removeprefix("ruleset-")
    deep = f"[[],{'[-8,' * 5000}1{']' * 5000}]"
    strange = ("", "[]", "[[],5]", "[[],[99]]", '[[],[0,"x"]]', "[[],[-1,7]]", '[[],[-5,"x"]]')
    for data in (b"", b"\n", b"\xff\xfe\n\xff", *map(sealed, (*strange, deep))):
        path.write_bytes(data)
        assert find_kept(key) is None
    assert load_ruleset() == FRESH
    assert path.read_bytes() == good


def test_tampering(folder: Path) -> None:
    """A byte that was changed, an end that was cut off, a file that others may write: no use."""
    load_ruleset()
    (path,) = kept_in(folder)
    key = path.stem.removeprefix("ruleset-")
    good = path.read_bytes()
    assert find_kept(key) == FRESH
    middle = len(good) // 2
    for bad in (good[:middle] + b"x" + good[middle + 1 :], good[:-1], good + b" ", good[:70]):
        path.write_bytes(bad)
        assert find_kept(key) is None
    path.write_bytes(good)
    path.chmod(0o622)
    assert find_kept(key) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_that_nobody_writes_to(folder: Path) -> None:
    """What is no plain file is not waited for; the rules are read anew, and kept in its place."""
    load_ruleset()
    (path,) = kept_in(folder)
    path.unlink()
    os.mkfifo(path)
    assert find_kept(path.stem.removeprefix("ruleset-")) is None
    assert load_ruleset() == FRESH
    assert path.is_file()


def test_other_rules_have_another_key() -> None:
    """The key changes with every byte, name and place of the files."""
    packs = [
        Files("a", "a", {"a/b.yaml": b"1"}),
        Files("a", "a", {"a/b.yaml": b"2"}),
        Files("a", "a", {"a/c.yaml": b"1"}),
        Files("a", "b", {"a/b.yaml": b"1"}),
        Files("a", "a", {"a/b.yaml": b"1"}, shipped=True),
    ]
    assert len({key_of([pack]) for pack in packs}) == len(packs)


def test_a_folder_that_cannot_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be kept, or nobody wants it, the rules are read each time."""
    (tmp_path / "file").write_text("")
    for value in ("", str(tmp_path / "file" / "inside"), "/dev/null"):
        monkeypatch.setenv(VARIABLE, value)
        assert load_ruleset() == FRESH
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The cache stands where users of the system expect it."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "newsrules"


def test_only_the_newest_are_kept(folder: Path) -> None:
    """Old versions of rules do not fill a disk."""
    small = FRESH.__class__({}, FRESH.language, {}, {}, (), ())
    for number in range(MOST + 3):
        keep(str(number), small)
        os.utime(folder / f"ruleset-{number}.json", (number, number))
    assert len(kept_in(folder)) == MOST
    assert find_kept(str(MOST + 2)) == small


def test_what_killed_processes_leave(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was never finished goes when it is old; one that may be written now stays."""
    small = FRESH.__class__({}, FRESH.language, {}, {}, (), ())
    with monkeypatch.context() as patched:
        # as if the process had ended there: neither put in its place nor removed
        patched.setattr(Path, "replace", lambda *_: 1 / 0)
        patched.setattr(Path, "unlink", lambda *_, **__: None)
        for key in "ab":
            with pytest.raises(ZeroDivisionError):
                keep(key, small)
    old, new = kept_in(folder)
    (folder / ".other.part").touch()
    hours_ago = time.time() - 2 * ABANDONED
    for path in (old, folder / ".other.part"):
        os.utime(path, (hours_ago, hours_ago))
    keep("c", small)
    assert kept_in(folder) == [folder / ".other.part", new, folder / "ruleset-c.json"]


def test_two_processes_at_once(folder: Path) -> None:
    """Processes that keep and read at the same time all get the rules."""
    code = (
        "from extractor.ruleset import load_ruleset\n"
        "from extractor.ruleset.loading import load_packs\n"
        "print(load_ruleset() == load_packs().ruleset)"
    )
    words = [sys.executable, "-c", code]
    started = [
        subprocess.Popen(words, stdout=subprocess.PIPE, env=environment())  # noqa: S603 - our own
        for _ in range(4)
    ]
    assert [process.communicate()[0].strip() for process in started] == [b"True"] * 4
    assert len(kept_in(folder)) == 1
