"""A record and the match that it was made of in; where each of its fields came from out."""

from collections.abc import Iterator

from extractor.checking.explanation import Origin, Provenance, Reason
from extractor.checking.scenery import DEPTH, Scenery
from extractor.checking.seeing import line_of
from extractor.checking.tracing import read_trace
from extractor.matching import Match
from extractor.matching.matches import Tokens
from extractor.records import Found, Record
from extractor.resolving import Values
from extractor.resolving.planning import call_of
from extractor.ruleset.kinds import Field
from extractor.ruleset.pattern import Capture
from extractor.ruleset.rules import Call
from extractor.spans import Span

# Normalisers whose argument ends in the name of a column, or of a setting: `what.sort`.
COLUMNED = ("column", "part")


def trace_record(match: Match, record: Found, scenery: Scenery) -> Provenance:
    """Give where a record came from, down to the rows of lexicons."""
    rule = match.rule
    kind = scenery.ruleset.kinds[rule.target]
    values = scenery.values
    return Provenance(
        record.record,
        record.id,
        Span(record.start, record.end, record.text),
        rule.id,
        rule.place.path,
        rule.place.line,
        rule.measured,
        line_of(match, scenery),
        tuple(_origin(field, match, record, values, scenery) for field in kind.fields),
    )


def _origin(field: Field, match: Match, record: Found, values: Values, scenery: Scenery) -> Origin:
    value = record.fields[field.name] if isinstance(record, Record) else getattr(record, field.name)
    call = call_of(field, match)
    place = f"{call.place.path}:{call.place.line}" if call.place.path else None
    captures = tuple(_captures(field.name, call, match, values, scenery))
    return Origin(field.name, value, write_call(call), place, captures, _reference(value))


def write_call(call: Call) -> str:
    """Give a normaliser as `set` has it."""
    options = [f"{name}={value}" for name, value in call.options]
    inside = ", ".join((*call.arguments, *options))
    return f"{call.name}({inside})" if inside else call.name


def _reference(value: object) -> str | None:
    """Give the day that a value was counted from, or None."""
    found = getattr(value, "reference", None) or getattr(value, "as_of", None)
    return found if isinstance(found, str) else None


def _captures(
    name: str, call: Call, match: Match, values: Values, scenery: Scenery
) -> Iterator[Reason]:
    """Give what the normaliser was given: the captures at the end of each path it names."""
    if call.name in ("text", "flag") and call.arguments:
        return
    paths = [path for argument in call.arguments or (name,) for path in argument.split("+")]
    for path in paths:
        found = False
        for inner, last in values.context.reach(match, path):
            for tokens in inner.tokens(last):
                found = True
                yield _reason(inner, last, tokens, path, scenery)
        if not found and call.name in COLUMNED:
            head = path.split(".")[0]
            for tokens in match.tokens(head):
                yield _reason(match, head, tokens, path, scenery)


def _reason(match: Match, name: str, tokens: Tokens, path: str, scenery: Scenery) -> Reason:
    """Give what was captured under a name: a row, an item, or some tokens."""
    traced = scenery.trace_of(match)
    if traced is None:
        link = match.rule.link
        layers = (
            {} if link is None else {link.source_field: link.source, link.target_field: link.target}
        )
        if name not in layers:
            return Reason("words", path, scenery.span(tokens))
        layer = layers[name]
        made = scenery.made(layer, tokens, DEPTH)
        return Reason("item", path, made.span, item=made)
    numbered, captures = traced
    taken = read_trace(captures)
    for number, node in enumerate(numbered.nodes):
        if isinstance(node, Capture) and node.field == name and tokens in taken.get(number, ()):
            step = numbered.owners[number] + 1
            exact = [
                reason
                for reason in scenery.reasons(numbered, taken, range(number, len(numbered.nodes)))
                if (reason.span.start, reason.span.end) == _offsets(tokens, scenery)
            ]
            whole = next((r for r in exact if r.row or r.item), None)
            note = f"step {step}"
            if whole is not None:
                return Reason(whole.sort, path, whole.span, note, whole.row, whole.item)
            return Reason("words", path, scenery.span(tokens), note)
    return Reason("words", path, scenery.span(tokens))


def _offsets(tokens: Tokens, scenery: Scenery) -> Tokens:
    span = scenery.span(tokens)
    return span.start, span.end
