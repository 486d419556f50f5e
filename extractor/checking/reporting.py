"""Rules and a corpus in; how often each rule fires, gives way and takes its time, out."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field, frozen

from extractor.checking.owning import find_own
from extractor.matching import Findings, Journal
from extractor.pipeline import Extractor
from extractor.reading import Document
from extractor.records import Found
from extractor.ruleset import Ruleset

# Records that overlap a record are sought among so many that begin before it.
OVERLAPPING = 40


@frozen
class RuleFigures:
    """One rule: its matches, those that stand, those that gave way, its documents, its seconds."""

    rule: str
    makes: str
    matches: int
    stand: int
    lost: int
    documents: int
    seconds: float


@frozen
class Conflict:
    """How often one rule gave way to another one, and what decided between them."""

    winner: str
    loser: str
    reason: str
    count: int


@frozen
class Overlap:
    """How often records of two rules stand on the same text, both of them."""

    rule: str
    other: str
    count: int


@frozen
class Report:
    """All figures over a corpus; `covered` counts the sentences and paragraphs with a record.

    Where there are packs beside the shipped ones, the figures are those of their rules.
    """

    documents: int
    characters: int
    records: int
    sentences: int
    covered_sentences: int
    paragraphs: int
    covered_paragraphs: int
    rules: tuple[RuleFigures, ...]
    conflicts: tuple[Conflict, ...]
    overlaps: tuple[Overlap, ...]
    silent: tuple[str, ...]


@define
class Reporting:
    """Rules compiled once, and what they have done so far."""

    ruleset: Ruleset
    extractor: Extractor
    own: frozenset[str]
    _sizes: Counter[str] = field(init=False, factory=Counter)
    _matches: Counter[str] = field(init=False, factory=Counter)
    _stand: Counter[str] = field(init=False, factory=Counter)
    _lost: Counter[str] = field(init=False, factory=Counter)
    _documents: Counter[str] = field(init=False, factory=Counter)
    _seconds: dict[str, float] = field(init=False, factory=dict)
    _conflicts: Counter[tuple[str, str, str]] = field(init=False, factory=Counter)
    _overlaps: Counter[tuple[str, str]] = field(init=False, factory=Counter)

    @classmethod
    def of_ruleset(cls, ruleset: Ruleset) -> "Reporting":
        """Compile all rules of a ruleset; told of are those of its user's own packs."""
        packs = find_own(ruleset)
        own = frozenset(rule.id for rule in ruleset.rules if rule.pack in packs)
        return cls(ruleset, Extractor.of_ruleset(ruleset, whole=True), own)

    def add(self, document: Document) -> None:
        """Take one document in."""
        journal = Journal()
        examination = self.extractor.examine(document, journal)
        records = [record for _, record in self.extractor.match_records(examination)]
        reading = examination.reading
        self._sizes["documents"] += 1
        self._sizes["characters"] += len(document.text)
        told = [record for record in records if record.evidence.rule in self.own]
        self._sizes["records"] += len(told)
        for name, firsts in (("sentences", reading.sentences), ("paragraphs", reading.paragraphs)):
            self._sizes[name] += len(firsts)
            self._sizes[f"covered_{name}"] += _covered([reading.starts[n] for n in firsts], told)
        for rule, matches in journal.matches.items():
            self._matches[rule] += len(matches)
        for rule, seconds in journal.seconds.items():
            self._seconds[rule] = self._seconds.get(rule, 0.0) + seconds
        made = Counter(_makers(examination.findings))
        self._stand.update(made)
        self._documents.update(made.keys())
        for loss in journal.losses:
            winner, loser = loss.winner.rule.id, loss.loser.rule.id
            self._lost[loser] += 1
            self._conflicts[winner, loser, loss.reason] += 1
        self._overlaps.update(_overlapping(records))

    def result(self) -> Report:
        """Give the figures."""
        rules = [
            RuleFigures(
                rule.id,
                rule.target if rule.emits else f"<{rule.target}>",
                self._matches[rule.id],
                self._stand[rule.id],
                self._lost[rule.id],
                self._documents[rule.id],
                self._seconds.get(rule.id, 0.0),
            )
            for rule in self.ruleset.rules
            if rule.id in self.own
        ]
        conflicts = [each for each in self._conflicts.items() if self._is_told(each[0][:2])]
        overlaps = [each for each in self._overlaps.items() if self._is_told(each[0])]
        size = self._sizes
        return Report(
            size["documents"], size["characters"], size["records"],
            size["sentences"], size["covered_sentences"],
            size["paragraphs"], size["covered_paragraphs"],
            tuple(rules),
            tuple(Conflict(*names, count) for names, count in sorted(conflicts, key=_by_count)),
            tuple(Overlap(*names, count) for names, count in sorted(overlaps, key=_by_count)),
            tuple(each.rule for each in rules if not each.stand),
        )  # fmt: skip

    def _is_told(self, rules: Sequence[str]) -> bool:
        return any(rule in self.own for rule in rules)


def _by_count(each: tuple[Sequence[str], int]) -> tuple[int, Sequence[str]]:
    """Rank counted pairs: the most frequent first, then by their names."""
    return -each[1], each[0]


def report(ruleset: Ruleset, documents: Iterable[Document]) -> Report:
    """Give how often each rule fires in a corpus, and who gives way to whom."""
    reporting = Reporting.of_ruleset(ruleset)
    for document in documents:
        reporting.add(document)
    return reporting.result()


def _makers(findings: Findings) -> Iterator[str]:
    """Give the rule of each item, and of each match for a record, that stands."""
    for items in findings.items.values():
        yield from (item.match.rule.id for item in items if item.match is not None)
    yield from (match.rule.id for match in findings.records)


def _covered(starts: Sequence[int], records: Sequence[Found]) -> int:
    """Count the stretches, given by their starts, with a part of a record in them."""
    covered: set[int] = set()
    for record in records:
        low, high = bisect_right(starts, record.start), bisect_right(starts, record.end - 1)
        covered.update(range(low, high + 1))
    return len(covered)


def _overlapping(records: Sequence[Found]) -> Iterator[tuple[str, str]]:
    """Give the rules of each two records that share text, in the order of the alphabet."""
    for number, record in enumerate(records):
        for other in records[max(number - OVERLAPPING, 0) : number]:
            if record.start < other.end:
                first, second = sorted((record.evidence.rule, other.evidence.rule))
                yield first, second
