"""Properties 4 to 7 over the shipped rules: each is held to texts that are made from it."""

from functools import cache

import pytest
from drawn.made import RANDOMS, made_texts, trial
from drawn.shipped import DATE, KINDS, everything, found_in
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import Extractor
from extractor.checking.breaking import break_rule
from extractor.checking.mutating import find_mutants
from extractor.checking.noticing import Jury
from extractor.checking.trying import EXCUSED, FAILED
from extractor.ruleset.rules import Rule

RULES = everything().ruleset.rules
# Share of the parts of the shipped rules that an example or counter-example needs; to be raised.
NEEDED = 0.82


@cache
def plain() -> Extractor:
    """Give the shipped rules, run by the reference interpreter."""
    return Extractor.of_ruleset(everything().ruleset, records=KINDS, fast=False)


@settings(max_examples=30)
@given(made_texts())
def test_both_engines_find_the_same_in_texts_made_from_rules(text: str) -> None:
    """The two engines give the same records in texts made from the shipped rules."""
    assert plain().extract(text, date=DATE, id="drawn") == found_in(text)


@settings(max_examples=200)
@given(st.sampled_from(RULES), RANDOMS)
def test_a_text_made_from_a_rule_is_found(rule: Rule, chance: object) -> None:
    """A text made from a rule is found with the captures chosen, or there is a reason."""
    attempt = trial().attempt(rule, chance, fair=False)
    assert attempt.verdict != FAILED, (attempt.text, attempt.why)
    assert bool(attempt.by) is (attempt.verdict == EXCUSED)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_text_without_a_step_is_not_found(rule: Rule) -> None:
    """For each step that has to be there, some text without it is not found any more."""
    attempts = trial().attempts(rule, 60, 0)
    for broken in break_rule(rule, attempts, trial()):
        assert not broken.tried or broken.found < broken.tried, broken


def test_examples_need_the_parts_of_their_rules() -> None:
    """So large a share of the parts of all rules is needed by an example or counter-example."""
    jury = Jury(trial().bench)
    mutants = find_mutants(RULES)
    assert sum(map(jury.notices, mutants)) >= NEEDED * len(mutants)
