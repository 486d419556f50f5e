"""An examined document in, lines that show what rules see in it out.

First its tokens by paragraph and sentence, then what stands in quotation marks, the rows of
lexicons, and the items of layers with the rules that made them. Knows nothing of records.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from extractor.matching import Item
from extractor.matching.alphabet import fits, shape_of
from extractor.matching.folding import fold
from extractor.output.parts import clean
from extractor.pipeline import Examination
from extractor.reading import Reading
from extractor.resolving import Values
from extractor.ruleset import Ruleset
from extractor.ruleset.lexicons import Entry, Lexicon

GUTTER = "  "
Row = Sequence[str]


@frozen
class Sighting:
    """A stretch of tokens and what it is called there: a row of a lexicon, or a layer's item."""

    name: str
    first: int
    end: int
    notes: str

    def at(self, token: int) -> str:
        """Give the name as one of its tokens bears it, with the place in a longer stretch."""
        size = self.end - self.first
        return self.name if size == 1 else f"{self.name} {token - self.first + 1}/{size}"


def show_reading(examination: Examination, values: Values, ruleset: Ruleset) -> Iterator[str]:
    """Give all lines for one document."""
    reading = examination.reading
    entries = list(find_entries(reading, ruleset.lexicons))
    items = [
        sight_item(item, values)
        for layer, each in sorted(examination.findings.items.items())
        if not layer.startswith("{")
        for item in each
    ]
    yield from token_lines(reading, entries, items)
    quotations = [
        (place(reading, q.first, q.last + 1), f"depth {q.depth}", "" if q.closed else "not closed",
         text(reading, q.first, q.last + 1))
        for q in reading.quotations
    ]  # fmt: skip
    yield from section("quotations", quotations)
    for title, sightings in (("lexicons", entries), ("layers", items)):
        rows = [
            (s.name, place(reading, s.first, s.end), text(reading, s.first, s.end), s.notes)
            for s in sorted(sightings, key=lambda s: (s.first, -s.end, s.name))
        ]
        yield from section(title, rows)
    for warning in examination.findings.warnings:
        yield f"warning: {warning.text}"


def token_lines(
    reading: Reading, entries: Sequence[Sighting], items: Sequence[Sighting]
) -> Iterator[str]:
    """Give a line a token, under headings for paragraphs and sentences."""
    cells: list[list[list[str]]] = [[[] for _ in reading.words] for _ in range(2)]
    for column, sightings in zip(cells, (entries, items), strict=True):
        for sighting in sightings:
            for token in range(sighting.first, sighting.end):
                column[token].append(sighting.at(token))
    rows = [
        (
            place(reading, token, token + 1),
            clean(word) or ascii(word),
            shape_of(word),
            *(" ".join(dict.fromkeys(column[token])) for column in cells),
        )
        for token, word in enumerate(reading.words)
    ]
    zones = {zone.first: zone.name for zone in reading.zones}
    paragraphs = dict(stretches(reading, reading.paragraphs))
    sentences = dict(stretches(reading, reading.sentences))
    heading, *lines = align([("offsets", "text", "shape", "lexicons", "layers"), *rows])
    yield f"{GUTTER}{heading}"
    for token, line in enumerate(lines):
        if token in paragraphs:
            yield f"paragraph {place(reading, *paragraphs[token])} {zones.get(token, '')}".rstrip()
        if token in sentences:
            yield f"sentence {place(reading, *sentences[token])}"
        yield f"{GUTTER}{line}"


def stretches(reading: Reading, firsts: Sequence[int]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Give each stretch that begins at one of these tokens and ends before the next, by it."""
    for first, end in pairwise((*firsts, len(reading.words))):
        yield first, (first, end)


def find_entries(reading: Reading, lexicons: Mapping[str, Lexicon]) -> Iterator[Sighting]:
    """Give the rows of all lexicons whose words stand in a reading, phrases too."""
    table: dict[tuple[str, ...], list[tuple[Lexicon, Entry]]] = {}
    for lexicon in lexicons.values():
        for entry in lexicon.entries:
            table.setdefault(tuple(map(fold, entry.words)), []).append((lexicon, entry))
    longest = max(map(len, table), default=0)
    folded = [fold(word) for word in reading.words]
    for first, stop in pairwise((*reading.paragraphs, len(folded))):
        for start in range(first, stop):
            for end in range(start + 1, min(start + longest, stop) + 1):
                for lexicon, entry in table.get(tuple(folded[start:end]), ()):
                    if fits(entry, reading.words[start:end]):
                        yield Sighting(f"{{{lexicon.name}}}", start, end, row_notes(lexicon, entry))


def row_notes(lexicon: Lexicon, entry: Entry) -> str:
    """Give the values of a row, and where it stands."""
    values = zip(lexicon.columns, entry.values, strict=True)
    shown = [f"{column}={clean(value)}" for column, value in values if value]
    return " ".join((*shown, f"{lexicon.path}:{entry.line}"))


def sight_item(item: Item, values: Values) -> Sighting:
    """Give an item with what its rule captured and set, and the rule; reading made the others."""
    match, name = item.match, f"<{item.layer}>"
    if match is None:
        return Sighting(name, item.first, item.end, "")
    captured = [
        f"{field}:{clean(values.context.span(tokens).text)}"
        for field, each in match.captures.items()
        for tokens in each
    ]
    settings = [f"{field}={brief(values.item_value(item, field))}" for field, _ in match.rule.set]
    made = f"{match.rule.id} {match.rule.place.path}:{match.rule.place.line}"
    return Sighting(name, item.first, item.end, " ".join((*captured, *settings, made)))


def brief(value: object) -> str:
    """Give a value in one word or a few: of a date its value, of a span its text."""
    known = next((getattr(value, key) for key in ("value", "text") if hasattr(value, key)), value)
    return clean(str(known))


def place(reading: Reading, first: int, end: int) -> str:
    """Give the offsets of some tokens."""
    return f"{reading.starts[first]}-{reading.ends[end - 1]}"


def text(reading: Reading, first: int, end: int) -> str:
    """Give the text of some tokens in one line."""
    return clean(reading.span(first, end).text)


def section(title: str, rows: Sequence[Row]) -> Iterator[str]:
    """Give a heading and its rows, or nothing where there are none."""
    if rows:
        yield ""
        yield title
        yield from (f"{GUTTER}{line}" for line in align(rows))


def align(rows: Sequence[Row]) -> Iterator[str]:
    """Give the lines of a table, its columns one below the other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        yield GUTTER.join(cells).rstrip()
