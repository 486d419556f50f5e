from functools import cache
from pathlib import Path

from attrs import evolve
from drawn.made import made_texts
from drawn.shipped import DATE, KINDS, everything, found_in, records_in
from hypothesis import given, settings
from hypothesis import strategies as st
from made.packs import SANCTIONS

from extractor import Extractor
from extractor.ruleset import load_ruleset

EMITTING = [rule.id for rule in everything().ruleset.rules if rule.emits]


@cache
def without(name: str) -> Extractor:
    """Give the shipped rules without one of them."""
    ruleset = everything().ruleset
    rules = tuple(
        evolve(rule, beats=tuple(each for each in rule.beats if each != name))
        for rule in ruleset.rules
        if rule.id != name
    )
    return Extractor.of_ruleset(evolve(ruleset, rules=rules), records=KINDS)


@settings(max_examples=25)
@given(st.sampled_from(EMITTING), made_texts())
def test_a_rule_less_is_felt_where_it_stood(name: str, text: str) -> None:
    """Without a rule its records are gone, and records come back only where they lost to it."""

    def places(extractor: Extractor) -> set[tuple[str, str, int, int]]:
        records = records_in(extractor.extract(text, date=DATE, id="drawn"))
        return {(r["record"], r["evidence"]["rule"], r["start"], r["end"]) for r in records}

    before, after = places(everything()), places(without(name))
    gone = [place for place in before - after if place[1] != name]
    lost = [place for place in before if place[1] == name]
    for kind, _, start, end in [*(after - before), *gone]:
        near = [(a, b) for other, _, a, b in [*lost, *before, *after] if other == kind]
        assert lost, (name, gone)
        assert any(a < end and start < b for a, b in near)
    assert not [place for place in after if place[1] == name]


@cache
def widened(folder: Path) -> Extractor:
    """Give the shipped rules with a pack whose words stand in no text that is made."""
    path = folder / "zinc.yaml"
    words = SANCTIONS.replace("[imposed, slapped]", "[zzimposed]").replace(
        "sanctions | t", "zz | t"
    )
    path.write_text(words, encoding="utf-8")
    return Extractor.of_ruleset(load_ruleset([path]), records=(*KINDS, "sanction"))


@settings(max_examples=25)
@given(text=made_texts())
def test_a_pack_with_other_words_changes_nothing(tmp_path_factory: "object", text: str) -> None:
    """A pack whose words a text does not hold changes none of its records."""
    folder = tmp_path_factory.getbasetemp()
    assert found_in(text) == widened(folder).extract(text, date=DATE, id="drawn")
