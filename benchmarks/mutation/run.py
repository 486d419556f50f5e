"""Faults put into the shipped rules, one at a time: how many of them do the tests catch?

    python benchmarks/mutation/run.py [--faults 100] [--seed 0]

A fault is a word dropped from a lexicon, a value of a row changed, a condition, step, option or
line of a rule taken out, a constraint loosened, or a normaliser changed. It is caught if an
example, a counter-example or a frozen case no longer holds, which is what `extractor rules test`
runs. The same seed puts in the same faults. Exits with 1 where fewer than FLOOR of 100 are caught.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from random import Random

from attrs import evolve, frozen

from extractor.checking.bench import Bench
from extractor.checking.cases import Case, Frame, read_cases
from extractor.checking.examples import check_rule
from extractor.checking.mutating import NOTHING, Mutant, find_mutants
from extractor.checking.replaying import replay
from extractor.ruleset import Ruleset, load_ruleset
from extractor.ruleset.lexicons import Lexicon
from extractor.ruleset.rules import Call, Rule

FLOOR = 95


@frozen
class Fault:
    """A ruleset with one fault: what it is, and the rules where it is likely to show."""

    sort: str
    what: str
    ruleset: Ruleset
    near: frozenset[str]


def main() -> int:
    """Put the faults in, and print how many were caught, and those that were not."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--faults", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    start = time.perf_counter()
    ruleset = load_ruleset()
    cases = [case for name in sorted(ruleset.packs) for case in read_cases(ruleset.packs[name])]
    sound = next(find_broken(ruleset, cases, frozenset()), None)
    if sound is not None:
        print(f"without a fault: {sound}")
        return 1
    random = Random(given.seed)  # noqa: S311 - faults are no secrets
    makers = [*_makers(ruleset, random)]
    caught, tried = Counter[str](), Counter[str]()
    for _ in range(given.faults):
        fault = random.choice(makers)()
        tried[fault.sort] += 1
        if next(find_broken(fault.ruleset, cases, fault.near), None) is None:
            print(f"not caught: {fault.sort} {fault.what}")
        else:
            caught[fault.sort] += 1
    for sort, count in sorted(tried.items()):
        print(f"{sort:<20} {caught[sort]:>3} of {count}")
    share = 100 * caught.total() / tried.total()
    seconds = time.perf_counter() - start
    print(f"{caught.total()} of {tried.total()} caught ({share:.0f} %), {seconds:.0f} s")
    return 0 if share >= FLOOR else 1


def find_broken(
    ruleset: Ruleset, cases: Sequence[Case | Frame], near: frozenset[str]
) -> Iterator[str]:
    """Give what does not hold of a ruleset, beginning with some of the rules."""
    bench = Bench(ruleset)
    for first in (True, False):
        for rule in ruleset.rules:
            if (rule.id in near) is first:
                runner = bench.near(rule).runner
                for problem in check_rule(rule, (*rule.examples, *rule.not_examples), runner):
                    yield str(problem)
        own = [case for case in cases if (case.rule in near) is first]
        for _, problem in replay(own, bench):
            if problem is not None:
                yield str(problem)


def _makers(ruleset: Ruleset, random: Random) -> Iterator[Callable[[], Fault]]:
    """Give what makes a fault of each sort."""
    mutants: dict[str, list[Mutant]] = {}
    for mutant in find_mutants(ruleset.rules):
        mutants.setdefault(mutant.sort, []).append(mutant)
    for sort in ("condition", "step", "option", "variant", "constraint"):
        yield lambda sort=sort: _mutate(ruleset, random.choice(mutants[sort]))
    named = {node.name for rule in ruleset.rules for node in rule.lexicons}
    lexicons = [ruleset.lexicons[name] for name in sorted(named)]
    valued = [lexicon for lexicon in lexicons if _own_columns(lexicon)]
    setting = [rule for rule in ruleset.rules if rule.set]
    yield lambda: _drop_word(ruleset, random.choice(lexicons), random)
    yield lambda: _change_value(ruleset, random.choice(valued), random)
    yield lambda: _change_setting(ruleset, random.choice(setting), random)


def _mutate(ruleset: Ruleset, mutant: Mutant) -> Fault:
    changed = {
        rule.id: evolve(rule, variants=tuple(v for v in rule.variants if v is not NOTHING))
        for rule in mutant.rules
    }
    rules = tuple(changed.get(rule.id, rule) for rule in ruleset.rules)
    what = f"{mutant.part} at {mutant.place}"
    return Fault(f"{mutant.sort} out", what, evolve(ruleset, rules=rules), frozenset(changed))


def _drop_word(ruleset: Ruleset, lexicon: Lexicon, random: Random) -> Fault:
    """Take a row out: of a lexicon of lemmas all forms of one."""
    entry = random.choice(lexicon.entries)
    lemma = lexicon.value(entry, "lemma")
    kept = tuple(
        each
        for each in lexicon.entries
        if (lexicon.value(each, "lemma") != lemma if lemma else each.words != entry.words)
    )
    what = f"{lemma or ' '.join(entry.words)!r} from {lexicon.name}"
    return _with_lexicon("word dropped", what, ruleset, evolve(lexicon, entries=kept))


def _own_columns(lexicon: Lexicon) -> list[int]:
    """Give the columns of a lexicon that hold several values, but for those that forms make."""
    return [
        number
        for number, column in enumerate(lexicon.columns)
        if column not in ("lemma", "form") and len({e.values[number] for e in lexicon.entries}) > 1
    ]


def _change_value(ruleset: Ruleset, lexicon: Lexicon, random: Random) -> Fault:
    column = random.choice(_own_columns(lexicon))
    entry = random.choice([e for e in lexicon.entries if e.values[column]])
    known = sorted({e.values[column] for e in lexicon.entries} - {entry.values[column]})
    new = random.choice(known)
    lemma = lexicon.value(entry, "lemma")
    entries = tuple(
        each._replace(values=(*each.values[:column], new, *each.values[column + 1 :]))
        if each is entry or (lemma and lexicon.value(each, "lemma") == lemma)
        else each
        for each in lexicon.entries
    )
    what = f"{' '.join(entry.words)!r} of {lexicon.name}: {lexicon.columns[column]} {new!r}"
    return _with_lexicon("value changed", what, ruleset, evolve(lexicon, entries=entries))


def _with_lexicon(sort: str, what: str, ruleset: Ruleset, lexicon: Lexicon) -> Fault:
    near = {
        rule.id
        for rule in ruleset.rules
        if any(node.name == lexicon.name for node in rule.lexicons)
    }
    lexicons = {**ruleset.lexicons, lexicon.name: lexicon}
    return Fault(sort, what, evolve(ruleset, lexicons=lexicons), frozenset(near))


def _change_setting(ruleset: Ruleset, rule: Rule, random: Random) -> Fault:
    """Change an argument or an option of a normaliser, or take another normaliser.

    It changes for the rules that have the setting from this one, or from the same one, as well.
    """
    number = random.randrange(len(rule.set))
    name, call = rule.set[number]
    changed = _other_call(call)
    rules = {
        each.id: evolve(
            each, set=tuple((key, changed if held == call else held) for key, held in each.set)
        )
        for each in ruleset.rules
        if (name, call) in each.set
    }
    what = f"{name} of {rule.id}: {call} to {changed}"
    made = tuple(rules.get(each.id, each) for each in ruleset.rules)
    return Fault("normaliser changed", what, evolve(ruleset, rules=made), frozenset(rules))


def _other_call(call: Call) -> Call:
    if call.options:
        name, value = call.options[0]
        other = {"nearest": "past", "past": "future", "START": "END", "END": "START"}
        return evolve(call, options=((name, other.get(value, "")), *call.options[1:]))
    if len(call.arguments) > 1:
        return evolve(call, arguments=call.arguments[1:])
    if call.name == "flag":
        return evolve(call, arguments=("no",))
    if call.name == "text" and call.arguments:
        return evolve(call, arguments=(f"{call.arguments[0]}s",))
    return evolve(call, name="words" if call.name != "words" else "has")


if __name__ == "__main__":
    sys.exit(main())
