"""Text in; paragraphs, sentences, tokens and paired quotation marks out.

Knows no rule. What reading must know of a language comes in as a `Language`, which is data.
"""

from extractor.reading.document import Document
from extractor.reading.joining import Joined, read_as_one
from extractor.reading.language import Language
from extractor.reading.marks import Quotation
from extractor.reading.reading import Reader, Reading, Zone

__all__ = [
    "Document",
    "Joined",
    "Language",
    "Quotation",
    "Reader",
    "Reading",
    "Zone",
    "read_as_one",
]
