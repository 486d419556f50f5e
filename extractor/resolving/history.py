"""The dates of a document in, out the date from which a history counts a day without a year.

A history tells of days long past by full dates: then what names no year is of the year told last,
and not of the time of the reference date. Nothing of a text is looked at but its dates.
"""

import datetime
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property

from attrs import define, field, frozen

from extractor.matching.matches import Item
from extractor.records import Timex
from extractor.resolving.context import Context
from extractor.resolving.units import unit_of

# The layer of dates, and the units of those from which something can be counted.
CALENDAR = "Calendar"
COUNTED = frozenset({"D", "M", "Q", "S", "Y"})
# With a reference date so many full dates, and so many for each date that hangs on that one, make
# a history; without one more of them than of the others.
FULL = 3


@frozen
class Told:
    """The first day of a date, and its unit."""

    day: datetime.date
    unit: str


@define
class History:
    """Whether a document is a history, and what its dates are counted from."""

    context: Context
    _told: list[tuple[int, Told]] = field(init=False, factory=list)
    _filled: bool = field(init=False, default=False)

    def before(self, first: int, time_of: Callable[[Item], Timex | None]) -> Told | None:
        """Give the last date told before a token, where the document is a history.

        `time_of` resolves a date; to keep it would be a circle that only the collector can free.
        """
        if not self.applies:
            return None
        if not self._filled:
            # in text order, so that each date finds those before it and nothing is nested
            self._filled = True
            for item in self.context.items(CALENDAR):
                time = time_of(item)
                if time is not None and time.earliest is not None:
                    unit = unit_of(time.value)
                    if unit in COUNTED:
                        day = datetime.date.fromisoformat(time.earliest)
                        self._told.append((item.end, Told(day, unit)))
        at = bisect_right(self._told, first, key=lambda each: each[0])
        return self._told[at - 1][1] if at else None

    @cached_property
    def applies(self) -> bool:
        """Tell whether full dates of years long past outnumber what hangs on a reference date."""
        today = self.context.date
        full = other = 0
        for item in self.context.items(CALENDAR):
            match = item.match
            if match is None:
                continue
            years = match.tokens("year")
            if years and match.tokens("month"):
                year = self.context.number(match, "year", years[0])
                long_past = today is None or (year is not None and year < today.year - 1)
                full, other = full + long_past, other + (not long_past)
            elif match.tokens("shift") or (match.tokens("weekday") and not match.tokens("month")):
                other += 1
        return full > other if today is None else full > FULL * max(1, other)
