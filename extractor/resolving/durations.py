"""A count and a unit in, the TIMEX3 value of a duration or of a set out. Knows no calendar."""

# Units that TIMEX3 has no letter for, in ones that it has.
LARGER = {
    "E": (10, "Y"),
    "C": (100, "Y"),
    "F": (2, "W"),
    "L": (1000, "Y"),
    "S": (6, "M"),
    "WE": (2, "D"),
}
# Units of the clock stand behind a T.
CLOCK = {"TH": "H", "TM": "M", "TS": "S"}
VAGUE = "X"
# Half of a unit in the next smaller one.
HALVES = {"Y": "6M", "M": "15D", "D": "T12H", "TH": "30M", "TM": "30S"}


def write_duration(count: int | None, unit: str, *, half: bool = False) -> str:
    """Give the value of so many units, of a count that is not told with None.

    >>> write_duration(2, "Y"), write_duration(None, "W"), write_duration(5, "TH", half=True)
    ('P2Y', 'PXW', 'PT5H30M')
    >>> write_duration(3, "E"), write_duration(0, "C", half=True)
    ('P30Y', 'P50Y')
    """
    factor, unit = LARGER.get(unit, (1, unit)) if count is not None else (1, unit)
    if half and count is not None and factor > 1:
        # "half a century", "a decade and a half"
        return f"P{count * factor + factor // 2}{unit}"
    shown = VAGUE if count is None else str(count * factor)
    letter = CLOCK.get(unit, unit)
    rest = HALVES.get(unit, "") if half else ""
    if half and not count:
        return "PT" + rest if unit in CLOCK else "P" + rest
    return f"P{'T' if unit in CLOCK else ''}{shown}{letter}{rest}"
