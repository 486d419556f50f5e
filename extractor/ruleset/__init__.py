"""YAML in; checked rules, lexicons and kinds out. Knows no text."""

from extractor.ruleset.front import load_ruleset
from extractor.ruleset.ruleset import Ruleset

__all__ = ["Ruleset", "load_ruleset"]
