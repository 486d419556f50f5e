"""Words of a command line in, an exit status out: hands them to the verb that they name.

Whatever goes wrong leaves a line on standard error and an exit status, never a traceback.
"""

import argparse
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import NoReturn

from extractor.command import extract, resolve_country, rules, schema, tokens
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
VERBS: dict[str, ModuleType] = {
    "extract": extract,
    "tokens": tokens,
    "resolve-country": resolve_country,
    "schema": schema,
    "rules": rules,
}


class Parser(argparse.ArgumentParser):
    """Reads the words of a command line; says where help is when it cannot."""

    def error(self, message: str) -> NoReturn:
        """Write what is wrong, and leave."""
        complain(f"{message}; see {self.prog} --help")
        self.exit(WRONG_USE)


def make_parser() -> Parser:
    """Give the parser of all verbs."""
    layout = argparse.RawDescriptionHelpFormatter
    parser = Parser("extractor", description=ABOUT, epilog=EPILOG, formatter_class=layout)
    parser.add_argument("--version", action="version", version=f"extractor {__version__}")
    add_verbs(parser, VERBS)
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
        given = make_parser().parse_args(argv)
    except SystemExit as leaving:
        # help and version were printed, or what is wrong with the words
        return leaving.code if isinstance(leaving.code, int) else WRONG_USE
    status: int = given.run(given)
    return status
