"""A rule set in; out comes what each capture of each rule can be, and what can lie inside it."""

from collections.abc import Callable, Mapping, Sequence

from attrs import define, field

from extractor.matching.alphabet import Alphabet, key_of
from extractor.ruleset.lexicons import Lexicon
from extractor.ruleset.pattern import Capture, InLayer, InLexicon, walk
from extractor.ruleset.rules import Rule
from extractor.ruleset.ruleset import Ruleset

Sources = tuple[tuple[str, ...], tuple[InLexicon, ...]]
# The lexicons, with their keys, and whether an item captured there can hold the column.
Columns = tuple[tuple[tuple[str, Lexicon], ...], bool]
Names = frozenset[str]
NOTHING: Names = frozenset()


@define
class Sighting:
    """A rule set with what each capture of each rule can be: computed once, shared by documents."""

    ruleset: Ruleset
    alphabet: Alphabet
    _known: dict[tuple[str, int, str], Sources] = field(factory=dict)
    _columns: dict[tuple[str, int, str, str], Columns] = field(factory=dict)
    _makers: dict[str, tuple[str, ...]] = field(factory=dict)
    _inward: dict[tuple[str, int, str], Sequence[str]] = field(factory=dict)
    _held_names: Mapping[str, Names] | None = None
    _held_columns: Mapping[str, Names] | None = None

    def layers_with(self, name: str) -> Sequence[str]:
        """Give the layers whose items may capture something under a name, in their order."""
        found = self._makers.get(name)
        if found is None:
            rules = (rule for rule in self.ruleset.rules if not rule.emits)
            found = tuple(sorted({rule.target for rule in rules if name in rule.captured}))
            self._makers[name] = found
        return found

    def sources(self, rule: Rule, variant: int, name: str) -> Sources:
        """Give the layers and lexicons whose items a capture may be."""
        key = (rule.id, variant, name)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = _sources(rule, variant, name)
        return found

    def columns(self, rule: Rule, variant: int, name: str, column: str) -> Columns:
        """Give the lexicons with such a column in which a capture may stand, with their keys.

        Comes with whether an item that was captured there may hold such a column itself.
        """
        key = (rule.id, variant, name, column)
        found = self._columns.get(key)
        if found is None:
            layers, nodes = self.sources(rule, variant, name)
            lexicons = ((key_of(node), self.ruleset.lexicons[node.name]) for node in nodes)
            deeper = any(column in self._columns_held_by(layer) for layer in layers)
            found = self._columns[key] = (
                tuple((name, each) for name, each in lexicons if column in each.columns),
                deeper,
            )
        return found

    def ways(self, rule: Rule, variant: int, name: str) -> Sequence[str]:
        """Give the captures of a rule inside which an item may capture something under a name."""
        key = (rule.id, variant, name)
        found = self._inward.get(key)
        if found is None:
            found = self._inward[key] = tuple(
                each
                for each in rule.captured
                if any(
                    name in self._names_held_by(layer)
                    for layer in self.sources(rule, variant, each)[0]
                )
            )
        return found

    def _names_held_by(self, layer: str) -> Names:
        """Give the names under which the items of a layer, or items in them, capture."""
        if self._held_names is None:
            self._held_names = self._gather(lambda rule, _: rule.captured)
        return self._held_names.get(layer, NOTHING)

    def _columns_held_by(self, layer: str) -> Names:
        """Give the columns that the items of a layer, or items in them, have in lexicons."""
        if self._held_columns is None:
            self._held_columns = self._gather(self._own_columns)
        return self._held_columns.get(layer, NOTHING)

    def _own_columns(self, rule: Rule, variant: int) -> Names:
        nodes = (node for name in rule.captured for node in self.sources(rule, variant, name)[1])
        return frozenset(c for node in nodes for c in self.ruleset.lexicons[node.name].columns)

    def _gather(self, own: Callable[[Rule, int], Names]) -> Mapping[str, Names]:
        """Give what the rules of each layer have of their own, and of the layers they capture."""
        found: dict[str, Names] = {}
        makers: dict[str, list[Rule]] = {}
        for rule in self.ruleset.rules:
            makers.setdefault(rule.target, []).append(rule)
        for layer in (layer for stratum in self.ruleset.strata for layer in stratum):
            each = NOTHING
            for rule in makers.get(layer, ()):
                for variant in range(len(rule.variants) or 1):
                    each |= own(rule, variant)
                    for name in rule.captured:
                        for inner in self.sources(rule, variant, name)[0]:
                            each |= found.get(inner, NOTHING)
            found[layer] = each
        return found


def _sources(rule: Rule, variant: int, name: str) -> Sources:
    if rule.link is not None:
        link = rule.link
        return ((link.source if name == link.source_field else link.target,), ())
    layers: dict[str, None] = {}
    lexicons: dict[InLexicon, None] = {}
    for node in walk(rule.variants[variant]):
        if isinstance(node, Capture) and node.field == name:
            for inner in walk(node.part):
                if isinstance(inner, InLayer):
                    layers[inner.name] = None
                elif isinstance(inner, InLexicon):
                    lexicons[inner] = None
    return tuple(layers), tuple(lexicons)
