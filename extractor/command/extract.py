"""`extractor extract`: files in, records out, in the format asked for."""

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, TextIO

from extractor import output
from extractor.command.bookmark import open_bookmark
from extractor.command.columns import FORMATS as COLUMN_FORMATS
from extractor.command.columns import refuse_columns, write_columns
from extractor.command.complaints import DONE, SOME_FAILED, tell_problems
from extractor.command.destination import STANDARD_OUTPUT, is_same_file, open_destination
from extractor.command.folder import FORMATS as FOLDER_FORMATS
from extractor.command.folder import open_folder
from extractor.command.inputs import Inputs, Keys
from extractor.command.ledger import Ledger
from extractor.command.outcomes import find_outcomes
from extractor.command.progress import Progress, measure_inputs
from extractor.command.terminal import (
    choose_palette,
    choose_width,
    is_drawn_on,
    write_painted,
)
from extractor.errors import UsageError
from extractor.pipeline import Extractor, read_date
from extractor.records import Extraction
from extractor.version import __version__

HELP = "print the records that stand in texts"
EPILOG = """\
A .jsonl file holds one object a line, with `text` and, if known, `id` and `date`; any other file
is one text, whose id is its name. Text goes out readable, in colours on a terminal only; jsonl
goes out while input still comes in. The exit status is 0 if all went well, 1 if some input failed,
2 if the call or the rules are wrong.

example:
  extractor extract article.txt --date 2019-04-05
  extractor extract docs.jsonl --format jsonl -o records.jsonl --jobs 2
"""

Format = Callable[[Iterable[Extraction]], Iterator[str]]
# Each is a function of `extractor.output`, which is imported when it is asked for.
FORMATS = (
    "text",
    "jsonl",
    "json",
    "timeline",
    "csv",
    "html",
    "web-annotation",
    "label-studio",
    "doccano",
    "prodigy",
)
# What is for readers: in colours on a terminal, and drawn there by rich, if that is installed.
PAINTED = frozenset({"text", "timeline"})
# What is whole after each document, so that it can be written to its file as it comes.
LINES = frozenset({"jsonl", "csv", "doccano", "prodigy"})


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    add = parser.add_argument
    add("inputs", nargs="+", metavar="INPUT", help="a file, or - for standard input")
    add("--date", metavar="DAY", help="the day of publication, for documents that name none")
    add("--records", metavar="KINDS", help="kinds of record, with commas between them")
    add_rules_argument(parser)
    formats = [*FORMATS, *FOLDER_FORMATS, *COLUMN_FORMATS]
    add("--format", choices=formats, default="text", help="what is written (default: text)")
    add(
        "-o",
        "--output",
        metavar="FILE",
        default=STANDARD_OUTPUT,
        help="where it is written; for brat and timeml a folder",
    )
    add("--jobs", metavar="N", type=positive, default=1, help="processes (default: 1)")
    about = "begin, or go on where the same call was cut off (with --format jsonl and -o)"
    add("--resume", action="store_true", help=about)
    add(
        "--report",
        metavar="FILE",
        help="write one line of JSON a document there: what became of it",
    )
    add("--text-key", metavar="KEY", default="text", help="the key of the text (default: text)")
    add("--id-key", metavar="KEY", default="id", help="the key of the id (default: id)")
    add("--date-key", metavar="KEY", default="date", help="the key of the date (default: date)")


def add_rules_argument(parser: ArgumentParser) -> None:
    """Say that the verb takes packs of rules."""
    parser.add_argument(
        "--rules",
        metavar="PATH",
        action="append",
        default=[],
        help="a pack of rules (a folder or a file) beside the shipped ones; may be repeated",
    )


def positive(text: str) -> int:
    """Give the whole number, one or more, that a text stands for."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no number of processes, such as 2")
    return int(text)


def run(given: Namespace) -> int:
    """Extract from all inputs; give the exit status."""
    refuse_overwriting(given)
    inputs = Inputs(Keys(given.text_key, given.id_key, given.date_key), read_date(given.date))
    wanted = None
    if given.records is not None:
        wanted = [kind.strip() for kind in given.records.split(",")]
    extractor = Extractor(rules=given.rules, records=wanted)
    tell_problems(extractor.ruleset.notices)
    # of a run that goes on, nobody has counted what was read before
    progress = Progress(None if given.resume else measure_inputs(given.inputs))
    with ExitStack() as stack:
        bookmark, kept, kept_report = None, None, None
        folder = open_folder(given.output) if given.format in FOLDER_FORMATS else None
        is_text = given.format in FORMATS
        path = given.output if is_text else STANDARD_OUTPUT
        entries = inputs.read_with_pauses(given.inputs)
        if given.resume:
            words = open_bookmark(given.output, given.report, describe_run(given, extractor))
            bookmark = stack.enter_context(words)
            kept, kept_report = bookmark.start.output, bookmark.start.report
            entries = bookmark.skip(entries)
        whole = given.format not in LINES
        out = stack.enter_context(open_destination(path, whole=whole, kept=kept))
        report = given.report and stack.enter_context(
            open_destination(given.report, whole=False, kept=kept_report)
        )
        failures = bookmark.start.failures if bookmark else 0
        kinds = sorted(extractor.records)
        ledger = Ledger(kinds, report or None, progress, failures, bookmark, out)
        outcomes = stack.enter_context(closing(find_outcomes(extractor, entries, jobs=given.jobs)))
        stack.callback(progress.hide)
        extractions = ledger.pass_on(outcomes)
        if folder is not None:
            folder.write(extractions, given.format)
            return SOME_FAILED if ledger.failures else DONE
        if not is_text:
            declared = extractor.ruleset.kinds
            write_columns(extractions, given.output, [declared[name] for name in kinds])
            return SOME_FAILED if ledger.failures else DONE
        painted = given.format in PAINTED
        write = partial(write_painted, stream=out) if painted else out.write
        for chunk in choose_format(given.format, out)(extractions):
            if out.isatty():
                progress.hide()
            write(chunk)
            out.flush()
    return SOME_FAILED if ledger.failures else DONE


def describe_run(given: Namespace, extractor: Extractor) -> dict[str, Any]:
    """Give what must be the same for a run to go on where another one was cut off."""
    return {
        "version": __version__,
        "inputs": given.inputs,
        "date": given.date,
        "keys": [given.text_key, given.id_key, given.date_key],
        "records": sorted(extractor.records),
        "report": given.report,
        "rules": {name: pack.hash for name, pack in sorted(extractor.ruleset.packs.items())},
    }


def choose_format(name: str, out: TextIO) -> Format:
    """Give the format of this name, as a terminal shows it best if it goes to one."""
    function = f"write_{name.replace('-', '_')}"
    write: Format = getattr(output, function)
    if name not in PAINTED:
        return write
    if is_drawn_on(out):
        drawings = import_module("extractor.command.drawings")
        return partial(getattr(drawings, function), width=choose_width(out))
    palette = choose_palette(out)
    if name == "timeline":
        return partial(output.write_timeline, palette=palette)
    return partial(output.write_text, palette=palette, width=choose_width(out))


def refuse_overwriting(given: Namespace) -> None:
    """Raise UsageError where an output would take the place of an input, or of another one."""
    if given.resume:
        refuse_resuming(given)
    if given.format in COLUMN_FORMATS:
        refuse_columns(given.output)
    outputs = [path for path in (given.output, given.report) if path not in (None, STANDARD_OUTPUT)]
    for path in outputs:
        if any(is_same_file(path, each) for each in given.inputs):
            raise UsageError(f"{path} is an input too", "name another file to write to")
    if given.format in FOLDER_FORMATS:
        inside = (each for each in given.inputs if is_same_file(given.output, Path(each).parent))
        if any(inside):
            raise UsageError(f"{given.output} holds an input", "name another folder to write to")
    if len({os.path.realpath(path) for path in outputs}) < len(outputs):
        raise UsageError("records and report go to one file", "name two files")


def refuse_resuming(given: Namespace) -> None:
    """Raise UsageError where what is written cannot be gone on with."""
    if given.format != "jsonl":
        raise UsageError("only jsonl can be gone on with", "add --format jsonl")
    for path in (given.output, given.report):
        if path == STANDARD_OUTPUT or (path and Path(path).exists() and not Path(path).is_file()):
            raise UsageError(f"{path} cannot be gone on with", "name a file with -o")
