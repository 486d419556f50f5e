from functools import cache
from pathlib import Path
from random import Random

from drawn.rulesets import draw_ruleset
from drawn.shipped import DATE, KINDS, everything, found_in
from drawn.texts import draw_small_text, news_texts
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import Document, Extractor


@settings(max_examples=250)
@given(st.randoms(use_true_random=True))
def test_both_engines_find_the_same(random: Random) -> None:
    """The compiled engine and the reference interpreter give the same layers and matches."""
    ruleset = draw_ruleset(random)
    fast, plain = (Extractor.of_ruleset(ruleset, fast=fast) for fast in (True, False))
    for _ in range(4):
        document = Document(draw_small_text(random))
        assert plain.examine(document).findings == fast.examine(document).findings


@cache
def plain() -> Extractor:
    """Give the shipped rules, run by the reference interpreter."""
    return Extractor.of_ruleset(everything().ruleset, records=KINDS, fast=False)


@settings(max_examples=60)
@given(news_texts())
def test_both_engines_find_the_same_by_the_shipped_rules(text: str) -> None:
    """On fragments of news, too, the two engines give the same records."""
    assert plain().extract(text, date=DATE, id="drawn") == found_in(text)


def test_both_engines_find_the_same_in_the_seed() -> None:
    """In a whole article the two engines give the same records."""
    for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert plain().extract(text, date=DATE, id="drawn") == found_in(text)
