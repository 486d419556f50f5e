"""Rules in; out come those, and the lines of them, that can never win."""

from collections.abc import Iterator, Sequence

import attrs

from extractor.checking.covering import begins_with, covers
from extractor.checking.told import Told, tell
from extractor.ruleset.rules import Condition, Rule


def find_repeated(rules: Sequence[Rule]) -> Iterator[Told]:
    """Tell of lines that an earlier one comes before, and of rules that another one makes idle."""
    seen: dict[object, Rule] = {}
    by_id = {rule.id: rule for rule in rules}
    for rule in rules:
        yield from _find_lines(rule)
        first = seen.setdefault(_sight(rule), rule)
        if first is not rule:
            what = f"{rule.id} sees the same as {first.id} at {first.place.path}:{first.place.line}"
            yield tell(rule, rule.place, what, "take one of them out", "duplicate-rule")
    for rule in rules:
        for beaten in (by_id[each] for each in rule.beats if each in by_id):
            if _shadows(rule, beaten):
                what = f"{beaten.id} can never win: {rule.id} beats it wherever it matches"
                remedy = "make it see something else, or take it out"
                yield tell(beaten, beaten.place, what, remedy, "shadowed-rule")


def _find_lines(rule: Rule) -> Iterator[Told]:
    free = not (rule.unless or rule.only_if)
    for number, line in enumerate(rule.variants):
        for before, earlier in enumerate(rule.variants[:number]):
            # with conditions an earlier match may be refused, and this one may stand
            if earlier == line or (free and (covers(earlier, line) or begins_with(line, earlier))):
                what = (
                    f"line {number + 1} of {rule.id} can never match: line {before + 1} does first"
                )
                remedy = "put the longer one first, or take it out"
                yield tell(rule, rule.line_of(number), what, remedy, "shadowed-line")
                break


def _sight(rule: Rule) -> object:
    """Give all that decides what a rule sees."""
    conditions = tuple(sorted(map(repr, map(_said, rule.unless))))
    demands = tuple(sorted(map(repr, map(_said, rule.only_if))))
    return rule.target, rule.variants, rule.link, rule.within, conditions, demands, rule.not_in


def _said(condition: Condition) -> object:
    """Give a condition without its place."""
    return attrs.astuple(condition, recurse=False, filter=lambda at, _: at.name != "place")


def _shadows(strong: Rule, weak: Rule) -> bool:
    """Tell whether a rule that beats another one matches wherever that one does."""
    if strong.target != weak.target or strong.link is not None or weak.link is not None:
        return False
    if not {*map(_key, strong.unless)} <= {*map(_key, weak.unless)}:
        return False
    if not {*map(_key, strong.only_if)} <= {*map(_key, weak.only_if)}:
        return False
    if not set(strong.not_in) <= set(weak.not_in) or strong.within != weak.within:
        return False
    # of a record it matters which fields are captured, and so which line matches first
    lines = strong.variants[:1] if strong.emits else strong.variants
    whole = set(strong.variants) == set(weak.variants)
    return whole or all(any(covers(line, each) for line in lines) for each in weak.variants)


def _key(condition: Condition) -> str:
    return repr(_said(condition))
