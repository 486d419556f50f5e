"""A warning, with the rule that it is about, which may turn it off."""

from attrs import frozen

from extractor.errors import Place, Problem
from extractor.ruleset.rules import Rule


@frozen
class Told:
    """A warning and the rule that it is about, if it is about one."""

    rule: Rule | None
    problem: Problem


def tell(rule: Rule | None, place: Place, what: str, remedy: str, name: str) -> Told:
    """Give a warning about a rule."""
    return Told(rule, Problem(place, what, remedy, name))
