"""A ruleset in; out comes what one of its rules, as it is or changed, makes of a text.

A whole ruleset takes half a second to compile. A rule that is changed a little is tried on texts
that were read before, by the reference interpreter, with the layers that were found then.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import define, evolve, field, frozen

from extractor.errors import Place
from extractor.matching import Item, Journal, Match
from extractor.matching.alphabet import Alphabet
from extractor.matching.anchors import width
from extractor.matching.assembly import LONGEST_ITEM
from extractor.matching.conflicts import Loss, settle
from extractor.matching.engine import Engine
from extractor.matching.masks import Mask
from extractor.matching.scene import Scene
from extractor.matching.scopes import find_scopes
from extractor.matching.seeking import Hit, PlainSeeker
from extractor.pipeline import Examination, Extractor, read_date
from extractor.reading import Document, Reader, Reading
from extractor.reading.zones import ZONES
from extractor.resolving.names import GATHERED
from extractor.ruleset import Ruleset
from extractor.ruleset.pattern import QUOTATION, InLexicon, Pattern, Word
from extractor.ruleset.pattern import Sequence as Steps
from extractor.ruleset.rules import Rule

# No text that is read has such a token, so the rule that holds it costs nothing.
NEVER = Word("\0")
# Fields of these types hold whoever is meant, by names from anywhere in the text.
NAMING = ("speaker", "source")


@define
class RememberingSeeker(PlainSeeker):
    """Tries each pattern once a text, however many changed rules still hold it."""

    _hits: dict[tuple[Pattern, str], list[Hit]] = field(init=False, factory=dict)

    def everywhere(self, pattern: Pattern, within: str, wanted: Mask | None = None) -> list[Hit]:
        """Give (first, end, captures) of the pattern at each token at which it matches."""
        key = (pattern, within)
        if key not in self._hits:
            self._hits[key] = list(PlainSeeker.everywhere(self, pattern, within, wanted))
        return self._hits[key]


@frozen
class Sight:
    """A text with all that the unchanged rules see in it, and which of their matches gave way."""

    examination: Examination
    seeker: RememberingSeeker
    losses: Sequence[Loss] = ()
    _matches: dict[str, list[Match]] = field(factory=dict, eq=False)

    def matches(self, rule: Rule, engine: Engine) -> list[Match]:
        """Give the matches of an unchanged rule, before any are settled."""
        if rule.id not in self._matches:
            self._matches[rule.id] = list(engine.apply(rule, self.seeker))
        return self._matches[rule.id]


class Lengths(dict[Pattern, int]):
    """How far back a pattern that has to touch a match may begin, reckoned when asked for."""

    def __init__(self, longest: Mapping[str, int]) -> None:
        super().__init__()
        self._longest = longest

    def __missing__(self, pattern: Pattern) -> int:
        """Reckon the width of a pattern."""
        size = width(pattern, self._longest)
        self[pattern] = LONGEST_ITEM if size is None else size
        return self[pattern]


class Bench:
    """A compiled ruleset on which single rules can be tried, as they are or changed."""

    def __init__(self, ruleset: Ruleset, whole: Extractor | None = None) -> None:
        """Take a ruleset, and a compiled one that it is part of, if there is one."""
        self.ruleset = ruleset
        self._whole = whole
        self._near: dict[tuple[str, bool], Bench] = {}
        self._rivals: dict[tuple[str, bool], list[Rule]] = {}
        self._sights: dict[tuple[str, str | None], Sight] = {}
        for rule in ruleset.rules:
            self._rivals.setdefault((rule.target, rule.emits), []).append(rule)

    @classmethod
    def around(cls, ruleset: Ruleset, rules: Sequence[Rule]) -> "Bench":
        """Give a bench for some rules: with them, their rivals, and what these stand on."""
        rivals = {(rule.target, rule.emits) for rule in rules}
        near = [rule for rule in ruleset.rules if (rule.target, rule.emits) in rivals]
        return cls(_restrict(ruleset, near))

    @cached_property
    def runner(self) -> Extractor:
        """Give the extractor of all the rules, which knows each whole lexicon."""
        if self._whole is not None:
            return self._whole.limit(self.ruleset)
        return Extractor.of_ruleset(_widen(self.ruleset), records=self.ruleset.kinds, whole=True)

    @property
    def engine(self) -> Engine:
        """Give the compiled rules."""
        return self.runner.engine

    @property
    def alphabet(self) -> Alphabet:
        """Give the symbols of the compiled rules."""
        return self.engine.alphabet

    @cached_property
    def _order(self) -> Mapping[str, int]:
        phrased = sorted(key for key, size in self.alphabet.longest.items() if size > 1)
        layers = [layer for stratum in self.ruleset.strata for layer in stratum]
        return {name: n for n, name in enumerate((*ZONES, QUOTATION, *layers, *phrased))}

    @cached_property
    def _lengths(self) -> Lengths:
        return Lengths(self.alphabet.longest)

    def near(self, rule: Rule) -> "Bench":
        """Give a bench with no other rules than a rule and its rivals stand on: a text costs less.

        What those rules find is the same on either.
        """
        key = (rule.target, rule.emits)
        if key not in self._near:
            part = _restrict(self.ruleset, self._rivals[key])
            self._near[key] = Bench(part, self._whole or self.runner)
        return self._near[key]

    def build_upon(self, rules: Sequence[Rule]) -> Sequence[Rule]:
        """Give some rules, and all those whose layers they look at."""
        return _restrict(self.ruleset, rules).rules

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.ruleset.language)

    def read(self, text: str) -> Reading:
        """Give the tokens of a text, whatever any rule says."""
        return self._reader.read(Document(text))

    def see(self, text: str, date: str | None) -> Sight:
        """Read a text; raises UsageError for a date that is none."""
        journal = Journal()
        examination = self.runner.examine(Document(text, "", read_date(date)), journal)
        reading, items = examination.reading, examination.findings.items
        scopes = find_scopes(reading)
        scene = Scene(reading, self.alphabet, items, self._order, self._lengths, scopes, {}, {})
        return Sight(examination, RememberingSeeker(scene), journal.losses)

    def recall(self, text: str, date: str | None) -> Sight:
        """Give what `see` gives, each time the same: for texts that are looked at again."""
        key = text, date
        if key not in self._sights:
            self._sights[key] = self.see(text, date)
        return self._sights[key]

    def matches(self, rule: Rule, sight: Sight) -> list[Match]:
        """Give the matches of a rule, changed or not, before any are settled."""
        return list(self.engine.apply(rule, sight.seeker))

    def settled(self, rule: Rule, own: Sequence[Match], sight: Sight) -> list[Match]:
        """Give the matches that stand when a rule has these, and its rivals what they have."""
        rivals = [r for r in self._rivals[rule.target, rule.emits] if r.id != rule.id]
        found = [m for r in rivals for m in sight.matches(r, self.engine)]
        beaten = {r.id: set(r.beats) for r in (*rivals, rule) if r.beats}
        kind = self.ruleset.kinds[rule.target] if rule.emits else None
        return settle(
            [*own, *found],
            kind.one_per if kind else self.ruleset.keys.get(rule.target, ()),
            beaten,
            nested=kind is not None and kind.nested,
        )

    def examine(self, rule: Rule, own: Sequence[Match], sight: Sight) -> Examination:
        """Give a text as it is seen when a rule has these matches instead of its own."""
        findings = sight.examination.findings
        stand = self.settled(rule, own, sight)
        if rule.emits:
            others = [m for m in findings.records if m.rule.target != rule.target]
            changed = evolve(findings, records=[*others, *stand])
        else:
            made = [Item(rule.target, m.first, m.end, m) for m in stand]
            changed = evolve(findings, items={**findings.items, rule.target: made})
        return Examination(sight.examination.reading, changed)


def _restrict(ruleset: Ruleset, rules: Sequence[Rule]) -> Ruleset:
    """Give a ruleset with some rules and those of all layers that these build upon."""
    kept = list(rules)
    new = {layer for rule in rules for layer in rule.layers}
    for kind in {ruleset.kinds[rule.target] for rule in rules if rule.emits}:
        new |= set(kind.reads)
        if any(each.type in NAMING for each in kind.fields):
            makers = (rule for rule in ruleset.rules if not rule.emits)
            new |= {rule.target for rule in makers if not GATHERED.isdisjoint(rule.captured)}
    layers = {rule.target for rule in rules if not rule.emits}
    new -= layers
    while new:
        layers |= new
        made = [rule for rule in ruleset.rules if not rule.emits and rule.target in new]
        kept += made
        new = {layer for rule in made for layer in rule.layers} - layers
    strata = [[layer for layer in stratum if layer in layers] for stratum in ruleset.strata]
    return evolve(
        ruleset,
        rules=tuple(sorted(kept, key=lambda rule: rule.id)),
        strata=tuple(tuple(stratum) for stratum in strata if stratum),
    )


def _widen(ruleset: Ruleset) -> Ruleset:
    """Give a ruleset that knows each whole lexicon, of which its rules may name only rows."""
    named = sorted({node.name for rule in ruleset.rules for node in rule.lexicons})
    if not named or not ruleset.rules:
        return ruleset
    whole = tuple(Steps((InLexicon(name), NEVER)) for name in named)
    first = ruleset.rules[0]
    knowing = evolve(
        first, id="", target="", emits=False, variants=whole, link=None, unless=(), only_if=(),
        not_in=(), set=(), beats=(), examples=(), not_examples=(), place=Place(""),
    )  # fmt: skip
    return evolve(ruleset, rules=(*ruleset.rules, knowing))
