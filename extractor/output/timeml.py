"""An extraction in, a TimeML document out: times as TIMEX3, triggers as events, links between them.

The form is that of TempEval-3: elements stand in the text, and the day of the document is `t0`.
"""

from collections.abc import Iterator, Mapping
from html import escape

from attrs import field, frozen

from extractor.records import DatedEvent, Extraction, Found, Time, Timex

Stretch = tuple[int, int]
# What relation of an event to its date is called there; all others say that it lies in it.
RELATIONS = {"before": "BEFORE", "until": "ENDED_BY", "by": "BEFORE", "after": "AFTER",
             "since": "BEGUN_BY"}  # fmt: skip
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
# The characters below the space that XML can hold.
HELD = "\t\n\r"
NO_DAY = "XXXX-XX-XX"


def _quoted(value: str) -> str:
    """Give the value of an attribute, between marks."""
    return f'"{escape(value)}"'


def make_timeml(extraction: Extraction) -> Mapping[str, str]:
    """Give the text of the file of a document by its ending."""
    marked = _Marked.of(extraction)
    day = _quoted(extraction.date or NO_DAY)
    return {
        ".tml": (
            '<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n'
            f"<DOCID>{xml(extraction.doc)}</DOCID>\n"
            f'<DCT><TIMEX3 tid="t0" type="DATE" value={day} temporalFunction="false" '
            f'functionInDocument="CREATION_TIME">{day[1:-1]}</TIMEX3></DCT>\n'
            f"<TEXT>{''.join(marked.inline(extraction.text))}</TEXT>\n"
            f"{''.join(marked.links())}</TimeML>\n"
        )
    }


def xml(text: str) -> str:
    r"""Give a text as XML can hold it.

    >>> xml("a<b\x00") == "a&lt;b\N{REPLACEMENT CHARACTER}"
    True
    """
    allowed = (c if (c >= " " or c in HELD) and not "\ud800" <= c <= "\udfff" else UNKNOWN
               for c in text)  # fmt: skip
    return escape(
        "".join(allowed).replace("\ufffe", UNKNOWN).replace("\uffff", UNKNOWN), quote=False
    )


@frozen
class _Marked:
    """The times and the triggers of a document by their stretches, numbered, and their links."""

    times: Mapping[Stretch, Timex | Time]
    events: Mapping[Stretch, int]
    negated: frozenset[Stretch]
    linked: tuple[tuple[Stretch, Stretch, str], ...]
    numbers: Mapping[Stretch, int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "numbers", {at: n for n, at in enumerate(self.times, 1)})

    @classmethod
    def of(cls, extraction: Extraction) -> "_Marked":
        """Give what is marked: of stretches that overlap the first one alone."""
        times: dict[Stretch, Timex | Time] = {}
        triggers: dict[Stretch, None] = {}
        negated = set()
        linked = []
        for record in extraction.records:
            times |= {(time.start, time.end): time for time in _times(record)}
            if isinstance(record, DatedEvent):
                trigger, date = record.trigger, record.date
                triggers[trigger.start, trigger.end] = None
                if record.certainty == "negated":
                    negated.add((trigger.start, trigger.end))
                relation = RELATIONS.get(record.relation, "IS_INCLUDED")
                linked.append(((trigger.start, trigger.end), (date.start, date.end), relation))
        kept: list[Stretch] = []
        for stretch in sorted({*times, *triggers}):
            if not kept or kept[-1][1] <= stretch[0]:
                kept.append(stretch)
        events = [stretch for stretch in kept if stretch in triggers and stretch not in times]
        return cls(
            {stretch: times[stretch] for stretch in kept if stretch in times},
            {stretch: n for n, stretch in enumerate(events, 1)},
            frozenset(negated),
            tuple(linked),
        )

    def inline(self, text: str) -> Iterator[str]:
        """Give the text with its elements."""
        done = 0
        for start, end in sorted({*self.times, *self.events}):
            yield xml(text[done:start])
            shown = xml(text[start:end])
            time = self.times.get((start, end))
            if time is None:
                yield f'<EVENT eid="e{self.events[start, end]}" class="OCCURRENCE">{shown}</EVENT>'
            else:
                mod = f" mod={_quoted(time.mod)}" if time.mod else ""
                yield (
                    f'<TIMEX3 tid="t{self.numbers[start, end]}" type={_quoted(time.type)} '
                    f"value={_quoted(time.value)}{mod}>{shown}</TIMEX3>"
                )
            done = end
        yield xml(text[done:])

    def links(self) -> Iterator[str]:
        """Give an instance of each event, and how events are related to times.

        Rules say nothing of tenses and parts of speech, and neither does this.
        """
        for stretch, number in self.events.items():
            polarity = "NEG" if stretch in self.negated else "POS"
            yield (
                f'<MAKEINSTANCE eiid="ei{number}" eventID="e{number}" tense="NONE" aspect="NONE" '
                f'polarity="{polarity}" pos="OTHER" />\n'
            )
        told = [each for each in self.linked if each[0] in self.events and each[1] in self.times]
        for number, (event, date, relation) in enumerate(told, 1):
            yield (
                f'<TLINK lid="l{number}" relType="{relation}" '
                f'eventInstanceID="ei{self.events[event]}" '
                f'relatedToTime="t{self.numbers[date]}" />\n'
            )


def _times(record: Found) -> Iterator[Timex | Time]:
    if isinstance(record, Time):
        yield record
    elif isinstance(record, DatedEvent):
        yield record.date
        if record.until is not None:
            yield record.until
