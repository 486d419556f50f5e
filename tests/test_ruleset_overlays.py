from itertools import permutations
from pathlib import Path

import pytest

from extractor import Extractor, RuleError
from extractor.checking import check
from extractor.ruleset import load_ruleset

BASE = """\
pack: base
lexicons:
  ship: {words: {ferry: motor, tug: motor}}
kinds: {visit: {fields: {ship: {type: term, required: yes}, sort: {type: text}}}}
rules:
  - id: visit.came
    emits: visit
    match: ship:{ship} came
    set: {sort: column(ship.value)}
    examples: [{text: The ferry came., gives: {ship: ferry, sort: motor}}]
    not_examples: [{text: The ferry left., because: it did not come}]
  - id: visit.went
    emits: visit
    match: ship:{ship} went
    examples: [{text: The ferry went.}]
    not_examples: [{text: The ferry stayed., because: it did not go}]
"""
TUNED = """\
pack: tuned
disable: [visit.went]
overlays:
  - rule: visit.came
    add_unless: [{before: toy}]
    add_only_if: [{document: port}]
    add_examples: [{text: The barque came to port., gives: {sort: sail}}]
    add_not_examples: [{text: The toy tug came to port., because: a toy}]
  - lexicon: ship
    add_words: {barque: sail, tug boat: {value: motor}}
"""
MORE = """\
pack: more
overlays:
  - rule: visit.came
    add_unless: [{after: back}]
"""
TEXT = "The barque came to port. The toy ferry came. A tug boat came. A tug came back. A tug went."


def write(folder: Path, **packs: str) -> list[Path]:
    """Write packs as files, and give their paths."""
    paths = [folder / f"{name}.yaml" for name in packs]
    for path, text in zip(paths, packs.values(), strict=True):
        path.write_text(text)
    return paths


def refused(folder: Path, **packs: str) -> list[str]:
    """Give what is said of packs that cannot be used together, without the folder."""
    with pytest.raises(RuleError) as raised:
        load_ruleset(write(folder, **packs), shipped=False)
    return [str(problem).replace(f"{folder}/", "") for problem in raised.value.problems]


def found(paths: list[Path]) -> list[str]:
    """Give the texts of the records of the sum of packs."""
    return [
        record.text for record in Extractor(rules=paths, records=["visit"]).extract(TEXT).records
    ]


def test_overlays_change_rules_of_others(tmp_path: Path) -> None:
    """Conditions and words come to those that are there, and a disabled rule finds nothing."""
    base = write(tmp_path, base=BASE)
    assert found(base) == ["ferry came", "tug came", "tug went"]
    assert found([*base, *write(tmp_path, tuned=TUNED)]) == [
        "barque came",
        "tug boat came",
        "tug came",
    ]


def test_the_order_of_packs_has_no_meaning(tmp_path: Path) -> None:
    """The sum of packs is the same in whatever order they are given, to the evidence."""
    paths = write(tmp_path, base=BASE, tuned=TUNED, more=MORE)
    results = {
        Extractor(rules=order, records=["visit"]).extract(TEXT).records
        for order in permutations(paths)
    }
    assert len(results) == 1
    assert [record.text for record in results.pop()] == ["barque came", "tug boat came"]


def test_evidence_names_the_overlays(tmp_path: Path) -> None:
    """A record says which packs add to its rule, or to the words of it, with their hashes."""
    paths = write(tmp_path, base=BASE, tuned=TUNED, more=MORE)
    engine = Extractor(rules=paths, records=["visit"])
    packs = engine.ruleset.packs
    expected = tuple(f"{name}/{packs[name].hash}" for name in ("more", "tuned"))
    (first, _) = engine.extract(TEXT).records
    assert (first.evidence.pack, first.evidence.overlays) == ("base", expected)
    alone = Extractor(rules=paths[0], records=["visit"]).extract("A tug came.").records[0]
    assert alone.evidence.overlays == ()


def test_a_shipped_rule_can_be_tuned(tmp_path: Path) -> None:
    """The rules and words that come with the library can be added to like any others."""
    overlay = "overlays: [{lexicon: speech_verb, add_words: [yodel]}]\n"
    text = '"It is over," yodelled Ana Rojas.'
    assert (
        Extractor(rules=write(tmp_path, loud=overlay)).extract(text).quotes[0].cue.lemma == "yodel"
    )


def test_examples_of_the_sum_are_run(tmp_path: Path) -> None:
    """What overlays promise must hold, and what they change in others is told as a warning."""
    broken = TUNED.replace("gives: {sort: sail}", "gives: {sort: motor}")
    checked = check(write(tmp_path, base=BASE, tuned=broken), shipped=False)
    assert [problem.what for problem in checked.problems] == [
        "visit.came finds nothing in its example",
        "visit.came gives sort 'sail', not 'motor'",
    ]


def test_examples_of_the_shipped_rules_that_change_are_told(tmp_path: Path) -> None:
    """A shipped example that a pack makes fail is a warning, which the pack can allow."""
    odd = "overlays: [{rule: country_list.subject, add_unless: [{has: Peru}]}]\n"
    checked = check(write(tmp_path, odd=odd))
    told = {each.name for each in checked.warnings}
    assert (checked.problems, told) == ((), {"changed-example", "unneeded-part"})
    allow = "allow: [changed-example, unneeded-part]\n"
    assert check(write(tmp_path, odd=allow + odd)).warnings == ()


def test_extending_a_rule_of_another_pack(tmp_path: Path) -> None:
    """A rule may extend one of another pack, also one that its own pack disables."""
    own = """\
pack: own
disable: [visit.came]
rules:
  - id: visit.arrived
    extends: visit.came
    match: ship:{ship} arrived
"""
    paths = write(tmp_path, base=BASE, own=own)
    records = (
        Extractor(rules=paths, records=["visit"]).extract("A tug came, a tug arrived.").records
    )
    assert [(each.evidence.rule, each.kind, each.sort) for each in records] == [
        ("visit.arrived", "visit", "motor")
    ]


def test_a_disabled_rule_may_be_beaten(tmp_path: Path) -> None:
    """That a rule beats one which a pack disables is no fault of anybody."""
    beats = BASE.replace(
        "match: ship:{ship} came", "match: ship:{ship} came\n    beats: [visit.went]"
    )
    load_ruleset(write(tmp_path, base=beats, tuned=TUNED), shipped=False)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (
            "disable: [visit.came]\n",
            (
                "tuned.yaml:4:11: the rule 'visit.came' is disabled by the pack 'other' at "
                "other.yaml:1; let 'other' and 'tuned' agree on one of the two"
            ),
        ),
        (
            "overlays: [{lexicon: ship, add_words: {barque: motor}}]\n",
            "tuned.yaml:10:17: 'barque' has other values at other.yaml:1; agree on one of them",
        ),
        (
            "overlays: [{lexicon: ship, add_words: {ferry: sail}}]\n",
            "other.yaml:1:40: 'ferry' has other values at base.yaml:3; agree on one of them",
        ),
    ],
)
def test_what_cannot_both_be_is_refused(other: str, expected: str, tmp_path: Path) -> None:
    """Two packs that change the same in two ways are refused, with both places."""
    assert refused(tmp_path, base=BASE, tuned=TUNED, other=other) == [expected]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (
            "disable: [visit.cam]\n",
            "own.yaml:1:11: no rule 'visit.cam'; did you mean 'visit.came'?",
        ),
        (
            "overlays: [{rule: visit.cam}]\n",
            "own.yaml:1:19: no rule 'visit.cam'; did you mean 'visit.came'?",
        ),
        (
            "overlays: [{lexicon: shop}]\n",
            "own.yaml:1:22: no lexicon 'shop'; did you mean 'ship'?",
        ),
        (
            "overlays: [{lexicon: ship, add_unless: []}]\n",
            (
                "own.yaml:1:40: `add_unless` means nothing in an overlay of a lexicon; what it "
                "takes is add_words"
            ),
        ),
        (
            "overlays: [{about: nothing}]\n",
            "own.yaml:1:12: an overlay of nothing; say either `rule:` or `lexicon:`",
        ),
        (
            "overlays: [{lexicon: ship, add_words: {raft: {sort: sail}}}]\n",
            "own.yaml:1:53: the lexicon has no column 'sort'; known here: value",
        ),
        (
            "overlays: [{rule: visit.came, add_unless: [{between: x, of: [ship, port]}]}]\n",
            "own.yaml:1:44: no field 'port'; did you mean 'sort'?",
        ),
        (
            "rules: [{id: a.b, layer: A, match: x}]\ndisable: [a.b]\n",
            "own.yaml:2:11: 'a.b' belongs to this pack; change the rule itself",
        ),
    ],
)
def test_what_is_wrong_with_an_overlay(own: str, expected: str, tmp_path: Path) -> None:
    """An overlay that leads nowhere is told at its place."""
    assert refused(tmp_path, base=BASE, own=own) == [expected]
