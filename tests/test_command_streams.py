"""What needs a process of its own: pipes, terminals, signals, standard streams that are closed."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from made.command import COMMAND, DAY, QUOTE, call, environment
from made.terminal import run_on_terminal

from extractor.batching import EACH, TOGETHER

pytestmark = pytest.mark.skipif(os.name == "nt", reason="streams and signals of POSIX")

LINE = json.dumps({"text": DAY}).encode() + b"\n"
SLOW = [*COMMAND, "extract", "-", "--format", "jsonl", "--records", "time"]


@pytest.fixture(autouse=True, scope="module")
def interrupts() -> Iterator[None]:
    """Let processes of these tests be interrupted, also where a shell runs them behind others."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def run_shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which $E is the command."""
    return subprocess.run(  # noqa: S603 - our own line
        ["/bin/bash", "-c", line],
        capture_output=True,
        cwd=folder,
        env=environment(E=" ".join(COMMAND)),
        text=True,
        timeout=100,
        check=False,
    )


def start(words: list[str]) -> subprocess.Popen[bytes]:
    """Start a process that is written to and read from, in a group of its own."""
    return subprocess.Popen(  # noqa: S603 - our own command
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    )


def test_jsonl_goes_out_while_input_comes_in() -> None:
    """The records of a document are there before the next document is."""
    with start(SLOW) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(1, 4):
            process.stdin.write(LINE)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["doc"] == f"-:{number}"
        process.stdin.close()
        assert process.stdout.read() == b""
        assert process.wait(10) == 0


def test_a_file_does_not_wait_for_the_pipe_behind_it(tmp_path: Path) -> None:
    """What stands in files is read before standard input is asked for more."""
    path = tmp_path / "a.txt"
    path.write_text(DAY, encoding="utf-8")
    with start([*COMMAND, "extract", str(path), *SLOW[len(COMMAND) + 1 :]]) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["doc"] == "a.txt"
        process.stdin.write(LINE)
        process.stdin.close()
        assert json.loads(process.stdout.readline())["doc"] == "-:1"
        assert process.wait(10) == 0


def test_a_failure_goes_out_at_once() -> None:
    """A bad line is named before the next line is there."""
    with start(SLOW) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(LINE + b"x\n")
        process.stdin.flush()
        assert process.stderr.readline().startswith(b"extractor: -:2: not JSON")
        process.stdin.close()
        assert process.wait(10) == 1


def test_memory_does_not_grow() -> None:
    """Ten times the documents need no more memory."""
    measure = "import resource, sys; from extractor.command.main import main; main(sys.argv[1:]);"
    measure += "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    peaks = []
    for number in (200, 2000):
        run = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-c", measure, *SLOW[3:]],
            input=LINE * number,
            capture_output=True,
            env=environment(),
            timeout=100,
            check=True,
        )
        assert run.stdout.count(b"\n") == number
        peaks.append(int(run.stderr))
    assert peaks[1] < peaks[0] * 1.1


def test_the_standard_streams_may_be_closed(tmp_path: Path) -> None:
    """A closed stream is wrong use, or a failed input, and never a traceback."""
    (tmp_path / "a.txt").write_text(QUOTE)
    closed = "extractor: standard output is closed; open it to be written to\n"
    for verb in ("extract a.txt", "schema", "tokens a"):
        run = run_shell(f"$E {verb} >&-", tmp_path)
        assert (run.returncode, run.stderr) == (2, closed)
    run = run_shell("$E extract - <&-", tmp_path)
    expected = "extractor: -: standard input is closed; give it a text\n"
    assert (run.returncode, run.stdout, run.stderr) == (1, "", expected)
    run = run_shell("$E extract gone.txt a.txt --format jsonl 2>&-", tmp_path)
    assert (run.returncode, run.stdout.count("\n"), run.stderr) == (1, 1, "")


def test_a_reader_that_has_enough(tmp_path: Path) -> None:
    """When nobody reads on, the command ends without a word, with the status shells know."""
    (tmp_path / "d.jsonl").write_bytes(LINE * 3000)
    words = "--records time --format jsonl"
    for jobs in ("1", "2"):
        line = f"$E extract d.jsonl {words} --jobs {jobs} | head -1; echo ${{PIPESTATUS[0]}}"
        run = run_shell(line, tmp_path)
        assert (run.stdout.splitlines()[-1], run.stderr) == ("141", "")
    run = run_shell("$E extract --help | true; $E schema | true", tmp_path)
    assert run.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk(tmp_path: Path) -> None:
    """When nothing more can be written, that is said in one line."""
    (tmp_path / "a.txt").write_text(QUOTE)
    expected = "extractor: no space left on device; give it a place that can be written to\n"
    for verb in ("extract a.txt", "extract a.txt -o /dev/full", "extract a.txt --report /dev/full"):
        run = run_shell(f"$E {verb} >/dev/full", tmp_path)
        assert (run.returncode, run.stderr) == (2, expected)
    assert Path("/dev/full").is_char_device()


def test_a_device_is_written_to(tmp_path: Path) -> None:
    """An output that is no plain file, such as a pipe, is written to and not replaced."""
    (tmp_path / "a.txt").write_text(QUOTE)
    run = run_shell("$E extract a.txt --format json -o /dev/stdout | cat", tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert len(json.loads(run.stdout)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt(jobs: str) -> None:
    """An interrupt, which all processes get, ends the run with one line."""
    with start([*SLOW, "--jobs", jobs]) as process:
        assert process.stdin is not None
        # enough for each process to have something to do
        process.stdin.write(LINE * 100 if jobs == "1" else LINE * (5 * TOGETHER // EACH))
        process.stdin.flush()
        assert process.stdout is not None
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        process.stdin.close()
        assert process.stderr is not None
        assert process.stderr.read() == b"extractor: interrupted\n"
        assert process.wait(10) == 130


def test_a_broken_off_run_leaves_no_file(tmp_path: Path) -> None:
    """A run that is broken off leaves neither half an array nor the file it was made in."""
    words = [*COMMAND, "extract", "-", "--format", "json", "-o", str(tmp_path / "found")]
    with start([*words, "--report", str(tmp_path / "report")]) as process:
        assert process.stdin is not None
        process.stdin.write(LINE * 100)
        process.stdin.flush()
        for _ in range(200):
            if any(path.suffix == ".part" for path in tmp_path.iterdir()):
                break
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        process.stdin.close()
        assert process.wait(10) == 130
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_colours_on_a_terminal_only(tmp_path: Path) -> None:
    """Pages are coloured on a terminal, unless NO_COLOR or a dumb terminal says otherwise."""
    (tmp_path / "a.txt").write_text(QUOTE)
    words = [*COMMAND, "extract", "a.txt"]
    coloured = run_on_terminal(words, tmp_path)
    assert "\x1b[1mAna\x1b[0m" in coloured
    for plain in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        seen = run_on_terminal(words, tmp_path, **plain)
        assert "Ana Rojas" in seen
        assert "\x1b" not in seen
    piped = call("extract", "a.txt", folder=tmp_path)
    assert b"\x1b" not in piped.stdout
    seen = run_on_terminal([*words, "--format", "jsonl"], tmp_path)
    assert "\x1b" not in seen


def test_a_progress_line_on_a_terminal_only(tmp_path: Path) -> None:
    """Long work shows on a terminal how far it is, and takes the line away; else nothing."""
    (tmp_path / "d.jsonl").write_bytes(LINE * 3)
    words = ["extract", "d.jsonl", "--format", "jsonl", "-o", "found"]
    assert run_on_terminal([*COMMAND, *words], tmp_path) == ""
    at_once = "import extractor.command.progress as progress; progress.PATIENCE = 0;"
    at_once += "from extractor.command.main import main; main()"
    seen = run_on_terminal([sys.executable, "-c", at_once, *words], tmp_path)
    lines = seen.split("\r\x1b[K")
    assert (lines[0], lines[-1]) == ("", "")
    for line in lines[1:-1]:
        assert re.search(r"\d+%, [123] documents?, [\d,]+ characters a second, \d+ s left$", line)
    quiet = call(*words, folder=tmp_path)
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, b"", b"")
