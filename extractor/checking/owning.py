"""A ruleset in, the packs that are its user's own out. Knows no rule."""

from extractor.ruleset import Ruleset
from extractor.ruleset.packs import read_shipped


def find_own(ruleset: Ruleset) -> frozenset[str]:
    """Give the names of the packs that are not shipped; where there are no others, of these.

    Who brings packs of one's own asks for their rules first.
    """
    shipped = {files.name for files in read_shipped([])}
    return frozenset(ruleset.packs) - shipped or frozenset(ruleset.packs)
