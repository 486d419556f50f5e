"""Something that did not hold in, lines that show what made each field out."""

from collections.abc import Iterator

from extractor.checking.bench import Bench
from extractor.checking.trying import Attempt
from extractor.errors import Problem, UsageError
from extractor.matching import Match
from extractor.reading import Reading
from extractor.ruleset.rules import Call, Example, Rule
from extractor.ruleset.writing import write

Lines = tuple[tuple[str, str], ...]


def describe_text(attempt: Attempt, bench: Bench) -> Lines:
    """Give a text that was made for a rule, and what was chosen for each of its fields."""
    reading = bench.read(attempt.text)
    lines = [("text", attempt.text)]
    if attempt.carrier.date:
        lines.append(("date", attempt.carrier.date))
    for (name, first, end), node in attempt.draft.sources.items():
        if first < end and attempt.first + end <= len(reading.words):
            span = reading.span(attempt.first + first, attempt.first + end)
            made = f"{span.text!r} ({span.start}-{span.end}) chosen for {write(node)}"
            lines.append((name, made))
    return tuple(lines)


def describe_example(rule: Rule, example: Example, problem: Problem, bench: Bench) -> Lines:
    """Give the text of an example, and what made the field that has another value."""
    lines = [("text", example.text.strip())]
    if example.date:
        lines.append(("date", example.date))
    keys = [key for key, _, place in example.gives if place == problem.place]
    if keys:
        lines += [("made by", line) for line in _makers(rule, keys[0], example, bench)]
    return tuple(lines)


def _makers(rule: Rule, key: str, example: Example, bench: Bench) -> Iterator[str]:
    """Give, for each match of a rule in its example, where a field of it comes from."""
    try:
        sight = bench.near(rule).see(example.text, example.date)
    except UsageError:
        return
    findings = sight.examination.findings
    items = findings.items.get(rule.target, ())
    stand = findings.records if rule.emits else [i.match for i in items if i.match is not None]
    name = key.partition(".")[0]
    call = dict(rule.set).get(name)
    for match in stand:
        if match.rule.id == rule.id:
            yield _maker(match, name, call, sight.examination.reading)


def _maker(match: Match, name: str, call: Call | None, reading: Reading) -> str:
    """Say which capture of which line of the rule a field is made of, and by which normaliser."""
    sources = [argument.partition(".")[0] for argument in call.arguments] if call else []
    spans = [spot for source in (name, *sources) for spot in match.tokens(source)]
    spans = spans or [(match.first, match.end)]
    shown = [reading.span(*spot) for spot in spans]
    made = ", ".join(f"{each.text!r} ({each.start}-{each.end})" for each in shown)
    made += f" -> {match.rule.id}#{match.variant + 1}"
    if call is None:
        return made
    return f"{made} -> {call}, set at {call.place.path}:{call.place.line}"
