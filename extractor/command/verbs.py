"""Verbs of a command line in, a parser that knows them out.

A verb is a module with HELP and EPILOG, `add_arguments`, and either `run` or verbs of its own.
"""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Mapping
from types import ModuleType


def add_verbs(parser: ArgumentParser, verbs: Mapping[str, ModuleType]) -> None:
    """Let a parser take one of the verbs; what it parses holds the verb's `run`."""
    known = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for name, verb in verbs.items():
        own = known.add_parser(
            name,
            help=verb.HELP,
            description=f"{verb.HELP[:1].upper()}{verb.HELP[1:]}.",
            epilog=verb.EPILOG,
            formatter_class=RawDescriptionHelpFormatter,
        )
        if hasattr(verb, "run"):
            own.set_defaults(run=verb.run)
        verb.add_arguments(own)
