"""`extractor rules schema`: the JSON Schema of rule files, so that editors complete and check."""

import json
from argparse import ArgumentParser, Namespace

from extractor.checking.rule_schema import make_rule_schema
from extractor.command.complaints import DONE
from extractor.command.destination import STANDARD_OUTPUT, open_destination

HELP = "print the JSON Schema of rule files"
EPILOG = """\
Editors that know YAML complete and check a rule file that begins with the line
  # yaml-language-server: $schema=rules.schema.json

example:
  extractor rules schema > rules.schema.json
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes, which is nothing."""
    del parser


def run(given: Namespace) -> int:
    """Print the schema; give the exit status."""
    del given
    with open_destination(STANDARD_OUTPUT, whole=False) as out:
        out.write(f"{json.dumps(make_rule_schema(), indent=2, ensure_ascii=False)}\n")
    return DONE
