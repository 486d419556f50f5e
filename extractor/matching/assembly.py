"""A ruleset in, an engine out: alphabet, marks, expressions, and the order of the layers."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from extractor.matching.alphabet import (
    Alphabet,
    SymbolTable,
    close_alphabet,
    has_same_words,
    key_of,
)
from extractor.matching.anchors import Atoms, width
from extractor.matching.compiling import Expression, compile_pattern
from extractor.matching.conditions import options_of
from extractor.matching.demand import find_demand
from extractor.matching.encoded import LEVELS, assign_marks
from extractor.matching.engine import Engine, Stage
from extractor.matching.presence import Numbers
from extractor.reading.zones import ZONES
from extractor.ruleset.pattern import InLayer, InLexicon, Pattern, walk
from extractor.ruleset.rules import Rule
from extractor.ruleset.ruleset import Ruleset
from extractor.ruleset.strata import QUOTATION

# An item of a layer may be of any length; one that has to touch a match is sought this far away.
LONGEST_ITEM = 40
# The conditions by which the pattern of one must stand somewhere.
STANDING = frozenset(("has", "before", "after", "between"))


def compile_engine(
    whole: Ruleset,
    *,
    records: frozenset[str] | None = None,
    fast: bool = True,
    before: Engine | None = None,
) -> Engine:
    """Compile a ruleset: its alphabet, its marks, its expressions, and the order of its layers.

    With `records` only what those kinds need is compiled, and run. What the engine of `before` has
    the same of is taken from it: its expressions too, where no word or mark is another.
    """
    ruleset = whole if records is None else evolve(whole, rules=_needed(whole, records))
    if before is not None and not has_same_words(before.ruleset, ruleset):
        before = None
    alphabet = close_alphabet(ruleset) if before is None else before.alphabet
    phrased = sorted(key for key, size in alphabet.longest.items() if size > 1)
    layers = [layer for stratum in ruleset.strata for layer in stratum]
    # items that compete by a part of them may overlap
    levels = dict.fromkeys((QUOTATION, *phrased, *ruleset.keys), LEVELS)
    marks = assign_marks((*ZONES, QUOTATION, *layers, *phrased), levels)
    demand = {} if records is None else find_demand(ruleset, records, alphabet.longest)
    made = [
        [rule for rule in ruleset.rules if not rule.emits and rule.target in stratum]
        for stratum in ruleset.strata
    ]
    made.append([rule for rule in ruleset.rules if rule.emits])
    stages = [_stage(rules, ruleset, alphabet) for rules in made]
    lengths = _measure(ruleset, alphabet)
    shared = {} if before is None else before.share_expressions(marks)
    sets = before.sets if before is not None and shared else Numbers()
    sets.add(atoms for each in demand.values() for _, atoms in each)
    expressions: dict[tuple[Pattern, str], Expression] = {}
    needed: dict[str, tuple[int, ...]] = {}
    for rule in ruleset.rules if fast else ():
        for pattern, within in _sought(rule):
            key, touches = (pattern, within), pattern in lengths
            if key not in expressions:
                known = shared.get(key)
                if known is None or (touches and not known.text.touches):
                    known = compile_pattern(
                        pattern, alphabet, marks, sets, within=within, touches=touches
                    )
                expressions[key] = known
        needed[rule.id] = _needed_by(rule, expressions, sets)
    beaten: dict[str, set[str]] = {}
    for rule in ruleset.rules:
        if rule.beats:
            beaten.setdefault(rule.id, set()).update(rule.beats)
    return Engine(
        ruleset,
        fast,
        alphabet,
        marks,
        tuple(stages),
        expressions,
        lengths,
        SymbolTable(alphabet),
        beaten,
        demand,
        sets,
        needed,
    )


def _measure(ruleset: Ruleset, alphabet: Alphabet) -> Mapping[Pattern, int]:
    """Give the most tokens that each pattern takes which has to touch what stands behind it."""
    lengths: dict[Pattern, int] = {}
    for rule in ruleset.rules:
        for condition in (*rule.unless, *rule.only_if):
            if condition.where == "before" and condition.reach is None and condition.pattern:
                size = width(condition.pattern, alphabet.longest)
                lengths[condition.pattern] = LONGEST_ITEM if size is None else size
    return lengths


def _needed_by(
    rule: Rule, expressions: Mapping[tuple[Pattern, str], Expression], sets: Numbers
) -> tuple[int, ...]:
    """Give what a reading must have for a rule to match, for each of the ways in which it may."""
    if rule.link is not None:
        return (1 << sets[_item(rule.link.source)] | 1 << sets[_item(rule.link.target)],)
    always = 0
    for condition in rule.only_if:
        if condition.where in STANDING and condition.pattern is not None:
            always |= expressions[condition.pattern, rule.within].needed
    return tuple(always | expressions[each, rule.within].needed for each in rule.variants)


def _item(layer: str) -> Atoms:
    return frozenset((InLayer(layer),))


def _sought(rule: Rule) -> Iterator[tuple[Pattern, str]]:
    """Give each pattern of a rule with the scope in which it is sought."""
    for pattern in rule.patterns():
        yield pattern, rule.within
    for condition in (*rule.unless, *rule.only_if):
        if condition.where == "document":
            yield from ((option, "paragraph") for option in options_of(condition))


def _needed(ruleset: Ruleset, records: frozenset[str]) -> tuple[Rule, ...]:
    """Give the rules that make the kinds, and those of all layers that these build upon."""
    layers: set[str] = set()
    rules = [rule for rule in ruleset.rules if rule.emits and rule.target in records]
    new = {layer for rule in rules for layer in rule.layers}
    new |= {layer for kind in records for layer in ruleset.kinds[kind].reads}
    while new:
        layers |= new
        made = [rule for rule in ruleset.rules if not rule.emits and rule.target in new]
        rules += made
        new = {layer for rule in made for layer in rule.layers} - layers
    return tuple(sorted(rules, key=lambda rule: rule.id))


def _stage(rules: Sequence[Rule], ruleset: Ruleset, alphabet: Alphabet) -> Stage:
    needs: set[str] = {QUOTATION}
    marked: set[str] = {QUOTATION}
    for rule in rules:
        needs |= rule.layers | set(rule.not_in)
        if rule.emits:
            needs |= set(ruleset.kinds[rule.target].not_in)
        for pattern in _matched(rule):
            for node in walk(pattern):
                if isinstance(node, InLexicon) and alphabet.longest.get(key_of(node), 1) > 1:
                    marked.add(key_of(node))
                elif isinstance(node, InLayer):
                    marked.add(node.name)
    return Stage(tuple(rules), tuple(sorted(needs | marked)), tuple(sorted(marked)))


def _matched(rule: Rule) -> Iterator[Pattern]:
    """Give the patterns of a rule that are matched: some conditions only count or cover items."""
    yield from rule.variants
    for condition in (*rule.unless, *rule.only_if):
        if condition.where == "document":
            yield from (each for each in options_of(condition) if not isinstance(each, InLayer))
        elif condition.where != "inside":
            yield from condition.patterns()
