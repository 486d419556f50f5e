"""The value of a field in, the words that show it to a reader out. Knows no kind of record."""

from collections.abc import Callable, Iterator
from typing import Any

from extractor.output.colours import Word
from extractor.records import (
    CountryMention,
    GroupMention,
    Source,
    Speaker,
    Spot,
    Term,
    Timex,
)
from extractor.spans import Span


def clean(text: str) -> str:
    r"""Give a text in one line, without what a terminal would take for a command.

    >>> clean("two\n lines \x1b[31m")
    'two lines [31m'
    """
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def show(value: Any) -> list[Word]:  # noqa: ANN401 - whatever a field holds
    """Give the words for one value: what it is, then in brackets what else is known of it."""
    shower = _SHOWERS.get(type(value))
    return list(shower(value)) if shower else _words(str(value), "text")


def _words(text: str, meaning: str) -> list[Word]:
    return [(word, meaning) for word in clean(text).split()]


def _notes(*notes: str | None) -> list[Word]:
    known = "; ".join(note for note in notes if note)
    return _words(f"({known})", "note") if known else []


def _written(value: Speaker | Source) -> str | None:
    """Give how the text names somebody, unless the name stands there."""
    return None if value.name in value.text else f"“{clean(value.text)}”"


def _flag(value: bool) -> Iterator[Word]:  # noqa: FBT001 - the value to be shown
    yield ("yes" if value else "no"), "text"


def _span(value: Span) -> Iterator[Word]:
    yield from _words(value.text, "text")


def _term(value: Term) -> Iterator[Word]:
    yield from _words(value.text, "text")
    yield from _notes(value.lemma if value.lemma != value.text else None)


def _speaker(value: Speaker) -> Iterator[Word]:
    yield from _words(value.name, "name")
    yield from _notes(value.role, value.via, _written(value))


def _source(value: Source) -> Iterator[Word]:
    yield from _words(value.name, "name")
    yield from _notes(_written(value))


def _timex(value: Timex) -> Iterator[Word]:
    yield from _words(value.text, "text")
    yield value.value, "value"
    days = (value.earliest, value.latest)
    plain = days in ((value.value, value.value), (None, None))
    stretch = None if plain else f"{value.earliest or '...'} to {value.latest or '...'}"
    reference = f"counted from {value.reference}" if value.reference else None
    kind = None if value.type == "DATE" else value.type
    yield from _notes(kind, value.mod, stretch, reference)


def _spot(value: Spot) -> Iterator[Word]:
    yield from _words(value.text, "text")
    if value.code:
        yield value.code, "value"


def _country(value: CountryMention) -> Iterator[Word]:
    yield from _words(value.text, "text")
    yield value.code, "value"
    yield from _notes(None if value.kind == "name" else value.kind)


def _group(value: GroupMention) -> Iterator[Word]:
    yield from _words(value.text, "text")
    yield value.group, "value"
    as_of = f"as of {value.as_of}" if value.as_of else None
    yield from _notes(value.quantifier, " ".join(value.codes), as_of)


_SHOWERS: dict[type, Callable[[Any], Iterator[Word]]] = {
    bool: _flag,
    Span: _span,
    Term: _term,
    Speaker: _speaker,
    Source: _source,
    Timex: _timex,
    Spot: _spot,
    CountryMention: _country,
    GroupMention: _group,
}
