"""`extractor playground`: packs in; a page on this machine out, on which they are tried."""

import sys
import webbrowser
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from extractor.command.complaints import DONE
from extractor.command.explanations import explanation_lines
from extractor.command.extract import add_rules_argument
from extractor.playground.answers import Answers
from extractor.playground.desk import lay_out
from extractor.playground.server import Playground

HELP = "serve a page on this machine on which rules are tried while they are written"
EPILOG = """\
The page shows at each change what the rules find, which examples fail, and why, step by step. It is
served to this machine alone, and nothing is written or sent anywhere.

example:
  extractor playground --rules sanctions/
"""
LAST_PORT = 65_535


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument(
        "--port", metavar="N", type=port, default=0, help="where to listen (default: a free port)"
    )
    add_rules_argument(parser)
    parser.add_argument("--no-browser", action="store_true", help="only print the address")


def port(text: str) -> int:
    """Give the port that a text stands for."""
    if not text.isdecimal() or int(text) > LAST_PORT:
        raise ArgumentTypeError(f"{text!r} is no port, such as 8000")
    return int(text)


def run(given: Namespace) -> int:
    """Serve until interrupted; give the exit status."""
    desk = lay_out([Path(path) for path in given.rules])
    with Playground(Answers(desk, explanation_lines), given.port) as server:
        sys.stdout.write(f"{server.door.address}\n")
        sys.stdout.flush()
        if not given.no_browser:
            webbrowser.open(server.door.address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return DONE
    return DONE
