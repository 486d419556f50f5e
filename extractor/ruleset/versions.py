"""Versions and ranges of them: `0.1.0` lies in `>=0.1, <2`."""

import operator
import re
from collections.abc import Callable, Mapping

from attrs import frozen

NUMBERS = re.compile(r"\d+(?:\.\d+)*")
BOUND = re.compile(r"(>=|<=|==|!=|>|<)\s*(\d+(?:\.\d+)*)")
Numbers = tuple[int, ...]
COMPARED: Mapping[str, Callable[[Numbers, Numbers], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}


def read_version(text: str) -> Numbers:
    """Give the numbers that a version begins with; noughts at its end do not count.

    >>> read_version("1.20.0rc1") == read_version("1.20")
    True
    """
    found = NUMBERS.match(text)
    numbers = [int(part[:9]) for part in found[0].split(".")] if found else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


@frozen
class Range:
    """The versions between some bounds."""

    text: str
    bounds: tuple[tuple[str, Numbers], ...]

    def holds(self, version: str) -> bool:
        """Tell whether a version lies in the range."""
        numbers = read_version(version)
        return all(COMPARED[sign](numbers, bound) for sign, bound in self.bounds)


def read_range(text: str) -> Range:
    """Give the range of a text such as `>=0.1, <2`; ValueError where it is none."""
    bounds = []
    for part in text.split(","):
        found = BOUND.fullmatch(part.strip())
        if found is None:
            raise ValueError(text)
        bounds.append((found[1], read_version(found[2])))
    return Range(text, tuple(bounds))
