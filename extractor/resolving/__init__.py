"""Matches in, values and records out: the only part that knows dates, people and countries.

It holds no language: what words mean comes with them, as values of lexicon rows.
"""

from extractor.resolving.building import Builder
from extractor.resolving.values import Values

__all__ = ["Builder", "Values"]
