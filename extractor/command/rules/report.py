"""`extractor rules report`: rules and a corpus in; how often each fires, and who gives way, out."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from extractor.checking.reporting import Reporting
from extractor.command.complaints import DONE, SOME_FAILED
from extractor.command.corpus import add_corpus_arguments, read_corpus
from extractor.command.destination import STANDARD_OUTPUT, open_destination
from extractor.command.extract import add_rules_argument
from extractor.command.figures import report_lines
from extractor.command.pages import write_page
from extractor.command.terminal import choose_width
from extractor.output.jsonl import escape
from extractor.records import to_json
from extractor.ruleset import load_ruleset

HELP = "tell how often each rule fires in a corpus, and which rules get in each other's way"
EPILOG = """\
A match stands, or gives way to another one. Shown are the numbers of each rule, the share of
sentences and paragraphs with a record, who gave way to whom, whose records overlap, and the rules
that never made anything.

example:
  extractor rules report --corpus articles.jsonl --time
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    add_corpus_arguments(parser)
    add_rules_argument(parser)
    parser.add_argument("--time", action="store_true", help="show how long each rule took")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="what is written (default: text)"
    )


def run(given: Namespace) -> int:
    """Count; give the exit status."""
    reporting = Reporting.of_ruleset(load_ruleset([Path(path) for path in given.rules]))
    failures = read_corpus(given, reporting.add)
    found = reporting.result()
    with open_destination(STANDARD_OUTPUT, whole=False) as out:
        if given.format == "json":
            shown = to_json(found)
            if not given.time:
                # without what differs from run to run
                shown["rules"] = [
                    {key: value for key, value in rule.items() if key != "seconds"}
                    for rule in shown["rules"]
                ]
            out.write(f"{escape(json.dumps(shown, ensure_ascii=False))}\n")
        else:
            write_page(report_lines(found, choose_width(out), time=given.time), out)
    return SOME_FAILED if failures else DONE
