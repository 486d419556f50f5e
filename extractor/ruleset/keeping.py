"""A ruleset in, text that stands for it out, and back: data, never code.

Only the classes named here are made again, each from the values of its fields. What is shared in a
ruleset is shared in what comes back. Whoever changes what these classes mean raises FORM.
"""

import datetime
import json
from collections.abc import Mapping
from typing import Any

import attrs
from attrs import define, field

from extractor.errors import Place, Problem
from extractor.reading.language import Language
from extractor.ruleset import groups, kinds, lexicons, pattern, rules, ruleset
from extractor.ruleset.lexicons import Entry
from extractor.ruleset.ruleset import Ruleset

FORM = 3
CLASSES: tuple[type, ...] = (
    Problem,
    Language,
    *(
        found
        for module in (groups, kinds, lexicons, pattern, rules, ruleset)
        for _, found in sorted(vars(module).items())
        if isinstance(found, type) and attrs.has(found) and found.__module__ == module.__name__
    ),
)
NUMBERS = {each: number for number, each in enumerate(CLASSES)}
# The first item of each list: what is below these is the number of a class.
TUPLE, SET, MAPPING, DAY, PLACE, ENTRIES, FIRST, AGAIN = range(-8, 0)


def write_ruleset(found: Ruleset) -> str:
    """Give a ruleset as JSON."""
    writer = _Writer()
    body = writer.write(found)
    writer.forget_numbers()
    return json.dumps([writer.texts, body], ensure_ascii=False, separators=(",", ":"))


def read_ruleset(text: str) -> Ruleset:
    """Give the ruleset that a text stands for; raises ValueError where it stands for none."""
    try:
        texts, body = json.loads(text)
        return _Reader(texts).read_whole(body)
    except (TypeError, IndexError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"no ruleset: {error}") from None


@define
class _Writer:
    """Writes values, each object of these classes once."""

    texts: list[str] = field(factory=list)
    _numbers: dict[str, int] = field(factory=dict)
    _seen: dict[int, int] = field(factory=dict)
    _kept: list[object] = field(factory=list)
    _first: dict[int, list[Any]] = field(factory=dict)
    _again: set[int] = field(factory=set)

    def forget_numbers(self) -> None:
        """Write what stands in one place without a number, as nearly all does."""
        for number, cell in self._first.items():
            if number not in self._again:
                cell[:] = cell[-1]

    def write(self, value: Any) -> Any:  # noqa: ANN401 - any value of a ruleset, a case each
        if value is None or isinstance(value, str | int | float):
            return value
        if isinstance(value, tuple):
            if value and all(type(each) is Entry for each in value):
                return self._entries(value)
            return [TUPLE, *map(self.write, value)]
        if isinstance(value, frozenset):
            # in an order of its own, so that the same rules are the same text
            return [SET, *sorted(map(self.write, value), key=json.dumps)]
        if isinstance(value, Mapping):
            return [MAPPING, *([self.write(key), self.write(each)] for key, each in value.items())]
        if isinstance(value, datetime.date):
            return [DAY, value.isoformat()]
        if isinstance(value, Place):
            return [PLACE, self._number(value.path), value.line, value.column]
        if id(value) in self._seen:
            number = self._seen[id(value)]
            self._again.add(number)
            return [AGAIN, number]
        # what is made of the rest is made anew
        given = (each for each in attrs.fields(type(value)) if each.init)
        cells = (getattr(value, each.name) for each in given)
        written = [NUMBERS[type(value)], *map(self.write, cells)]
        number = self._seen[id(value)] = len(self._seen)
        # what is kept keeps its address
        self._kept.append(value)
        cell = self._first[number] = [FIRST, number, written]
        return cell

    def _number(self, text: str) -> int:
        if text not in self._numbers:
            self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return self._numbers[text]

    def _entries(self, entries: tuple[Entry, ...]) -> list[Any]:
        """Give the rows of a lexicon column by column, which is read several times as fast."""
        values = list(dict.fromkeys(entry.values for entry in entries))
        places = {each: number for number, each in enumerate(values)}
        return [
            ENTRIES,
            [entry.words for entry in entries],
            values,
            [places[entry.values] for entry in entries],
            [self._number(entry.case) for entry in entries],
            [entry.line for entry in entries],
            [None if entry.path is None else entry.path for entry in entries],
        ]


@define
class _Reader:
    """Reads values again."""

    texts: list[str]
    _seen: dict[int, object] = field(factory=dict)

    def read_whole(self, value: Any) -> Ruleset:  # noqa: ANN401 - whatever JSON holds
        """Give a ruleset; raises TypeError where it is something else."""
        found = self.read(value)
        if not isinstance(found, Ruleset):
            raise TypeError(type(found).__name__)
        return found

    def read(self, value: Any) -> Any:  # noqa: ANN401 - any value of a ruleset, a case each
        if not isinstance(value, list):
            return value
        kind = value[0]
        if kind == FIRST:
            made = self.read(value[2])
            self._seen[value[1]] = made
            return made
        if kind == AGAIN:
            return self._seen[value[1]]
        if kind == PLACE:
            return Place(self.texts[value[1]], value[2], value[3])
        if kind == TUPLE:
            read = self.read
            return tuple([read(each) if type(each) is list else each for each in value[1:]])
        if kind == SET:
            return frozenset(map(self.read, value[1:]))
        if kind == MAPPING:
            return {self.read(key): self.read(each) for key, each in value[1:]}
        if kind == DAY:
            return datetime.date.fromisoformat(value[1])
        if kind == ENTRIES:
            return self._entries(*value[1:])
        if not 0 <= kind < len(CLASSES):
            raise ValueError(f"no class {kind}")
        read = self.read
        return CLASSES[kind](*[read(each) if type(each) is list else each for each in value[1:]])

    def _entries(self, words: Any, values: Any, *columns: Any) -> tuple[Entry, ...]:  # noqa: ANN401 - JSON
        known = list(map(tuple, values))
        at, cases, lines, paths = columns
        return tuple(
            map(
                Entry,
                map(tuple, words),
                map(known.__getitem__, at),
                map(self.texts.__getitem__, cases),
                lines,
                paths,
            )
        )
