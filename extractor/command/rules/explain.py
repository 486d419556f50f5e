"""`extractor rules explain`: a text in; why rules matched it, or why not, out."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from extractor.checking import Explainer
from extractor.command.complaints import DONE, SOME_FAILED, complain
from extractor.command.destination import STANDARD_OUTPUT, open_destination
from extractor.command.explanations import explanation_lines
from extractor.command.extract import add_rules_argument
from extractor.command.inputs import STANDARD_INPUT, Failed, Given, Inputs, Keys, decode
from extractor.command.pages import write_page
from extractor.command.terminal import choose_width
from extractor.errors import DocumentError
from extractor.output.jsonl import escape
from extractor.pipeline import read_date
from extractor.reading import Document
from extractor.records import to_json
from extractor.ruleset import load_ruleset

HELP = "tell why rules matched a text, step by step, or why they did not"
EPILOG = """\
Without --rule it shows where each field of each record came from, and which rules came nearest in
sentences without a record. With --rule it shows each place where the rule matches, what refused
it or won over it, where it came nearest, and the smallest change that would make it match.

example:
  extractor rules explain "The talks ended on may 3." --rule date.month-day
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    add = parser.add_argument
    add("text", metavar="TEXT", help="a text, a file, or - for standard input")
    add("--rule", metavar="ID", help="the rule to be explained")
    add("--record", metavar="N", help="the record to be explained: its number, or its id")
    add("--date", metavar="DAY", help="the day of publication")
    add_rules_argument(parser)
    add(
        "--format", choices=("text", "json"), default="text", help="what is written (default: text)"
    )


def run(given: Namespace) -> int:
    """Explain the text; give the exit status."""
    explainer = Explainer(load_ruleset([Path(path) for path in given.rules]))
    try:
        documents = read_documents(given.text, given.date)
    except DocumentError as error:
        complain(error)
        return SOME_FAILED
    failed = [document for document in documents if isinstance(document, Failed)]
    for failure in failed:
        complain(failure.why)
    with open_destination(STANDARD_OUTPUT, whole=False) as out:
        width = choose_width(out)
        for document in documents:
            if isinstance(document, Failed):
                continue
            told = explainer.explain(document, rule=given.rule, record=given.record)
            if given.format == "json":
                out.write(f"{escape(json.dumps(to_json(told), ensure_ascii=False))}\n")
            else:
                write_page(explanation_lines(told, width), out)
    return SOME_FAILED if failed else DONE


def read_documents(text: str, date: str | None) -> Sequence[Document | Failed]:
    """Give the documents that are meant: those of a file, standard input, or the text itself."""
    day = read_date(date)
    if text == STANDARD_INPUT or is_file(text):
        entries = Inputs(Keys(), day).read([text])
        return [entry.document if isinstance(entry, Given) else entry for entry in entries]
    return [Document(decode(text.encode("utf-8", "surrogateescape"), "TEXT"), "", day)]


def is_file(text: str) -> bool:
    """Tell whether a text is the path of a file; one that no system could have is none."""
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False
