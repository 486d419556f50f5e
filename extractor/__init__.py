"""Who said what, what happened on which day, which countries were named together.

The front door: `extract` for one text with the shipped rules, `Extractor` for rules of one's own
and for many documents. Rules are loaded on first use, not at import.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.checking.reloading import Reloading
    from extractor.errors import DocumentError, ExtractorError, Problem, RuleError, UsageError
    from extractor.front import extract, resolve_country
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
    from extractor.resolving.country_names import CountryCode
    from extractor.spans import Span
    from extractor.version import __version__

__all__ = [
    "Country",
    "CountryCode",
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
    "Reloading",
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
    "resolve_country",
    "to_json",
]

# Where each name lives; it is imported when first asked for, so that `import extractor` costs
# next to nothing in programs that may never need it.
_HOMES = {
    "Country": "extractor.records",
    "CountryCode": "extractor.resolving.country_names",
    "CountryList": "extractor.records",
    "CountryMention": "extractor.records",
    "DatedEvent": "extractor.records",
    "Document": "extractor.reading.document",
    "DocumentError": "extractor.errors",
    "Evidence": "extractor.records",
    "Extraction": "extractor.records",
    "Extractor": "extractor.pipeline",
    "ExtractorError": "extractor.errors",
    "GroupMention": "extractor.records",
    "Problem": "extractor.errors",
    "Quote": "extractor.records",
    "Record": "extractor.records",
    "Reloading": "extractor.checking.reloading",
    "RuleError": "extractor.errors",
    "Source": "extractor.records",
    "Span": "extractor.spans",
    "Speaker": "extractor.records",
    "Spot": "extractor.records",
    "Term": "extractor.records",
    "Time": "extractor.records",
    "Timex": "extractor.records",
    "UsageError": "extractor.errors",
    "__version__": "extractor.version",
    "extract": "extractor.front",
    "resolve_country": "extractor.front",
    "to_json": "extractor.records",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the names are of any type
    """Give a public name from the module where it lives."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    """Give the public names."""
    return sorted(__all__)
