"""`extractor resolve-country`: names of countries in, their codes out, one JSON object a line."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from itertools import chain

from attrs import asdict

from extractor.command.complaints import DONE, SOME_FAILED, complain
from extractor.command.destination import STANDARD_OUTPUT, open_destination
from extractor.command.inputs import MARK, STANDARD_INPUT
from extractor.errors import DocumentError
from extractor.front import resolve_country
from extractor.output.jsonl import escape
from extractor.pipeline import read_date

HELP = "give the codes of countries by their names"
EPILOG = """\
A name may be written in any usual way. Where two countries fit, or none, the code is null and
the reason says why. The exit status is 0 if every line could be read, 1 if one could not.

example:
  extractor resolve-country "Congo, Dem. Rep." "Ivory Coast"
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    about = "a name, or - for standard input with one name a line"
    parser.add_argument("names", nargs="+", metavar="NAME", help=about)
    about = "the day on which the name was in use; without it names of the past count too"
    parser.add_argument("--on", metavar="DAY", help=about)


def run(given: Namespace) -> int:
    """Print what each name stands for; give the exit status."""
    day = read_date(given.on)
    status = DONE
    with open_destination(STANDARD_OUTPUT, whole=False) as out:
        for name in chain.from_iterable(map(read_names, given.names)):
            if isinstance(name, DocumentError):
                # the names on the other lines still have their answers
                complain(name)
                status = SOME_FAILED
                continue
            found = asdict(resolve_country(name, on=day))
            out.write(f"{escape(json.dumps(found, ensure_ascii=False))}\n")
    return status


def read_names(given: str) -> Iterable[str | DocumentError]:
    """Give the name itself, or those on standard input, or why one of these cannot be read."""
    return read_lines() if given == STANDARD_INPUT else [given]


def read_lines() -> Iterator[str | DocumentError]:
    """Give the lines of standard input that are not empty, or why one cannot be read."""
    if sys.stdin is None:
        remedy = "give the names themselves"
        yield DocumentError(STANDARD_INPUT, "standard input is closed", remedy)
        return
    for number, line in enumerate(sys.stdin.buffer, 1):
        data = line.removeprefix(MARK) if number == 1 else line
        try:
            name = data.decode().strip()
        except UnicodeDecodeError:
            place = f"{STANDARD_INPUT}:{number}"
            yield DocumentError(place, "not UTF-8", "save the names as UTF-8")
            continue
        if name:
            yield name
