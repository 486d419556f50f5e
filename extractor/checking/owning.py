"""A ruleset in, the packs that are its user's own out. Knows no rule."""

from extractor.ruleset import Ruleset


def find_own(ruleset: Ruleset) -> frozenset[str]:
    """Give the names of the packs that are not shipped; where there are no others, of these.

    Who brings packs of one's own asks for their rules first.
    """
    return ruleset.own_packs() or frozenset(ruleset.packs)
