import re
import subprocess
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

import pytest
from made.command import COMMAND, environment

from extractor.command.main import make_parser

PAGE = (Path(__file__).parents[1] / "docs" / "command.md").read_text(encoding="utf-8")
SESSIONS = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)


def parsers(parser: ArgumentParser) -> Iterator[ArgumentParser]:
    """Give a parser and those of its verbs."""
    yield parser
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to ask
        if isinstance(action, _SubParsersAction):
            for inner in action.choices.values():
                yield from parsers(inner)


def test_every_option_is_described() -> None:
    """The page names every verb and every option."""
    for parser in parsers(make_parser()):
        assert parser.prog in PAGE
        for action in parser._actions:  # noqa: SLF001 - as above
            for option in action.option_strings:
                assert f"`{option}" in PAGE or option in ("-h", "--version")


def steady(text: str) -> str:
    """Give a text without the numbers that change whenever a rule is added."""
    return re.sub(r"(?<=yaml:)\d+|\d+(?= rules?| examples?| counter)", "N", text)


@pytest.mark.parametrize("session", SESSIONS)
def test_what_the_page_shows_is_printed(session: str, tmp_path: Path) -> None:
    """The commands of the page print what stands below them."""
    lines = session.splitlines()
    script = "\n".join(line[2:] for line in lines if line.startswith("$ "))
    command = " ".join(COMMAND)
    done = subprocess.run(  # noqa: S603 - our own page
        ["/bin/bash", "-c", f'exec 2>&1; extractor() {{ {command} "$@"; }}\n{script}'],
        capture_output=True,
        cwd=tmp_path,
        env=environment(),
        text=True,
        timeout=100,
        check=False,
    )
    shown = "".join(f"{line}\n" for line in lines if not line.startswith("$ "))
    assert steady(shown) == steady(done.stdout)
