"""`extractor mcp`: packs in; a server for programs that speak the Model Context Protocol out."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from extractor.bridges.mcp import make_server
from extractor.command.complaints import DONE
from extractor.command.extract import add_rules_argument

HELP = "serve the tools extract, explain and check_rules by the Model Context Protocol"
EPILOG = """\
A host starts it and speaks to it over standard input and output. It needs the package mcp:
pip install 'newsrules[mcp]'. No file is read but those of the packs that are named here.

example:
  extractor mcp --rules sanctions/
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    add_rules_argument(parser)


def run(given: Namespace) -> int:
    """Serve until the host closes standard input; give the exit status."""
    make_server([Path(path) for path in given.rules]).run("stdio")
    return DONE
