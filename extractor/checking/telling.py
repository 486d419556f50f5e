"""What a rule made of a text in; out come the keys and values that an example of it would promise.

A record is told by its fields, an item by its captures, with the values of the lexicon rows that
they are, and by its settings. What is null is left out, and so are names and roles, which hang on
what else the document says.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import asdict, fields, has

from extractor.checking.examples import Value, reach_item, show
from extractor.matching import Item
from extractor.pipeline import Examination, Extractor
from extractor.records import Found
from extractor.resolving import Values
from extractor.ruleset.rules import Rule

Told = Mapping[str, Value]
WITHOUT = frozenset({"id", "doc", "evidence", "start", "end"})
# They are led back to what the whole document says.
ELSEWHERE = frozenset({"name", "role"})


def tell(rule: Rule, examination: Examination, runner: Extractor) -> list[tuple[int, Told]]:
    """Give where each record or item that the rule made begins, with all that it holds."""
    if rule.emits:
        records = runner.build(examination).records
        return [
            (record.start, dict(_tell_record(record)))
            for record in records
            if record.evidence.rule == rule.id
        ]
    values = runner.values(examination)
    return [
        (values.context.span((item.first, item.end)).start, dict(_tell_item(rule, item, values)))
        for item in values.context.items(rule.target)
        if item.match is not None and item.match.rule.id == rule.id
    ]


def _tell_record(record: Found) -> Iterator[tuple[str, Value]]:
    yield "text", record.text
    names = getattr(record, "fields", None) or asdict(record, recurse=False)
    for name in names:
        if name not in WITHOUT and name != "text":
            yield from _flatten(name, getattr(record, name))


def _tell_item(rule: Rule, item: Item, values: Values) -> Iterator[tuple[str, Value]]:
    yield "text", values.context.span((item.first, item.end)).text
    match = item.match
    if match is None:
        return
    settings = {name for name, _ in rule.set}
    for name in match.captures:
        if name not in settings:
            yield name, show(reach_item(item, values, name))
            yield from _tell_rows(item, name, values)
    for name in sorted(settings):
        yield from _flatten(name, values.item_value(item, name))


def _tell_rows(item: Item, name: str, values: Values) -> Iterator[tuple[str, Value]]:
    """Give what the lexicon rows that were captured hold, by `field.column`."""
    match, context = item.match, values.context
    if match is None:
        return
    columns = {
        column
        for node in context.sighting.sight(match, name).lexicons
        for column in context.sighting.ruleset.lexicons[node.name].columns
    }
    for column in sorted(columns):
        found = [context.column(match, name, tokens, column) for tokens in match.tokens(name)]
        if any(found):
            yield f"{name}.{column}", tuple(each or "" for each in found)


def _flatten(name: str, value: object) -> Iterator[tuple[str, Value]]:
    """Give a field by its text, and what else it holds by `field.part`."""
    if value is None or value == ():
        return
    yield name, show(value)
    first = value[0] if isinstance(value, tuple) else value
    sort = type(first)
    if not has(sort):
        return
    for part in (each.name for each in fields(sort)):
        if part in WITHOUT or part in ELSEWHERE or part == "text":
            continue
        held = (
            tuple(getattr(each, part) for each in value)
            if isinstance(value, tuple)
            else getattr(value, part)
        )
        if held is not None and held != () and not _is_empty(held):
            yield f"{name}.{part}", _plain(held)


def _is_empty(held: object) -> bool:
    return isinstance(held, tuple) and all(each is None for each in held)


def _plain(held: object) -> Value:
    """Give a part as an example writes it; lists in lists are joined."""
    if isinstance(held, tuple):
        return tuple(" ".join(_words(each)) for each in held)
    return show(held)


def _words(each: object) -> Sequence[str]:
    shown = show(each)
    return (shown,) if isinstance(shown, str) else shown
