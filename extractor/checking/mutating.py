"""Rules in, all ways of taking one part out of them out: each makes a rule that says less.

A phrase that several rules name is one part of all of them: what is taken out of it is taken out
of each, and it is enough if one of them notices. So is what a rule has from one that it extends.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from attrs import define, evolve, field, frozen

from extractor.errors import Place
from extractor.ruleset.edges import find_misplaced
from extractor.ruleset.parsing import LONGEST_LIST
from extractor.ruleset.pattern import (
    Capture,
    Choice,
    Follows,
    Gap,
    InLexicon,
    Maybe,
    Pattern,
    Repeat,
    parts_of,
    takes_nothing,
    walk,
)
from extractor.ruleset.pattern import Sequence as Steps
from extractor.ruleset.rules import Condition, Rule
from extractor.ruleset.writing import write

# What no text can match: a variant that is taken out leaves the numbers of the others as they are.
NOTHING = Choice(())

# An option of which a warning comes and no value, so that no example can notice it.
WARNING = "doubt"

T = TypeVar("T")


@frozen
class Mutant:
    """One part taken out: of which sort it is, how it is written, where it stands, what is left.

    `within` is the node that it was taken out of, `at` which of its parts it was, `out` what was
    taken, None where that is no pattern.
    """

    sort: str
    part: str
    place: Place
    rules: tuple[Rule, ...]
    within: Pattern | None = None
    out: Pattern | None = None
    at: int = 0


def find_mutants(rules: Sequence[Rule], others: Iterable[Rule] = ()) -> list[Mutant]:
    """Give the mutants of some rules, each part once; what `others` have too is their business."""
    foreign = list(others)
    return [*_find_in_keys(rules, foreign), *_find_in_patterns(rules, foreign)]


def _find_in_keys(rules: Sequence[Rule], others: Sequence[Rule]) -> Iterable[Mutant]:
    found: dict[tuple[str, Place, str], Mutant] = {}
    for rule in rules:
        for mutant in _mutate_keys(rule):
            key = _key(mutant)
            if key in found:
                found[key] = evolve(found[key], rules=(*found[key].rules, *mutant.rules))
            else:
                found[key] = mutant
    places = {mutant.place for mutant in found.values()}
    extended = [rule for rule in others if not places.isdisjoint(_places(rule))]
    foreign = {_key(mutant) for rule in extended for mutant in _mutate_keys(rule)}
    return [mutant for key, mutant in found.items() if key not in foreign]


def _places(rule: Rule) -> Iterator[Place]:
    """Give the places at which the parts of a rule stand that are no patterns."""
    yield from (rule.place, *rule.lines)
    yield from (condition.place for condition in (*rule.unless, *rule.only_if))
    yield from (call.place for _, call in rule.set)


def _find_in_patterns(rules: Sequence[Rule], others: Sequence[Rule]) -> Iterator[Mutant]:
    foreign = {id(node) for rule in others for pattern in rule.patterns() for node in walk(pattern)}
    found: dict[tuple[str, int, int], _Part] = {}
    for rule in rules:
        for number, pattern in enumerate(rule.variants):
            _collect(pattern, rule, rule.line_of(number), found)
        for condition in (*rule.unless, *rule.only_if):
            for pattern in condition.patterns():
                _collect(pattern, rule, condition.place, found)
    for (_, node, _), part in found.items():
        if node in foreign:
            continue
        changed = tuple(
            made for rule in part.rules if (made := _change_rule(rule, part)) is not None
        )
        if len(changed) == len(part.rules):
            yield Mutant(part.sort, part.shown, part.place, changed, part.node, part.out, part.at)


def _key(mutant: Mutant) -> tuple[str, Place, str]:
    """Tell parts apart: what a rule has from the one that it extends stands in the same place."""
    return mutant.sort, mutant.place, mutant.part


@define
class _Part:
    """A part of a pattern that can be taken out of `node`, wherever that stands.

    Where nothing is `left`, the part is a stop, which is taken out of all gaps that hold it.
    """

    sort: str
    shown: str
    place: Place
    node: Pattern
    left: Pattern | None
    out: Pattern | None
    at: int
    rules: list[Rule] = field(factory=list)


def _collect(
    pattern: Pattern, rule: Rule, place: Place, found: dict[tuple[str, int, int], _Part]
) -> None:
    for number, (sort, out, left) in enumerate(_parts_out(pattern)):
        key = (sort, id(pattern), number)
        gone = None if out is pattern else out
        node, at = pattern, number
        if left is None:
            # the stops of a phrase stand in each gap whose stops it names
            key, node, at = (sort, id(out), 0), out, 0
        elif isinstance(pattern, Gap):
            at -= len(pattern.stops)
        shown = _show(out, whole=gone is not None)
        part = found.setdefault(key, _Part(sort, shown, place, node, left, gone, at))
        if rule not in part.rules:
            part.rules.append(rule)
    for below in parts_of(pattern):
        if not isinstance(pattern, Gap):
            _collect(below, rule, place, found)


def _listed(pattern: Pattern) -> Pattern | None:
    """Give the item of which a list has more, where a pattern is that part of `list(...)`."""
    if isinstance(pattern, Repeat) and (pattern.low, pattern.high) == (0, LONGEST_LIST - 1):
        more = pattern.part
        if isinstance(more, Steps) and len(more.parts) == len(("separator", "item")):
            return more.parts[1]
    return None


def _show(out: Pattern, *, whole: bool) -> str:
    """Give a part as its author wrote it; of a list how many it may hold."""
    item = _listed(out)
    if item is None:
        return write(out)
    return f"list({write(item)}) of more than {1 if whole else 2}"


def _parts_out(node: Pattern) -> Iterator[tuple[str, Pattern, Pattern | None]]:
    """Give what can be taken out of a node: its sort, the part, and what is left; see `_Part`."""
    if isinstance(node, Steps):
        for number, part in enumerate(node.parts):
            rest = _without(node.parts, number)
            sort = "step" if _listed(part) is None else "repeat"
            yield sort, part, rest[0] if len(rest) == 1 else Steps(rest)
    elif isinstance(node, Choice):
        for number, option in enumerate(node.options):
            others = _without(node.options, number)
            yield "option", option, others[0] if len(others) == 1 else Choice(others)
    elif isinstance(node, InLexicon) and node.column:
        yield "constraint", node, InLexicon(node.name)
    elif isinstance(node, Gap):
        yield from (("stop", stop, None) for stop in node.stops)
        for number, layer in enumerate(node.over):
            yield "over", layer, evolve(node, over=_without(node.over, number))
    elif isinstance(node, Repeat) and node.high > max(node.low, 1):
        yield "repeat", node, evolve(node, high=max(node.low, 1))


def _change_rule(rule: Rule, part: _Part) -> Rule | None:
    """Give a rule without a part, or None where what is left is no pattern."""

    def changed(pattern: Pattern) -> Pattern:
        return _replace(pattern, part.node, part.left)

    variants = tuple(map(changed, rule.variants))
    if any(takes_nothing(v) or find_misplaced(v) is not None for v in variants):
        return None
    conditions = [
        tuple(
            evolve(
                condition,
                pattern=condition.pattern and changed(condition.pattern),
                until=condition.until and changed(condition.until),
            )
            for condition in group
        )
        for group in (rule.unless, rule.only_if)
    ]
    if any(_is_empty(p) for group in conditions for c in group for p in c.patterns()):
        return None
    return evolve(rule, variants=variants, unless=conditions[0], only_if=conditions[1])


def _is_empty(pattern: Pattern) -> bool:
    return takes_nothing(pattern) or find_misplaced(pattern) is not None


def _replace(pattern: Pattern, node: Pattern, left: Pattern | None) -> Pattern:
    """Give a pattern with one node of it, by identity, replaced; the same one where it is not.

    With nothing to put in its place the node is a stop of gaps.
    """
    if pattern is node and left is not None:
        return left
    if isinstance(pattern, Gap) and left is None:
        stops = tuple(stop for stop in pattern.stops if stop is not node)
        return pattern if len(stops) == len(pattern.stops) else evolve(pattern, stops=stops)
    if isinstance(pattern, Steps):
        parts = tuple(_replace(part, node, left) for part in pattern.parts)
        same = all(a is b for a, b in zip(parts, pattern.parts, strict=True))
        return pattern if same else Steps(parts)
    if isinstance(pattern, Choice):
        options = tuple(_replace(option, node, left) for option in pattern.options)
        same = all(a is b for a, b in zip(options, pattern.options, strict=True))
        return pattern if same else Choice(options)
    if isinstance(pattern, Maybe | Repeat | Capture | Follows):
        part = _replace(pattern.part, node, left)
        return pattern if part is pattern.part else evolve(pattern, part=part)
    return pattern


def _mutate_keys(rule: Rule) -> Iterator[Mutant]:
    """Give a rule without one of its variants, conditions, zones, settings and the like."""
    for number, pattern in enumerate(rule.variants):
        if len(rule.variants) > 1:
            variants = (*rule.variants[:number], NOTHING, *rule.variants[number + 1 :])
            place, left = rule.line_of(number), evolve(rule, variants=variants)
            yield Mutant("variant", write(pattern), place, (left,), out=pattern)
    for key in ("unless", "only_if"):
        conditions: tuple[Condition, ...] = getattr(rule, key)
        for number, condition in enumerate(conditions):
            shown = f"{key} {_shown(condition)}"
            left = _with(rule, key, _without(conditions, number))
            yield Mutant("condition", shown, condition.place, (left,), out=condition.pattern)
            for name, looser in _loosened(condition):
                changed = (*conditions[:number], looser, *conditions[number + 1 :])
                left = _with(rule, key, changed)
                yield Mutant(name, f"{shown} {name}", condition.place, (left,))
    for key in ("not_in", "beats", "set"):
        for number, one in enumerate(getattr(rule, key)):
            held = getattr(rule, key)
            place = one[1].place if key == "set" else rule.place
            shown = f"{key} {one[0] if key == 'set' else one}"
            left = _with(rule, key, _without(held, number))
            yield Mutant("setting" if key == "set" else key, shown, place, (left,))
    yield from _mutate_calls(rule)
    yield from _mutate_link(rule)


def _mutate_calls(rule: Rule) -> Iterator[Mutant]:
    """Give a rule without one of the arguments, or of the options, that a setting is made with."""
    for number, (name, call) in enumerate(rule.set):
        less = [
            (argument, evolve(call, arguments=_without(call.arguments, n)))
            for n, argument in enumerate(call.arguments)
            if len(call.arguments) > 1
        ] + [
            (f"{key}={value}", evolve(call, options=_without(call.options, n)))
            for n, (key, value) in enumerate(call.options)
            if key != WARNING
        ]
        for shown, changed in less:
            settings = (*rule.set[:number], (name, changed), *rule.set[number + 1 :])
            part = f"{shown} of set {name}"
            yield Mutant("argument", part, call.place, (evolve(rule, set=settings),))


def _without(many: tuple[T, ...], number: int) -> tuple[T, ...]:
    return many[:number] + many[number + 1 :]


def _with(rule: Rule, key: str, value: object) -> Rule:
    change: dict[str, Any] = {key: value}
    return evolve(rule, **change)


def _loosened(condition: Condition) -> Iterator[tuple[str, Condition]]:
    if condition.of and condition.where != "between":
        yield "of", evolve(condition, of=())
    if condition.reach is not None:
        yield "reach", evolve(condition, reach=None, until=None)
    if condition.until is not None:
        yield "until", evolve(condition, until=None)
    if condition.more_than is not None:
        yield "more_than", evolve(condition, more_than=None)


def _mutate_link(rule: Rule) -> Iterator[Mutant]:
    link = rule.link
    if link is None:
        return
    changes: list[tuple[str, dict[str, Any]]] = []
    for number, way in enumerate(link.choose):
        if len(link.choose) > 1:
            changes.append((f"choose {way}", {"choose": _without(link.choose, number)}))
    for number, layer in enumerate(link.not_across):
        kept = _without(link.not_across, number)
        changes.append((f"not_across <{layer}>", {"not_across": kept}))
    if link.many:
        changes.append(("many", {"many": False}))
    for shown, change in changes:
        left = evolve(rule, link=evolve(link, **change))
        yield Mutant("link", shown, rule.place, (left,))


def _shown(condition: Condition) -> str:
    what = write(condition.pattern) if condition.pattern else str(condition.count)
    return f"{condition.where} {what}"
