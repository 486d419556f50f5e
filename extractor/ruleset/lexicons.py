"""Word lists in, lexicons out: words and phrases with values, case and line. Knows no text.

A lexicon is a CSV file with a header, or words in the rule file: a list, a mapping from word to
value, or a range of numbers. The column `phrase` (or the first one) holds the words, `case` how
they have to be written; all others are values that rules can ask for.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from attrs import astuple, frozen

from extractor.errors import Place
from extractor.ruleset.complaints import Complaints, suggest
from extractor.ruleset.inflection import Paradigm
from extractor.ruleset.limits import LEXICON_ROWS
from extractor.ruleset.nodes import Mapping as MappingNode
from extractor.ruleset.nodes import Node
from extractor.ruleset.shape import CASES

Split = Callable[[str], Sequence[str]]
# Words that are tokens in every language, one space between two: most rows need no closer look.
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*+(?: [A-Za-z][A-Za-z0-9]*+)*+")
# The range of numbers that are the minutes of a day.
WHOLE_DAY = ("0:00", "23:59")


@frozen
class Entry:
    """One way to write a row of a lexicon: its tokens, its values, its case and its line.

    `path` is the file of a row that an overlay has added, None for one of the lexicon's own file.
    """

    words: tuple[str, ...]
    values: tuple[str, ...]
    case: str
    line: int
    path: str | None = None


@frozen
class Lexicon:
    """A named list of words and phrases, each with values under the names in `columns`."""

    name: str
    columns: tuple[str, ...]
    entries: tuple[Entry, ...]
    path: str

    def value(self, entry: Entry, column: str) -> str | None:
        """Give the value of an entry, or None where the lexicon has no such column."""
        return entry.values[self.columns.index(column)] if column in self.columns else None


class Row(NamedTuple):
    """A line of a word list before its forms are made: a tuple, of which a million are cheap."""

    phrase: str
    values: tuple[str, ...]
    case: str | None
    path: str
    line: int
    column: int = 1

    @property
    def place(self) -> Place:
        """Give the place of the row, which only complaints ask for."""
        return Place(self.path, self.line, self.column)


def read_table(
    text: str, path: str, complaints: Complaints
) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Give the value columns and the rows of a CSV file; lines that begin with # are comments."""
    lines = text.split("\n")
    skipped = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    table = csv.reader(io.StringIO("\n".join(lines[skipped:]), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(table, [])]
    except csv.Error as error:
        complaints.add(
            Place(path, skipped + 1), f"not CSV: {error}", "mend the header", "bad-table"
        )
        return (), iter(())
    if not header or not header[0]:
        place = Place(path, skipped + 1)
        complaints.add(
            place, "a word list without a header", "begin with a line `phrase,...`", "bad-table"
        )
        return (), iter(())
    key = header.index("phrase") if "phrase" in header else 0
    case = header.index("case") if "case" in header else None
    kept = [i for i in range(len(header)) if i not in (key, case)]

    def rows() -> Iterator[Row]:
        while True:
            try:
                cells = next(table, None)
            except csv.Error as error:
                line = skipped + table.line_num
                complaints.add(
                    Place(path, line), f"not CSV: {error}", "mend this line", "bad-table"
                )
                return
            if cells is None:
                return
            if not any(cells):
                continue
            line = skipped + table.line_num
            if len(cells) != len(header):
                what = f"{len(cells)} cells under a header of {len(header)}"
                complaints.add(
                    Place(path, line), what, "quote a phrase that holds a comma", "bad-table"
                )
                continue
            how = cells[case].strip() or None if case is not None else None
            yield Row(cells[key].strip(), tuple([cells[i] for i in kept]), how, path, line)

    return tuple(header[i] for i in kept), rows()


def read_words(node: Node, complaints: Complaints) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Give the rows of words that stand in a rule file, as a list or with one `value` each."""
    if isinstance(node, MappingNode):
        pairs = [
            Row(key.text, (complaints.text(value, "a value") or "",), None, *astuple(key.place))
            for key, value in node.entries
        ]
        return ("value",), iter(pairs)
    words = complaints.scalars(node, "a word list")
    return (), (Row(word.text.strip(), (), None, *astuple(word.place)) for word in words)


def read_added(node: Node, columns: Sequence[str], complaints: Complaints) -> Iterator[Row]:
    """Give the rows of the words that an overlay adds to a lexicon with these value columns.

    A word stands alone, with its `value`, or with a mapping from columns to values.
    """
    if not isinstance(node, MappingNode):
        for word in complaints.scalars(node, "`add_words`"):
            yield Row(word.text.strip(), ("",) * len(columns), None, *astuple(word.place))
        return
    for key, value in node.entries:
        given = {"value": value}
        if isinstance(value, MappingNode):
            given = {name.text: each for name, each in value.entries}
        for name, each in given.items():
            if name not in columns:
                what = f"the lexicon has no column {name!r}"
                complaints.add(each.place, what, suggest(name, tuple(columns)), "unknown-name")
        cells = [complaints.text(given.get(column), "a value") or "" for column in columns]
        yield Row(key.text.strip(), tuple(cells), None, *astuple(key.place))


def read_numbers(node: Node, complaints: Complaints) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Give the rows of a range such as `1 to 31`, each number without and with a leading zero.

    `0:00 to 23:59` has the minutes of a day.
    """
    text = complaints.text(node, "numbers") or ""
    low, _, high = (part.strip() for part in text.partition(" to "))
    if (low, high) == WHOLE_DAY:
        times = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60)]
        written = [(time, time) for time in times]
        written += [(time[1:], time) for time in times if time < "10:00"]
        return ("value",), (
            Row(word, (value,), None, *astuple(node.place)) for word, value in written
        )
    # Python reads no number of some thousand digits, and a range has no use for one of five
    digits = low.isdecimal() and high.isdecimal() and max(len(low), len(high)) < len("10000")
    if not (digits and int(low) <= int(high)):
        complaints.add(node.place, f"no range: {text!r}", "write `numbers: 1 to 31`", "bad-value")
        return (), iter(())
    numbers = range(int(low), int(high) + 1)
    written = [(str(n), str(n)) for n in numbers]
    written += [(f"0{n}", str(n)) for n in numbers if n < 10]
    return ("value",), (Row(word, (value,), None, *astuple(node.place)) for word, value in written)


def build_lexicon(
    name: str,
    source: tuple[tuple[str, ...], Iterator[Row]],
    *,
    case: str,
    paradigm: Paradigm | None,
    split: Split,
    complaints: Complaints,
    place: Place,
) -> Lexicon:
    """Give the lexicon of the rows: each row with all its forms, each form split into tokens.

    With a paradigm the rows are lemmas, and the columns `lemma` and `form` are added.
    """
    columns, rows = source
    if paradigm is not None:
        columns = (*columns, "lemma", "form")
    entries: list[Entry] = []
    # the words and values of an entry in one: of the latter all have as many
    seen: set[tuple[str, ...]] = set()
    written: dict[str, Row] = {}
    for row in rows:
        how = row.case or case
        if how not in CASES:
            complaints.add(row.place, f"case cannot be {how!r}", suggest(how, CASES), "bad-value")
            continue
        if len(entries) > LEXICON_ROWS:
            what = f"more than {LEXICON_ROWS} words in a lexicon"
            complaints.add(row.place, what, "make it several lexicons", "too-large")
            break
        key = row.phrase if how == "exact" else row.phrase.casefold()
        # most are written as they are compared: one string does for both
        first = written.setdefault(row.phrase if key == row.phrase else key, row)
        if row is not first and not _are_apart(row, first, case):
            _compare(row, first, complaints)
        if paradigm is None:
            forms: Mapping[str, Sequence[str]] = {"": (row.phrase,)}
        else:
            forms = paradigm.inflect(row.phrase)
        for form, variants in forms.items():
            values = row.values if paradigm is None else (*row.values, row.phrase, form)
            for variant in variants:
                words = _words(variant, split)
                if not words:
                    complaints.add(
                        row.place, "a row without a word", "fill it or take it out", "bad-table"
                    )
                elif (whole := words + values) not in seen:
                    seen.add(whole)
                    added = None if row.path == place.path else row.path
                    entries.append(Entry(words, values, how, row.line, added))
    if not entries:
        complaints.add(
            place, f"the lexicon {name!r} is empty", "give it `words` or a `file`", "bad-table"
        )
    return Lexicon(name, columns, tuple(entries), place.path)


def _words(text: str, split: Split) -> tuple[str, ...]:
    if text.isalpha():
        return (text,)
    return tuple(text.split(" ") if PLAIN.fullmatch(text) else split(text))


def _are_apart(row: Row, first: Row, case: str) -> bool:
    """Tell whether of two rows one wants a capital, and the other one exactly a small letter."""
    exact = [each for each in (row, first) if (each.case or case) == "exact"]
    capital = [each for each in (row, first) if (each.case or case) == "capital"]
    return bool(capital) and any(each.phrase[:1].islower() for each in exact)


def _compare(row: Row, first: Row, complaints: Complaints) -> None:
    """Tell of a row whose word stands in an earlier row too."""
    where = f"{first.path}:{first.line}"
    if row.values == first.values:
        remedy = "take one of them out"
        complaints.add(
            row.place, f"{row.phrase!r} stands at {where} already", remedy, "repeated-entry"
        )
    elif row.path != first.path:
        remedy = "agree on one of them"
        what = f"{row.phrase!r} has other values at {where}"
        complaints.add(row.place, what, remedy, "overlay-conflict")
    else:
        remedy = "keep one of them, or say `exact` of the one and write it so"
        what = f"{row.phrase!r} stands at {where} with other values"
        complaints.add(row.place, what, remedy, "contradicting-entry")
