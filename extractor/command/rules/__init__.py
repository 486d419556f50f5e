"""`extractor rules VERB`: the workshop of those who write rules, one file a verb."""

from argparse import ArgumentParser
from types import ModuleType

from extractor.command.rules import (
    check,
    diff,
    explain,
    freeze,
    measure,
    new,
    pages,
    report,
    schema,
    test,
)
from extractor.command.verbs import add_verbs

HELP = "work on rules"
EPILOG = check.EPILOG
VERBS: dict[str, ModuleType] = {
    "check": check,
    "test": test,
    "freeze": freeze,
    "schema": schema,
    "explain": explain,
    "diff": diff,
    "report": report,
    "measure": measure,
    "pages": pages,
    "new": new,
}


def add_arguments(parser: ArgumentParser) -> None:
    """Say which verbs there are."""
    add_verbs(parser, VERBS)
