"""The dated events of a document in, a timeline out, drawn as SVG."""

import datetime
from collections.abc import Iterator, Sequence

from attrs import frozen

from extractor.output.html.writing import escape
from extractor.output.timeline import told
from extractor.records import DatedEvent

# The measures of the drawing, in its own units.
WIDTH, ROW, TOP, LEFT, RIGHT = 520, 20, 28, 8, 230
# So many letters of an event stand beside its mark.
LETTERS = 40
# Days are counted no nearer than this, so that one event alone has a stretch around it.
LEAST = 2


@frozen
class Dot:
    """An event with the first and the last day on which it can have been, and its anchor."""

    first: int
    last: int
    event: DatedEvent
    anchor: str


def dots_of(events: Sequence[tuple[DatedEvent, str]]) -> Sequence[Dot]:
    """Give the events that have a day, the earliest first; those that are open end where known."""
    dots = []
    for event, anchor in events:
        end = event.date if event.until is None else event.until
        first, last = event.date.earliest or end.latest, end.latest or event.date.earliest
        if first and last:
            days = (datetime.date.fromisoformat(day).toordinal() for day in (first, last))
            low, high = sorted(days)
            dots.append(Dot(low, high, event, anchor))
    return sorted(dots, key=lambda dot: (dot.first, dot.last, dot.event.start))


def draw(events: Sequence[tuple[DatedEvent, str]]) -> Iterator[str]:
    """Give the drawing, or nothing where no event has a day."""
    dots = dots_of(events)
    if not dots:
        return
    low, high = dots[0].first, max(dot.last for dot in dots)
    scale = (WIDTH - LEFT - RIGHT) / max(high - low, LEAST)
    height = TOP + ROW * len(dots)
    yield (
        f'<svg class=timeline viewBox="0 0 {WIDTH} {height}" role=img '
        'aria-label="timeline of the dated events">'
    )
    for day in sorted({low, high}):
        x = LEFT + (day - low) * scale
        side = "end" if day == high and day != low else "start"
        yield f"<line x1={x:.1f} x2={x:.1f} y1=18 y2={height} class=axis />"
        yield f"<text x={x:.1f} y=12 text-anchor={side}>{_iso(day)}</text>"
    for row, dot in enumerate(dots):
        y = TOP + ROW * row + ROW // 2
        start, end = (LEFT + (day - low) * scale for day in (dot.first, dot.last))
        yield f'<a href="#{dot.anchor}" data-to="{dot.anchor}"><title>{_title(dot)}</title>'
        yield f"<line x1={start:.1f} x2={end:.1f} y1={y} y2={y} class=stretch />"
        yield f"<circle cx={start:.1f} cy={y} r=4 />"
        yield f"<text x={end + 8:.1f} y={y + 4}>{_label(dot)}</text></a>"
    yield "</svg>"


def _iso(day: int) -> str:
    return datetime.date.fromordinal(day).isoformat()


def _label(dot: Dot) -> str:
    who = (span.text for span in dot.event.who[:1])
    whole = " ".join(" \u2013 ".join((dot.event.trigger.text, *who)).split())
    return escape(whole if len(whole) <= LETTERS else f"{whole[: LETTERS - 1]}…")


def _title(dot: Dot) -> str:
    return escape(f"{dot.event.date.value}: {told(dot.event)}")
