"""A rule and a document in; each place where its pattern or link matches, and what came of it, out.

Knows no attempt that led nowhere.
"""

from collections.abc import Iterator

from extractor.checking.explanation import Candidate, Line, Pair, Seen
from extractor.checking.nearest import (
    LACKING,
    LOST,
    MADE,
    REFUSED,
    Nearest,
    draw_line,
    rival_of,
)
from extractor.checking.refusing import find_refusals
from extractor.checking.scenery import Scenery
from extractor.matching import Match
from extractor.matching.linking import FREE, TAKEN, link_items, pair_items
from extractor.ruleset.rules import Rule

CHOSEN = "chosen"


def see(scenery: Scenery, rule: Rule, *, traced: bool = True) -> Iterator[Seen]:
    """Give each place where a rule matches, in the order of the text, whatever became of it.

    Unless they are to be `traced` the steps are left out.
    """
    if rule.id not in scenery.journal.seekers:
        return
    built = {id(match) for match, _ in scenery.records}
    kept = scenery.journal.matches[rule.id]
    known = {_key(match) for match in kept}
    others = {_key(match): match for match in reversed(list(_matches(scenery, rule)))}
    refused = [match for key, match in others.items() if key not in known]
    for match in sorted((*kept, *refused), key=lambda match: (match.first, match.end)):
        span = scenery.span((match.first, match.end))
        line = line_of(match, scenery) if traced else None
        if _key(match) not in known:
            zones = scenery.extractor.engine.zones_of(rule)
            yield Seen(REFUSED, span, line, find_refusals(match, zones, scenery))
            continue
        rival = rival_of(match, scenery)
        if rival is not None:
            yield Seen(LOST, span, line, rival=rival)
        else:
            made = not rule.emits or id(match) in built
            yield Seen(MADE if made else LACKING, span, line)


def _key(match: Match) -> tuple[int, int]:
    """Tell matches of a rule apart: a pattern has one at each token, a link may have several."""
    return match.first, match.end if match.rule.link is not None else -1


def _matches(scenery: Scenery, rule: Rule) -> Iterator[Match]:
    """Give all that the patterns or the link of a rule find, whatever its conditions say."""
    seeker = scenery.journal.seekers[rule.id]
    if rule.link is not None:
        yield from link_items(rule, rule.link, seeker.scene)
        return
    for variant, pattern in enumerate(rule.variants):
        for first, end, captures in seeker.everywhere(pattern, rule.within):
            yield Match(rule, variant, first, end, captures)


def line_of(match: Match, scenery: Scenery) -> Line | None:
    """Give the line of `match` that a match followed, step by step; a link has none."""
    traced = scenery.trace_of(match)
    if traced is None:
        return None
    line = draw_line(match.rule, match.variant, *traced, scenery)
    return Nearest(scenery).begun(match.rule, match.variant, *traced, line)


def pair(scenery: Scenery, rule: Rule) -> Iterator[Pair]:
    """Give for each item that a link starts from what it could choose from, and what it chose."""
    if rule.link is None or rule.id not in scenery.journal.seekers:
        return
    for pairing in pair_items(rule.link, scenery.scene_of(rule)):
        source = scenery.span((pairing.source.first, pairing.source.end))
        candidates = []
        for item, status in pairing.candidates:
            shown = status if status in (FREE, TAKEN) else f"behind <{status}>"
            if item is pairing.chosen:
                shown = CHOSEN
            candidates.append(Candidate(scenery.span((item.first, item.end)), shown))
        yield Pair(source, tuple(candidates))
