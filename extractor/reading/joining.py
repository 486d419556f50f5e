"""Readings in, all of them as one out, and each as a part of it: tokens are counted through.

What is found in a short text costs less than to look for it, so that many are looked at at once.
"""

from collections.abc import Sequence

from attrs import frozen

from extractor.reading.document import Document
from extractor.reading.marks import Quotation
from extractor.reading.reading import Reading, Zone


@frozen
class Joined:
    """Readings as one, of no document of its own, and each of them as a part of that one.

    A part has its tokens as the whole counts them; `ends` are the tokens behind each.
    """

    whole: Reading
    parts: Sequence[Reading]
    ends: Sequence[int]


def read_as_one(readings: Sequence[Reading]) -> Joined:
    """Give some readings as one; nothing in it stands in two of them."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    parts: list[Reading] = []
    firsts: list[int] = []
    for reading in readings:
        base = len(words)
        firsts.append(base)
        starts += reading.starts
        ends += reading.ends
        words += reading.words
        parts.append(
            Reading(
                reading.document,
                starts,
                ends,
                words,
                [base + first for first in reading.sentences],
                [base + first for first in reading.paragraphs],
                [
                    Quotation(base + each.first, base + each.last, each.closed, each.depth)
                    for each in reading.quotations
                ],
                [Zone(zone.name, base + zone.first, base + zone.end) for zone in reading.zones],
            )
        )
    whole = Reading(
        Document(""),
        starts,
        ends,
        words,
        [first for part in parts for first in part.sentences],
        [first for part in parts for first in part.paragraphs],
        [quotation for part in parts for quotation in part.quotations],
        [zone for part in parts for zone in part.zones],
        firsts,
    )
    return Joined(whole, parts, [*firsts[1:], len(words)])
