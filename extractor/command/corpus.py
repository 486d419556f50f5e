"""Files in, their documents out one by one, with the progress of long work on the terminal."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from extractor.command.complaints import complain
from extractor.command.inputs import Failed, Inputs, Keys
from extractor.command.progress import Progress, measure_inputs
from extractor.pipeline import read_date
from extractor.reading import Document


def add_corpus_arguments(parser: ArgumentParser, *, required: bool = True) -> None:
    """Say that the verb reads a corpus, or may read one."""
    parser.add_argument(
        "--corpus",
        metavar="FILE",
        nargs="+",
        required=required,
        default=[],
        help="the texts: files as `extractor extract` reads them, or - for standard input",
    )
    parser.add_argument(
        "--date", metavar="DAY", help="the day of publication, for documents that name none"
    )


def read_corpus(given: Namespace, take: Callable[[Document], None]) -> int:
    """Hand each document on; give the number of those that could not be read."""
    failures = 0
    progress = Progress(measure_inputs(given.corpus))
    for entry in Inputs(Keys(), read_date(given.date)).read(given.corpus):
        progress.pass_by(entry.size)
        if isinstance(entry, Failed):
            failures += 1
            progress.hide()
            complain(entry.why)
            continue
        take(entry.document)
        progress.count(len(entry.document.text))
        progress.show()
    progress.hide()
    return failures
