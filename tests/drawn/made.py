"""Texts made from the shipped rules themselves: their patterns, lexicons and examples."""

from functools import cache
from random import Random

from drawn.shipped import everything
from hypothesis import strategies as st

from extractor.checking.bench import Bench
from extractor.checking.trying import HELD, Trial
from extractor.ruleset.rules import Rule

RANDOMS = st.randoms(use_true_random=False)


@cache
def trial() -> Trial:
    """Give what makes texts for the shipped rules."""
    ruleset = everything().ruleset
    return Trial(Bench(ruleset), ruleset.rules)


@cache
def emitting(kind: str) -> tuple[Rule, ...]:
    """Give the rules that emit a kind of record."""
    return tuple(r for r in everything().ruleset.rules if r.emits and r.target == kind)


def text_for(rule: Rule, chance: Random) -> str:
    """Make a text for a rule, one paragraph that ends with a full stop."""
    text = trial().attempt(rule, chance, fair=False).text.replace("\n", " ").strip()
    return text if text[-1:] in '.!?”"»' else f"{text}."


def held_text(rule: Rule, chance: Random) -> str | None:
    """Make a text that a rule finds, or give None."""
    attempt = trial().attempt(rule, chance, fair=False)
    return attempt.text if attempt.verdict == HELD else None


@st.composite
def made_texts(draw: st.DrawFn, *, most: int = 4) -> str:
    """Draw a few paragraphs, each made for one of the shipped rules."""
    rules = everything().ruleset.rules
    chosen = draw(st.lists(st.sampled_from(rules), min_size=1, max_size=most))
    chance = draw(RANDOMS)
    return "\n\n".join(text_for(rule, chance) for rule in chosen)
