"""What a page asks in, what it shows out, as what `json` can write: texts, never markup."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from threading import Lock
from typing import Any

from attrs import define, field

from extractor.checking.explanation import Explanation
from extractor.errors import RuleError, UsageError
from extractor.output.colours import Word
from extractor.output.marking import cut, marks_of
from extractor.output.parts import show
from extractor.output.text import known_fields, listed
from extractor.playground.desk import TEXT, Desk
from extractor.playground.workshop import Workshop, open_workshop
from extractor.records import Extraction, Found
from extractor.ruleset.memory import Memory
from extractor.ruleset.packs import Files

# Characters of a text and of a pack's file: far more than anybody edits by hand.
LONGEST_TEXT = 50_000
LONGEST_FILE = 200_000
# Columns of the explanation: those of a phone, and those of a wide window.
NARROW, WIDE = 44, 140
# Compiled packs that are kept: those of now, and those before the last change, if it is undone.
KEPT = 2

Answer = dict[str, Any]
Telling = Callable[[Explanation, int], Iterable[Sequence[Word]]]


@define
class Answers:
    """Answers for one desk, one at a time; `tell` writes an explanation in lines of words."""

    desk: Desk
    tell: Telling
    _opened: list[tuple[Sequence[Files], Workshop]] = field(init=False, factory=list)
    _memory: Memory = field(init=False, factory=Memory)
    _lock: Lock = field(init=False, factory=Lock)

    def begin(self) -> Answer:
        """Give what the page shows first."""
        return {"files": dict(self.desk.texts), "text": TEXT}

    def answer(self, asked: object) -> Answer:
        """Give what comes of a text and files as they are edited.

        A pack with problems gives these and nothing else. Raises UsageError for what means nothing.
        """
        if not isinstance(asked, Mapping):
            raise UsageError("no question", "send a JSON object")
        text = _text(asked, "text", LONGEST_TEXT)
        date, rule = _text(asked, "date", 40), _text(asked, "rule", 400)
        given = asked.get("files", {})
        if not isinstance(given, Mapping):
            raise UsageError("`files` is no object", "send paths with their texts")
        files = {str(path): _text(given, path, LONGEST_FILE) for path in given}
        width = asked.get("width")
        columns = min(max(width, NARROW), WIDE) if isinstance(width, int) else WIDE
        start = time.perf_counter()
        with self._lock:
            try:
                workshop = self._open(list(self.desk.edited(files)))
            except RuleError as error:
                return {"problems": [each.to_json() for each in error.problems]}
            answer = self._tell(workshop, text, date or None, rule, columns)
        return answer | {"milliseconds": round(1000 * (time.perf_counter() - start))}

    def _open(self, packs: Sequence[Files]) -> Workshop:
        """Give the workshop of some packs: one that is open, if they are as they were there."""
        for each in self._opened:
            if each[0] == packs:
                return each[1]
        # word lists that the files name are fetched while they are read
        kept = [Files(p.name, p.path, dict(p.contents), p.folder) for p in packs]
        before = self._opened[0][1] if self._opened else None
        made = open_workshop(packs, self._memory, before)
        self._opened = [(kept, made), *self._opened[: KEPT - 1]]
        return self._opened[0][1]

    def _tell(
        self, workshop: Workshop, text: str, date: str | None, rule: str, width: int
    ) -> Answer:
        found = workshop.extract(text, date)
        known = rule if rule in workshop.rules else None
        told = workshop.explainer.explain(text, rule=known, date=date)
        return {
            "problems": [],
            "rules": workshop.rules,
            "rule": known or "",
            "examples": workshop.examples,
            "failing": workshop.failing,
            "records": [_card(record) for record in found.records],
            "pieces": _pieces(found, text),
            "warnings": found.warnings,
            "steps": [[*line] for line in self.tell(told, width)],
        }


def _text(asked: Mapping[Any, Any], key: str, longest: int) -> str:
    given = asked.get(key, "")
    if not isinstance(given, str):
        raise UsageError(f"`{key}` is no text", "send a text")
    if len(given) > longest:
        what = f"`{key}` has {len(given)} characters, more than {longest}"
        raise UsageError(what, "take a part of it, or use the command")
    return given


def _card(record: Found) -> Answer:
    fields = [
        [name, [show(part) for part in listed(value)]] for name, value in known_fields(record)
    ]
    made = record.evidence
    return {
        "kind": record.record,
        "start": record.start,
        "end": record.end,
        "text": record.text,
        "fields": fields,
        "rule": made.rule,
        "place": f"{made.file}:{made.line}",
    }


def _pieces(found: Extraction, text: str) -> Sequence[Answer]:
    """Give the text cut where marks begin or end, since offsets of scripts are not code points."""
    marks = chain.from_iterable(marks_of(n, record) for n, record in enumerate(found.records))
    return [
        {
            "text": text[piece.start : piece.end],
            "marks": [[mark.number, mark.kind, mark.field] for mark in piece.marks],
        }
        for piece in cut(len(text), marks)
    ]
