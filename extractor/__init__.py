"""Who said what, what happened on which day, which countries were named together.

The front door: `extract` for one text with the shipped rules, `Extractor` for rules of one's own
and for many documents. Rules are loaded on first use, not at import.
"""

from extractor.errors import DocumentError, ExtractorError, Problem, RuleError, UsageError
from extractor.front import extract
from extractor.pipeline import Extractor
from extractor.reading.document import Document
from extractor.records import (
    Country,
    CountryList,
    CountryMention,
    DatedEvent,
    Evidence,
    Extraction,
    GroupMention,
    Quote,
    Record,
    Source,
    Speaker,
    Spot,
    Term,
    Time,
    Timex,
    to_json,
)
from extractor.spans import Span
from extractor.version import __version__

__all__ = [
    "Country",
    "CountryList",
    "CountryMention",
    "DatedEvent",
    "Document",
    "DocumentError",
    "Evidence",
    "Extraction",
    "Extractor",
    "ExtractorError",
    "GroupMention",
    "Problem",
    "Quote",
    "Record",
    "RuleError",
    "Source",
    "Span",
    "Speaker",
    "Spot",
    "Term",
    "Time",
    "Timex",
    "UsageError",
    "__version__",
    "extract",
    "to_json",
]
