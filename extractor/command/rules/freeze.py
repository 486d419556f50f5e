"""`extractor rules freeze`: packs of rules in; what they find today, written down beside them."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from extractor.checking.cases import Frame, path_of, write_cases
from extractor.checking.freezing import freeze_packs
from extractor.checking.owning import find_own
from extractor.command.complaints import DONE
from extractor.command.counts import read_count
from extractor.command.destination import STANDARD_OUTPUT, open_destination
from extractor.command.progress import Stages
from extractor.ruleset import load_ruleset

HELP = "write down beside a pack what its rules find, so that a change is noticed"
JOBS = "use so many processes (default: 1)"
# So many of the words are named that decide nowhere.
SOME = 5
EPILOG = """\
example:
  extractor rules freeze my_rules/
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a pack, read with the shipped ones (default: those)",
    )
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="draw other texts (default: 0)"
    )
    parser.add_argument(
        "--new", action="store_true", help="keep what is frozen, and add rules that have no case"
    )
    parser.add_argument("--jobs", type=read_count, default=1, metavar="N", help=JOBS)


def run(given: Namespace) -> int:
    """Freeze the cases of the packs; give the exit status."""
    paths = [Path(path) for path in given.paths]
    ruleset = load_ruleset(paths)
    stages = Stages()
    packs = find_own(ruleset)
    frozen = freeze_packs(
        ruleset, packs, seed=given.seed, jobs=given.jobs, only_new=given.new, begin=stages.begin
    )
    stages.hide()
    with open_destination(STANDARD_OUTPUT, whole=False) as out:
        for name, cases in sorted(frozen.cases.items()):
            if not cases:
                continue
            path, shown = path_of(ruleset.packs[name])
            with open_destination(str(path), whole=True) as file:
                write_cases(cases, file)
            rows = sum(len(case.rows) for case in cases if isinstance(case, Frame))
            single = sum(not isinstance(case, Frame) for case in cases)
            out.write(f"{shown}: {single} cases, {rows} rows of lexicons\n")
        for name, words in sorted(frozen.left.items()):
            some = ", ".join(words[:SOME]) + (", ..." if len(words) > SOME else "")
            out.write(f"{name}: {len(words)} rows decide in no text: {some}\n")
    return DONE
