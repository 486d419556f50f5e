"""A failure that chance has found in, the shortest text that fails in the same way out.

Hypothesis draws the choices again and makes them smaller, as long as the rule still fails.
"""

from contextlib import suppress
from random import Random

from extractor.checking.chance import begin
from extractor.checking.trying import FAILED, Attempt, Trial
from extractor.errors import UsageError
from extractor.ruleset.rules import Rule

TRIES = 2_000


def need_hypothesis() -> None:
    """Raise UsageError where Hypothesis is not installed."""
    try:
        import hypothesis  # noqa: F401, PLC0415 - an extra, and slow to import
    except ImportError:
        what = "Hypothesis is not installed, which makes failing texts shorter"
        raise UsageError(what, "install it: pip install 'newsrules[test]'") from None


def shrink(rule: Rule, failure: Attempt, trial: Trial, seed: int) -> Attempt:
    """Give the simplest text that fails as another one does, or that one itself."""
    from hypothesis import HealthCheck, find, settings  # noqa: PLC0415 - as above
    from hypothesis import strategies as st  # noqa: PLC0415 - as above
    from hypothesis.errors import NoSuchExample  # noqa: PLC0415 - as above

    failing = [failure]

    def fails(chance: Random) -> bool:
        attempt = trial.attempt(rule, chance, fair=False)
        failed = attempt.verdict == FAILED and attempt.why == failure.why
        if failed:
            failing.append(attempt)
        return failed

    calm = settings(
        max_examples=TRIES, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    with suppress(NoSuchExample):
        find(st.randoms(use_true_random=False), fails, settings=calm, random=begin(seed))
    # what was drawn cannot be drawn again, so the shortest one is kept on the way
    return min(failing, key=lambda each: (len(each.text), each.text))
