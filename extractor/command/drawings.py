"""Records, reports and progress in; out comes how `rich` draws them on a terminal.

Imported only where it draws. No markup is read: what a document says is shown as it says it.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.progress_bar import ProgressBar
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from extractor.command.terminal import inert
from extractor.output.colours import STYLES, Word
from extractor.output.parts import clean, show
from extractor.output.text import counts_of, listed, shown_fields
from extractor.output.timeline import days_of, place_of, told
from extractor.records import Extraction, Found
from extractor.spans import Span

if TYPE_CHECKING:
    # the tools for rules are not loaded for those who read records
    from extractor.checking.testing import RuleReport

INDENT = (0, 0, 0, 2)
BAR = 24


def draw(drawn: Iterable[RenderableType], width: int) -> str:
    """Give what is drawn as text with colours, in lines no longer than `width` columns."""
    out = io.StringIO()
    console = Console(
        file=out, force_terminal=True, width=width, markup=False, emoji=False, highlight=False
    )
    for each in drawn:
        console.print(each)
    # what is drawn in columns fills its lines with spaces
    return "".join(f"{line.rstrip(' ')}\n" for line in out.getvalue().splitlines())


def to_text(words: Iterable[Word]) -> Text:
    """Give words side by side, each as its meaning looks; one that is not clean stays harmless."""
    parts = [(inert(text), STYLES.get(meaning, "")) for text, meaning in words]
    return Text(" ").join(Text(text, style) for text, style in parts)


def write_text(extractions: Iterable[Extraction], *, width: int) -> Iterator[str]:
    """Give a page for each document: a line with what there is, and the records below it."""
    for extraction in extractions:
        yield draw(page_of(extraction), width)


def page_of(extraction: Extraction) -> Iterator[RenderableType]:
    """Give the parts of the page of a document."""
    title = to_text([(clean(extraction.doc) or "-", "name"), (counts_of(extraction), "note")])
    yield Rule(title, align="left", style=STYLES["note"])
    for record in extraction.records:
        yield Text()
        yield to_text([(record.record, "kind"), (f"{record.start}-{record.end}", "note")])
        yield Padding(fields_of(record), INDENT)
    for warning in extraction.warnings:
        yield to_text([(f"warning: {clean(warning)}", "warning")])
    yield Text()


def fields_of(record: Found) -> Table:
    """Give the fields of a record, names beside values, with the rule that made it."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style=STYLES["label"], no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in shown_fields(record):
        parts = listed(value)
        if all(isinstance(part, Span) for part in parts):
            bullet: Sequence[Word] = [("-", "note")] if len(parts) > 1 else []
            for number, part in enumerate(parts):
                grid.add_row("" if number else name, to_text([*bullet, *show(part)]))
        else:
            shown = Text(", ").join(to_text(show(part)) for part in parts)
            grid.add_row(name, shown)
    made = record.evidence
    rule = [(made.rule, "note"), (f"{clean(made.file)}:{made.line}", "note")]
    grid.add_row("rule", to_text(rule))
    return grid


def write_timeline(extractions: Iterable[Extraction], *, width: int) -> Iterator[str]:
    """Give the records of all documents under their days, places beside what happened."""
    days = [(day, list(records)) for day, records in days_of(extractions)]
    places = (place_of(record) for _, records in days for record in records)
    size = min(max(map(len, places), default=0), width // 3)
    for day, records in days:
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(style=STYLES["note"], overflow="fold", width=size)
        grid.add_column(overflow="fold")
        for record in records:
            grid.add_row(Text(place_of(record)), to_text(told(record)))
        yield draw([to_text([(day, "title")]), Padding(grid, INDENT), Text()], width)


def draw_reports(
    reports: "Sequence[RuleReport]", sorts: Sequence[str], shown: Sequence[str], width: int
) -> str:
    """Give a table of what was tested: a row a rule, a column a sort, red where not all held."""
    table = Table(box=None, header_style=STYLES["name"], padding=(0, 2, 0, 0))
    table.add_column("rule", overflow="fold")
    for name in shown:
        table.add_column(name, justify="right")
    for report in reports:
        counts = [getattr(report, sort) for sort in sorts]
        cells = [
            Text(f"{count.held}/{count.of}" if count.of else "-", style_of(count.held, count.of))
            for count in counts
        ]
        table.add_row(Text(clean(report.rule)), *cells)
    return draw([table], width)


def style_of(held: int, of: int) -> str:
    """Give how a count looks by whether all held."""
    return STYLES["note"] if not of else STYLES["value"] if held == of else STYLES["wrong"]


def draw_progress(share: float, told: str, width: int) -> str:
    """Give one line that says how far work is, with a bar before it."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=BAR, no_wrap=True)
    grid.add_column(no_wrap=True)
    shown = Text(told)
    shown.truncate(max(width - BAR - 2, 0), overflow="ellipsis")
    bar = ProgressBar(
        total=1.0,
        completed=share,
        width=BAR,
        style=STYLES["note"],
        complete_style=STYLES["value"],
        finished_style=STYLES["value"],
    )
    grid.add_row(bar, shown)
    return draw([grid], width).rstrip("\n")
