"""Two rulesets and a corpus in; which records come, go and change between the two, out."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from extractor.pipeline import Extractor
from extractor.reading import Document
from extractor.records import Found, to_json
from extractor.ruleset import Ruleset, load_ruleset
from extractor.ruleset.packs import MANIFEST
from extractor.spans import Span

SHIPPED = "shipped"
GAINED, LOST, CHANGED = "gained", "lost", "changed"
# So many characters are shown before and behind a record.
AROUND = 40
# A partner is sought among so many records that begin before the one that looks for it.
NEAR = 40
# What stands in a record, and is not compared: it says where the record is, not what it says.
SKIPPED = ("record", "id", "doc", "evidence")


@frozen
class FieldChange:
    """A field whose value differs: the old one and the new one, as JSON."""

    name: str
    old: Any
    new: Any


@frozen
class Difference:
    """A record that was gained, lost or changed, with the text around it.

    `rule` is the one that makes it now, or made it; `was` the one that made it before, where it is
    made by another one now.
    """

    status: str
    record: str
    doc: str
    rule: str
    was: str | None
    span: Span
    before: str
    behind: str
    fields: tuple[FieldChange, ...]


@frozen
class RuleCount:
    """How many records of a rule stay, come, go and change."""

    rule: str
    same: int
    gained: int
    lost: int
    changed: int


@frozen
class Comparison:
    """All differences over a corpus, in its order, and their numbers by rule."""

    documents: int
    same: int
    differences: tuple[Difference, ...]
    rules: tuple[RuleCount, ...]


def load_side(given: str) -> Ruleset:
    """Give the rules that one side of a comparison stands for.

    A folder with a manifest holds all packs itself; any other pack stands beside the shipped ones,
    or in the place of the one that has its name; `shipped` are the shipped ones alone.
    """
    path = Path(given)
    if given == SHIPPED:
        return load_ruleset()
    if (path / MANIFEST).is_file():
        packs = sorted(entry for entry in path.iterdir() if entry.is_dir())
        return load_ruleset(packs, shipped=False)
    return load_ruleset([path], instead=True)


@define
class Comparing:
    """Two extractors, and what they have disagreed on so far."""

    old: Extractor
    new: Extractor
    documents: int = 0
    _differences: list[Difference] = field(init=False, factory=list)
    _same: Counter[str] = field(init=False, factory=Counter)

    def add(self, document: Document) -> None:
        """Take one document in."""
        self.documents += 1
        before, after = self.old.extract(document).records, self.new.extract(document).records
        alike: set[int] = set()
        known: dict[str, list[Found]] = {}
        for record in after:
            known.setdefault(_said(record), []).append(record)
        for record in before:
            twins = known.get(_said(record))
            if twins:
                twin = twins.pop(0)
                self._same[twin.evidence.rule] += 1
                alike |= {id(record), id(twin)}
        lost = [record for record in before if id(record) not in alike]
        gained = [record for record in after if id(record) not in alike]
        found = list(_compare(document, lost, gained))
        self._differences += sorted(found, key=lambda each: (each.span.start, each.span.end))

    def result(self) -> Comparison:
        """Give what was found."""
        counts = {
            status: Counter(each.rule for each in self._differences if each.status == status)
            for status in (GAINED, LOST, CHANGED)
        }
        rules = sorted({each.rule for each in self._differences})
        return Comparison(
            self.documents,
            self._same.total(),
            tuple(self._differences),
            tuple(
                RuleCount(rule, self._same[rule], *(each[rule] for each in counts.values()))
                for rule in rules
            ),
        )


def diff(old: Ruleset, new: Ruleset, documents: Iterable[Document]) -> Comparison:
    """Give the records that two rulesets do not find alike in a corpus."""
    comparing = Comparing(Extractor.of_ruleset(old), Extractor.of_ruleset(new))
    for document in documents:
        comparing.add(document)
    return comparing.result()


def _values(record: Found) -> Mapping[str, Any]:
    return {key: value for key, value in to_json(record).items() if key not in SKIPPED}


def _said(record: Found) -> str:
    """Give all that a record says, with its rule, as one text."""
    return repr((record.record, record.evidence.rule, _values(record)))


def _compare(
    document: Document, lost: Sequence[Found], gained: Sequence[Found]
) -> Iterator[Difference]:
    """Pair records of one kind that overlap, the most first; what finds no partner stands alone."""
    starts = [record.start for record in gained]
    pairs = []
    for n, old in enumerate(lost):
        end = bisect_left(starts, old.end)
        for m in range(max(bisect_left(starts, old.start) - NEAR, 0), end):
            new = gained[m]
            if old.record == new.record and old.start < new.end:
                shared = min(old.end, new.end) - max(old.start, new.start)
                pairs.append((-shared, n, m))
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for _, n, m in sorted(pairs):
        if n not in partners and m not in taken:
            partners[n] = m
            taken.add(m)
    for n, record in enumerate(lost):
        if n in partners:
            yield _difference(CHANGED, document, gained[partners[n]], record)
        else:
            yield _difference(LOST, document, record)
    for m, record in enumerate(gained):
        if m not in taken:
            yield _difference(GAINED, document, record)


def _difference(
    status: str, document: Document, record: Found, old: Found | None = None
) -> Difference:
    fields: list[FieldChange] = []
    was = None
    if old is not None:
        before, after = _values(old), _values(record)
        names = dict.fromkeys((*before, *after))
        fields = [
            FieldChange(name, before.get(name), after.get(name))
            for name in names
            if before.get(name) != after.get(name)
        ]
        if old.evidence.rule != record.evidence.rule:
            was = old.evidence.rule
    text = document.text
    return Difference(
        status,
        record.record,
        document.id,
        record.evidence.rule,
        was,
        Span(record.start, record.end, record.text),
        text[_begin(text, record.start) : record.start],
        text[record.end : _end(text, record.end)],
        tuple(fields),
    )


def _begin(text: str, place: int) -> int:
    """Give where the text before a place begins that is shown: not in the middle of a word."""
    low = max(place - AROUND, 0)
    found = text.find(" ", low, place)
    return low if not low or found < 0 else found + 1


def _end(text: str, place: int) -> int:
    """Give where the text behind a place ends that is shown."""
    high = place + AROUND
    found = text.rfind(" ", place, high)
    return high if high >= len(text) or found < 0 else found
