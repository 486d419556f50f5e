"""Frozen cases in and out: texts with what a rule made of them when they were frozen.

They stand beside the pack, one JSON value a line. An object with `text` is a case of its own; one
with `frame` is a text with a hole, and each list behind it a word for the hole with the values
that change with it, under `columns`. `gives` is null where the rule makes nothing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from attrs import field, frozen

from extractor.checking.examples import Value
from extractor.errors import Place, Problem, RuleError
from extractor.ruleset.packs import find_shipped
from extractor.ruleset.ruleset import Pack

HOLE = "{}"
FOLDER_NAME = "cases.jsonl"
SHIPPED = "rules/"
Given = Mapping[str, Value]


@frozen
class Case:
    """A text with what a rule gives on it, None where that is nothing."""

    rule: str
    text: str
    date: str | None
    gives: Given | None
    place: Place = field(default=Place(FOLDER_NAME), eq=False)


@frozen
class Frame:
    """A text with a hole, and what the rule gives with each of the words in it."""

    rule: str
    text: str
    date: str | None
    gives: Given | None
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    place: Place = field(default=Place(FOLDER_NAME), eq=False)

    def cases(self) -> Iterator[Case]:
        """Give a case for each row."""
        for number, (word, *values) in enumerate(self.rows):
            filled = str(word)
            gives = None
            if self.gives is not None:
                gives = {key: _fill(value, filled) for key, value in self.gives.items()}
                gives |= zip(self.columns, values, strict=True)
            place = Place(self.place.path, self.place.line + 1 + number)
            yield Case(self.rule, _fill_text(self.text, filled), self.date, gives, place)


def _fill_text(text: str, word: str) -> str:
    return text.replace(HOLE, word)


def _fill(value: Value, word: str) -> Value:
    if isinstance(value, str):
        return _fill_text(value, word)
    return tuple(_fill_text(each, word) for each in value)


def path_of(pack: Pack) -> tuple[Path, str]:
    """Give where the frozen cases of a pack are, and how that is shown.

    Raises RuleError where a link leads to a file that is not the pack's.
    """
    path, shown = _find(pack)
    folder = path.parent.resolve()
    if path.is_symlink() and not path.resolve().is_relative_to(folder):
        what, remedy = "a link that leads out of the pack", "put the file itself there"
        raise RuleError((Problem(Place(shown), what, remedy, "outside-pack"),))
    return path, shown


def _find(pack: Pack) -> tuple[Path, str]:
    shown = f"{pack.path}/{FOLDER_NAME}"
    if pack.path.startswith(SHIPPED) and not Path(pack.path).is_absolute():
        root = find_shipped()
        if root is not None and (root / pack.path.removeprefix(SHIPPED)).is_dir():
            return Path(str(root / pack.path.removeprefix(SHIPPED))) / FOLDER_NAME, shown
    path = Path(pack.path)
    if path.is_file():
        path = path.with_suffix(".cases.jsonl")
        return path, path.as_posix()
    return path / FOLDER_NAME, shown


def read_cases(pack: Pack) -> tuple[Case | Frame, ...]:
    """Give the frozen cases of a pack; raises RuleError for a line that is none."""
    path, shown = path_of(pack)
    if not path.is_file():
        return ()
    found: list[Case | Frame] = []
    rows: list[tuple[Value, ...]] = []
    frame: dict[str, Any] | None = None
    start = 1

    def close() -> None:
        if frame is not None:
            found.append(_frame(frame, tuple(rows), Place(shown, start)))
            rows.clear()

    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            value = json.loads(line)
            if isinstance(value, list) and frame is not None:
                word, *values = map(_value, value)
                pairs = zip(frame.get("columns", ()), values, strict=True)
                rows.append((word, *(value for _, value in pairs)))
                continue
            close()
            frame, start = None, number
            if "frame" in value:
                frame = value
            else:
                found.append(
                    Case(value["rule"], value["text"], value.get("date"), _given(value["gives"]),
                         Place(shown, number))
                )  # fmt: skip
        except (ValueError, KeyError, TypeError, AttributeError):
            what, remedy = "no frozen case", "freeze the cases again"
            raise RuleError((Problem(Place(shown, number), what, remedy, "bad-case"),)) from None
    close()
    return tuple(found)


def _frame(value: Mapping[str, Any], rows: tuple[tuple[Value, ...], ...], place: Place) -> Frame:
    return Frame(
        value["rule"], value["frame"], value.get("date"), _given(value["gives"]),
        tuple(value.get("columns", ())), rows, place,
    )  # fmt: skip


def _given(value: Mapping[str, Any] | None) -> Given | None:
    return None if value is None else {key: _value(each) for key, each in value.items()}


def _value(value: object) -> Value:
    return tuple(map(str, value)) if isinstance(value, list) else str(value)


def write_cases(cases: Sequence[Case | Frame], out: TextIO) -> None:
    """Write frozen cases, one JSON value a line."""
    for case in cases:
        head: dict[str, Any] = {"rule": case.rule}
        head |= {"frame" if isinstance(case, Frame) else "text": case.text}
        head |= {"date": case.date} if case.date else {}
        head |= {"gives": case.gives}
        if isinstance(case, Frame) and case.columns:
            head |= {"columns": case.columns}
        out.write(json.dumps(head, ensure_ascii=False) + "\n")
        rows = case.rows if isinstance(case, Frame) else ()
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
