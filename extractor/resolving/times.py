"""The captures of a rule in, the TIMEX3 of a time of day, a duration, a set or a reference out.

The normalisers are `clock`, `duration`, `recurring` and `fixed`; `docs/rule-reference.md` lists
the captures that each one takes.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from extractor.matching.matches import Match
from extractor.records import Timex
from extractor.resolving.dating import counted_from, give_day
from extractor.resolving.durations import write_duration
from extractor.resolving.moving import give_away, give_dated
from extractor.resolving.parts import number_of, text_of, timex_of
from extractor.resolving.units import Resolved, move
from extractor.ruleset.rules import Call

if TYPE_CHECKING:
    from extractor.resolving.values import Values

NOON = 12
HOURS = 24
FIGURES = 4
MINUTE = 2
LATEST_MINUTE = 59


def give_clock(values: "Values", match: Match, name: str, call: Call) -> Sequence[Timex]:
    """Give a time of day: `hour` and `minute`, or a `part` of the day; of the `date` captured.

    Without one it is that of the reference date, or of the last item of the layer that `from`
    names, moved by `shift` days. `half` tells the hours behind noon.
    """
    day = counted_from(values, match, call, "D")
    if not (call.option("from", "") or match.tokens("shift") or match.tokens("date")):
        # a history tells the hours of the day told last
        told = values.history.before(match.first, values.time_of)
        day = told.day if told is not None and told.unit == "D" else day
    reference: str | None = day.isoformat() if day else None
    shift = number_of(values, match, "shift")
    if day is not None and shift:
        day = move(day, "D", shift)
    value, first = (day.isoformat(),) * 2 if day else ("XXXX-XX-XX", None)
    for time in values.time(match, "date", call):
        value, first, reference = time.value, time.earliest, time.reference
    shown = text_of(values, match, "part") or _hour(values, match)
    if shown is None:
        return []
    stretch, mod = values.context.stretch((match.first, match.end)), text_of(values, match, "mod")
    return [Timex(*stretch, "TIME", f"{value}T{shown}", mod, first, first, reference)]


def _hour(values: "Values", match: Match) -> str | None:
    """Give hour and minute as TIMEX3 writes them, or None where no clock shows them."""
    text = "".join("".join(values.context.words(tokens)) for tokens in match.tokens("hour")[:1])
    text = text_of(values, match, "hour") or text
    if len(text) == FIGURES and text.isdecimal():
        # "0900 GMT"
        text = f"{text[:2]}:{text[2:]}"
    # "5.30 p.m."
    hour, _, minute = text.replace(".", ":").partition(":")
    if not hour.isdecimal() or (minute and not (minute.isdecimal() and len(minute) == MINUTE)):
        return None
    if len(hour) > FIGURES:
        # Python reads no number of some thousand digits
        return None
    number, late = int(hour), text_of(values, match, "half")
    if late is not None and number > NOON:
        return None
    if late is not None:
        number = number % NOON + (NOON if late == "PM" else 0)
    if number > HOURS or int(minute or 0) > LATEST_MINUTE:
        return None
    return f"{number:02}:{minute or '00'}"


def give_fixed(values: "Values", match: Match, name: str, call: Call) -> Sequence[Timex]:
    """Give the value of the row captured as `fixed`, of the type that is set or DATE."""
    value = text_of(values, match, "fixed")
    return [] if value is None else timex_of(
        values, match, Resolved(call.option("type", "DATE"), value), ""
    )  # fmt: skip


def give_duration(values: "Values", match: Match, name: str, call: Call) -> Sequence[Timex]:
    """Give `count` units, a vague number of them where what is captured is no number.

    Without a count it is one, or a vague number of a unit whose row has `many` yes.
    """
    unit, count = text_of(values, match, "unit"), number_of(values, match, "count")
    if unit is None:
        return []
    if not match.tokens("count") and text_of(values, match, "unit", "many") != "yes":
        count = 1
    value = write_duration(count, unit, half=bool(match.tokens("half")))
    return timex_of(values, match, Resolved("DURATION", value), "")


def give_recurring(values: "Values", match: Match, name: str, call: Call) -> Sequence[Timex]:
    """Give what recurs: every `count` units, every `weekday` or `month`, or the row `fixed`."""
    fixed, unit = text_of(values, match, "fixed"), text_of(values, match, "unit")
    weekday, month = number_of(values, match, "weekday"), number_of(values, match, "month")
    part, season = text_of(values, match, "part"), text_of(values, match, "season")
    if fixed is not None:
        value = fixed
    elif unit is not None:
        count = number_of(values, match, "count") if match.tokens("count") else 1
        value = write_duration(count, unit)
    elif weekday is not None:
        value = f"XXXX-WXX-{weekday}"
    elif month is not None:
        value = f"XXXX-{month:02}"
    elif season is not None:
        value = f"XXXX-{season}"
    elif part is not None:
        value = "XXXX-XX-XX"
    else:
        return []
    return timex_of(values, match, Resolved("SET", value + (f"T{part}" if part else "")), "")


TIMES: Mapping[str, Callable[["Values", Match, str, Call], Sequence[Any]]] = {
    "day": give_day,
    "away": give_away,
    "dated": give_dated,
    "clock": give_clock,
    "fixed": give_fixed,
    "duration": give_duration,
    "recurring": give_recurring,
}
