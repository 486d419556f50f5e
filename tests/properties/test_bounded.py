import pytest
from drawn.made import made_texts, trial
from drawn.texts import any_texts
from hypothesis import given, settings, target
from hypothesis import strategies as st

from extractor.matching.interpreting import Interpreter
from extractor.ruleset.pattern import Pattern, cost_of

RULES = trial().ruleset.rules
PATTERNS = [(pattern, rule.within) for rule in RULES for pattern in rule.variants]
PHRASED = frozenset(
    name
    for name, lexicon in trial().ruleset.lexicons.items()
    if any(len(entry.words) > 1 for entry in lexicon.entries)
)


def most_steps(pattern: Pattern, within: str, text: str, patch: pytest.MonkeyPatch) -> int:
    """Give how many words and items were asked for, at the token at which they were most."""
    scene = trial().bench.see(text, None).seeker.scene
    walker = Interpreter(scene, within, len(scene.words))
    count = 0
    taking = Interpreter._take  # noqa: SLF001 - the steps are counted where they are taken

    def counted(self: Interpreter, step: object, token: int) -> object:
        nonlocal count
        count += 1
        return taking(self, step, token)

    most = 0
    with patch.context() as patched:
        patched.setattr(Interpreter, "_take", counted)
        for first in range(len(scene.words)):
            count = 0
            walker.match(pattern, first)
            most = max(most, count)
    return most


@settings(max_examples=50)
@given(st.sampled_from(PATTERNS), st.one_of(made_texts(most=2), any_texts()))
def test_one_try_takes_no_more_steps_than_its_bound(
    pattern: tuple[Pattern, str], text: str
) -> None:
    """One try of a pattern at a token asks for no more words and items than was reckoned."""
    with pytest.MonkeyPatch.context() as patch:
        steps = most_steps(*pattern, text, patch)
    target(float(steps))
    assert steps <= cost_of(pattern[0], PHRASED)
