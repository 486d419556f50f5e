from random import Random

from drawn.rulesets import draw_ruleset
from drawn.texts import draw_small_text
from extractor import Document, Extractor
from hypothesis import given, settings
from hypothesis import strategies as st


@settings(max_examples=400)
@given(st.randoms(use_true_random=True))
def test_both_engines_find_the_same(random: Random) -> None:
    """The compiled engine and the reference interpreter give the same layers and matches."""
    ruleset = draw_ruleset(random)
    fast, plain = (Extractor.of_ruleset(ruleset, fast=fast) for fast in (True, False))
    for _ in range(4):
        document = Document(draw_small_text(random))
        assert plain.examine(document).findings == fast.examine(document).findings
