"""`extractor rules check`: packs of rules in; their problems, or how much of them holds, out."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from extractor.checking import check
from extractor.command.complaints import DONE, refuse
from extractor.command.counts import count
from extractor.command.destination import STANDARD_OUTPUT, open_destination
from extractor.errors import RuleError

HELP = "tell whether rules load, compile, and keep what their examples promise"
EPILOG = """\
example:
  extractor rules check my_rules/
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a pack, read with the shipped ones (default: those)",
    )


def run(given: Namespace) -> int:
    """Check the packs; give the exit status."""
    checked = check([Path(path) for path in given.paths])
    if checked.problems:
        return refuse(RuleError(checked.problems))
    counts = (
        count(checked.rules, "rule"),
        count(checked.examples, "example"),
        count(checked.counter_examples, "counter-example"),
    )
    with open_destination(STANDARD_OUTPUT, whole=False) as out:
        out.write(f"{', '.join(counts)}: all hold\n")
    return DONE
