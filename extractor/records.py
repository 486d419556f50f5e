"""What can be found, as frozen records. Knows not how it is found.

Every record names the rule that made it; every span slices to its text. `docs/records.md` shows
the JSON form, and `extractor schema` prints it as JSON Schema.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs
from attrs import field, frozen

from extractor.spans import Span

SCHEMA_VERSION = 1


@frozen
class Evidence:
    """The rule that made a record: its id, file and line, its pack with version and hash.

    `precision` is the share of its records that the pack's authors found to be right, or None
    where they state none; `overlays` are the packs, as `name/hash`, that add something to the rule
    or to its words.
    """

    rule: str
    file: str
    line: int
    pack: str
    version: str
    hash: str
    precision: float | None = None
    overlays: tuple[str, ...] = ()


@frozen
class Term:
    """A word or phrase of a lexicon, with its lemma."""

    start: int
    end: int
    text: str
    lemma: str | None


@frozen
class Speaker:
    """Who speaks: the naming phrase, and the fullest name the document has for it.

    `via` says how the phrase names: named, surname, pronoun, description, document, joint,
    continued.
    """

    start: int
    end: int
    text: str
    name: str
    role: str | None
    via: str


@frozen
class Source:
    """An outer source, such as the agency that reports what somebody said."""

    start: int
    end: int
    text: str
    name: str


@frozen
class Timex:
    """A temporal expression with its TIMEX3 value.

    `earliest` and `latest` are ISO days, None where open or unknown; `reference` is the day that
    the value was counted from, None where it needed none.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    mod: str | None = None
    earliest: str | None = None
    latest: str | None = None
    reference: str | None = None


@frozen
class Spot:
    """A place of an event, with the code of its country where that is known."""

    start: int
    end: int
    text: str
    code: str | None


@frozen
class CountryMention:
    """A country as the text names it: ISO 3166-1 alpha-2 code (or XK), and the kind of name."""

    start: int
    end: int
    text: str
    code: str
    kind: str


@frozen
class GroupMention:
    """A group of countries: its identifier, and its members on the day `as_of`, if expanded."""

    start: int
    end: int
    text: str
    group: str
    quantifier: str | None
    codes: tuple[str, ...]
    as_of: str | None


@frozen(kw_only=True)
class Found:
    """What every record has: its id, its document, its whole extent, and its evidence."""

    id: str
    doc: str
    start: int
    end: int
    text: str
    evidence: Evidence

    @property
    def record(self) -> str:
        """Give the kind of the record."""
        return KIND_OF[type(self)]


@frozen(kw_only=True)
class Quote(Found):
    """What somebody said, in their words or in reported ones."""

    kind: str
    content: tuple[Span, ...]
    cue: Term | None
    speaker: Speaker | None
    addressee: Span | None
    said_on: str | None
    reported_by: Source | None


@frozen(kw_only=True)
class DatedEvent(Found):
    """What happened on which day."""

    date: Timex
    until: Timex | None
    relation: str
    trigger: Term
    who: tuple[Span, ...]
    what: tuple[Span, ...]
    where: tuple[Spot, ...]
    certainty: str


@frozen(kw_only=True)
class CountryList(Found):
    """Countries named together, and what is said of them."""

    members: tuple[CountryMention, ...]
    excluded: tuple[CountryMention, ...]
    groups: tuple[GroupMention, ...]
    codes: tuple[str, ...]
    open: bool
    count: int | None
    quantifier: str | None
    predicate: Span | None
    role: str | None


@frozen(kw_only=True)
class Time(Found):
    """One temporal expression."""

    type: str
    value: str
    mod: str | None
    earliest: str | None
    latest: str | None
    reference: str | None


@frozen(kw_only=True)
class Country(Found):
    """One mention of a country."""

    code: str
    kind: str


@frozen(kw_only=True)
class Record(Found):
    """A record of a kind that a rule pack declares; its fields are attributes too."""

    kind: str
    fields: Mapping[str, Any] = field(hash=False)

    @property
    def record(self) -> str:
        """Give the kind of the record."""
        return self.kind

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a pack decides what a field holds
        """Give the value of a field."""
        fields = object.__getattribute__(self, "fields")
        if name in fields:
            return fields[name]
        raise AttributeError(name)


CLASSES: Mapping[str, type[Found]] = {
    "quote": Quote,
    "dated_event": DatedEvent,
    "country_list": CountryList,
    "time": Time,
    "country": Country,
}
# The class of each type of field whose values have parts of their own.
PARTED: Mapping[str, type] = {
    "span": Span,
    "term": Term,
    "speaker": Speaker,
    "source": Source,
    "time": Timex,
    "place": Spot,
    "country": CountryMention,
    "group": GroupMention,
}
KIND_OF = {cls: name for name, cls in CLASSES.items()}
MAIN_KINDS = ("quote", "dated_event", "country_list")
COMMON = ("id", "doc", "start", "end", "text")


@frozen
class Extraction:
    """Everything found in one document, in text order, and what was left out and why.

    `text` is what was read, so that a page can show it; `date` is the reference date as an ISO
    day, or None where neither the document nor its dateline names one. `error` says why a document
    of many could not be read at all; it then has no records.
    """

    doc: str
    records: tuple[Found, ...]
    warnings: tuple[str, ...] = ()
    text: str = field(default="", repr=False)
    date: str | None = None
    error: str | None = None

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Give the quotes."""
        return tuple(r for r in self.records if isinstance(r, Quote))

    @property
    def events(self) -> tuple[DatedEvent, ...]:
        """Give the dated events."""
        return tuple(r for r in self.records if isinstance(r, DatedEvent))

    @property
    def country_lists(self) -> tuple[CountryList, ...]:
        """Give the country lists."""
        return tuple(r for r in self.records if isinstance(r, CountryList))

    def of(self, kind: str) -> tuple[Found, ...]:
        """Give the records of one kind, of a pack's own too."""
        return tuple(r for r in self.records if r.record == kind)

    def _repr_html_(self) -> str:
        """Give what a notebook shows: the page of this document."""
        # records are read by programs that never show a page
        from extractor.output.html import embed  # noqa: PLC0415 - only who wants a page pays for it

        return embed(self)


def to_json(value: Any) -> Any:  # noqa: ANN401 - whatever a record holds
    """Give a record, or a part of one, as what `json` can write."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [to_json(each) for each in value]
    if isinstance(value, Found):
        return dict(_record_items(value))
    if isinstance(value, Mapping):
        return {name: to_json(each) for name, each in value.items()}
    return {name: to_json(getattr(value, name)) for name in _names(type(value))}


def _record_items(record: Found) -> Iterator[tuple[str, Any]]:
    yield "record", record.record
    for name in COMMON:
        yield name, getattr(record, name)
    if isinstance(record, Record):
        yield from ((name, to_json(value)) for name, value in record.fields.items())
    else:
        for name in _names(type(record)):
            if name not in COMMON and name != "evidence":
                yield name, to_json(getattr(record, name))
    yield "evidence", to_json(record.evidence)


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(cls: type) -> tuple[str, ...]:
    """Give the field names of a record class, which attrs would look up each time."""
    names = _NAMES.get(cls)
    if names is None:
        names = _NAMES[cls] = tuple(each.name for each in attrs.fields(cls))
    return names
