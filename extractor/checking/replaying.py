"""Frozen cases in, those that do not come out as they were frozen out.

A case is a document of its own; the rows of a frame are the paragraphs of a few documents.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from extractor.checking.bench import Bench
from extractor.checking.cases import Case, Frame, Given
from extractor.checking.examples import Value
from extractor.checking.telling import Told, tell
from extractor.errors import Problem
from extractor.pipeline import Extractor, read_date
from extractor.reading import Document
from extractor.ruleset.rules import Rule

TOGETHER = 60
BLANK = "\n\n"
REMEDY = "mend the rule or the word list, or freeze the cases again if this is meant"


def replay(cases: Iterable[Case | Frame], bench: Bench) -> Iterator[tuple[Case, Problem | None]]:
    """Give each case with what is wrong with it, if anything is."""
    for case in cases:
        rule = bench.ruleset.rule(case.rule)
        each = list(case.cases()) if isinstance(case, Frame) else [case]
        if rule is None:
            what = f"no rule {case.rule!r}, for which this was frozen"
            yield from ((one, Problem(one.place, what, REMEDY, "failing-case")) for one in each)
            continue
        runner = bench.near(rule).runner
        told = (
            outcomes(rule, [one.text for one in each], case.date, runner)
            if isinstance(case, Frame)
            else [outcome(rule, case.text, case.date, runner)]
        )
        for one, found in zip(each, told, strict=True):
            yield one, _compare(one, found)


def outcome(rule: Rule, text: str, date: str | None, runner: Extractor) -> list[Told]:
    """Give what a rule makes of a text."""
    examination = runner.examine(Document(text, "", read_date(date)))
    return [told for _, told in tell(rule, examination, runner)]


def outcomes(
    rule: Rule, texts: Sequence[str], date: str | None, runner: Extractor
) -> list[list[Told]]:
    """Give what a rule makes of each of many texts of one paragraph, read side by side."""
    found: list[list[Told]] = []
    rest = iter(texts)
    while batch := list(islice(rest, TOGETHER)):
        starts, at = [], 0
        for text in batch:
            starts.append(at)
            at += len(text) + len(BLANK)
        examination = runner.examine(Document(BLANK.join(batch), "", read_date(date)))
        own: list[list[Told]] = [[] for _ in batch]
        for start, told in tell(rule, examination, runner):
            own[bisect_right(starts, start) - 1].append(told)
        found += own
    return found


def gives(wanted: Given | None, found: Sequence[Told]) -> bool:
    """Tell whether one of the things that were found is what was wanted, or nothing was."""
    if wanted is None:
        return not found
    return any(all(told.get(key) == value for key, value in wanted.items()) for told in found)


def _compare(case: Case, found: Sequence[Told]) -> Problem | None:
    if gives(case.gives, found):
        return None
    shown = f"{case.text!r}"
    if case.gives is None:
        what = f"{case.rule} finds {found[0]['text']!r} in {shown}, and found nothing before"
    elif not found:
        what = f"{case.rule} finds nothing in {shown}"
    else:
        wanted = case.gives
        nearest = min(found, key=lambda told: sum(told.get(k) != v for k, v in wanted.items()))
        key, value = next((k, v) for k, v in wanted.items() if nearest.get(k) != v)
        what = f"{case.rule} gives {key} {_said(nearest.get(key))}, not {_said(value)}, in {shown}"
    return Problem(case.place, what, REMEDY, "failing-case")


def _said(value: Value | None) -> str:
    if value is None:
        return "no value"
    return repr(value if isinstance(value, str) else ", ".join(value))
