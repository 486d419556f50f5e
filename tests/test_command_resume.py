"""A run that was cut off goes on: it loses no record, and doubles none."""

import json
import random
import subprocess
import time
from pathlib import Path

import pytest
from made.command import COMMAND, DAY, QUOTE, call, environment

from extractor import Extractor
from extractor.command.main import main

WORDS = ["extract", "d.jsonl", "--format", "jsonl", "-o", "out", "--records", "time", "--resume"]


@pytest.fixture(scope="module")
def engine() -> Extractor:
    """The extractor of these runs, made once."""
    return Extractor(records=["time"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Extractor) -> Path:
    """A folder with documents, some of which cannot be read, and what comes of all of them."""
    monkeypatch.setattr("extractor.command.extract.Extractor", lambda **_: engine)
    monkeypatch.chdir(tmp_path)
    lines = []
    for number in range(60):
        text = f"It began on May {number % 28 + 1}, {1950 + number}. " * (number % 3)
        lines.append(json.dumps({"id": f"ä{number}", "text": text}) if number % 7 else "no JSON")
    Path("d.jsonl").write_text("\n".join(lines) + "\n")
    whole = [*WORDS[:5], "whole", *WORDS[6:8], "--report", "whole_report"]
    assert main(whole) == 1
    return tmp_path


def same(name: str, other: str) -> bool:
    """Tell whether two files hold the same bytes."""
    return Path(name).read_bytes() == Path(other).read_bytes()


def test_a_whole_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run that is not cut off writes what it would without --resume; once more, nothing new."""
    assert folder.is_dir()
    for _ in range(2):
        assert main([*WORDS, "--report", "report"]) == 1
        assert same("out", "whole")
        assert same("report", "whole_report")
    capsys.readouterr()
    assert main([*WORDS, "--report", "report"]) == 1
    (said,) = capsys.readouterr().err.splitlines()
    assert ": 0 with 0 records, 0 without, " in said
    assert said.endswith(" read before")


def test_documents_that_came_later(folder: Path) -> None:
    """What was added to the input since is read, and what was there is not read again."""
    lines = (folder / "d.jsonl").read_bytes().splitlines(keepends=True)
    Path("d.jsonl").write_bytes(b"".join(lines[:30]))
    assert main(WORDS) == 1
    Path("d.jsonl").write_bytes(b"".join(lines))
    assert main(WORDS) == 1
    assert same("out", "whole")


@pytest.mark.parametrize("ending", [b"", b"[5", b'{"record": "time", "cut'])
def test_cut_off_at_any_point(folder: Path, ending: bytes) -> None:
    """Wherever the three files end, in the middle of a line too, the next run makes them whole."""
    assert main([*WORDS, "--report", "report"]) == 1
    names = ("out", "report", "out.bookmark")
    whole = {name: (folder / name).read_bytes() for name in names}
    draw = random.Random(7)
    points = [json.loads(line) for line in whole["out.bookmark"].splitlines()[1:]]
    for _ in range(12):
        entries, _, output, report, _ = draw.choice(points)
        # what was written behind the last line of the bookmark is there, or some of it
        more = (draw.randrange(200), draw.randrange(200))
        (folder / "out").write_bytes(whole["out"][: output + more[0]] + ending)
        (folder / "report").write_bytes(whole["report"][: report + more[1]] + ending)
        mark = b"".join(whole["out.bookmark"].splitlines(keepends=True)[: entries + 1])
        (folder / "out.bookmark").write_bytes(mark + ending)
        assert main([*WORDS, "--report", "report"]) == 1
        assert all((folder / name).read_bytes() == whole[name] for name in names)


def test_an_output_that_lost_its_end(folder: Path) -> None:
    """Where the bookmark is ahead of what a disk kept, the run goes on from what is there."""
    assert main(WORDS) == 1
    whole = (folder / "out").read_bytes()
    for length in (len(whole) // 2, 1, 0):
        (folder / "out").write_bytes(whole[:length])
        assert main(WORDS) == 1
        assert (folder / "out").read_bytes() == whole


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_is_killed_again_and_again(folder: Path, jobs: str) -> None:
    """However often it is killed, the same call at last leaves every record once."""
    lines = [json.dumps({"id": str(n), "text": f"{DAY} {n} {QUOTE}"}) for n in range(3000)]
    Path("d.jsonl").write_text("\n".join(lines))
    assert folder.is_dir()
    assert main([*WORDS[:5], "whole", *WORDS[6:8]]) == 0
    words = [*COMMAND, *WORDS, "--jobs", jobs]
    draw = random.Random(int(jobs))
    for _ in range(2):
        before = size("out")
        with subprocess.Popen(words, env=environment()) as process:  # noqa: S603 - our own command
            deadline = time.monotonic() + 60
            while size("out") == before and time.monotonic() < deadline:
                time.sleep(0.01)
            time.sleep(draw.random() * 0.1)
            process.kill()
    run = call(*WORDS, "--jobs", jobs)
    assert (run.returncode, run.stderr) == (0, b"")
    assert same("out", "whole")


def size(name: str) -> int:
    """Give the length of a file, 0 where there is none."""
    return Path(name).stat().st_size if Path(name).exists() else 0


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Run the command, which refuses; give what it says."""
    assert main(list(words)) == 2
    return capsys.readouterr().err


def test_another_run_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run goes on only with the words, rules and documents that it began with."""
    assert main(WORDS) == 1
    capsys.readouterr()
    said = told(capsys, *WORDS, "--date", "2019-04-05")
    assert said.startswith("extractor: out.bookmark is of a run with other date; call it with")
    assert "other inputs" in told(capsys, WORDS[0], "other.jsonl", *WORDS[1:])
    lines = (folder / "d.jsonl").read_text().splitlines()
    (folder / "d.jsonl").write_text("\n".join(lines[:-1]))
    assert "the input has fewer documents" in told(capsys, *WORDS)
    (folder / "d.jsonl").write_text("\n".join([*lines[:-1], '{"id": "b", "text": ""}']))
    assert "document 60 is 'b', and was 'ä59'" in told(capsys, *WORDS)
    (folder / "out.bookmark").write_text("something else\n")
    assert "out.bookmark is no bookmark" in told(capsys, *WORDS)
    assert same("out", "whole")


def test_what_cannot_be_gone_on_with(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only lines in a file can be gone on with."""
    assert folder.is_dir()
    assert "add --format jsonl" in told(capsys, "extract", "d.jsonl", "-o", "out", "--resume")
    words = ("extract", "d.jsonl", "--format", "jsonl", "--resume")
    assert "name a file with -o" in told(capsys, *words)
    assert "name a file with -o" in told(capsys, *words, "-o", "/dev/null")


def test_two_runs_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second run on the same output is refused while the first one is at work."""
    fcntl = pytest.importorskip("fcntl")
    assert main(WORDS) == 1
    with (folder / "out.bookmark").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        capsys.readouterr()
        assert "another run is at work" in told(capsys, *WORDS)
