from drawn.rulesets import rulesets
from drawn.texts import small_texts
from extractor import Document, Extractor
from extractor.matching import Findings
from extractor.ruleset.ruleset import Ruleset
from hypothesis import given, settings
from hypothesis import strategies as st


def find(ruleset: Ruleset, text: str, *, fast: bool) -> Findings:
    return Extractor.of_ruleset(ruleset, fast=fast).examine(Document(text)).findings


@settings(max_examples=200)
@given(rulesets(), st.lists(small_texts(), min_size=1, max_size=3))
def test_both_engines_find_the_same(ruleset: Ruleset, texts: list[str]) -> None:
    """The compiled engine and the reference interpreter give the same layers and matches."""
    fast, plain = (Extractor.of_ruleset(ruleset, fast=fast) for fast in (True, False))
    for text in texts:
        expected = plain.examine(Document(text)).findings
        actual = fast.examine(Document(text)).findings
        assert expected == actual
