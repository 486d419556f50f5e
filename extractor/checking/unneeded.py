"""Rules in; out come their parts, and which of these no example, counter-example or case needs.

A part is not needed if all that holds of the rules holds without it as well.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractor.checking.bench import Bench
from extractor.checking.cases import Case, Frame
from extractor.checking.mutating import Mutant, find_mutants
from extractor.checking.noticing import Jury
from extractor.checking.stages import Begin, begin_quietly
from extractor.checking.told import Told, tell
from extractor.errors import Place
from extractor.ruleset.loading import Loaded
from extractor.ruleset.pattern import walk
from extractor.ruleset.rules import Rule
from extractor.ruleset.ruleset import Ruleset

LONGEST = 100
# the name of the warning, by which rules and packs allow it
UNNEEDED = "unneeded-part"
REMEDY = "add an example that holds only with it, or delete it"


def find_unneeded(
    loaded: Loaded,
    bench: Bench,
    packs: frozenset[str],
    cases: Sequence[Case | Frame],
    begin: Begin = begin_quietly,
) -> Iterator[Told]:
    """Tell of each part of the rules of packs that nothing needs, where it stands.

    All examples have to hold, else nothing can be said. `cases` are those that were frozen; what
    `begin` gives hears of each rule whose parts were tried.
    """
    ruleset = loaded.ruleset
    jury = Jury(bench, cases_of(cases))
    parts = parts_of_packs(ruleset, packs)
    done = begin("rules, part by part", len(parts))
    for name, mutants in parts.items():
        rule = ruleset.rule(name)
        for mutant, needed in try_parts(mutants, jury):
            if not needed:
                within = mutant.within
                spot = loaded.spot(within, mutant.at) if within is not None else None
                yield tell(rule, spot or mutant.place, say(mutant), REMEDY, UNNEEDED)
        done(name)


def cases_of(cases: Iterable[Case | Frame]) -> dict[str, list[Case]]:
    """Give the cases in which something is found, by rule: these can notice a missing part."""
    found: dict[str, list[Case]] = {}
    for case in cases:
        if isinstance(case, Case) and case.gives is not None:
            found.setdefault(case.rule, []).append(case)
    return found


def tested_rules(ruleset: Ruleset, packs: frozenset[str]) -> Sequence[Rule]:
    """Give the rules of some packs, and those that they add something to."""
    return [
        rule for rule in ruleset.rules if rule.pack in packs or not packs.isdisjoint(rule.overlays)
    ]


def parts_of_packs(ruleset: Ruleset, packs: frozenset[str]) -> Mapping[str, Sequence[Mutant]]:
    """Give what can be taken out of rules, by rule; of a phrase, with the first rule that names it.

    Of a rule of another pack it is what these packs add to it.
    """
    tested = tested_rules(ruleset, packs)
    ids = {rule.id for rule in tested}
    paths = [ruleset.packs[name].path for name in packs]
    found: dict[str, list[Mutant]] = {}
    for mutant in find_mutants(tested, [rule for rule in ruleset.rules if rule.id not in ids]):
        if mutant.rules[0].pack in packs or _is_in(mutant.place, paths):
            found.setdefault(mutant.rules[0].id, []).append(mutant)
    return found


def _is_in(place: Place, paths: Sequence[str]) -> bool:
    """Tell whether a place is in the files of packs."""
    return any(place.path == path or place.path.startswith(f"{path}/") for path in paths)


def try_parts(mutants: Sequence[Mutant], jury: Jury) -> Iterator[tuple[Mutant, bool]]:
    """Take each part of a rule out, and tell whether that is noticed.

    Of what nothing needs, the parts are not looked at.
    """
    useless: set[int] = set()
    for mutant in mutants:
        if id(mutant.within) in useless and len(mutant.rules) == 1:
            continue
        needed = jury.notices(mutant)
        yield mutant, needed
        if not needed and mutant.out is not None:
            useless |= {id(node) for node in walk(mutant.out)}


def say(mutant: Mutant) -> str:
    """Say of a part that nothing needs it."""
    return f"no example needs the {mutant.sort} {shorten(mutant.part)}"


def shorten(text: str) -> str:
    """Give a pattern in backticks, cut where it is long.

    >>> shorten("a b")
    '`a b`'
    """
    shown = text if len(text) <= LONGEST else f"{text[: LONGEST - 4]} ..."
    return f"`{shown}`"
