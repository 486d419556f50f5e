"""`extractor rules pages`: packs of rules in; a folder with a page a rule, and an index, out."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from extractor.checking.paging import make_pages
from extractor.checking.reporting import Reporting
from extractor.command.complaints import DONE, SOME_FAILED, tell_problems
from extractor.command.corpus import add_corpus_arguments, read_corpus
from extractor.command.counts import count
from extractor.command.destination import STANDARD_OUTPUT, open_destination
from extractor.command.extract import add_rules_argument
from extractor.command.shelf import Shelf
from extractor.ruleset.loading import load_packs

HELP = "write a page a rule: what it sees, its examples, its figures"
EPILOG = """\
FOLDER gets a file RULE.md for each rule, and index.md. Pages that the index there names, of rules
that are no more, are removed; a file that this verb has not written is never written over. With
--corpus pages tell what a rule found there. The same rules and texts give the same bytes.

example:
  extractor rules pages my_pages --rules my_rules/ --corpus articles.jsonl
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("folder", metavar="FOLDER", help="where the pages go")
    add_corpus_arguments(parser, required=False)
    add_rules_argument(parser)


def run(given: Namespace) -> int:
    """Write the pages; give the exit status."""
    loaded = load_packs([Path(path) for path in given.rules])
    tell_problems(loaded.ruleset.notices)
    shelf = Shelf(Path(given.folder))
    shelf.prepare()
    found, failures = None, 0
    if given.corpus:
        reporting = Reporting.of_ruleset(loaded.ruleset)
        failures = read_corpus(given, reporting.add)
        found = reporting.result()
    ruleset = loaded.ruleset
    packs = ruleset.own_packs() if given.rules else frozenset(ruleset.packs)
    pages = make_pages(loaded, packs, found)
    gone = shelf.write(pages)
    with open_destination(STANDARD_OUTPUT, whole=False) as out:
        out.write(f"{shelf.folder.as_posix()}: {count(len(pages), 'page')}\n")
        out.writelines(f"{path.as_posix()}: removed, its rule is gone\n" for path in gone)
    return SOME_FAILED if failures else DONE
