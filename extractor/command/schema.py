"""`extractor schema`: the JSON Schema of the records, those of a user's own packs too."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from extractor.command.complaints import DONE, tell_problems
from extractor.command.destination import STANDARD_OUTPUT, open_destination
from extractor.command.extract import add_rules_argument
from extractor.output import make_schema
from extractor.ruleset import load_ruleset

HELP = "print the JSON Schema of the records"
EPILOG = """\
example:
  extractor schema --rules my_rules/ > records.schema.json
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    add_rules_argument(parser)


def run(given: Namespace) -> int:
    """Print the schema; give the exit status."""
    ruleset = load_ruleset([Path(path) for path in given.rules])
    tell_problems(ruleset.notices)
    schema = make_schema(ruleset.kinds.values())
    with open_destination(STANDARD_OUTPUT, whole=False) as out:
        out.write(f"{json.dumps(schema, indent=2, ensure_ascii=False)}\n")
    return DONE
