"""What `explain` gives, as frozen records: where fields came from, what rules did and why.

Offsets are code points of the text, as everywhere; `file` and `line` lead to a rule or a row.
"""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from extractor.ruleset.rules import Measured
from extractor.spans import Span


@frozen
class Row:
    """A row of a lexicon: where it stands, and its values by column."""

    lexicon: str
    file: str
    line: int
    values: Mapping[str, str] = field(hash=False)


@frozen
class Made:
    """An item of a layer, the rule that made it, and what that rule's line of `match` took.

    Without a rule it was made by reading. `parts` are the items and rows that it is made of, a few
    deep.
    """

    layer: str
    span: Span
    rule: str | None = None
    file: str | None = None
    line: int | None = None
    parts: tuple["Reason", ...] = ()


@frozen
class Reason:
    """Why some tokens were taken: `sort` is word, shape, row, item, gap or edge."""

    sort: str
    written: str
    span: Span
    note: str = ""
    row: Row | None = None
    item: Made | None = None


@frozen
class Step:
    """One step of a pattern: its status is matched, left out, failed, or not reached.

    `stopped` says why one was left out that had begun.
    """

    number: int
    written: str
    status: str
    span: Span | None
    reasons: tuple[Reason, ...] = ()
    stopped: "Stopped | None" = None


@frozen
class Stopped:
    """What stood where something else was wanted, and why there was no item that would do."""

    stood: Span | None
    wanted: tuple[str, ...]
    absences: tuple["Absence", ...] = ()


@frozen
class Line:
    """One line of `match`, step by step, with the number of its steps that were taken."""

    file: str
    line: int
    written: str
    steps: tuple[Step, ...]
    reached: int


@frozen
class Refusal:
    """A condition or zone that keeps a match out: `key` is unless, only_if or not_in.

    `found` is what an `unless` has found; an `only_if` has found nothing.
    """

    key: str
    where: str
    written: str
    file: str
    line: int
    found: Span | None = None
    note: str = ""


@frozen
class Rival:
    """A match that came before another one, and what decided: beats, length, fields, place, id."""

    rule: str
    file: str
    line: int
    span: Span
    reason: str


@frozen
class Seen:
    """A place where a rule's pattern matches: `outcome` is made, refused, lost or left out.

    Refused is what a condition or a zone keeps out, lost what gave way to another match, left out
    what lacks a required field.
    """

    outcome: str
    span: Span
    line: Line | None
    refusals: tuple[Refusal, ...] = ()
    rival: Rival | None = None
    change: "Change | None" = None


@frozen
class Change:
    """The smallest change of the text that makes a rule match, and what comes of it then.

    `action` is insert, replace or delete; `span` is the stretch of the text that goes, empty for
    an insertion; `word` is what comes, or goes. `text` is the changed sentence, in which the word
    stands at `at`; `outcome` is what comes of the match there.
    """

    action: str
    span: Span
    word: str
    text: str
    at: int
    outcome: str
    refusals: tuple[Refusal, ...] = ()
    rival: Rival | None = None


@frozen
class Absence:
    """Why a wanted item does not begin at a token: how near a rule of its layer came to it."""

    layer: str
    rule: str
    file: str
    line: int
    outcome: str
    wanted: tuple[str, ...] = ()
    stood: Span | None = None
    refusals: tuple[Refusal, ...] = ()
    rival: Rival | None = None
    absences: tuple["Absence", ...] = ()


@frozen
class Miss:
    """The attempt of a rule that came nearest: what stood where it stopped, and what was wanted."""

    line: Line
    stood: Span | None
    wanted: tuple[str, ...]
    notes: tuple[str, ...]
    absences: tuple[Absence, ...]
    change: Change | None


@frozen
class Candidate:
    """An item that a link could choose: its status is chosen, free, taken, or behind <Layer>."""

    span: Span
    status: str


@frozen
class Pair:
    """An item that looks for a partner, and those it could choose from."""

    source: Span
    candidates: tuple[Candidate, ...]


@frozen
class Verdict:
    """What one rule did with a text: where it matched, how a link chose, where it came nearest."""

    rule: str
    file: str
    line: int
    makes: str
    about: str
    measured: Measured | None
    seen: tuple[Seen, ...]
    pairs: tuple[Pair, ...]
    misses: tuple[Miss, ...]


@frozen
class Origin:
    """Where one field of a record came from: the normaliser, and the captures it was given.

    `place` is that of the setting, None where the type of the field decides.
    """

    name: str
    value: Any
    normaliser: str
    place: str | None
    captures: tuple[Reason, ...]
    reference: str | None


@frozen
class Provenance:
    """Where a record came from: its rule, the line of `match`, its steps, and each field."""

    record: str
    id: str
    span: Span
    rule: str
    file: str
    line: int
    measured: Measured | None
    match: Line | None
    fields: tuple[Origin, ...]


@frozen
class Near:
    """A rule that came near in a sentence, and the step at which it stopped."""

    rule: str
    file: str
    line: int
    reached: int
    steps: int
    wanted: tuple[str, ...]
    stood: Span | None
    outcome: str
    refusals: tuple[Refusal, ...] = ()


@frozen
class Silence:
    """A sentence in which nothing was found, with the rules that came nearest."""

    span: Span
    near: tuple[Near, ...]


@frozen
class Explanation:
    """All that is explained of one document; `rule` is the id of the rule asked for."""

    doc: str
    date: str | None
    rule: str | None
    records: tuple[Provenance, ...]
    verdict: Verdict | None
    silences: tuple[Silence, ...]
    warnings: tuple[str, ...]
