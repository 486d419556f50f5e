"""A rule set in; out comes what each capture of each rule can be, and what can lie inside it."""

from collections.abc import Callable, Mapping, Sequence

from attrs import define, field

from extractor.matching.alphabet import Alphabet, key_of
from extractor.matching.matches import Match
from extractor.ruleset.pattern import Capture, InLayer, InLexicon, walk
from extractor.ruleset.rules import Rule
from extractor.ruleset.ruleset import Ruleset

Sources = tuple[tuple[str, ...], tuple[InLexicon, ...]]
# The keys of lexicons, each with the place of the column in its rows, and whether an item captured
# there can hold the column.
Columns = tuple[tuple[tuple[str, int], ...], bool]
Names = frozenset[str]
NOTHING: Names = frozenset()
NO_SOURCES: Sources = ((), ())


@define
class Sight:
    """What the captures of one variant of a rule can be; what can lie inside is found when asked.

    `sources` are the layers and lexicons of each capture, `columns` those of a capture that hold a
    column, `ways` the captures inside which an item may capture something under a name.
    """

    sources: Mapping[str, Sources]
    columns: dict[tuple[str, str], Columns] = field(init=False, factory=dict)
    ways: dict[str, Names] = field(init=False, factory=dict)


@define
class Sighting:
    """A rule set with what each capture of each rule can be: computed once, shared by documents."""

    ruleset: Ruleset
    alphabet: Alphabet
    # by the ids of rules, one for each variant
    _sights: dict[str, tuple[Sight, ...]] = field(init=False, factory=dict)
    _makers: dict[str, tuple[str, ...]] = field(init=False, factory=dict)
    _held_names: Mapping[str, Names] | None = field(init=False, default=None)
    _held_columns: Mapping[str, Names] | None = field(init=False, default=None)

    def layers_with(self, name: str) -> Sequence[str]:
        """Give the layers whose items may capture something under a name, in their order."""
        found = self._makers.get(name)
        if found is None:
            rules = (rule for rule in self.ruleset.rules if not rule.emits)
            found = tuple(sorted({rule.target for rule in rules if name in rule.captured}))
            self._makers[name] = found
        return found

    def sight(self, match: Match) -> Sight:
        """Give what the captures of a match can be."""
        found = self._sights.get(match.rule.id) or self._see(match.rule)
        return found[match.variant]

    def _see(self, rule: Rule) -> Sequence[Sight]:
        variants = range(len(rule.variants) or 1)
        found = self._sights[rule.id] = tuple(_see(rule, variant) for variant in variants)
        return found

    def sources(self, match: Match, name: str) -> Sources:
        """Give the layers and lexicons whose items a capture may be."""
        return self.sight(match).sources.get(name, NO_SOURCES)

    def columns(self, match: Match, name: str, column: str) -> Columns:
        """Give the lexicons with such a column in which a capture may stand, and where it is.

        Comes with whether an item that was captured there may hold such a column itself.
        """
        sight = self.sight(match)
        found = sight.columns.get((name, column))
        if found is None:
            layers, nodes = sight.sources.get(name, NO_SOURCES)
            lexicons = ((key_of(node), self.ruleset.lexicons[node.name].columns) for node in nodes)
            found = sight.columns[name, column] = (
                tuple((key, each.index(column)) for key, each in lexicons if column in each),
                any(column in self._columns_held_by(layer) for layer in layers),
            )
        return found

    def ways(self, match: Match, name: str) -> Names:
        """Give the captures of a match inside which an item may capture something under a name."""
        sight = self.sight(match)
        found = sight.ways.get(name)
        if found is None:
            found = sight.ways[name] = frozenset(
                each
                for each, (layers, _) in sight.sources.items()
                if any(name in self._names_held_by(layer) for layer in layers)
            )
        return found

    def _names_held_by(self, layer: str) -> Names:
        """Give the names under which the items of a layer, or items in them, capture."""
        if self._held_names is None:
            self._held_names = self._gather(lambda sight: frozenset(sight.sources))
        return self._held_names.get(layer, NOTHING)

    def _columns_held_by(self, layer: str) -> Names:
        """Give the columns that the items of a layer, or items in them, have in lexicons."""
        if self._held_columns is None:
            self._held_columns = self._gather(self._own_columns)
        return self._held_columns.get(layer, NOTHING)

    def _own_columns(self, sight: Sight) -> Names:
        nodes = (node for _, nodes in sight.sources.values() for node in nodes)
        return frozenset(c for node in nodes for c in self.ruleset.lexicons[node.name].columns)

    def _gather(self, own: Callable[[Sight], Names]) -> Mapping[str, Names]:
        """Give what the rules of each layer have of their own, and of the layers they capture."""
        found: dict[str, Names] = {}
        makers: dict[str, list[Rule]] = {}
        for rule in self.ruleset.rules:
            makers.setdefault(rule.target, []).append(rule)
        for layer in (layer for stratum in self.ruleset.strata for layer in stratum):
            each = NOTHING
            for rule in makers.get(layer, ()):
                for sight in self._sights.get(rule.id) or self._see(rule):
                    each |= own(sight)
                    for layers, _ in sight.sources.values():
                        for inner in layers:
                            each |= found.get(inner, NOTHING)
            found[layer] = each
        return found


def _see(rule: Rule, variant: int) -> Sight:
    """Give what the captures of a variant can be."""
    link = rule.link
    if link is not None:
        ends = dict.fromkeys(rule.captured, link.target) | {link.source_field: link.source}
        return Sight({name: ((layer,), ()) for name, layer in ends.items()})
    sources: dict[str, Sources] = {}
    for node in walk(rule.variants[variant]):
        if isinstance(node, Capture):
            inner = tuple(walk(node.part))
            layers, lexicons = sources.get(node.field, NO_SOURCES)
            layers += tuple(each.name for each in inner if isinstance(each, InLayer))
            lexicons += tuple(each for each in inner if isinstance(each, InLexicon))
            sources[node.field] = tuple(dict.fromkeys(layers)), tuple(dict.fromkeys(lexicons))
    return Sight(sources)
