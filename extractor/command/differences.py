"""A comparison of two rulesets in, lines for readers out. Knows no rule and no document."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from extractor.checking.differing import CHANGED, GAINED, LOST, Comparison, Difference
from extractor.command.counts import count
from extractor.command.pages import clip, indented, paragraph, table, words
from extractor.output.colours import Word
from extractor.output.parts import clean

Lines = Iterator[Sequence[Word]]
SIGNS = {GAINED: ("+", "value"), LOST: ("-", "wrong"), CHANGED: ("~", "warning")}
# The widest that the value of a field may be.
VALUE = 160
PLACED = ("start", "end", "text")


def comparison_lines(found: Comparison, width: int) -> Lines:
    """Give all differences, then their numbers by rule."""
    for difference in found.differences:
        yield from difference_lines(difference, width)
        yield ()
    if found.rules:
        head = [words(name, "title") for name in ("rule", "same", GAINED, LOST, CHANGED)]
        rows = [
            [
                [(each.rule, "name")],
                *([(str(n), "text")] for n in (each.same, each.gained, each.lost, each.changed)),
            ]
            for each in found.rules
        ]
        yield from table([head, *rows], width)
        yield ()
    statuses = (GAINED, LOST, CHANGED)
    counts = [sum(each.status == status for each in found.differences) for status in statuses]
    said = ", ".join(f"{n} {status}" for n, status in zip(counts, statuses, strict=True))
    yield words(
        f"{count(found.documents, 'document')}, {count(found.same, 'record')} alike, {said}"
    )


def difference_lines(difference: Difference, width: int) -> Lines:
    """Give a record that differs, in the text around it."""
    sign, meaning = SIGNS[difference.status]
    span = difference.span
    head: list[Word] = [
        (sign, meaning),
        (difference.record, "kind"),
        (clean(difference.doc) or "-", "text"),
        (f"{span.start}-{span.end}", "note"),
        (difference.rule, "name"),
    ]
    if difference.was is not None:
        head += words(f"(was {difference.was})", "note")
    yield head
    # what touches the record stays with it: a stop, a quotation mark
    before, behind = difference.before, difference.behind
    left, right = len(before) - _touching(reversed(before)), _touching(behind)
    shown = f"{clean(before[left:])}[{clip(span.text, VALUE)}]{clean(behind[:right])}"
    around = [
        *words(before[:left], "note"),
        (shown, meaning),
        *words(behind[right:], "note"),
    ]
    broken = [(word, look) for text, look in around for word in text.split(" ")]
    yield from indented(paragraph(broken, width - 2))
    rows = []
    for each in difference.fields:
        old, new = without_same(each.old, each.new), without_same(each.new, each.old)
        rows.append([[(each.name, "label")], [("-", "wrong")], words(value(old))])
        rows.append([[], [("+", "value")], words(value(new))])
    yield from indented(table(rows, width - 2))


def _touching(text: Iterable[str]) -> int:
    """Give how many characters stand before the first space."""
    return sum(1 for _ in takewhile(lambda character: not character.isspace(), text))


def without_same(given: object, other: object) -> object:
    """Give what differs between two values: of a span at one place only the rest that does."""
    if isinstance(given, list) and isinstance(other, list):
        return [each for each in given if each not in other] if len(given) > 1 else given
    if not isinstance(given, dict) or not isinstance(other, dict):
        return given
    if any(given.get(key) != other.get(key) for key in PLACED):
        return given
    return {key: each for key, each in given.items() if key in PLACED or each != other.get(key)}


def value(given: object) -> str:
    """Give a value in few words: spans by their text, with what else is known of them."""
    if isinstance(given, list):
        return clip("; ".join(map(value, given)), VALUE) or "(none)"
    if isinstance(given, dict):
        known = {key: each for key, each in given.items() if key not in PLACED}
        told = ", ".join(f"{key} {value(each)}" for key, each in known.items() if each is not None)
        place = f"{given.get('start')}-{given.get('end')}"
        return clip(f"“{clean(str(given.get('text')))}” {place} {told}".strip(), VALUE)
    if given is None:
        return "(none)"
    return clip(given if isinstance(given, str) else json.dumps(given), VALUE)
