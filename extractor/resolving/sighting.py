"""A rule set in; out comes what each capture of each rule can be, and what can lie inside it."""

from collections.abc import Mapping, Sequence

from attrs import define, field

from extractor.matching.alphabet import Alphabet, key_of
from extractor.matching.matches import Match
from extractor.ruleset.pattern import Capture, InLayer, InLexicon, Pattern, walk
from extractor.ruleset.rules import Rule
from extractor.ruleset.ruleset import Ruleset

# The keys of lexicons, each with the place of the column in its rows, and whether an item captured
# there can hold the column.
Columns = tuple[tuple[tuple[str, int], ...], bool]
Names = frozenset[str]
NOTHING: Names = frozenset()


@define
class Sight:
    """What a capture can be: items of layers, and rows of lexicons with the columns asked for."""

    layers: tuple[str, ...] = ()
    lexicons: tuple[InLexicon, ...] = ()
    columns: dict[str, Columns] = field(init=False, factory=dict)


Sights = Mapping[str, Sight]
UNSEEN = Sight()


@define
class Sighting:
    """A rule set with what each capture of each rule can be: computed once, shared by documents."""

    ruleset: Ruleset
    alphabet: Alphabet
    # by the ids of rules, one for each variant
    _known: dict[str, tuple[Sights, ...]] = field(init=False, factory=dict)
    _makers: dict[str, tuple[str, ...]] = field(init=False, factory=dict)
    _held_columns: Mapping[str, Names] | None = field(init=False, default=None)

    def layers_with(self, name: str) -> Sequence[str]:
        """Give the layers whose items may capture something under a name, in their order."""
        found = self._makers.get(name)
        if found is None:
            rules = (rule for rule in self.ruleset.rules if not rule.emits)
            found = tuple(sorted({rule.target for rule in rules if name in rule.captured}))
            self._makers[name] = found
        return found

    def sight(self, match: Match, name: str) -> Sight:
        """Give what the capture of a match under a name can be."""
        rule = match.rule
        variants = self._known.get(rule.id) or self._see(rule)
        return variants[match.variant].get(name, UNSEEN)

    def _see(self, rule: Rule) -> Sequence[Sights]:
        variants = range(len(rule.variants) or 1)
        found = self._known[rule.id] = tuple(_see(rule, variant) for variant in variants)
        return found

    def columns(self, match: Match, name: str, column: str) -> Columns:
        """Give the lexicons with such a column in which a capture may stand, and where it is.

        Comes with whether an item that was captured there may hold such a column itself.
        """
        sight = self.sight(match, name)
        found = sight.columns.get(column)
        if found is None:
            lexicons = self.ruleset.lexicons
            columns = ((key_of(node), lexicons[node.name].columns) for node in sight.lexicons)
            found = sight.columns[column] = (
                tuple((key, each.index(column)) for key, each in columns if column in each),
                any(column in self._columns_held_by(layer) for layer in sight.layers),
            )
        return found

    def _columns_held_by(self, layer: str) -> Names:
        """Give the columns that the items of a layer, or items in them, have in lexicons."""
        if self._held_columns is None:
            self._held_columns = self._gather_columns()
        return self._held_columns.get(layer, NOTHING)

    def _gather_columns(self) -> Mapping[str, Names]:
        """Give what the rules of each layer have in lexicons, and those of the layers in them."""
        found: dict[str, Names] = {}
        makers: dict[str, list[Rule]] = {}
        for rule in self.ruleset.rules:
            makers.setdefault(rule.target, []).append(rule)
        for layer in (layer for stratum in self.ruleset.strata for layer in stratum):
            each: set[str] = set()
            for rule in makers.get(layer, ()):
                for sights in self._known.get(rule.id) or self._see(rule):
                    for sight in sights.values():
                        for node in sight.lexicons:
                            each.update(self.ruleset.lexicons[node.name].columns)
                        for inner in sight.layers:
                            each |= found.get(inner, NOTHING)
            found[layer] = frozenset(each)
        return found


def _see(rule: Rule, variant: int) -> Sights:
    """Give what the captures of a variant can be."""
    link = rule.link
    if link is not None:
        ends = dict.fromkeys(rule.captured, link.target) | {link.source_field: link.source}
        return {name: Sight((layer,)) for name, layer in ends.items()}
    parts: dict[str, list[Pattern]] = {}
    for node in walk(rule.variants[variant]):
        if isinstance(node, Capture):
            parts.setdefault(node.field, []).extend(walk(node.part))
    return {
        name: Sight(
            tuple(dict.fromkeys(each.name for each in inner if isinstance(each, InLayer))),
            tuple(dict.fromkeys(each for each in inner if isinstance(each, InLexicon))),
        )
        for name, inner in parts.items()
    }
