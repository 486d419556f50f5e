"""A record in, the card out that tells it: its fields, and the rule that made it.

Knows no kind of record: a rule pack's own kind is shown like the shipped ones.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from extractor.output.colours import Word
from extractor.output.html.writing import escape, isolate
from extractor.output.parts import show
from extractor.output.text import known_fields, listed
from extractor.records import Found, Quote


def card(record: Found, anchor: str) -> Iterator[str]:
    """Give the card of a record, which can be led to by its anchor."""
    made = record.evidence
    kind = escape(record.record)
    named = f' data-name="{escape(speaker)}"' if (speaker := speaker_of(record)) else ""
    yield (
        f'<article class=card id="{anchor}" tabindex=-1 data-kind="{kind}" '
        f'data-rule="{escape(made.rule)}"{named}>'
    )
    yield f'<h4><a href="#t{anchor}" class="kind k-{kind}">{kind.replace("_", " ")}</a> '
    yield f"<small>{record.start}–{record.end}</small></h4><dl>"
    told = False
    for name, value in known_fields(record):
        told = told or any(hasattr(part, "text") for part in listed(value))
        yield f"<dt>{escape(name)}</dt>"
        for part in listed(value):
            yield f"<dd>{' '.join(worded(show(part)))}</dd>"
    if not told:
        yield f"<dt>text</dt><dd>{isolate(record.text)}</dd>"
    yield f"</dl><p class=rule><b>{escape(made.rule)}</b> {escape(made.file)}:{made.line}"
    if made.precision is not None:
        yield f", right in {made.precision:.0%}"
    yield "</p></article>"


def worded(words: Iterable[Word]) -> Iterator[str]:
    """Give words as HTML, those of one meaning together."""
    for meaning, alike in groupby(words, key=itemgetter(1)):
        yield isolate(" ".join(text for text, _ in alike), meaning=meaning)


def speaker_of(record: Found) -> str | None:
    """Give the name of who speaks, or None."""
    return record.speaker.name if isinstance(record, Quote) and record.speaker else None
