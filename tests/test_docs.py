import contextlib
import doctest
import io
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen
from made.command import COMMAND, environment

from extractor.command.main import main

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "recipes").glob("*.md")),
]
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:]*)(?:#([^)]*))?\)")
LEFT_OUT = "...\n"


@frozen
class Block:
    """A fenced block of a page: its language, the file that it is, if any, and what it holds."""

    language: str
    title: str
    text: str


def blocks(page: Path) -> list[Block]:
    """Give the fenced blocks of a page, in order."""
    return [Block(*found) for found in BLOCK.findall(page.read_text(encoding="utf-8"))]


def played(page: Path) -> bool:
    """Tell whether a page holds what a reader can type; the page of the command has its test."""
    return page.name != "command.md" and any(
        block.language in ("console", "python") for block in blocks(page)
    )


def named(page: Path) -> str:
    """Name a page in the list of tests."""
    return page.stem


def sessions(text: str) -> Iterator[tuple[str, str]]:
    """Give each command of a console block with what it prints."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def steady(text: str) -> str:
    """Give a text without what changes with every shipped rule, and with the hour.

    That are the lines of rules, their hashes, how many texts are made of the words that the rules
    have, and how long tests took.
    """
    text = re.sub(r"\d+/\d+ generated( \(\d+ excused\))?", "N generated", text)
    text = re.sub(r"\d+/\d+ (broken|frozen)", r"N \1", text)
    text = re.sub(r"\d+ cases,", "N cases,", text)
    text = re.sub(r"(cases\.jsonl:)\d+:", r"\1N:", text)
    text = re.sub(r"\d+ passed in [\d.]+s", "N passed", text)
    text = re.sub(r"\b(rules/[\w/]+\.\w+:)\d+", r"\1N", text)
    return re.sub(
        r'("file": "rules/[^"]+", "line": )\d+(, "pack": "\w+", "version": )"[^"]+", "hash": "\w+"',
        r"\1N\2V",
        text,
    )


def holds(printed: str, shown: str) -> bool:
    """Tell whether a command printed what a page shows, where `...` stands for lines left out."""
    pieces = re.split(rf"^{re.escape(LEFT_OUT)}", shown, flags=re.MULTILINE)
    at = 0
    for number, piece in enumerate(pieces):
        found = printed.find(piece, at)
        if found < 0 or (number == 0 and found > 0):
            return False
        at = found + len(piece)
    return len(pieces) > 1 or at == len(printed)


def run(command: str, folder: Path) -> str:
    """Give all that a command prints, errors too: here if the shell has nothing to do, else there.

    What takes processes of its own is called as a reader does.
    """
    words = list(shlex.shlex(command, posix=True, punctuation_chars=True))
    plain = not any(set(word) & set("|;&<>()$*") or word == "--jobs" for word in words)
    return (
        run_here(shlex.split(command)[1:])
        if words[0] == "extractor" and plain
        else run_there(command, folder)
    )


def run_here(words: list[str]) -> str:
    """Give all that the command prints for some words."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        main(words)
    return told.getvalue()


def run_there(command: str, folder: Path) -> str:
    """Give all that a command prints in a shell."""
    words = " ".join(COMMAND)
    tester = f'pytest() {{ {COMMAND[0]} -m pytest -p no:cacheprovider "$@"; }}'
    done = subprocess.run(  # noqa: S603 - our own pages
        ["/bin/bash", "-c", f'exec 2>&1; extractor() {{ {words} "$@"; }}\n{tester}\n{command}'],
        capture_output=True,
        cwd=folder,
        env=environment(),
        text=True,
        timeout=100,
        check=False,
    )
    return done.stdout


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which a reader works, with the seed article as it lies in a checkout."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.timeout(300)
@pytest.mark.parametrize("page", [page for page in PAGES if played(page)], ids=named)
def test_a_page_can_be_followed(page: Path, desk: Path) -> None:
    """Files saved as a page says, and commands typed, give what the page shows, from the top."""
    known: dict[str, object] = {}
    # a recipe begins where the reader has called the command before
    begun = page.parent.name == "recipes"
    for block in blocks(page):
        if block.title:
            path = desk / block.title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            for command, shown in sessions(block.text):
                # the first one in a process of its own, as all of a reader's are
                printed = steady((run if begun else run_there)(command, desk))
                begun = True
                assert holds(printed, steady(shown)), f"{command}\n{printed}"
        elif block.language == "python":
            test = doctest.DocTestParser().get_doctest(block.text, known, page.name, None, None)
            told: list[str] = []
            runner = doctest.DocTestRunner(verbose=False)
            assert not runner.run(test, out=told.append, clear_globs=False).failed, "".join(told)
            assert test.examples, "a block of Python that is no doctest"
            known = test.globs


def headings(page: Path) -> set[str]:
    """Give the names under which the headings of a page can be linked to."""
    found = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in found}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    """Each link to a file, or to a heading in it, has what it leads to."""
    for path, heading in LINK.findall(page.read_text(encoding="utf-8")):
        target = page.parent / path if path else page
        assert target.exists(), path
        assert not heading or heading in headings(target), f"{path}#{heading}"
