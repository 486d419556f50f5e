"""Rules in; out come the fields for one thing that a repeated step captures again and again."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from extractor.checking.told import Told, tell
from extractor.ruleset.kinds import Kind
from extractor.ruleset.pattern import Capture, Pattern, Repeat, walk
from extractor.ruleset.rules import Rule
from extractor.ruleset.writing import write


def find_crowded(rules: Sequence[Rule], kinds: Mapping[str, Kind]) -> Iterator[Told]:
    """Tell of captures with a count behind them, of which only the first can be in the record."""
    for rule in rules:
        kind = kinds.get(rule.target) if rule.emits else None
        if kind is None:
            continue
        made = {name for name, _ in rule.set}
        for number, line in enumerate(rule.variants):
            for node, capture in _repeated(line):
                known = kind.field(capture.field)
                if known is not None and not known.many and known.name not in made:
                    what = f"`{known.name}` holds one, and `{write(node)}` captures each of many"
                    inner = write(evolve(node, part=capture.part))
                    remedy = f"write `{known.name}:({inner})`, or give the field `many: yes`"
                    yield tell(rule, rule.line_of(number), what, remedy, "repeated-capture")


def _repeated(line: Pattern) -> Iterator[tuple[Repeat, Capture]]:
    """Give the steps that may be taken several times, and capture something each time."""
    for node in walk(line):
        if isinstance(node, Repeat) and node.high > 1 and isinstance(node.part, Capture):
            yield node, node.part
