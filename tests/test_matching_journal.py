from random import Random

import pytest
from drawn.rulesets import draw_ruleset
from drawn.texts import draw_small_text

from extractor import Document, Extractor
from extractor.checking.nearest import read_captures
from extractor.checking.scenery import Scenery
from extractor.checking.tracing import MARK
from extractor.matching import Journal
from extractor.matching.conflicts import BEATS, REASONS
from extractor.matching.seeking import Hit, PlainSeeker

SEEDS = range(120)


def draw(seed: int, *, fast: bool = True) -> tuple[Extractor, Document]:
    """Draw a ruleset and a text."""
    random = Random(seed)
    return (
        Extractor.of_ruleset(draw_ruleset(random), whole=True, fast=fast),
        Document(draw_small_text(random)),
    )


@pytest.mark.parametrize("fast", [True, False], ids=["compiled", "reference"])
def test_a_journal_changes_nothing(fast: bool) -> None:  # noqa: FBT001 - a case each
    """What is found is the same whether or not a journal is told of it."""
    for seed in SEEDS:
        runner, document = draw(seed, fast=fast)
        assert runner.examine(document) == runner.examine(document, Journal())


def test_each_match_stands_or_gives_way() -> None:
    """Each match in the journal is found in the end, or gave way to one that competes with it."""
    lost = 0
    for seed in SEEDS:
        runner, document = draw(seed)
        journal = Journal()
        findings = runner.examine(document, journal).findings
        stand = {id(match) for match in findings.records}
        stand |= {id(item.match) for items in findings.items.values() for item in items}
        losers = {id(loss.loser) for loss in journal.losses}
        everything = {id(match) for matches in journal.matches.values() for match in matches}
        assert stand.isdisjoint(losers)
        assert everything <= stand | losers
        for loss in journal.losses:
            lost += 1
            assert loss.reason in (BEATS, *REASONS)
            assert loss.winner.rule.target == loss.loser.rule.target
            assert loss.winner.first < loss.loser.end
            assert loss.loser.first < loss.winner.end
    assert lost


def test_a_trace_captures_what_the_match_does() -> None:
    """The steps told of a match are of that match: their trace has its captures, to the token."""
    traced = 0
    for seed in SEEDS:
        runner, document = draw(seed)
        scenery = Scenery(runner, document)
        for matches in scenery.journal.matches.values():
            for match in matches:
                found = scenery.trace_of(match)
                if found is not None:
                    traced += 1
                    own = tuple(each for each in found[1] if not each[0].startswith(MARK))
                    assert dict(match.captures) == read_captures(own)
                    ends = [end for name, _, end in found[1] if name.startswith(MARK)]
                    assert match.end <= max(ends)
    assert traced


def test_a_pattern_can_be_sought_again() -> None:
    """What a rule looked at stays as it was: its patterns match there as they did in the run."""
    sought = 0
    for seed in SEEDS:
        runner, document = draw(seed)
        journal = Journal()
        runner.examine(document, journal)
        for rule in runner.ruleset.rules:
            seeker = journal.seekers[rule.id]
            for pattern in rule.variants:
                again = list(seeker.everywhere(pattern, rule.within))
                plain = PlainSeeker(seeker.scene)
                assert sorted(again, key=by_place) == list(plain.everywhere(pattern, rule.within))
                sought += len(again)
    assert sought


def by_place(hit: Hit) -> int:
    """Give where a pattern matches."""
    return hit[0]
