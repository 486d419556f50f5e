"""`extractor rules new`: a name in, a small pack that works and can be changed out."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from extractor.checking.scaffolding import write_scaffold
from extractor.command.complaints import DONE
from extractor.command.destination import STANDARD_OUTPUT, open_destination

HELP = "write the beginning of a pack of your own, which passes `extractor rules check`"
EPILOG = """\
The pack has a head, a list of words, a kind of record and a rule with examples. Nothing that is
there is written over.

example:
  extractor rules new openings --directory my_rules
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("name", metavar="NAME", help="the name of the pack, in small letters")
    parser.add_argument(
        "--directory", metavar="DIR", default=".", help="where its folder is made (default: here)"
    )


def run(given: Namespace) -> int:
    """Write the pack; give the exit status."""
    written = write_scaffold(given.name, Path(given.directory))
    folder = written[0].parent.as_posix()
    with open_destination(STANDARD_OUTPUT, whole=False) as out:
        out.writelines(f"{path.as_posix()}\n" for path in written)
        out.write(f"next: extractor rules check {folder}\n")
    return DONE
