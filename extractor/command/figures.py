"""A report on rules in, tables for readers out. Knows no rule and no document."""

from collections.abc import Iterator, Sequence

from extractor.checking.reporting import Report
from extractor.command.counts import count, share
from extractor.command.pages import Cell, paragraph, table, words
from extractor.output.colours import Word

Lines = Iterator[Sequence[Word]]
# So many pairs of rules are shown, the most frequent ones.
PAIRS = 20


def report_lines(found: Report, width: int, *, time: bool) -> Lines:
    """Give all figures; with `time` how long each rule took."""
    yield words(
        f"{count(found.documents, 'document')}, {found.characters:,} characters, "
        f"{count(found.records, 'record')}"
    )
    for name, part, whole in (
        ("sentences", found.covered_sentences, found.sentences),
        ("paragraphs", found.covered_paragraphs, found.paragraphs),
    ):
        yield words(f"{part} of {whole} {name} with a record ({share(part, whole)})")
    yield ()
    yield from table([*rule_rows(found, time=time)], width)
    yield from pair_lines(
        "who gave way to another rule",
        ("winner", "loser", "times", "decided by"),
        [
            (each.winner, each.loser, str(each.count), each.reason)
            for each in found.conflicts
            if each.winner != each.loser
        ],
        width,
    )
    yield from pair_lines(
        "records that stand on the same text",
        ("rule", "other rule", "times"),
        [(each.rule, each.other, str(each.count)) for each in found.overlaps],
        width,
    )
    if found.silent:
        yield ()
        yield (("never made anything", "title"),)
        yield from paragraph([(rule, "name") for rule in found.silent], width)


def rule_rows(found: Report, *, time: bool) -> Iterator[Sequence[Cell]]:
    """Give a row for each rule that matched anywhere."""
    names = ("rule", "makes", "matches", "stand", "gave way", "documents")
    yield [words(name, "title") for name in (*names, *(("ms",) if time else ()))]
    for each in (rule for rule in found.rules if rule.matches):
        numbers = [each.matches, each.stand, each.lost, each.documents]
        shown = [*map(str, numbers), *((f"{1000 * each.seconds:.1f}",) if time else ())]
        look = "text" if each.stand else "label"
        yield [[(each.rule, "name" if each.stand else "label")], [(each.makes, look)],
               *([(number, look)] for number in shown)]  # fmt: skip


def pair_lines(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Lines:
    """Give a table of pairs of rules, or nothing where there are none."""
    if not rows:
        return
    yield ()
    left = f" (the {PAIRS} most frequent of {len(rows)})" if len(rows) > PAIRS else ""
    yield ((f"{title}{left}", "title"),)
    shown = [[[(cell, "text")] for cell in row] for row in rows[:PAIRS]]
    yield from table([[words(name, "label") for name in head], *shown], width)
