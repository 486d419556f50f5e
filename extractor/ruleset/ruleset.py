"""What loading gives: everything the rules say, checked, immutable and cheap to pickle."""

from collections.abc import Mapping

from attrs import field, frozen

from extractor.errors import Problem
from extractor.reading.language import Language
from extractor.ruleset.groups import Group
from extractor.ruleset.kinds import Kind
from extractor.ruleset.lexicons import Lexicon
from extractor.ruleset.pattern import Pattern
from extractor.ruleset.rules import Rule


@frozen
class Pack:
    """A pack of rules: its name, its version, and a hash of all its bytes.

    `allow` are the names of the warnings that it turns off; `shipped` are those that come with the
    library.
    """

    name: str
    version: str
    hash: str
    path: str
    allow: frozenset[str] = frozenset()
    shipped: bool = False


@frozen
class Ruleset:
    """All packs together; `strata` are the layers in the order in which they are made.

    `keys` are the captures by which the items of a layer compete, for those that state them;
    `phrases` are what the names of pieces of pattern stand for;
    `notices` tell of packs that were left out; `grown` gives for a lexicon the packs that have
    added words to it.
    """

    packs: Mapping[str, Pack]
    language: Language
    lexicons: Mapping[str, Lexicon]
    kinds: Mapping[str, Kind]
    rules: tuple[Rule, ...]
    strata: tuple[tuple[str, ...], ...]
    groups: Mapping[str, Group] = field(factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(factory=dict)
    phrases: Mapping[str, Pattern] = field(factory=dict)
    notices: tuple[Problem, ...] = ()
    grown: Mapping[str, tuple[str, ...]] = field(factory=dict)

    def own_packs(self) -> frozenset[str]:
        """Give the names of the packs that do not come with the library."""
        return frozenset(name for name, pack in self.packs.items() if not pack.shipped)

    def rule(self, name: str) -> Rule | None:
        """Give the rule with this id, or None."""
        return next((rule for rule in self.rules if rule.id == name), None)

    def overlays_of(self, rule: Rule) -> tuple[str, ...]:
        """Give the packs that add something to a rule, or to a lexicon that it names."""
        grown = (self.grown.get(node.name, ()) for node in rule.lexicons)
        return tuple(sorted({*rule.overlays, *(pack for packs in grown for pack in packs)}))
