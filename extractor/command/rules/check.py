"""`extractor rules check`: packs of rules in; their problems, or how much of them holds, out."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from extractor.checking import Checked, check
from extractor.command.complaints import DONE, SOME_FAILED, refuse, tell_problems
from extractor.command.counts import count
from extractor.command.destination import STANDARD_OUTPUT, open_destination
from extractor.command.progress import Stages
from extractor.errors import RuleError

HELP = "tell whether rules load, compile, keep what their examples promise, and what is odd in them"
EPILOG = """\
Problems go to standard error, each with its name, its line and what to do. The exit status is 2 if
the rules cannot be used or an example does not hold, with --strict 1 if there are warnings, else 0.

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
    parser.add_argument("--strict", action="store_true", help="let warnings count as failure")


def run(given: Namespace) -> int:
    """Check the packs; give the exit status."""
    # who reads standard error here looks for problems
    stages = Stages(aloud=False)
    checked = check([Path(path) for path in given.paths], begin=stages.begin)
    stages.hide()
    if checked.problems:
        status = refuse(RuleError(checked.problems))
        tell_problems(checked.warnings)
        return status
    if checked.ruleset is not None:
        tell_problems((*checked.ruleset.notices, *checked.warnings))
    with open_destination(STANDARD_OUTPUT, whole=False) as out:
        out.write(summary(checked))
    return SOME_FAILED if given.strict and checked.warnings else DONE


def summary(checked: Checked) -> str:
    """Give how much there is of rules and examples, what it can cost, and how much is odd."""
    counts = (
        count(checked.rules, "rule"),
        count(checked.examples, "example"),
        count(checked.counter_examples, "counter-example"),
    )
    told = f"{', '.join(counts)}: all hold\n"
    if checked.cost is not None and checked.cost.dearest:
        most = f"{checked.cost.most} of them of {checked.cost.dearest}"
        told += f"cost: at most {count(checked.cost.steps, 'step')} at one token, {most}\n"
    return told + (f"{count(len(checked.warnings), 'warning')}\n" if checked.warnings else "")
