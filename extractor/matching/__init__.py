"""Tokens and compiled rules in; matches out, layer by layer. The fast engine and the plain one.

Knows neither YAML nor dates, people or countries.
"""

from extractor.matching.assembly import compile_engine
from extractor.matching.engine import Engine
from extractor.matching.journal import Journal
from extractor.matching.matches import Findings, Item, Match

__all__ = ["Engine", "Findings", "Item", "Journal", "Match", "compile_engine"]
