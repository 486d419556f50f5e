import re

import pytest

from extractor.ruleset import load_ruleset
from extractor.ruleset.inflection import Paradigm, read_rewrite

LETTERS = {"C": "bcdfghjklmnpqrstvwxyz", "V": "aeiou", "D": "bdgmnprt"}

REWRITTEN = {
    ("Cy -> Cies", "party"): "parties",
    ("Cy -> Cies", "play"): None,
    ("e -> ing", "make"): "making",
    (" -> s", "say"): "says",
    ("^VD -> ^VDDed", "plan"): "planned",
    ("^VD -> ^VDDed", "up"): "upped",
    ("^VD -> ^VDDed", "remain"): None,
    ("^VD -> ^VDDed", "open"): None,
    ("VCV -> VVC", "ape"): "aep",
}


@pytest.mark.parametrize(("rule", "word"), REWRITTEN)
def test_a_rewriting_rule_makes_a_form(rule: str, word: str) -> None:
    """Letters stand for themselves, capitals for classes; a letter written twice is doubled."""
    assert REWRITTEN[rule, word] == read_rewrite(rule, LETTERS).apply(word)


@pytest.mark.parametrize("rule", ["e", "V -> CVC", "e -> ^e", ""])
def test_what_is_no_rewriting_rule_is_refused(rule: str) -> None:
    """A rule needs an arrow, and on its right no class that its left does not have."""
    with pytest.raises(ValueError, match=f"^{re.escape(rule)}$"):
        read_rewrite(rule, LETTERS)


def test_letters_of_a_class_stand_for_themselves() -> None:
    """A sign that means something in an expression is a letter like any other."""
    assert "a]x" == read_rewrite("Z -> Zx", {"Z": "]^-\\"}).apply("a]")


def test_irregular_forms_come_before_rules() -> None:
    """The table of irregular words has the last word, and may give a form in two ways."""
    rules = {"past": (read_rewrite("e -> ed", LETTERS), read_rewrite(" -> ed", LETTERS))}
    paradigm = Paradigm(rules, {"shine": {"past": ("shone", "shined")}})
    assert {"past": ("shone", "shined")} == paradigm.inflect("shine")
    assert {"past": ("baked",)} == paradigm.inflect("bake")


def test_of_a_phrase_the_first_word_is_inflected() -> None:
    """A verb with a particle is inflected at its verb."""
    paradigm = Paradigm({"past": (read_rewrite(" -> ed", LETTERS),)}, {})
    assert {"past": ("pointed out",)} == paradigm.inflect("point out")


@pytest.mark.parametrize(
    ("lemma", "forms"),
    {
        "say": {"say", "says", "said", "saying"},
        "deny": {"deny", "denies", "denied", "denying"},
        "agree": {"agree", "agrees", "agreed", "agreeing"},
        "argue": {"argue", "argues", "argued", "arguing"},
    }.items(),
)
def test_forms_of_shipped_verbs(lemma: str, forms: set[str]) -> None:
    """The shipped paradigm makes the forms of verbs of saying."""
    lexicon = load_ruleset().lexicons["speech_verb"]
    found = {
        " ".join(entry.words) for entry in lexicon.entries if lexicon.value(entry, "lemma") == lemma
    }
    assert forms == found
