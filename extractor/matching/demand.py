"""Rules in; out come the layers that are needed in some places only, each with what shows them.

A layer whose items nobody looks at but where some word or an item of another layer stands in the
sentence need be made only there: of ten sentences one holds a date, and participants matter only
there.
"""

from collections.abc import Iterable, Mapping

from attrs import define, field

from extractor.matching.alphabet import key_of
from extractor.matching.anchors import Anchor, Atoms, find_anchors
from extractor.matching.scopes import PARAGRAPH, SENTENCE
from extractor.ruleset.pattern import (
    Capture,
    Choice,
    Follows,
    Gap,
    InLayer,
    Maybe,
    Pattern,
    Sequence,
    Word,
    parts_of,
    walk,
)
from extractor.ruleset.rules import Link, Rule
from extractor.ruleset.ruleset import Ruleset

Names = frozenset[str]
# Of more words than this hardly any sentence has none.
FEW = 6
# Where a layer matters: in each sentence, or paragraph, that holds one of some words or items.
Demand = frozenset[tuple[str, Atoms]]


def find_demand(
    ruleset: Ruleset, records: frozenset[str], longest: Mapping[str, int]
) -> Mapping[str, Demand]:
    """Give the layers of which an item matters only beside some words or items, with these.

    `longest` are the lengths of the phrases of lexicons, as anchors want them.
    """
    always = {layer for kind in records for layer in ruleset.kinds[kind].reads}
    # names matter to pronouns in other sentences
    always |= {r.target for r in ruleset.rules if not r.emits and "name" in r.fields()}
    search = _Search(ruleset, longest)
    # those who look at a layer are made after it
    for layer in reversed([layer for stratum in ruleset.strata for layer in stratum]):
        users = [rule for rule in ruleset.rules if layer in rule.layers]
        if layer in always or not users:
            continue
        shown = [search.shown_by(rule, layer) for rule in users]
        if all(shown):
            search.demand[layer] = frozenset().union(*(each for each in shown if each))
    return search.demand


@define
class _Search:
    """What is known of the layers: their order, and those that may reach beyond a sentence."""

    ruleset: Ruleset
    longest: Mapping[str, int]
    demand: dict[str, Demand] = field(factory=dict)
    _wide: set[str] = field(init=False, factory=set)
    _makers: dict[str, list[Rule]] = field(init=False, factory=dict)
    _rank: dict[str, int] = field(init=False, factory=dict)
    # layers lead to the same ones over many ways: what is known of one is not looked up again
    _anchored: dict[Pattern, list[Anchor]] = field(init=False, factory=dict)
    _shown: dict[tuple[str, str], Atoms | None] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Find the layers whose items keep to a sentence, and those that do not."""
        for rule in self.ruleset.rules:
            if not rule.emits:
                self._makers.setdefault(rule.target, []).append(rule)
        for rank, stratum in enumerate(self.ruleset.strata):
            for layer in stratum:
                self._rank[layer] = rank
                if any(map(self._is_wide, self._makers.get(layer, ()))):
                    self._wide.add(layer)

    def _is_wide(self, rule: Rule) -> bool:
        """Tell whether a match of a rule may reach beyond a sentence, by an item that does."""
        if rule.link is not None:
            sides = {rule.link.source, rule.link.target}
            return rule.link.within != SENTENCE or not sides.isdisjoint(self._wide)
        if rule.within != SENTENCE:
            return True
        taken = {name for variant in rule.variants for name in _taken(variant)}
        return any(name not in self._rank or name in self._wide for name in taken)

    def shown_by(self, rule: Rule, layer: str) -> Demand | None:
        """Give what stands in the sentence or paragraph wherever a rule looks at a layer, or None.

        No match reaches beyond a paragraph.
        """
        for condition in (*rule.unless, *rule.only_if):
            steps = (step for pattern in condition.patterns() for step in walk(pattern))
            named = {step.name for step in steps if isinstance(step, InLayer)}
            if condition.where == "document" and layer in named | {condition.more_than}:
                return None
        wide = layer in self._wide or self._is_wide(rule)
        if not rule.emits and rule.target in self.demand:
            own = self.demand[rule.target]
            # what shows the layer that the rule makes may be made too late for this one
            parts = [(within, self._roots(atoms, layer)) for within, atoms in own]
        elif rule.link is not None:
            parts = [(SENTENCE, self._linked(rule.link, layer))]
        else:
            parts = [(SENTENCE, self._required(rule.variants, layer))]
        known = [(within, atoms) for within, atoms in parts if atoms is not None]
        if len(known) < len(parts):
            return None
        return frozenset((PARAGRAPH if wide else within, atoms) for within, atoms in known)

    def _linked(self, link: Link, layer: str) -> Atoms | None:
        """Give what shows one side of a link, be it that a layer is the other side or neither."""
        sides = [name for name in (link.source, link.target) if name != layer]
        found = (self._roots(frozenset((InLayer(name),)), layer) for name in sides)
        return next(filter(None, found), None)

    def _required(self, variants: Iterable[Pattern], layer: str) -> Atoms | None:
        """Give words and items, made before a layer, of which each way of matching takes one."""
        found: Atoms = frozenset()
        for variant in variants:
            options = (self._roots(anchor.atoms, layer) for anchor in self._anchors(variant))
            best = next(filter(None, options), None)
            if best is None:
                return None
            found |= best
        return found

    def _anchors(self, variant: Pattern) -> list[Anchor]:
        """Give the anchors of a pattern, the rarest first."""
        if variant not in self._anchored:
            self._anchored[variant] = sorted(find_anchors(variant, self.longest), key=_rarity)
        return self._anchored[variant]

    def _shown_inside(self, name: str, layer: str) -> Atoms | None:
        """Give what each item of one layer holds that is made before another layer."""
        key = name, layer
        if key not in self._shown:
            variants = (v for rule in self._makers.get(name, ()) for v in rule.variants)
            self._shown[key] = self._required(variants, layer)
        return self._shown[key]

    def _roots(self, atoms: Atoms, layer: str) -> Atoms | None:
        """Give atoms, those that are made too late for a layer by what they hold themselves.

        A date with its preposition holds a date.
        """
        found: Atoms = frozenset()
        for atom in atoms:
            if not isinstance(atom, InLayer) or self._is_before(atom.name, layer):
                found |= {atom}
                continue
            inner = self._shown_inside(atom.name, layer)
            if not inner or len(inner) > FEW:
                return None
            found |= inner
        return found

    def _is_before(self, name: str, layer: str) -> bool:
        """Tell whether a layer that keeps to the sentence is made before another one."""
        return name not in self._wide and self._rank.get(name, len(self._rank)) < self._rank[layer]


def _rarity(anchor: Anchor) -> tuple[int, int, int, list[str]]:
    """Order anchors: items are rarer than words, and these than commas and the like."""
    items = [atom.name for atom in anchor.atoms if isinstance(atom, InLayer)]
    words = [key_of(atom) for atom in anchor.atoms if not isinstance(atom, InLayer)]
    marks = sum(isinstance(atom, Word) and not atom.text.isalnum() for atom in anchor.atoms)
    return marks, len(words), len(items), sorted(items + words)


def _taken(pattern: Pattern) -> Names:
    """Give the layers of which a match may hold an item; what only stops a gap is none."""
    if isinstance(pattern, InLayer):
        return frozenset((pattern.name,))
    if isinstance(pattern, Follows):
        return _passed(pattern.part)
    parts = pattern.over if isinstance(pattern, Gap) else parts_of(pattern)
    return frozenset(name for part in parts for name in _taken(part))


def _passed(pattern: Pattern) -> Names:
    """Give the layers of which an item may stand in a look-ahead with more behind it."""
    if isinstance(pattern, InLayer):
        return frozenset()
    if isinstance(pattern, Sequence):
        before = (name for part in pattern.parts[:-1] for name in _taken(part))
        return frozenset(before) | _passed(pattern.parts[-1])
    if isinstance(pattern, Choice | Capture | Maybe | Follows):
        return frozenset(name for part in parts_of(pattern) for name in _passed(part))
    return _taken(pattern)
