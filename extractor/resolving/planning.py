"""A record rule in, the plan by which its matches become records out; made once a rule.

Of each field the plan has the normaliser and the paths to what that takes. Fields share the ways
that their paths have in common, and what is the same for all records of a rule stands there.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen

from extractor.errors import Place
from extractor.matching.matches import Match
from extractor.records import Evidence
from extractor.resolving.values import PATHED
from extractor.ruleset.kinds import Field
from extractor.ruleset.rules import Call, Rule
from extractor.ruleset.ruleset import Ruleset

# The normaliser of a field that its rule sets nothing for.
BY_TYPE = {"codes": "column", "flag": "has"}
# What an argument says alone.
CONSTANT: Mapping[str, Callable[[str], Any]] = {
    "text": lambda argument: argument,
    "flag": lambda argument: argument in ("yes", "true"),
}


@frozen
class Step:
    """A field with its normaliser, and whether the rule sets it.

    `ends` are the ends of its paths: the number of a way, and the name of a capture there.
    """

    field: Field
    call: Call
    is_set: bool
    ends: tuple[tuple[int, str], ...]


@frozen
class Plan:
    """How the matches of a rule become records of a kind.

    `settings` are what it was made for, `blank` the fields as they are where nothing is found.
    Way 0 is the match; each of `ways`, from 1 on, leads from an earlier one to what is captured
    there under a name. `goes_on` is the field that goes to a record left open before, or nothing.
    """

    kind: str
    settings: object
    blank: Mapping[str, Any]
    ways: tuple[tuple[int, str], ...]
    steps: tuple[Step, ...]
    goes_on: str
    evidence: Evidence


def make_plan(rule: Rule, ruleset: Ruleset, extra: frozenset[str]) -> Plan:
    """Give the plan of a record rule; `extra` are the normalisers of the host program."""
    kind = ruleset.kinds[rule.target]
    blank = {each.name: shape(each, ()) for each in kind.fields}
    steps: list[Step] = []
    ways: dict[tuple[int, str], int] = {}
    for each in kind.fields:
        call = rule.settings.get(each.name)
        constant = CONSTANT.get(call.name) if call and call.name not in extra else None
        if call and call.arguments and constant:
            blank[each.name] = shape(each, [constant(call.arguments[0])])
            continue
        call, is_set = call or _by_type(each), call is not None
        pathed = call.name in PATHED and call.name not in extra
        ends = [(_way(ways, through), last) for through, last in call.paths if pathed]
        steps.append(Step(each, call, is_set, tuple(ends)))
    going = (call.option("open", "") for _, call in rule.set if call.name == "continued")
    return Plan(
        kind.name,
        rule.set,
        blank,
        tuple(ways),
        tuple(steps),
        next(filter(None, going), ""),
        _evidence_of(rule, ruleset),
    )


def _way(ways: dict[tuple[int, str], int], through: Sequence[str]) -> int:
    """Give the number of the way through some fields, which is added where it is new."""
    at = 0
    for name in through:
        at = ways.setdefault((at, name), len(ways) + 1)
    return at


def _evidence_of(rule: Rule, ruleset: Ruleset) -> Evidence:
    packs = ruleset.packs
    pack = packs[rule.pack]
    return Evidence(
        rule.id,
        rule.place.path,
        rule.place.line,
        pack.name,
        pack.version,
        pack.hash,
        rule.measured.precision if rule.measured else None,
        tuple(f"{each}/{packs[each].hash}" for each in ruleset.overlays_of(rule)),
    )


def shape(each: Field, found: Sequence[Any]) -> Any:  # noqa: ANN401 - fields are of all types
    """Give the value of a field of all that was found for it."""
    if each.many:
        return tuple(found)
    if each.type == "flag":
        return bool(found and found[0])
    if each.type == "codes":
        return found[0] if found else ()
    return found[0] if found else None


def call_of(field: Field, match: Match) -> Call:
    """Give the normaliser that fills a field of a match: the one set by its rule, or its type's."""
    return match.rule.settings.get(field.name) or _by_type(field)


def _by_type(each: Field) -> Call:
    """Give the call for a field that its rule sets nothing for."""
    return Call(BY_TYPE.get(each.type, each.type), (), (), Place(""))
