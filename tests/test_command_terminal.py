import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import evolve
from made.command import COMMAND, QUOTE, environment
from made.records import ALL, EVENT
from made.terminal import run_on_terminal

from extractor import Extraction
from extractor.checking.testing import Count, RuleReport
from extractor.command import progress
from extractor.command.main import main
from extractor.command.rules.test import SHOWN, SORTS
from extractor.command.terminal import (
    choose_palette,
    inert,
    is_drawn_on,
    shows_colours,
    write_painted,
)
from extractor.errors import Place
from extractor.output import write_text, write_timeline
from extractor.output.colours import CODES, COLOURED, PLAIN, STYLES

# what the command itself writes: how words look, and the end of the line of progress
OWN = re.compile(r"\x1b\[[\d;]*m|\r\x1b\[K")
LOOK = re.compile(r"\x1b\[[\d;]*m")
HOSTILE = "\x1b]0;gone\x07 \x1b[31m\x9b2J \x7f \u202e [red]Ana[/red] :smile:"
PACK = """\
kinds:
  shout:
    fields: {what: {type: span, required: yes}}
rules:
  - id: shout.any
    emits: shout
    match: Hear what:(...30 Ana ...30) out
    examples:
      - {text: Hear dear Ana call out, gives: {what: dear Ana call}}
    not_examples:
      - {text: Hear dear Eva call out, because: somebody else calls}
"""


class Terminal(io.StringIO):
    """A stream that says of itself that it is a terminal."""

    def __init__(self, number: int = 1) -> None:
        super().__init__()
        self.number = number

    def isatty(self) -> bool:
        """Say that it is one."""
        return True

    def fileno(self) -> int:
        """Say which stream of the shell it is."""
        return self.number


class Pipe(Terminal):
    """A stream of a shell that is no terminal."""

    def isatty(self) -> bool:
        """Say that it is none."""
        return False


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that says nothing of colours."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return monkeypatch


SCRIPT = """
import json, sys
from extractor.command.main import main
from extractor.command.rules.test import SHOWN, SORTS
for words in json.loads(sys.argv[1]):
    print("#", *map(ascii, words), main(words))
"""
WITHOUT_RICH = "import sys; sys.modules['rich'] = None"


def test_colours_as_the_environment_says(bare: pytest.MonkeyPatch) -> None:
    """A terminal gets colours, a pipe where they are forced, neither where they are forbidden."""
    assert (shows_colours(Terminal()), shows_colours(Pipe()), shows_colours(None)) == (1, 0, 0)
    for changes, expected in (
        ({"FORCE_COLOR": "1"}, (True, True)),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, (True, True)),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (False, False)),
        ({"NO_COLOR": "1"}, (False, False)),
        ({"NO_COLOR": ""}, (True, False)),
        ({"CLICOLOR": "0"}, (False, False)),
        ({"TERM": "dumb"}, (False, False)),
    ):
        with bare.context() as known:
            for name, value in changes.items():
                known.setenv(name, value)
            assert (shows_colours(Terminal()), shows_colours(Pipe())) == expected, changes


def test_a_file_never_gets_colours(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Colours that are forced are those of the shell's streams."""
    bare.setenv("FORCE_COLOR", "1")
    with (tmp_path / "out").open("w", encoding="utf-8") as out:
        assert choose_palette(out) is PLAIN
    assert choose_palette(Pipe()) is COLOURED


def test_rich_draws_only_where_it_is_installed(bare: pytest.MonkeyPatch) -> None:
    """Without rich nothing is drawn, and nothing is amiss."""
    bare.setitem(sys.modules, "rich", None)
    assert not is_drawn_on(Terminal())


def test_every_meaning_has_a_look() -> None:
    """Rich and the colours of our own know the same looks."""
    assert set(COLOURED.codes) == set(STYLES)
    assert {word for style in STYLES.values() for word in style.split()} == set(CODES)


@pytest.mark.usefixtures("bare")
def test_what_is_drawn_says_what_is_written() -> None:
    """A page drawn by rich has the words of the plain one, record for record."""
    pytest.importorskip("rich")
    from extractor.command import drawings  # noqa: PLC0415 - needs what is not always there

    found = [evolve(ALL, warnings=("[b]too much[/b]",))]
    for write in ("write_text", "write_timeline"):
        plain = {"write_text": write_text, "write_timeline": write_timeline}[write](found)
        drawn = "".join(getattr(drawings, write)(found, width=300))
        assert LOOK.search(drawn)
        assert LOOK.sub("", drawn).replace("─", "").split() == "".join(plain).split()
        narrow = LOOK.sub("", "".join(getattr(drawings, write)(found, width=40)))
        assert max(map(len, narrow.splitlines())) <= 40


@pytest.mark.usefixtures("bare")
def test_wide_letters_keep_their_columns() -> None:
    """Letters that take two columns are counted as two."""
    pytest.importorskip("rich")
    from rich.cells import cell_len  # noqa: PLC0415 - needs what is not always there

    from extractor.command import drawings  # noqa: PLC0415 - as above

    found = [Extraction("東京" * 10, (EVENT,), ("東京" * 60,))]
    for line in LOOK.sub("", "".join(drawings.write_text(found, width=50))).splitlines():
        assert cell_len(line) <= 50


@pytest.mark.parametrize("before", ["", WITHOUT_RICH], ids=["with rich", "without"])
def test_no_document_commands_the_terminal(tmp_path: Path, before: str) -> None:
    """Whatever a document holds, nothing but what the command itself writes reaches a terminal."""
    if not before:
        pytest.importorskip("rich")
    (tmp_path / "p.yaml").write_text(PACK, encoding="utf-8")
    text = f"Hear {HOSTILE} out."
    lines = [{"id": f"a{HOSTILE}", "text": text}, {"id": HOSTILE, "date": HOSTILE, "text": text}]
    (tmp_path / "d.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in lines))
    (tmp_path / "bad.yaml").write_text('rules:\n  - {id: "a\\e[31m", match: b, layer: C}\n')
    own = ["--rules", "p.yaml", "--records", "shout"]
    calls = [["extract", "d.jsonl", *own, "--format", name] for name in FORMATS]
    calls += [
        ["rules", "explain", "d.jsonl", "--rules", "p.yaml", "--rule", "shout.any"],
        ["rules", "check", "bad.yaml"],
        ["extract", HOSTILE, "--records", "time"],
    ]
    asked = json.dumps(calls if not before else calls[:1])
    seen = run_on_terminal([sys.executable, "-c", f"{before}\n{SCRIPT}", asked], tmp_path)
    assert seen.count("# 'extract'") == (1 if before else 4)
    assert "shout 1" in LOOK.sub("", seen)
    assert "[red]Ana[/red]" in LOOK.sub("", seen)
    assert ":smile:" in LOOK.sub("", seen)
    # of a line end the terminal makes two characters
    assert commands_in(re.sub(r"\r+\n", "\n", seen)) == []
    # the looks of the document are not among ours
    assert "\x1b[31m" not in seen


FORMATS = ("text", "jsonl", "csv")


def commands_in(text: str) -> list[str]:
    """Give the commands to a terminal in a text that are not among those of the command."""
    return re.findall(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u202e].{,9}", OWN.sub("", text))


@pytest.mark.usefixtures("bare")
def test_pages_hold_no_commands_of_documents() -> None:
    """Pages and timelines, drawn or written, show what documents hold and do not pass it on."""
    pytest.importorskip("rich")
    from extractor.command import drawings  # noqa: PLC0415 - needs what is not always there

    event = evolve(EVENT, doc=HOSTILE, who=(evolve(EVENT.who[0], text=HOSTILE),))
    found = [Extraction(HOSTILE, (event,), (HOSTILE,))]
    for pages in (
        write_text(found, palette=COLOURED),
        write_timeline(found, palette=COLOURED),
        drawings.write_text(found, width=60),
        drawings.write_timeline(found, width=60),
    ):
        page = "".join(pages)
        assert "[red]Ana[/red]" in LOOK.sub("", page)
        assert commands_in(page) == []


def test_json_on_a_terminal_means_the_same() -> None:
    """What stands for a command in a string of JSON is read as the character that it was."""
    line = json.dumps(HOSTILE, ensure_ascii=False)
    assert json.loads(inert(line)) == HOSTILE
    assert inert("a\tb\r\nc\n") == "a\tb\r\nc\n"


def test_painted_pages_pass() -> None:
    """A page in colours goes to any stream as it is."""
    out = io.StringIO()
    write_painted("\x1b[1mAna\x1b[0m", out)
    assert out.getvalue() == "\x1b[1mAna\x1b[0m"


def test_rich_costs_nothing_where_nothing_is_drawn(tmp_path: Path) -> None:
    """Rich is not imported for what goes to a pipe."""
    (tmp_path / "a.txt").write_text(QUOTE, encoding="utf-8")
    script = "import sys; from extractor.command.main import main\n"
    script += "main(['extract', 'a.txt', '--records', 'time'])\nprint('rich' in sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own command
        [*COMMAND[:1], "-c", script],
        capture_output=True,
        cwd=tmp_path,
        env=environment(),
        text=True,
        timeout=100,
        check=True,
    )
    assert done.stdout.endswith("False\n")


@pytest.mark.parametrize("rich", [True, False])
def test_a_bar_says_how_much_is_done(bare: pytest.MonkeyPatch, *, rich: bool) -> None:
    """The line of progress is no wider than the terminal, and has a bar that grows."""
    if rich:
        pytest.importorskip("rich")
    else:
        bare.setitem(sys.modules, "rich", None)
    bare.setattr(sys, "stderr", Terminal(2))
    bare.setenv("COLUMNS", "60")
    sizes = []
    for share in (0.0, 0.5, 1.0, 7.0):
        drawn = LOOK.sub("", progress.draw_line("\x07".join(["so far"] * 30), share))
        assert len(drawn) <= 59
        sizes.append(len(re.findall(r"#" if not rich else "━", drawn)))
    assert sizes[2] == sizes[3] == (20 if not rich else 24)
    assert rich or sizes[:2] == [0, 10]
    assert progress.draw_line("no end is known", None) == "no end is known"


def test_inputs_are_measured(tmp_path: Path) -> None:
    """The bytes of files are known, what comes from elsewhere is not."""
    (tmp_path / "a.txt").write_text("four", encoding="utf-8")
    here = str(tmp_path / "a.txt")
    assert progress.measure_inputs([here, here, str(tmp_path / "none.txt")]) == 8
    assert progress.measure_inputs([here, "-"]) is None
    assert progress.measure_inputs([os.devnull]) is None


def test_all_that_is_read_is_counted(
    tmp_path: Path, bare: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When all documents are read, bad ones too, the bar is at its end."""
    lines = [b'{"text": "It ended."}', b'{"text": 1}', b"x", b'{"text": ""}']
    (tmp_path / "d.jsonl").write_bytes(b"\n".join(lines))
    (tmp_path / "a.txt").write_bytes(b"\xff")
    seen: list[progress.Progress] = []

    def note(shown: progress.Progress) -> None:
        seen.append(shown)

    bare.setattr(progress.Progress, "show", note)
    bare.chdir(tmp_path)
    assert main(["extract", "d.jsonl", "a.txt", "--records", "time", "--format", "jsonl"]) == 1
    capsys.readouterr()
    assert seen[-1].total == sum(map(len, lines)) + len(lines) - 1 + 1
    # line ends are not counted with their lines
    assert seen[-1].bytes == sum(map(len, lines)) + 1


def test_steps_go_by_in_one_line(bare: pytest.MonkeyPatch) -> None:
    """Each stage of long work takes the line of the one before, and all are taken away."""
    bare.setitem(sys.modules, "rich", None)
    bare.setattr(progress, "PATIENCE", 0)
    bare.setattr(progress, "PAUSE", 0)
    bare.setattr(sys, "stderr", terminal := Terminal(2))
    stages = progress.Stages()
    for what in ("rules", "word lists"):
        done = stages.begin(what, 2)
        done("a.one")
        done("b.two")
    stages.hide()
    half, whole = f"[{'#' * 10}{'.' * 10}] 1 of 2", f"[{'#' * 20}] 2 of 2"
    shown = [f"{half} rules: a.one", f"{whole} rules: b.two", ""]
    shown += [f"{half} word lists: a.one", f"{whole} word lists: b.two", ""]
    assert terminal.getvalue().split(progress.BACK)[1:] == shown


@pytest.mark.usefixtures("bare")
def test_reports_of_rules_are_one_table() -> None:
    """Counts stand under their names, and what did not hold looks otherwise than what did."""
    pytest.importorskip("rich")
    from extractor.command import drawings  # noqa: PLC0415 - needs what is not always there

    counts = [Count(3, 3), Count(1, 2), Count()]
    reports = [
        RuleReport(rule, Place("a.yaml"), *counts, {}, Count(3, 3), Count(1, 2), Count(), ())
        for rule in ("a.one", "b.two")
    ]
    table = drawings.draw_reports(reports, SORTS, SHOWN, 100)
    head, *rows = LOOK.sub("", table).splitlines()
    assert head.split() == ["rule", *" ".join(SHOWN).split()]
    assert [row.split() for row in rows] == [
        [rule, "3/3", "1/2", "-", "3/3", "1/2", "-"] for rule in ("a.one", "b.two")
    ]
    assert "\x1b[32m" in table
    assert "\x1b[1;31m" in table
