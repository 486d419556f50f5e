"""Rules and kinds of record in, complaints out of what they say of each other and is not so."""

from collections.abc import Container, Mapping, Sequence

from extractor.reading.zones import ZONES
from extractor.ruleset.complaints import Complaints, suggest
from extractor.ruleset.kinds import Kind
from extractor.ruleset.rules import Rule


def check_agreement(
    rules: Sequence[Rule],
    kinds: Mapping[str, Kind],
    disabled: Container[str],
    part: Complaints,
) -> None:
    """Complain of fields, rules and zones that are named and are not there."""
    known = tuple(rule.id for rule in rules)
    for rule in rules:
        for beaten in rule.beats:
            if beaten not in known and beaten not in disabled:
                part.add(
                    rule.place, f"beats no rule {beaten!r}", suggest(beaten, known), "unknown-name"
                )
    for kind in kinds.values():
        own = [rule for rule in rules if rule.emits and rule.target == kind.name]
        fields = {each.name for each in kind.fields} | {n for rule in own for n in rule.fields()}
        for key in kind.one_per:
            if key not in fields:
                what = f"`one_per` of {kind.name!r} names no field: {key!r}"
                part.add(kind.place, what, suggest(key, tuple(fields)), "unknown-name")
        for zone in kind.not_in:
            if zone not in ZONES:
                part.add(kind.place, f"no zone {zone!r}", suggest(zone, ZONES), "unknown-name")


def check_fields(rule: Rule, kind: Kind | None, part: Complaints) -> None:
    """Complain of the fields that a rule names and does not have, or that its kind misses."""
    captured = tuple(rule.fields())
    for condition in (*rule.unless, *rule.only_if):
        for name in condition.of:
            if name not in captured:
                part.add(
                    condition.place, f"no field {name!r}", suggest(name, captured), "unknown-name"
                )
    if kind is None:
        return
    declared = [each.name for each in kind.fields]
    arguments = {argument for _, call in rule.set for argument in call.arguments}
    read = arguments | {argument.partition(".")[0] for argument in arguments}
    for name in sorted(rule.fields() - set(declared) - read):
        what = f"the kind {kind.name!r} has no field {name!r}"
        part.add(rule.place, what, suggest(name, declared), "unknown-name")
    for each in kind.fields:
        if each.required and each.name not in captured:
            what = f"{rule.id} never fills {each.name!r}, which {kind.name!r} requires"
            part.add(rule.place, what, f"capture it with {each.name}:ITEM", "unfilled-field")
