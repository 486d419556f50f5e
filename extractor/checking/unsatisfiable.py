"""Rules in; out come the patterns and conditions that no text can meet, as far as is plain."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from extractor.checking.covering import shapes_of
from extractor.checking.told import Told, tell
from extractor.matching.folding import fold
from extractor.matching.plan import Atom, first_atoms
from extractor.ruleset.kinds import Kind
from extractor.ruleset.pattern import (
    Bound,
    Capture,
    Choice,
    Follows,
    Gap,
    InLayer,
    InLexicon,
    Pattern,
    Repeat,
    Shape,
    Word,
    walk,
)
from extractor.ruleset.pattern import Sequence as Steps
from extractor.ruleset.rules import Condition, Rule

ENDS = ("$", "$$")


def find_unsatisfiable(rules: Sequence[Rule], kinds: Mapping[str, Kind]) -> Iterator[Told]:
    """Tell of what can never match."""
    for rule in rules:
        for number, line in enumerate(rule.variants):
            for what in _find_in_pattern(line):
                told = f"line {number + 1} of {rule.id} can never match: {what}"
                yield tell(rule, rule.line_of(number), told, "mend the line", "unsatisfiable")
        for condition in (*rule.unless, *rule.only_if):
            for pattern in condition.patterns():
                for what in _find_in_pattern(pattern):
                    told = f"the condition can never hold: {what}"
                    yield tell(rule, condition.place, told, "mend it", "unsatisfiable")
        kind = kinds.get(rule.target) if rule.emits else None
        zones = {*rule.not_in, *(kind.not_in if kind is not None else ())}
        for condition, what in _find_in_conditions(rule, zones):
            told = f"{rule.id} can never match: {what}"
            yield tell(rule, condition.place, told, "take one of them out", "unsatisfiable")


def _find_in_pattern(pattern: Pattern) -> Iterator[str]:
    for node in walk(pattern):
        if isinstance(node, Gap):
            both = {stop.name for stop in node.stops if isinstance(stop, InLayer)} & {
                layer.name for layer in node.over
            }
            for layer in sorted(both):
                yield f"the gap is stopped by <{layer}>, and leads over it"
            if Shape("ANY") in node.stops:
                yield "the gap is stopped by anything"
        elif isinstance(node, Steps):
            yield from _find_in_steps(node)


def _find_in_steps(steps: Steps) -> Iterator[str]:
    for number, step in enumerate(steps.parts[:-1]):
        if not isinstance(step, Follows):
            continue
        rest = Steps(steps.parts[number + 1 :])
        wanted, nothing = first_atoms(step.part)
        found, over = first_atoms(rest)
        if nothing or over or not wanted:
            continue
        if all(isinstance(atom, Bound) and atom.sign in ENDS for atom in found):
            yield "something has to follow where the sentence ends"
        elif all(_are_apart(one, other) for one in wanted for other in found):
            yield "what has to follow is not what is taken there"


def _are_apart(one: Atom, other: Atom) -> bool:
    """Tell whether no token can be both."""
    if isinstance(one, InLayer | InLexicon | Bound) or isinstance(
        other, InLayer | InLexicon | Bound
    ):
        return False
    if isinstance(one, Word) and isinstance(other, Word):
        if one.exact and other.exact:
            return one.text != other.text
        return fold(one.text) != fold(other.text)
    return not shapes_of(one) & shapes_of(other)


def _find_in_conditions(rule: Rule, zones: set[str]) -> Iterator[tuple[Condition, str]]:
    refused = {_said(condition) for condition in rule.unless}
    least = min(map(least_words, rule.variants), default=0)
    for condition in rule.only_if:
        if _said(condition) in refused:
            yield condition, "the same stands under `unless`"
        if condition.where == "inside" and condition.pattern is not None:
            layers = {node.name for node in walk(condition.pattern) if isinstance(node, InLayer)}
            if layers and layers <= zones:
                yield condition, f"`not_in` keeps it out of <{min(layers)}>"
        if condition.where == "fewer_words_than" and not condition.of and least >= condition.count:
            yield condition, f"a match has {least} words at least"
    for condition in rule.unless:
        if condition.where == "more_words_than" and not condition.of and least > condition.count:
            yield condition, f"a match has {least} words at least"
    yield from _find_in_counts(rule)


def _find_in_counts(rule: Rule) -> Iterator[tuple[Condition, str]]:
    """Give the demands for a number of words that leave none."""
    whole = [condition for condition in rule.only_if if not condition.of]
    fewer = [each for each in whole if each.where == "fewer_words_than"]
    more = [each for each in whole if each.where == "more_words_than"]
    for one in more:
        for other in fewer:
            if one.count + 1 >= other.count:
                yield other, f"no number is above {one.count} and below {other.count}"


def _said(condition: Condition) -> str:
    said = attrs.astuple(condition, recurse=False, filter=lambda at, _: at.name != "place")
    return repr(said)


def least_words(pattern: Pattern) -> int:
    """Give a number of words and numbers that every match of a pattern has at least."""
    if isinstance(pattern, Steps):
        return sum(map(least_words, pattern.parts))
    if isinstance(pattern, Choice):
        return min(map(least_words, pattern.options))
    if isinstance(pattern, Repeat):
        return pattern.low * least_words(pattern.part)
    if isinstance(pattern, Capture):
        return least_words(pattern.part)
    if isinstance(pattern, Word):
        return int(pattern.text[:1].isalnum())
    if isinstance(pattern, Shape):
        return int(not shapes_of(pattern) & {"OTHER", "PUNCT"})
    return 0
