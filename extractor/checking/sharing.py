"""Rules to test in, their reports out, in order, made by one process or by several."""

import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from extractor.checking.testing import RuleReport, Tester
from extractor.ruleset import Ruleset


def share_rules(tester: Tester, rules: Sequence[str], jobs: int) -> Iterator[RuleReport]:
    """Give the report of each rule, by its id."""
    if jobs <= 1 or len(rules) < jobs:
        for name in rules:
            yield _test(tester, name)
        return
    given = (tester.ruleset, tester.packs, tester.budget, tester.seed)
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, given) as pool:
        try:
            yield from pool.map(_work, rules)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


_TESTER: list[Tester] = []


def _start(ruleset: Ruleset, packs: frozenset[str], budget: int, seed: int) -> None:
    """Keep in a new process what all its rules need."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _TESTER[:] = [Tester(ruleset, packs, budget, seed)]


def _work(name: str) -> RuleReport:
    return _test(_TESTER[0], name)


def _test(tester: Tester, name: str) -> RuleReport:
    rule = tester.ruleset.rule(name)
    if rule is None:
        raise KeyError(name)
    return tester.test(rule)
