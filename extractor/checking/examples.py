"""A ruleset in; out come the examples that do not hold, each with its place and what came instead.

An example holds if its rule makes, of the example's text, one item or record with all the values
that it promises; a counter-example if its rule makes nothing of the text.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from extractor.checking.bench import Bench
from extractor.errors import Place, Problem, UsageError
from extractor.matching import Item
from extractor.pipeline import Examination, Extractor, Normaliser, read_date
from extractor.reading import Document
from extractor.resolving import Values
from extractor.ruleset import Ruleset
from extractor.ruleset.rules import Example, Rule

Value = str | tuple[str, ...]
Shown = Mapping[str, Value]
REMEDY = "mend the pattern, or the example"


def check_examples(
    ruleset: Ruleset,
    *,
    packs: frozenset[str] | None = None,
    fast: bool = True,
    normalisers: Mapping[str, Normaliser] | None = None,
) -> tuple[Problem, ...]:
    """Give the problems of all examples, or of those that some packs have written.

    `normalisers` are those of the host program, which the rules may name.
    """
    return try_examples(make_runner(ruleset, fast=fast, normalisers=normalisers), packs)


def make_runner(
    ruleset: Ruleset,
    *,
    fast: bool = True,
    normalisers: Mapping[str, Normaliser] | None = None,
    before: Extractor | None = None,
) -> Extractor:
    """Give the extractor of all rules, which examples run by; it shares what it can with another.

    Takes what `Extractor.of_ruleset` takes.
    """
    return Extractor.of_ruleset(
        ruleset,
        records=ruleset.kinds,
        whole=True,
        fast=fast,
        normalisers=normalisers,
        before=before,
    )


def try_examples(runner: Extractor, packs: frozenset[str] | None) -> tuple[Problem, ...]:
    """Give the problems of all examples of a runner's rules, or of those of some packs."""
    ruleset = runner.ruleset
    bench = Bench(ruleset, runner)
    return tuple(
        sorted(
            problem
            for rule in ruleset.rules
            for problem in check_rule(rule, examples_of(rule, packs), bench.near(rule).runner)
        )
    )


def examples_of(rule: Rule, packs: frozenset[str] | None) -> Iterator[Example]:
    """Give the examples and counter-examples of a rule, or those that some packs have written."""
    for example in (*rule.examples, *rule.not_examples):
        if packs is None or example.pack in packs:
            yield example


def check_rule(
    rule: Rule,
    examples: Iterable[Example],
    runner: Extractor,
    see: Callable[[str, str | None], Examination] | None = None,
) -> Iterator[Problem]:
    """Give the problems of some examples and counter-examples of a rule.

    `see` examines a text of a date, as the runner does where nothing else is given.
    """
    look = see or partial(_see, runner)
    for example in examples:
        found = _run(rule, example, runner, look)
        if isinstance(found, Problem):
            yield found
        elif example.because and found:
            what = f"{rule.id} finds {found[0]['text']!r} in its counter-example"
            remedy = f"the reason given was: {example.because}"
            yield Problem(example.place, what, remedy, "failing-counter-example")
        elif not example.because and not found:
            what = f"{rule.id} finds nothing in its example"
            yield Problem(example.place, what, REMEDY, "failing-example")
        elif not example.because and not any(_agrees(example, shown) for shown in found):
            yield from _differences(rule, example, found)


def _see(runner: Extractor, text: str, date: str | None) -> Examination:
    return runner.examine(Document(text, "", read_date(date)))


def _run(
    rule: Rule,
    example: Example,
    runner: Extractor,
    see: Callable[[str, str | None], Examination],
) -> list[Shown] | Problem:
    """Give what the rule makes of the text of an example, under the keys that it names."""
    try:
        examination = see(example.text, example.date)
    except UsageError as error:
        return Problem(example.place, error.what, error.remedy, "bad-value")
    keys = [key for key, _, _ in example.gives] or ["text"]
    return shown_by(rule, examination, runner, keys)


def shown_by(
    rule: Rule, examination: Examination, runner: Extractor, keys: Sequence[str]
) -> list[Shown]:
    """Give what the rule made of a text that was examined, under the keys that are asked for."""
    if rule.emits:
        records = runner.build(examination).records
        made = [record for record in records if record.evidence.rule == rule.id]
        return [{key: show(reach(record, key)) for key in keys} for record in made]
    values = runner.values(examination)
    items = values.context.items(rule.target)
    own = [item for item in items if item.match is not None and item.match.rule.id == rule.id]
    return [{key: show(reach_item(item, values, key)) for key in keys} for item in own]


def holds(rule: Rule, example: Example, examination: Examination, runner: Extractor) -> bool:
    """Tell whether an example, or a counter-example, holds of its text as it was examined."""
    if example.because:
        return not shown_by(rule, examination, runner, ())
    found = shown_by(rule, examination, runner, [key for key, _, _ in example.gives])
    return any(_agrees(example, shown) for shown in found)


def _agrees(example: Example, shown: Shown) -> bool:
    return all(_plain(shown[key]) == _plain(wanted) for key, wanted, _ in example.gives)


def _plain(value: Value) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _differences(rule: Rule, example: Example, found: list[Shown]) -> Iterator[Problem]:
    """Give a problem for each value that differs, in what comes nearest to the example."""

    def wrong(shown: Shown) -> list[tuple[str, Value, Place]]:
        return [each for each in example.gives if _plain(shown[each[0]]) != _plain(each[1])]

    nearest = min(found, key=lambda shown: len(wrong(shown)))
    for key, wanted, place in wrong(nearest):
        what = f"{rule.id} gives {key} {_said(nearest[key])}, not {_said(wanted)}"
        yield Problem(place, what, REMEDY, "failing-example")


def _said(value: Value) -> str:
    return repr(value) if isinstance(value, str) else repr(list(value))


def reach(thing: object, path: str) -> object:
    """Give what stands at a dotted path of a record: `speaker.name`, `members.code`."""
    for name in path.split("."):
        if isinstance(thing, tuple):
            thing = tuple(getattr(each, name, None) for each in thing)
        else:
            thing = getattr(thing, name, None)
    return thing


def reach_item(item: Item, values: Values, path: str) -> object:
    """Give the text of an item, of one of its captures, or a value that its rule sets."""
    context, match = values.context, item.match
    name, _, rest = path.partition(".")
    if path == "text" or match is None:
        return context.span((item.first, item.end))
    if any(name == setting for setting, _ in match.rule.set):
        value = values.item_value(item, name)
        return reach(value, rest) if rest else value
    return tuple(context.span(tokens) for tokens in match.tokens(name))


def show(value: object) -> Value:
    """Give a value as it is written in an example: spans by their text, nothing as `none`."""
    if isinstance(value, tuple):
        return tuple(str(show(each)) for each in value)
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(getattr(value, "text", value))
