"""`extractor rules diff`: two packs and a corpus in; the records that differ out."""

import json
from argparse import ArgumentParser, Namespace

from extractor.checking.differing import Comparing, load_side
from extractor.command.complaints import DONE, SOME_FAILED, WRONG_USE
from extractor.command.corpus import add_corpus_arguments, read_corpus
from extractor.command.destination import STANDARD_OUTPUT, open_destination
from extractor.command.differences import comparison_lines
from extractor.command.pages import write_page
from extractor.command.terminal import choose_width
from extractor.output.jsonl import escape
from extractor.pipeline import Extractor
from extractor.records import to_json

HELP = "tell which records come, go and change between two packs, over a corpus"
EPILOG = """\
OLD and NEW are packs, each read with the shipped ones; one with the name of a shipped pack takes
its place. A folder with a manifest.yaml holds all packs itself, and `shipped` stands for the
shipped packs alone. The exit status is 0 if no record differs, 1 if some do, 2 on trouble.

example:
  extractor rules diff shipped my_rules/en --corpus articles.jsonl
"""
SAME, DIFFERENT, TROUBLE = DONE, SOME_FAILED, WRONG_USE


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("old", metavar="OLD", help="a pack as it was")
    parser.add_argument("new", metavar="NEW", help="the same pack as it is now")
    add_corpus_arguments(parser)
    parser.add_argument("--records", metavar="KINDS", help="kinds of record, with commas between")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="what is written (default: text)"
    )


def run(given: Namespace) -> int:
    """Compare; give the exit status."""
    kinds = None
    if given.records is not None:
        kinds = [kind.strip() for kind in given.records.split(",")]
    old, new = (
        Extractor.of_ruleset(load_side(each), records=kinds) for each in (given.old, given.new)
    )
    comparing = Comparing(old, new)
    failures = read_corpus(given, comparing.add)
    found = comparing.result()
    with open_destination(STANDARD_OUTPUT, whole=False) as out:
        if given.format == "json":
            out.write(f"{escape(json.dumps(to_json(found), ensure_ascii=False))}\n")
        else:
            write_page(comparison_lines(found, choose_width(out)), out)
    if failures:
        return TROUBLE
    return DIFFERENT if found.differences else SAME
