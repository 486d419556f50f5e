from random import Random

import pytest
from drawn.patterns import draw_pattern

from extractor.ruleset import load_ruleset
from extractor.ruleset.parsing import SIGN, PatternError, parse_pattern
from extractor.ruleset.pattern import Pattern, Word, walk
from extractor.ruleset.writing import write

RULESET = load_ruleset()
NAMES = {tree: name for name, tree in RULESET.phrases.items()}


def parse(text: str) -> Pattern:
    """Give the tree of a pattern that may name the shipped phrases."""

    def phrase(name: str, offset: int) -> Pattern:
        if name not in RULESET.phrases:
            raise PatternError(offset, "no phrase", "")
        return RULESET.phrases[name]

    return parse_pattern(text, split=lambda word: [word], phrases=phrase)[0]


@pytest.mark.parametrize("rule", RULESET.rules, ids=lambda rule: rule.id)
def test_shipped_patterns_can_be_read_again(rule: object) -> None:
    """Each pattern of a rule, written out and read again, is the same tree."""
    for pattern in rule.variants:
        assert pattern == parse(write(pattern, NAMES))


def is_typed(pattern: Pattern) -> bool:
    """Tell whether a pattern can be typed: signs of the language stand in quotes only."""
    words = [node for node in walk(pattern) if isinstance(node, Word)]
    signs = (SIGN.fullmatch(word.text) for word in words if not word.exact)
    return all(sign is not None and sign["word"] for sign in signs)


def test_drawn_patterns_can_be_read_again() -> None:
    """Each pattern drawn at random, written out and read again, is the same tree."""
    for seed in range(500):
        pattern = draw_pattern(Random(seed), ("Quotation", "First"))
        if is_typed(pattern):
            assert pattern == parse(write(pattern)), write(pattern)


def test_phrases_and_lists_are_written_under_their_names() -> None:
    """A step is written as its author wrote it: phrases by name, lists as lists."""
    for text in ("@between? list(<Name>) who:<Name>[1-3]", "a ...4 not (b | <Name>) (over) c"):
        assert text == write(parse(text), NAMES)


def test_words_that_only_begin_like_those_of_a_gap_are_read_again() -> None:
    """Behind a gap a word such as "over/under" is no "over" of that gap."""
    tree = parse("a ...3\tover/under ...2\tnot`b c")
    assert tree == parse(write(tree))
