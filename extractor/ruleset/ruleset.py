"""What loading gives: everything the rules say, checked, immutable and cheap to pickle."""

from collections.abc import Mapping

from attrs import field, frozen

from extractor.reading.language import Language
from extractor.ruleset.groups import Group
from extractor.ruleset.kinds import Kind
from extractor.ruleset.lexicons import Lexicon
from extractor.ruleset.pattern import Pattern
from extractor.ruleset.rules import Rule


@frozen
class Pack:
    """A folder or file of rules: its name, its version, and a hash of all its bytes."""

    name: str
    version: str
    hash: str
    path: str


@frozen
class Ruleset:
    """All packs together; `strata` are the layers in the order in which they are made.

    `keys` are the captures by which the items of a layer compete, for those that state them.
    `phrases` are what the names of pieces of pattern stand for.
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

    def rule(self, name: str) -> Rule | None:
        """Give the rule with this id, or None."""
        return next((rule for rule in self.rules if rule.id == name), None)
