"""Rules in; out come the layers that are needed in some sentences only, each with what shows them.

A layer whose items nobody looks at but where an item of another layer stands in the sentence need
be made only there: of ten sentences one holds a date, and participants matter only there.
"""

from collections.abc import Iterable, Mapping

from attrs import define, field

from extractor.matching.anchors import find_anchors
from extractor.ruleset.pattern import (
    Capture,
    Choice,
    Follows,
    Gap,
    InLayer,
    Maybe,
    Pattern,
    Sequence,
    parts_of,
    walk,
)
from extractor.ruleset.rules import Rule
from extractor.ruleset.ruleset import Ruleset

Names = frozenset[str]


def find_demand(
    ruleset: Ruleset, records: frozenset[str], longest: Mapping[str, int]
) -> Mapping[str, tuple[str, ...]]:
    """Give the layers of which an item matters only beside an item of one of the others named.

    `longest` are the lengths of the phrases of lexicons, as anchors want them.
    """
    always = {layer for kind in records for layer in ruleset.kinds[kind].reads}
    # names matter to pronouns in other sentences
    always |= {r.target for r in ruleset.rules if not r.emits and "name" in r.fields()}
    search = _Search(ruleset, longest)
    # those who look at a layer are made after it
    for layer in reversed([layer for stratum in ruleset.strata for layer in stratum]):
        users = [rule for rule in ruleset.rules if layer in rule.layers]
        if layer in always or layer in search.wide or not users:
            continue
        shown = [search.shown_by(rule, layer) for rule in users]
        if all(shown):
            search.demand[layer] = tuple(sorted({name for each in shown for name in each or ()}))
    return search.demand


@define
class _Search:
    """What is known of the layers: their order, and those that may reach beyond a sentence."""

    ruleset: Ruleset
    longest: Mapping[str, int]
    demand: dict[str, tuple[str, ...]] = field(factory=dict)
    wide: set[str] = field(init=False, factory=set)
    _makers: dict[str, list[Rule]] = field(init=False, factory=dict)
    _rank: dict[str, int] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Find the layers whose items keep to a sentence, and those that do not."""
        for rule in self.ruleset.rules:
            if not rule.emits:
                self._makers.setdefault(rule.target, []).append(rule)
        for rank, stratum in enumerate(self.ruleset.strata):
            for layer in stratum:
                self._rank[layer] = rank
                makers = self._makers.get(layer, ())
                if any(map(self._is_wide, makers)):
                    self.wide.add(layer)

    def _is_wide(self, rule: Rule) -> bool:
        """Tell whether a match of a rule may reach beyond a sentence, by an item that does."""
        if rule.link is not None or rule.within != "sentence":
            return True
        taken = {name for variant in rule.variants for name in _taken(variant)}
        return any(name not in self._rank or name in self.wide for name in taken)

    def shown_by(self, rule: Rule, layer: str) -> Names | None:
        """Give layers one of which is in the sentence wherever a rule looks at a layer, or None."""
        for condition in (*rule.unless, *rule.only_if):
            steps = (step for pattern in condition.patterns() for step in walk(pattern))
            named = {step.name for step in steps if isinstance(step, InLayer)}
            if condition.where == "document" and layer in named | {condition.more_than}:
                return None
        if rule.link is not None:
            others = {rule.link.source, rule.link.target} - {layer}
            found = (
                frozenset(others) if rule.link.within == "sentence" and len(others) == 1 else None
            )
        elif self._is_wide(rule):
            return None
        elif not rule.emits and rule.target in self.demand:
            found = frozenset(self.demand[rule.target])
        else:
            found = self._required(rule.variants, layer)
        if found is None:
            return None
        roots = frozenset(root for name in found for root in self._roots(name))
        return roots if all(self._is_before(root, layer) for root in roots) else None

    def _is_before(self, name: str, layer: str) -> bool:
        """Tell whether a layer that keeps to the sentence is made before another one."""
        return name not in self.wide and self._rank.get(name, len(self._rank)) < self._rank[layer]

    def _required(self, variants: Iterable[Pattern], layer: str) -> Names | None:
        """Give layers of which each way of matching takes an item, the fewest a way, or None."""
        found: Names = frozenset()
        for variant in variants:
            options = [
                frozenset(atom.name for atom in anchor.atoms if isinstance(atom, InLayer))
                for anchor in find_anchors(variant, self.longest)
                if all(
                    isinstance(atom, InLayer) and self._is_before(atom.name, layer)
                    for atom in anchor.atoms
                )
            ]
            if not options:
                return None
            found |= min(options, key=lambda each: (len(each), sorted(each)))
        return found

    def _roots(self, layer: str) -> Names:
        """Give the layers of which an item stands in every item of a layer, or itself.

        A date with its preposition holds a date.
        """
        makers = self._makers.get(layer, ())
        if layer not in self.wide and makers:
            found = self._required((v for rule in makers for v in rule.variants), layer)
            if found:
                return frozenset(root for name in found for root in self._roots(name))
        return frozenset((layer,))


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
