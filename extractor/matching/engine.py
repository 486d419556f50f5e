"""A reading in, all that compiled rules find in it out, stage by stage."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, evolve, field, frozen

from extractor.matching.alphabet import Alphabet, SymbolTable
from extractor.matching.compiling import Expression
from extractor.matching.conflicts import settle
from extractor.matching.cutting import long_repeats, tell_cut
from extractor.matching.demand import Demand
from extractor.matching.encoded import Marks
from extractor.matching.index import index_tokens
from extractor.matching.journal import Journal
from extractor.matching.layers import Layers
from extractor.matching.linking import link_items
from extractor.matching.masks import Mask
from extractor.matching.matches import Findings, Item, Match, items_of, matches_of
from extractor.matching.phrases import find_phrases
from extractor.matching.places import Places, SoughtTable
from extractor.matching.presence import Numbers, Presence, SetTable, tabulate
from extractor.matching.scene import Scene
from extractor.matching.searching import FastSeeker
from extractor.matching.seeking import PlainSeeker, Seeker
from extractor.matching.weighing import find_starts, weigh
from extractor.reading.reading import Reading
from extractor.reading.zones import ZONES
from extractor.ruleset.pattern import QUOTATION, Pattern
from extractor.ruleset.rules import Rule
from extractor.ruleset.ruleset import Ruleset

# Of what stands so often for each sentence or paragraph hardly any of them has none.
FULL = 3


@frozen
class Stage:
    """The rules that run together, and the layers (or phrases of lexicons) that they look at.

    `marked` are those of which a pattern takes items, so that the string has to show them.
    """

    rules: tuple[Rule, ...]
    needs: tuple[str, ...]
    marked: tuple[str, ...]


@define
class Engine:
    """Everything compiled, ready to run; immutable, so threads may share it.

    With `fast` False the reference interpreter runs the same rules.
    """

    ruleset: Ruleset
    fast: bool
    alphabet: Alphabet
    _marks: Marks = field(repr=False)
    _stages: tuple[Stage, ...] = field(repr=False)
    _expressions: Mapping[tuple[Pattern, str], Expression] = field(repr=False)
    _lengths: Mapping[Pattern, int] = field(repr=False)
    _table: SymbolTable = field(repr=False)
    _beaten: Mapping[str, set[str]] = field(repr=False)
    _demand: Mapping[str, Demand] = field(repr=False)
    sets: Numbers = field(repr=False)
    # what a reading must have for a rule to match, for each way; nothing for the plain engine
    _needed: Mapping[str, tuple[int, ...]] = field(repr=False)
    _sought: SoughtTable = field(init=False, repr=False)
    _table_of_sets: SetTable | None = field(init=False, repr=False, default=None)
    # layers and kinds whose matches may be cut, and layers of which items may be left out too
    _long: frozenset[str] = field(init=False, repr=False)
    _told: frozenset[str] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Prepare the table of what is looked up."""
        self._sought = SoughtTable(self.alphabet)
        rules = self.ruleset.rules
        self._long = frozenset(
            rule.target for rule in rules if any(map(long_repeats, rule.variants))
        )
        self._told = self._long.union(self.ruleset.keys)

    def share_expressions(self, marks: Marks) -> Mapping[tuple[Pattern, str], Expression]:
        """Give what is compiled, for an engine of the same alphabet, if its marks are these."""
        return self._expressions if self._marks == marks else {}

    def limit(self, part: Ruleset) -> "Engine":
        """Give an engine of some of the rules, which shares what is compiled."""
        kept = {rule.id for rule in part.rules}
        stages = tuple(
            evolve(stage, rules=tuple(rule for rule in stage.rules if rule.id in kept))
            for stage in self._stages
            if any(rule.id in kept for rule in stage.rules)
        )
        return evolve(self, ruleset=part, stages=stages)

    def run(self, reading: Reading, journal: Journal | None = None) -> Findings:
        """Give all that the rules find in a reading; a journal is told what happens on the way."""
        symbols = list(map(self._table.__getitem__, reading.words))
        index = index_tokens(symbols, self.alphabet)
        layers = Layers(reading, self.alphabet, symbols, self._marks, self._lengths)
        layers.place(QUOTATION, _quotations(reading))
        for zone in ZONES:
            layers.place(
                zone, [Item(z.name, z.first, z.end) for z in reading.zones if z.name == zone]
            )
        for key, items in find_phrases(reading, index, self.alphabet).items():
            layers.place(key, items)
        places = Places(index, layers.placed, self._sought)
        presence = Presence(self._tabulate())
        presence.add_words(index)
        for layer, placed in layers.placed.items():
            presence.add_items(layer, len(placed))
        records: list[Match] = []
        for stage in self._stages:
            # who reads the journal wants to know of each rule what it looked at
            rules = stage.rules if journal is not None else self._possible(stage, presence.bits)
            if not rules:
                continue
            scene = layers.scene(stage.needs)
            scene.wanted = self._wanted(rules, scene, places, presence)
            seeker: Seeker = PlainSeeker(scene)
            if self.fast:
                encoded = layers.encode(stage.marked)
                if journal is not None:
                    # who reads the journal looks for patterns when later marks are there too
                    encoded = evolve(encoded, opens=list(encoded.opens))
                seeker = FastSeeker(scene, encoded, self._expressions, places, presence)
            found: dict[str, list[Match]] = {}
            for rule in rules:
                applied = self.apply(rule, seeker)
                matches = list(applied) if journal is None else journal.watch(rule, seeker, applied)
                if matches:
                    found.setdefault(rule.target, []).extend(matches)
            losses = None if journal is None else journal.losses
            for target, matches in sorted(found.items()):
                if matches[0].rule.emits:
                    kind = self.ruleset.kinds[target]
                    settled = settle(
                        matches, kind.one_per, self._beaten, nested=kind.nested, losses=losses
                    )
                    records += settled
                else:
                    claimed = self.ruleset.keys.get(target, ())
                    settled = settle(matches, claimed, self._beaten, losses=losses)
                    layers.place(target, items_of(target, settled))
                    presence.add_items(target, len(layers.placed.get(target, ())))
                layers.warnings += tell_cut(settled, scene) if target in self._long else ()
        return Findings(layers.placed, records, layers.warnings)

    def apply(self, rule: Rule, seeker: Seeker) -> Iterator[Match]:
        """Give the matches of a rule, one at most for each token at which it can begin."""
        scene = seeker.scene
        wanted = None if rule.emits else scene.wanted.get(rule.target)
        if rule.only_if:
            wanted = find_starts(rule, seeker, wanted)
        found = [
            (number, hits)
            for number, pattern in enumerate(rule.variants)
            if (hits := seeker.everywhere(pattern, rule.within, wanted))
        ]
        if not found and rule.link is None:
            return
        conditions = weigh(rule, self.zones_of(rule), seeker)
        if conditions is None:
            return
        if rule.link is not None:
            yield from conditions.sift(link_items(rule, rule.link, scene))
            return
        number, hits = found[0]
        first_of = conditions.sift(matches_of(rule, number, hits))
        if len(found) == 1:
            yield from first_of
            return
        taken = {match.first: match for match in first_of}
        for number, hits in found[1:]:
            free = matches_of(rule, number, [hit for hit in hits if hit[0] not in taken])
            taken |= {match.first: match for match in conditions.sift(free)}
        yield from taken.values()

    def _tabulate(self) -> SetTable:
        """Give what tells which rules can match; it is made where the first text is read."""
        if self._table_of_sets is None:
            self._table_of_sets = tabulate(self.sets, self._sought)
        return self._table_of_sets

    def _possible(self, stage: Stage, present: int) -> Sequence[Rule]:
        """Give the rules of a stage that can match where so much is present."""
        if not self.fast:
            return stage.rules
        possible = []
        for rule in stage.rules:
            for bits in self._needed[rule.id]:
                if bits & present == bits:
                    possible.append(rule)
                    break
        return possible

    def _wanted(
        self, rules: Sequence[Rule], scene: Scene, places: Places, presence: Presence
    ) -> Mapping[str, Mask]:
        """Tell for layers that rules make at which tokens an item may begin that can matter.

        Items of some layers matter only in sentences that hold certain words or other items.
        """
        targets = {rule.target for rule in rules if not rule.emits}
        shown = {target: self._demand[target] for target in targets if target in self._demand}
        # what is made where it does not matter must not be warned of
        told = {demand for target, demand in shown.items() if target in self._told}
        masks = {
            demand: places.demanded(demand, scene.scopes)
            for demand in {*shown.values()}
            if demand in told or not self._is_common(demand, scene, presence)
        }
        return {target: masks[demand] for target, demand in shown.items() if demand in masks}

    def _is_common(self, demand: Demand, scene: Scene, presence: Presence) -> bool:
        """Tell whether nearly all sentences hold what is asked for: to mark them saves nothing."""
        return any(
            presence.counts[self.sets[atoms]] > FULL * len(scene.scopes[within].bounds)
            for within, atoms in demand
        )

    def zones_of(self, rule: Rule) -> tuple[str, ...]:
        """Give the zones in which a match of a rule does not count."""
        return (*rule.not_in, *(self.ruleset.kinds[rule.target].not_in if rule.emits else ()))


def _quotations(reading: Reading) -> list[Item]:
    return [Item(QUOTATION, q.first, q.last + 1) for q in reading.quotations]
