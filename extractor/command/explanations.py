"""An explanation in, lines for readers out: records with their sources, rules with their reasons.

Knows no rule and no text beyond what the explanation holds.
"""

from collections.abc import Iterator, Sequence

from extractor.checking.explanation import (
    Explanation,
    Line,
    Made,
    Origin,
    Pair,
    Provenance,
    Reason,
    Silence,
    Step,
    Verdict,
)
from extractor.command.misses import (
    absence_lines,
    miss_lines,
    near_lines,
    seen_lines,
    wanted_words,
)
from extractor.command.pages import Cell, clip, indented, paragraph, table, words
from extractor.output.colours import Word
from extractor.output.parts import clean, show
from extractor.output.text import listed
from extractor.ruleset.rules import Measured
from extractor.spans import Span

Lines = Iterator[Sequence[Word]]
# The widest that a step or a piece of text may be in a table.
STEP, TEXT = 30, 26


def explanation_lines(told: Explanation, width: int) -> Lines:
    """Give all lines of an explanation."""
    if told.verdict is not None:
        yield from verdict_lines(told.verdict, width)
    elif not told.records:
        yield (("no record", "title"),)
        yield ()
    for number, record in enumerate(told.records, 1):
        yield from record_lines(record, number, width)
        yield ()
    if told.silences:
        yield (("nothing found here; the rules that came nearest", "title"),)
        yield ()
        for silence in told.silences:
            yield from silence_lines(silence, width)
            yield ()
    for warning in told.warnings:
        yield ((f"warning: {warning}", "warning"),)


def place(file: str, line: int) -> Word:
    """Give where something stands, as editors can follow it."""
    return f"{file}:{line}", "note"


def offsets(span: Span) -> Cell:
    """Give the offsets of a stretch, of an empty one the place."""
    shown = f"{span.start}-{span.end}" if span.start < span.end else f"{span.start}"
    return [(shown, "note")]


def quoted(span: Span, size: int = TEXT) -> Word:
    """Give the text of a stretch in quotation marks, cut off where it is long."""
    return f"“{clip(span.text, size)}”", "text"


def measured_words(measured: Measured) -> Sequence[Word]:
    """Give what a pack states of a rule's quality."""
    shown = f"measured precision {measured.precision:g}"
    shown += f" of {measured.count} records" if measured.count is not None else ""
    return words(shown + (f" in {measured.corpus}" if measured.corpus else ""), "note")


def verdict_lines(verdict: Verdict, width: int) -> Lines:
    """Give what one rule did with the text."""
    what = f"makes {verdict.makes}"
    yield (verdict.rule, "kind"), place(verdict.file, verdict.line), (what, "note")
    if verdict.about:
        yield from indented(paragraph(words(verdict.about), width))
    if verdict.measured is not None:
        yield from indented([measured_words(verdict.measured)])
    yield ()
    for seen in verdict.seen:
        yield from seen_lines(seen, width)
        yield ()
        if seen.line is not None:
            yield from indented(line_lines(seen.line, width - 2))
            yield ()
    for couple in verdict.pairs:
        yield from pair_lines(couple)
        yield ()
    for miss in verdict.misses:
        yield from miss_lines(miss, list(line_lines(miss.line, width - 2, miss.stood)), width)
        yield ()
    if not (verdict.seen or verdict.pairs or verdict.misses):
        yield (("no match", "wrong"), ("nothing in the text comes near", "text"))
        yield ()


def line_lines(line: Line, width: int, stood: Span | None = None) -> Lines:
    """Give a line of `match` as its author wrote it, and then step by step.

    `stood` is what stood where it failed.
    """
    yield from paragraph([place(line.file, line.line), *words(line.written, "name")], width)
    rows = []
    for step in line.steps:
        span = stood if step.status == "failed" and step.span is None else step.span
        meaning = "label" if step.status == "not reached" else "text"
        rows.append(
            [
                [(str(step.number), "note")],
                [(clip(step.written, STEP), meaning)],
                offsets(span) if span is not None else [],
                [quoted(span)] if span is not None else [],
                list(step_words(step)),
            ]
        )
    yield from table(rows, width)
    for step in line.steps:
        for absence in step.stopped.absences if step.stopped is not None else ():
            yield from absence_lines(absence, width)


def step_words(step: Step) -> Iterator[Word]:
    """Give why a step took what it took, or what became of it."""
    if step.status == "failed":
        yield "STOP", "wrong"
    elif step.stopped is not None:
        yield from words(f"{step.status}:", "label")
        yield from wanted_words(step.stopped.wanted, step.stopped.stood)
    elif step.status != "matched":
        yield step.status, "label"
    reasons = step.reasons
    several = sum(reason.span.start < reason.span.end for reason in reasons) > 1
    for number, reason in enumerate(reasons):
        if several and reason.sort not in ("edge", "gap"):
            yield quoted(reason.span)
        yield from reason_words(reason)
        if number < len(reasons) - 1:
            yield "+", "note"


def reason_words(reason: Reason) -> Iterator[Word]:
    """Give why some tokens were taken."""
    if reason.sort == "row":
        yield from words(reason.written if reason.row is None else f"{{{reason.row.lexicon}}}")
        if reason.row is not None:
            yield place(reason.row.file, reason.row.line)
            for column, value in reason.row.values.items():
                yield f"{column}={clip(value, TEXT)}", "value"
    elif reason.sort == "item" and reason.item is not None:
        yield from made_words(reason.item)
    elif reason.sort == "gap":
        yield f"{reason.note} skipped", "text"
    elif reason.sort == "edge":
        yield from words(f"edge {reason.written}")
    elif reason.sort == "word":
        yield from words(f"the word {reason.written}")
    elif reason.sort == "shape":
        yield from words(f"shape {reason.note}")


def made_words(made: Made) -> Iterator[Word]:
    """Give which rule made an item, and of what."""
    yield f"<{made.layer}>", "text"
    if made.rule is None:
        yield from words("by reading")
        return
    yield from words("by")
    yield made.rule, "name"
    yield place(made.file or "", made.line or 0)
    parts = [part for part in made.parts if part.row is not None or part.item is not None]
    for number, part in enumerate(parts):
        before = "(" if not number else ""
        behind = ")" if number == len(parts) - 1 else ";"
        yield f"{before}“{clip(part.span.text, TEXT)}”", "note"
        yield f"{part_name(part)}{behind}", "note"


def part_name(part: Reason) -> str:
    """Give in a word what a piece of an item is: its row, or the rule that made it."""
    if part.row is not None:
        return f"{{{part.row.lexicon}}}"
    if part.item is not None and part.item.rule is not None:
        return f"<{part.item.layer}> {part.item.rule}"
    return part.written


def pair_lines(couple: Pair) -> Lines:
    """Give an item that a link starts from, and what it could choose from."""
    chosen = any(each.status == "chosen" for each in couple.candidates)
    head = "pairs" if chosen else "finds no partner for"
    yield (head, "kind" if chosen else "wrong"), quoted(couple.source, 60), *offsets(couple.source)
    rows = [
        [
            [quoted(each.span, 60)],
            offsets(each.span),
            words(each.status, "value" if each.status == "chosen" else "note"),
        ]
        for each in couple.candidates
    ]
    yield from indented(table(rows, 98))
    if not rows:
        yield from indented([words("no candidate in its scope", "note")])


def record_lines(record: Provenance, number: int, width: int) -> Lines:
    """Give where a record came from."""
    yield (
        (str(number), "note"),
        (record.record, "kind"),
        *offsets(record.span),
        (clean(record.id), "note"),
    )
    made: list[Word] = [(record.rule, "name"), place(record.file, record.line)]
    if record.match is not None:
        made += [("line", "note"), (str(record.match.line), "note")]
    yield from indented([[("by", "label"), *made]])
    if record.measured is not None:
        yield from indented([measured_words(record.measured)])
    yield ()
    rows = [row for field in record.fields for row in field_rows(field)]
    yield from indented(table(rows, width - 2))


def field_rows(field: Origin) -> Iterator[Sequence[Cell]]:
    """Give the rows of one field: its value and normaliser, then what that was given."""
    if field.value in (None, (), False):
        return
    shown = [word for part in listed(field.value) for word in show(part)]
    text = clip(" ".join(text for text, meaning in shown if meaning != "note"), STEP)
    about: list[Word] = [*words(field.normaliser, "name")]
    if field.place is not None:
        file, _, line = field.place.rpartition(":")
        about.append(place(file, int(line)))
    if field.reference is not None:
        about += words(f"counted from {field.reference}", "value")
    yield [[(field.name, "label")], [(text, "text")], about]
    for reason in field.captures:
        why = [(reason.note, "note")] if reason.note else []
        yield [
            [],
            [],
            [
                *words(reason.written),
                quoted(reason.span, 2 * TEXT),
                *offsets(reason.span),
                *why,
                *(reason_words(reason) if reason.sort in ("row", "item") else ()),
            ],
        ]


def silence_lines(silence: Silence, width: int) -> Lines:
    """Give a sentence without a record, and the rules that came nearest."""
    text = clip(silence.span.text, 2 * width - 16)
    yield from paragraph([*offsets(silence.span), *words(f"“{text}”")], width)
    yield from indented(table([near_lines(near) for near in silence.near], width - 2))
