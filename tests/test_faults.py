"""What goes wrong around the library: signals, disks, clocks, locales, threads, processes."""

import importlib.util
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from drawn.shipped import DATE, everything
from made.command import COMMAND, DAY, QUOTE, ROOT, environment

from extractor import to_json
from extractor.command.main import main
from extractor.command.terminal import inert
from extractor.records import MAIN_KINDS

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and streams of POSIX")

LINE = json.dumps({"text": DAY}).encode() + b"\n"
TEXT = f"{QUOTE} Chile, Peru and Bolivia signed it on Monday. {DAY}"
FIND = f"""
import sys
from extractor import Extractor, to_json
import json
found = Extractor().extract({TEXT!r}, date={DATE!r})
print(json.dumps([to_json(record) for record in found.records]))
"""

# The same in time zones from all over the world and each locale that this machine has.
EVERYWHERE = f"""
import json, locale, os, time, zoneinfo
from extractor import Extractor, to_json
extractor = Extractor()
settings = [("TZ", zone) for zone in sorted(zoneinfo.available_timezones())[::15]]
settings += [("LC_ALL", name) for name in sorted(set(locale.locale_alias.values()))]
found, count = set(), 0
for name, value in settings:
    if name == "TZ":
        os.environ["TZ"] = value
        time.tzset()
    else:
        try:
            locale.setlocale(locale.LC_ALL, value)
        except locale.Error:
            continue
    count += 1
    records = extractor.extract({TEXT!r}, date={DATE!r}).records
    found.add(json.dumps([to_json(record) for record in records]))
print(*found, count, sep="\\n")
"""


def found_here() -> bytes:
    """Give the records that this process finds, as another one prints them."""
    found = everything().extract(TEXT, date=DATE).records
    shown = [to_json(record) for record in found if record.record in MAIN_KINDS]
    return f"{json.dumps(shown)}\n".encode()


def found_by(*options: str, code: str = FIND, **changes: str) -> bytes:
    """Give the records that a Python of its own finds, started with options."""
    words = [sys.executable, *options, "-c", code]
    run = subprocess.run(  # noqa: S603 - our own code
        words, capture_output=True, env=environment(**changes), timeout=100, check=True
    )
    return run.stdout


def test_the_settings_of_a_process_change_nothing() -> None:
    """Without assertions, in any locale, time zone and hash seed the records are the same."""
    expected = found_here()
    assert b"2019-04-01" in expected
    assert expected == found_by("-O", PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LC_ALL="C")
    told = found_by("-OO", code=EVERYWHERE, LC_ALL="tr_TR.UTF-8", PYTHONUTF8="0")
    *found, count = told.splitlines(keepends=True)
    assert found == [expected]
    assert int(count) > 30


@pytest.mark.skipif(
    importlib.util.find_spec("_xxsubinterpreters") is None or sys.version_info >= (3, 12),
    reason="later ones take no module in C that does not say that it is made for them",
)
def test_a_sub_interpreter() -> None:
    """The library loads in a sub-interpreter, and in the next, and finds what it finds outside."""
    code = f"""
import _xxsubinterpreters as inner
for _ in range(2):
    made = inner.create()
    inner.run_string(made, {FIND!r})
    inner.destroy(made)
"""
    assert found_by(code=code) == found_here() * 2


def test_a_clock_that_jumps(monkeypatch: pytest.MonkeyPatch) -> None:
    """No record hangs on what day or time it is."""
    expected = everything().extract(TEXT, date=DATE)

    def refuse(*_: object) -> float:
        raise AssertionError("the clock was asked")

    for name in ("time", "monotonic", "perf_counter", "localtime", "gmtime"):
        monkeypatch.setattr(time, name, refuse)
    assert expected == everything().extract(TEXT, date=DATE)


def test_fifty_threads() -> None:
    """Fifty threads on one extractor find what one finds."""
    expected = everything().extract(TEXT, date=DATE)
    begin = threading.Barrier(50)
    found = []

    def read() -> None:
        begin.wait()
        found.extend(everything().extract(TEXT, date=DATE) for _ in range(4))

    threads = [threading.Thread(target=read) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 200
    assert all(each == expected for each in found)


def test_kinds_of_process() -> None:
    """An extractor goes to a process that is forked, and to one that begins anew."""
    code = f"""
import multiprocessing, sys
from extractor import Extractor
if __name__ == "__main__":
    engine = Extractor(records=["time"])
    for method in ("fork", "spawn"):
        with multiprocessing.get_context(method).Pool(1) as pool:
            found = pool.map(engine.extract, [{DAY!r}] * 3)
        print([len(each.records) for each in found])
"""
    assert found_by("-W", "ignore", code=code) == b"[1, 1, 1]\n" * 2


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_signal_to_end(jobs: str, tmp_path: Path) -> None:
    """SIGTERM ends a run with one line and the status shells know; no half file is left."""
    words = [*COMMAND, "extract", "-", "--format", "json", "-o", str(tmp_path / "found")]
    with subprocess.Popen(  # noqa: S603 - our own command
        [*words, "--records", "time", "--jobs", jobs],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        process.stdin.write(LINE * 100)
        process.stdin.flush()
        deadline = time.monotonic() + 60
        while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        assert process.stderr is not None
        assert process.stderr.read() == b"extractor: terminated\n"
        assert process.wait(20) == 143
    assert list(tmp_path.iterdir()) == []


def test_a_host_keeps_its_own_handling_of_signals() -> None:
    """Who calls the command from a program of their own finds their handler as it was."""

    def own(*_: object) -> None:
        """Do nothing."""

    before = signal.signal(signal.SIGTERM, own)
    try:
        assert main(["--version"]) == 0
        assert signal.getsignal(signal.SIGTERM) is own
    finally:
        signal.signal(signal.SIGTERM, before)
    assert main(["--version"]) == 0
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="needs a place nobody can write to")
def test_an_output_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A place that nothing can be written to is named in one line, and no input is read."""
    (tmp_path / "a.txt").write_text(QUOTE)
    for form in ("text", "jsonl", "html"):
        words = ["extract", str(tmp_path / "a.txt"), "--format", form, "-o", "/proc/found"]
        assert main(words) == 2
        told = capsys.readouterr()
        assert told.err.startswith("extractor: cannot write /proc/found: ")
        assert (told.out, told.err.count("\n")) == ("", 1)


def test_runs_that_are_killed_lose_and_double_nothing() -> None:
    """A few of the kills that benchmarks/faults/kill.py makes by the hundred."""
    words = [sys.executable, str(ROOT / "benchmarks" / "faults" / "kill.py")]
    words += ["--kills", "2", "--documents", "40"]
    run = subprocess.run(  # noqa: S603 - our own script
        words, capture_output=True, env=environment(), timeout=110, check=False
    )
    assert run.returncode == 0, run.stderr
    assert b"0 records lost, 0 doubled" in run.stdout


@pytest.mark.parametrize("name", ["a\x1b[31m.txt", "a\x9b31m.txt"])
def test_no_name_commands_the_terminal(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The name of a file that is not there is shown without what a terminal would obey."""
    assert main(["extract", name]) == 1
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "\x9b" not in said
    assert inert("tab\tand\nline") == "tab\tand\nline"


def test_no_format_commands_the_terminal(tmp_path: Path) -> None:
    """Whatever is written to a terminal, nothing of a text reaches it as a command."""
    import pty  # noqa: PLC0415 - there is none on Windows

    text = '"It is \x1b[31m\x9b31m over \ud800," said Ana \x1b]0;x\x07 Rojas on May 3, 2011.'
    (tmp_path / "d.jsonl").write_text(json.dumps({"id": "a\x1b[31m\x9b", "text": text}) + "\n")
    for form in ("jsonl", "csv"):
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(tmp_path)
            words = [*COMMAND, "extract", "d.jsonl", "--format", form]
            os.execve(words[0], words, environment(TERM="dumb"))  # noqa: S606 - our own command
        pieces = []
        try:
            while piece := os.read(terminal, 4096):
                pieces.append(piece)
        except OSError:
            pass  # the terminal is gone with the last process on it
        os.close(terminal)
        os.waitpid(child, 0)
        seen = b"".join(pieces).decode("utf-8")
        assert "Ana" in seen
        assert not {"\x1b", "\x07", "\x9b"} & set(seen)
