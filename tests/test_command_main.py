import subprocess
import sys
from pathlib import Path

import pytest
from made.command import QUOTE, call, environment

from extractor import Extraction, Extractor, __version__
from extractor.command.main import VERBS, main
from extractor.pipeline import Examination


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """--version prints name and version."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"extractor {__version__}\n"


@pytest.mark.parametrize("words", [[], *([verb] for verb in VERBS), ["rules", "check"]])
def test_help_has_an_example(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Each help text ends with an example of a call."""
    assert main([*words, "--help"]) == 0
    out = capsys.readouterr().out
    example = out.rpartition("\nexample:\n")[2]
    assert example.startswith(f"  extractor {words[0] if words else 'extract'} ")


def test_python_m(tmp_path: Path) -> None:
    """`python -m extractor` is the command, from any folder."""
    (tmp_path / "a.txt").write_text(QUOTE)
    run = call("extract", "a.txt", folder=tmp_path)
    assert (run.returncode, run.stderr) == (0, b"")
    assert b"Ana Rojas" in run.stdout


def test_what_breaks_leaves_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error that nobody thought of is told in one line."""
    monkeypatch.setattr("extractor.command.schema.load_ruleset", lambda _: 1 / 0)
    assert main(["schema"]) == 1
    expected = "ZeroDivisionError: division by zero; please report it with what was called"
    assert capsys.readouterr().err == f"extractor: {expected}\n"


def test_a_document_that_breaks(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A document on which the library breaks is named as a failure; the others are read."""
    build = Extractor.build

    def break_down(self: Extractor, examination: Examination) -> Extraction:
        if examination.reading.document.id == "b.txt":
            raise ZeroDivisionError("no\nsense")
        return build(self, examination)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Extractor, "build", break_down)
    for name in "abc":
        Path(f"{name}.txt").write_text(QUOTE)
    words = ["extract", "a.txt", "b.txt", "c.txt", "--report", "report"]
    assert main(words) == 1
    out, err = capsys.readouterr()
    assert err.splitlines() == [
        "extractor: b.txt: ZeroDivisionError: no; please report it with the document",
        "extractor: 3 documents: 2 with 2 records, 0 without, 1 failed",
    ]
    assert [line for line in out.splitlines() if ".txt" in line] == [
        "a.txt  quote 1",
        "c.txt  quote 1",
    ]
    assert Path("report").read_text().count("\n") == 3


def test_what_no_document_explains_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the reading of many breaks, and not that of one of them, the run does not go on."""

    def break_down(self: Extractor, documents: object, *, processes: int) -> object:
        raise ZeroDivisionError(f"{self} {documents} {processes}"[:0])

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Extractor, "extract_many", break_down)
    Path("a.txt").write_text(QUOTE)
    assert main(["extract", "a.txt"]) == 1
    assert capsys.readouterr().err == (
        "extractor: ZeroDivisionError: ; please report it with what was called\n"
    )


def test_nothing_but_definitions_at_import() -> None:
    """The command's modules read no file, start no process and import no more than it needs."""
    watch = """\
import sys
seen = []
sys.addaudithook(lambda event, given: seen.append((event, given)))
import extractor.command.main
opened = [str(given[0]) for event, given in seen if event == "open"]
print([name for name in opened if name.endswith((".yaml", ".csv"))])
print([event for event, _ in seen if event.startswith(("subprocess", "socket.connect"))])
import extractor.command.extract
print([name for name in %r if name in sys.modules])
"""
    # what one extraction by kept rules does without, all of them a third more of it
    needless = (
        "asyncio", "csv", "multiprocessing", "rich", "yaml", "zipfile",
        "extractor.checking", "extractor.output.html", "extractor.ruleset.loading",
    )  # fmt: skip
    run = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", watch % (needless,)],
        capture_output=True,
        env=environment(),
        text=True,
        check=True,
    )
    assert run.stdout == "[]\n[]\n[]\n"
