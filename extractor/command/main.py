"""Words of a command line in, an exit status out: hands them to the verb that they name.

Whatever goes wrong leaves a line on standard error and an exit status, never a traceback.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from extractor.command.complaints import (
    CUT_OFF,
    INTERRUPTED,
    SOME_FAILED,
    WRONG_USE,
    abandon_output,
    complain,
    describe,
    refuse,
)
from extractor.command.verbs import add_verbs
from extractor.errors import ExtractorError, RuleError, UsageError
from extractor.version import __version__

ABOUT = "Who said what, what happened on which day, which countries were named together."
EPILOG = """\
example:
  extractor extract article.txt --date 2019-04-05
"""
# Each verb with its module, which is imported when it is called, since all of them take long.
VERBS = {
    "extract": "extractor.command.extract",
    "tokens": "extractor.command.tokens",
    "resolve-country": "extractor.command.resolve_country",
    "schema": "extractor.command.schema",
    "playground": "extractor.command.playground",
    "mcp": "extractor.command.mcp",
    "rules": "extractor.command.rules",
}


class Parser(argparse.ArgumentParser):
    """Reads the words of a command line; says where help is when it cannot."""

    def error(self, message: str) -> NoReturn:
        """Write what is wrong, and leave."""
        complain(f"{message}; see {self.prog} --help")
        self.exit(WRONG_USE)


def make_parser(words: Sequence[str] = ()) -> Parser:
    """Give the parser of the verb that words begin with, and of all verbs where they do not."""
    layout = argparse.RawDescriptionHelpFormatter
    parser = Parser("extractor", description=ABOUT, epilog=EPILOG, formatter_class=layout)
    parser.add_argument("--version", action="version", version=f"extractor {__version__}")
    names = words[:1] if words and words[0] in VERBS else VERBS
    add_verbs(parser, {name: import_module(VERBS[name]) for name in names})
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; give its exit status."""
    try:
        status = run_verb(argv)
        if sys.stdout is not None:
            sys.stdout.flush()
    except (RuleError, UsageError) as error:
        return refuse(error)
    except ExtractorError as error:
        complain(error)
        return SOME_FAILED
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        abandon_output()
        return CUT_OFF
    except OSError as error:
        abandon_output()
        where = f"{error.filename}: " if error.filename else ""
        complain(f"{where}{describe(error)}; give it a place that can be written to")
        return WRONG_USE
    except Exception as error:  # noqa: BLE001 - nobody who uses a command reads tracebacks
        complain(f"{type(error).__name__}: {error}; please report it with what was called")
        return SOME_FAILED
    return status


def run_verb(argv: Sequence[str] | None) -> int:
    """Read the words, and run the verb that they name; give the exit status."""
    try:
        words = sys.argv[1:] if argv is None else argv
        given = make_parser(words).parse_args(words)
    except SystemExit as leaving:
        # help and version were printed, or what is wrong with the words
        return leaving.code if isinstance(leaving.code, int) else WRONG_USE
    status: int = given.run(given)
    return status
