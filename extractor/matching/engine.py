"""A ruleset in; out comes what finds its layers and records in readings, stratum by stratum."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, evolve, field, frozen

from extractor.matching.alphabet import (
    STARTER,
    Alphabet,
    SymbolTable,
    close_alphabet,
    fits,
    key_of,
)
from extractor.matching.compiling import Expression, compile_pattern
from extractor.matching.conditions import stands
from extractor.matching.conflicts import settle
from extractor.matching.encoded import LEVELS, Marks, assign_levels, assign_marks, encode
from extractor.matching.folding import fold
from extractor.matching.index import Index, index_tokens
from extractor.matching.linking import link_items
from extractor.matching.matches import Findings, Item, Match, Tokens
from extractor.matching.scene import Scene
from extractor.matching.searching import FastSeeker
from extractor.matching.seeking import PlainSeeker, Seeker
from extractor.reading.reading import Reading
from extractor.reading.zones import ZONES
from extractor.ruleset.pattern import InLayer, InLexicon, Pattern, walk
from extractor.ruleset.rules import Rule
from extractor.ruleset.ruleset import Ruleset
from extractor.ruleset.strata import QUOTATION

Placed = dict[str, list[tuple[Item, int]]]


@frozen
class Stage:
    """The rules that run together, and the layers (or phrases of lexicons) that they look at."""

    rules: tuple[Rule, ...]
    needs: tuple[str, ...]


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
    _table: SymbolTable = field(repr=False)
    _beaten: Mapping[str, set[str]] = field(repr=False)

    def run(self, reading: Reading) -> Findings:
        """Give all that the rules find in a reading."""
        warnings: list[str] = []
        base = "".join(map(self._table.__getitem__, reading.words))
        index = index_tokens(base, self.alphabet)
        placed: Placed = {}
        self._place(placed, QUOTATION, _quotations(reading), warnings)
        for zone in ZONES:
            items = [Item(z.name, z.first, z.end) for z in reading.zones if z.name == zone]
            self._place(placed, zone, items, warnings)
        for key, items in self._phrases(reading, index).items():
            self._place(placed, key, items, warnings)
        records: list[Match] = []
        for stage in self._stages:
            seeker = self._seek(reading, base, index, placed, stage)
            found: dict[str, list[Match]] = {}
            for rule in stage.rules:
                matches = list(self._apply(rule, seeker))
                if matches:
                    found.setdefault(rule.target, []).extend(matches)
            for target, matches in sorted(found.items()):
                if matches[0].rule.emits:
                    kind = self.ruleset.kinds[target]
                    records += settle(matches, kind.one_per, self._beaten)
                else:
                    settled = settle(matches, (), self._beaten)
                    items = [Item(target, m.first, m.end, m) for m in settled]
                    self._place(placed, target, items, warnings)
        items_only = {layer: [item for item, _ in each] for layer, each in placed.items()}
        return Findings(items_only, records, warnings)

    def _place(
        self, placed: Placed, layer: str, items: Sequence[Item], warnings: list[str]
    ) -> None:
        ordered = sorted(items, key=lambda item: (item.first, -item.end))
        kept, dropped = assign_levels(ordered, len(self._marks.opening.get(layer, "")) or LEVELS)
        if kept:
            placed[layer] = kept
        if dropped:
            warnings.append(f"{len(dropped)} of {layer} left out: too many overlap")

    def _phrases(self, reading: Reading, index: Index) -> Mapping[str, list[Item]]:
        """Give the phrases of all lexicons that stand in the text, by lexicon key."""
        found: dict[str, list[Item]] = {}
        alphabet, words = self.alphabet, reading.words
        bounds = frozenset(reading.paragraphs)
        for start in index.positions(STARTER):
            first = fold(words[start])
            for length in alphabet.lengths.get(first, ()):
                end = start + length
                if end > len(words) or any(t in bounds for t in range(start + 1, end)):
                    continue
                folded = tuple(map(fold, words[start:end]))
                seen: set[str] = set()
                for phrase in alphabet.phrases.get(folded, ()):
                    if phrase.key not in seen and fits(phrase.entry, words[start:end]):
                        seen.add(phrase.key)
                        found.setdefault(phrase.key, []).append(Item(phrase.key, start, end))
        return found

    def _seek(
        self,
        reading: Reading,
        base: str,
        index: Index,
        placed: Placed,
        stage: Stage,
    ) -> Seeker:
        items = {layer: placed[layer] for layer in stage.needs if layer in placed}
        scene = Scene(reading, self.alphabet, items, self._marks.order)
        if not self.fast:
            return PlainSeeker(scene)
        encoded = encode(base, reading.paragraphs, reading.sentences, items, self._marks)
        return FastSeeker(scene, encoded, self._expressions, index)

    def _apply(self, rule: Rule, seeker: Seeker) -> Iterator[Match]:
        """Give the matches of a rule, one at most for each token at which it can begin."""
        scene = seeker.scene
        zones = [
            item
            for zone in (*rule.not_in, *self._zones_of(rule))
            for item, _ in scene.items.get(zone, ())
        ]
        if rule.link is not None:
            for match in link_items(rule, rule.link, scene):
                if not _in_zone(match, zones) and stands(match, seeker):
                    yield match
            return
        taken: dict[int, Match] = {}
        for number, pattern in enumerate(rule.variants):
            for first, end, captures in seeker.everywhere(pattern, rule.within):
                if first not in taken:
                    match = Match(rule, number, first, end, _in_text_order(captures))
                    if not _in_zone(match, zones) and stands(match, seeker):
                        taken[first] = match
        yield from taken.values()

    def _zones_of(self, rule: Rule) -> tuple[str, ...]:
        return self.ruleset.kinds[rule.target].not_in if rule.emits else ()


def _in_zone(match: Match, zones: Sequence[Item]) -> bool:
    return any(zone.first <= match.first and match.end <= zone.end for zone in zones)


def _in_text_order(captures: Mapping[str, tuple[Tokens, ...]]) -> Mapping[str, tuple[Tokens, ...]]:
    """Give the captures in the order in which they begin, which resolving may go by."""
    if len(captures) < 2:  # noqa: PLR2004
        return captures
    return dict(sorted(captures.items(), key=lambda each: (each[1][0], each[0])))


def _quotations(reading: Reading) -> list[Item]:
    return [Item(QUOTATION, q.first, q.last + 1) for q in reading.quotations]


def compile_engine(
    whole: Ruleset, *, records: frozenset[str] | None = None, fast: bool = True
) -> Engine:
    """Compile a ruleset: its alphabet, its marks, its expressions, and the order of its layers.

    With `records` only what those kinds need is compiled, and run.
    """
    ruleset = whole if records is None else evolve(whole, rules=_needed(whole, records))
    alphabet = close_alphabet(ruleset)
    phrased = sorted(key for key, size in alphabet.longest.items() if size > 1)
    layers = [layer for stratum in ruleset.strata for layer in stratum]
    levels = dict.fromkeys((QUOTATION, *phrased), LEVELS)
    marks = assign_marks((*ZONES, QUOTATION, *layers, *phrased), levels)
    stages = [
        _stage([r for r in ruleset.rules if not r.emits and r.target in stratum], ruleset, alphabet)
        for stratum in ruleset.strata
    ]
    emitting = [rule for rule in ruleset.rules if rule.emits]
    stages.append(_stage(emitting, ruleset, alphabet))
    expressions: dict[tuple[Pattern, str], Expression] = {}
    if fast:
        for rule in ruleset.rules:
            touching = {
                c.pattern
                for c in (*rule.unless, *rule.only_if)
                if c.where == "before" and c.reach is None
            }
            for pattern in rule.patterns():
                spot = (pattern, rule.within)
                touches = pattern in touching
                if spot not in expressions or (touches and not expressions[spot].whole):
                    expressions[spot] = compile_pattern(
                        pattern, alphabet, marks, within=rule.within, touches=touches
                    )
            for condition in (*rule.unless, *rule.only_if):
                if condition.where == "document" and condition.pattern is not None:
                    spot = (condition.pattern, "paragraph")
                    expressions[spot] = compile_pattern(
                        condition.pattern, alphabet, marks, within="paragraph"
                    )
    beaten: dict[str, set[str]] = {}
    for rule in ruleset.rules:
        if rule.beats:
            beaten.setdefault(rule.id, set()).update(rule.beats)
    return Engine(
        ruleset, fast, alphabet, marks, tuple(stages), expressions, SymbolTable(alphabet), beaten
    )


def _needed(ruleset: Ruleset, records: frozenset[str]) -> tuple[Rule, ...]:
    """Give the rules that make the kinds, and those of all layers that these build upon."""
    layers: set[str] = set()
    rules = [rule for rule in ruleset.rules if rule.emits and rule.target in records]
    new = {layer for rule in rules for layer in rule.layers()}
    new |= {layer for kind in records for layer in ruleset.kinds[kind].reads}
    while new:
        layers |= new
        made = [rule for rule in ruleset.rules if not rule.emits and rule.target in new]
        rules += made
        new = {layer for rule in made for layer in rule.layers()} - layers
    return tuple(sorted(rules, key=lambda rule: rule.id))


def _stage(rules: Sequence[Rule], ruleset: Ruleset, alphabet: Alphabet) -> Stage:
    needs: set[str] = {QUOTATION}
    for rule in rules:
        needs |= rule.layers() | set(rule.not_in)
        if rule.emits:
            needs |= set(ruleset.kinds[rule.target].not_in)
        for pattern in rule.patterns():
            for node in walk(pattern):
                if isinstance(node, InLexicon) and alphabet.longest.get(key_of(node), 1) > 1:
                    needs.add(key_of(node))
                elif isinstance(node, InLayer):
                    needs.add(node.name)
    return Stage(tuple(rules), tuple(sorted(needs)))
