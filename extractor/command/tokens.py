"""`extractor tokens`: a text in; what the rules see in it out."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from extractor.command.complaints import DONE, SOME_FAILED, complain, tell_problems
from extractor.command.destination import STANDARD_OUTPUT, open_destination
from extractor.command.extract import add_rules_argument
from extractor.command.inputs import STANDARD_INPUT, decode
from extractor.command.sightings import show_reading
from extractor.errors import DocumentError
from extractor.pipeline import Extractor, read_date
from extractor.reading import Document
from extractor.ruleset import load_ruleset

HELP = "print what the rules see in a text: its tokens, lexicon rows, layers"
EPILOG = """\
A rule sees a token by its text, its shape, the lexicons that it stands in, and the layers that
other rules have made.

example:
  extractor tokens "Ana Rojas said on Monday: Peru agrees." --date 2026-11-20
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("text", metavar="TEXT", help="a text, or - for standard input")
    parser.add_argument("--date", metavar="DAY", help="the day of publication")
    add_rules_argument(parser)


def run(given: Namespace) -> int:
    """Print what the rules see; give the exit status."""
    day = read_date(given.date)
    ruleset = load_ruleset([Path(path) for path in given.rules])
    tell_problems(ruleset.notices)
    extractor = Extractor.of_ruleset(ruleset, whole=True)
    try:
        text = read_text(given.text)
    except DocumentError as error:
        complain(error)
        return SOME_FAILED
    examination = extractor.examine(Document(text, STANDARD_INPUT, day))
    with open_destination(STANDARD_OUTPUT, whole=False) as out:
        for line in show_reading(examination, extractor.values(examination), ruleset):
            out.write(f"{line}\n")
    return DONE


def read_text(given: str) -> str:
    """Give the text itself, or what stands on standard input; raises DocumentError."""
    if given != STANDARD_INPUT:
        return decode(given.encode("utf-8", "surrogateescape"), "TEXT")
    if sys.stdin is None:
        raise DocumentError(STANDARD_INPUT, "standard input is closed", "give the text itself")
    return decode(sys.stdin.buffer.read(), STANDARD_INPUT)
