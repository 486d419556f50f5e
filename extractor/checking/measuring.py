"""Records that somebody has judged in, how often each rule was right out, and written into rules.

A judged record is a line of `extractor extract --format jsonl` with a key `right`, true or false.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from extractor.errors import DocumentError
from extractor.ruleset.rules import Rule

JUDGED = "right"
# Two figures behind the point are as many as a few hundred judged records bear.
FIGURES = 2
OWN_KEY = re.compile(r"(\s*)measured\s*:")


@frozen
class Measure:
    """What judged records tell of a rule: how many there were, and how many of them were right."""

    right: int
    count: int

    @property
    def precision(self) -> float:
        """Give the share that was right."""
        return round(self.right / self.count, FIGURES)


def count_judged(lines: Iterable[str], shown: str) -> Mapping[str, Measure]:
    """Give what judged records tell, by the ids of rules; `shown` names their file.

    Raises DocumentError for a line that is no record, or that nobody has judged.
    """
    found: dict[str, Measure] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{shown}:{number}"
        try:
            record = json.loads(line)
            rule, right = record["evidence"]["rule"], record[JUDGED]
        except (ValueError, TypeError, KeyError):
            rule, right = "", None
        if not isinstance(right, bool) or not isinstance(rule, str):
            remedy = "give records of `extract --format jsonl`, each with `right`: true or false"
            raise DocumentError(place, "no judged record", remedy)
        known = found.get(rule, Measure(0, 0))
        found[rule] = Measure(known.right + right, known.count + 1)
    return found


def write_measured(
    text: str, rules: Sequence[Rule], found: Mapping[str, Measure], corpus: str
) -> str:
    """Give the text of a rule file with what was measured of its rules.

    Only lines of `measured` change; a rule in one line in braces is left as it is.
    """
    lines = text.splitlines(keepends=True)
    # from the last one back, so that the lines of those before stay where they are
    for rule in sorted(rules, key=lambda rule: -rule.place.line):
        measure = found.get(rule.id)
        at = rule.place.line - 1
        if measure is None or "{" in lines[at][: rule.place.column]:
            continue
        indent = " " * (rule.place.column - 1 - len("id: "))
        told = (
            f"{indent}measured: {{precision: {measure.precision:g}, count: {measure.count}, "
            f"corpus: {json.dumps(corpus, ensure_ascii=False)}}}\n"
        )
        start, end = _lines_of(lines, at, len(indent))
        lines[start:end] = [told]
    return "".join(lines)


def _lines_of(lines: Sequence[str], at: int, indent: int) -> tuple[int, int]:
    """Give the lines of a rule's `measured`, or the empty stretch behind its id."""
    number = at
    while number and lines[number][indent - 2 : indent - 1] != "-":
        number -= 1
    number += 1
    while number < len(lines) and _is_inside(lines[number], indent):
        known = OWN_KEY.match(lines[number])
        if known and len(known[1]) == indent:
            end = number + 1
            while end < len(lines) and _is_inside(lines[end], indent + 1) and lines[end].strip():
                end += 1
            return number, end
        number += 1
    return at + 1, at + 1


def _is_inside(line: str, indent: int) -> bool:
    return not line.strip() or len(line) - len(line.lstrip()) >= indent
