"""Word lists in, lexicons with all their entries out. Knows no text.

A lexicon is a CSV file with a header, or words in the rule file: a list, a mapping from word to
value, or a range of numbers. The column `phrase` (or the first one) holds the words, `case` how
they have to be written; all others are values that rules can ask for.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from attrs import astuple, define, field

from extractor.errors import Place
from extractor.ruleset.complaints import Complaints, suggest
from extractor.ruleset.inflection import Paradigm
from extractor.ruleset.lexicons import Entry, Lexicon
from extractor.ruleset.limits import LEXICON_ROWS
from extractor.ruleset.nodes import Mapping as MappingNode
from extractor.ruleset.nodes import Node
from extractor.ruleset.shape import CASES

Split = Callable[[str], Sequence[str]]
# Words that are tokens in every language, one space between two: most rows need no closer look.
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*+(?: [A-Za-z][A-Za-z0-9]*+)*+")
# The range of numbers that are the minutes of a day.
WHOLE_DAY = ("0:00", "23:59")


# A row as a plain tuple, of which a million are made twice as fast.
Plain = tuple[str, tuple[str, ...], str | None, str, int, int]


class Row(NamedTuple):
    """A line of a word list before its forms are made."""

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
) -> tuple[tuple[str, ...], Iterator[Plain]]:
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

    def rows() -> Iterator[Plain]:
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
            values = tuple([cells[i] for i in kept]) if kept else ()
            yield cells[key].strip(), values, how, path, line, 1

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
    source: tuple[tuple[str, ...], Iterator[Plain]],
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
    made = _Making(split, complaints, place.path)
    written: dict[str, Plain] = {}
    for row in rows:
        phrase, values, own, *_ = row
        how = own or case
        if how not in CASES:
            what = f"case cannot be {how!r}"
            complaints.add(Row(*row).place, what, suggest(how, CASES), "bad-value")
            continue
        if len(made.entries) > LEXICON_ROWS:
            what = f"more than {LEXICON_ROWS} words in a lexicon"
            complaints.add(Row(*row).place, what, "make it several lexicons", "too-large")
            break
        key = phrase if how == "exact" else phrase.casefold()
        # most are written as they are compared: one string does for both
        first = written.setdefault(phrase if key == phrase else key, row)
        if row is not first:
            made.compare(Row(*row), Row(*first), case)
        if paradigm is None:
            made.add(phrase, values, how, row)
            continue
        for form, variants in paradigm.inflect(phrase).items():
            for variant in variants:
                made.add(variant, (*values, phrase, form), how, row)
    entries = made.finish(repeats=paradigm is not None)
    if not entries:
        complaints.add(
            place, f"the lexicon {name!r} is empty", "give it `words` or a `file`", "bad-table"
        )
    return Lexicon(name, columns, entries, place.path)


@define
class _Making:
    """The entries of a lexicon that is being made."""

    split: Split
    complaints: Complaints
    path: str
    entries: list[Entry] = field(init=False, factory=list)
    # whether some may have the same words: not where all are plain words with one case for all
    _repeats: bool = field(init=False, default=False)

    def add(self, text: str, values: tuple[str, ...], case: str, row: Plain) -> None:
        """Add one way to write a row."""
        if text.isalpha():
            words: tuple[str, ...] = (text,)
        elif PLAIN.fullmatch(text):
            words = tuple(text.split(" "))
        else:
            words = tuple(self.split(text))
            self._repeats = True
            if not words:
                remedy = "fill it or take it out"
                self.complaints.add(Row(*row).place, "a row without a word", remedy, "bad-table")
                return
        _, _, own, path, line, _ = row
        if own:
            self._repeats = True
        self.entries.append(Entry(words, values, case, line, None if path == self.path else path))

    def compare(self, row: Row, first: Row, case: str) -> None:
        """Tell of a row whose word stands in an earlier row too, unless case keeps them apart."""
        self._repeats = True
        if not _are_apart(row, first, case):
            _compare(row, first, self.complaints)

    def finish(self, *, repeats: bool) -> tuple[Entry, ...]:
        """Give the entries, of those with the same words and values the first one."""
        if not (repeats or self._repeats):
            return tuple(self.entries)
        firsts: dict[tuple[str, ...], Entry] = {}
        for entry in self.entries:
            # in one tuple, since all have as many values
            firsts.setdefault(entry.words + entry.values, entry)
        return tuple(firsts.values())


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
