"""Matches that compete for the same text in, those that stand out.

Two matches compete only where the spans of their kind's key overlap; a layer's key is the whole
item. Then `beats` decides, then length, then the number of fields, and last the rule's id.
"""

from collections.abc import Mapping, Sequence
from operator import itemgetter, le

from attrs import frozen

from extractor.matching.matches import Match, Tokens
from extractor.spans import overlap

# What decides between two matches, in this order; the first comes before all.
_FIRST, _END = itemgetter(2), itemgetter(3)
# So many matches are better looked up by what they claim than compared one by one.
FEW = 8
BEATS, REASONS = "beats", ("length", "fields", "place", "id")


@frozen
class Loss:
    """A match that gave way, the one that it gave way to, and what decided between the two."""

    loser: Match
    winner: Match
    reason: str


def settle(
    matches: Sequence[Match],
    key: Sequence[str],
    beaten: Mapping[str, set[str]],
    *,
    nested: bool = False,
    losses: list[Loss] | None = None,
) -> list[Match]:
    """Give the matches that stand, in text order; `beaten` are the rules that each rule beats.

    With `nested` a match may lie wholly in what another one claims: a report inside a report.
    Those that give way are added to `losses`, where somebody asks for them.
    """
    if len(matches) < 2:
        return list(matches)
    ordered = sorted(matches, key=_FIRST)
    if all(map(le, map(_END, ordered), map(_FIRST, ordered[1:]))):
        return ordered
    kept: list[Match] = []
    simple = losses is None and not key
    for group in _groups(ordered):
        if len(group) == 1:
            kept.append(group[0])
        elif simple and not any(match.rule.id in beaten for match in group):
            # of two, which overlap, the better one stands
            kept += [min(group, key=_rank)] if len(group) == 2 else _keep_longest(group)
        elif losses is None and len(group) == 2:
            better, other = sorted(group, key=_rank)
            kept += _settle_two(better, other, key, beaten, nested=nested)
        else:
            stand, lost = _settle_group(group, key, beaten, nested)
            kept += sorted(stand, key=_place)
            if losses is not None:
                losses += lost
    return kept


def _groups(ordered: Sequence[Match]) -> Sequence[list[Match]]:
    """Give the matches, of which there are some, in groups that do not touch each other's text."""
    groups: list[list[Match]] = []
    end = -1
    for match in ordered:
        _, _, first, last, _ = match
        if first >= end:
            group = [match]
            groups.append(group)
            end = last
        else:
            group.append(match)
            end = max(end, last)
    return groups


def _keep_longest(matches: Sequence[Match]) -> list[Match]:
    """Give the matches that stand, in order, where each claims all of itself and none beats."""
    taken: set[int] = set()
    kept: list[Match] = []
    for match in sorted(matches, key=_rank):
        # the longest come first, so that one which overlaps another has an end of its own in it
        if match.first not in taken and match.end - 1 not in taken:
            taken.update(range(match.first, match.end))
            kept.append(match)
    return sorted(kept, key=_place)


def _settle_two(
    better: Match,
    other: Match,
    key: Sequence[str],
    beaten: Mapping[str, set[str]],
    *,
    nested: bool,
) -> Sequence[Match]:
    """Give those of two matches that stand, as `_settle_group` does: most groups are of two."""
    if not all(overlap(_claim(better, name), _claim(other, name)) for name in key):
        return sorted((better, other), key=_place)
    losing = other.rule.id in beaten.get(better.rule.id, ())
    winning = better.rule.id in beaten.get(other.rule.id, ())
    if losing or winning:
        return [match for match, out in ((better, winning), (other, losing)) if not out]
    if nested and _lies_in(other, better, key):
        return sorted((better, other), key=_place)
    return [better]


def _claim(match: Match, name: str) -> Sequence[Tokens]:
    """Give the stretches of tokens that a match claims under one name of the key."""
    return match.captures.get(name) or ((match.first, match.end),)


def _settle_group(
    matches: Sequence[Match],
    key: Sequence[str],
    beaten: Mapping[str, set[str]],
    nested: bool,  # noqa: FBT001 - as `settle` has it
) -> tuple[list[Match], list[Loss]]:
    ordered = sorted(matches, key=_rank)
    claims = {id(match): [_tokens_of(match, name) for name in key or ("",)] for match in ordered}
    masters = _find_beaten(ordered, claims, beaten)
    kept = _Claimed(len(key) or 1)
    losses: list[Loss] = []
    for match in ordered:
        own = claims[id(match)]
        master = masters.get(id(match))
        if master is not None:
            losses.append(Loss(match, master, BEATS))
            continue
        rival = next(
            (
                other
                for other in kept.near(own)
                if _compete(own, claims[id(other)]) and not (nested and _lies_in(match, other, key))
            ),
            None,
        )
        if rival is None:
            kept.add(match, own)
        else:
            losses.append(Loss(match, rival, _what_decided(rival, match)))
    return kept.matches, losses


def _what_decided(winner: Match, loser: Match) -> str:
    ranks = zip(REASONS, _rank(winner), _rank(loser), strict=True)
    return next((reason for reason, a, b in ranks if a != b), REASONS[-1])


class _Claimed:
    """Matches by the tokens that they claim under each name of the key."""

    def __init__(self, names: int) -> None:
        self.matches: list[Match] = []
        self._claims: list[Sequence[frozenset[int]]] = []
        self._owners: list[dict[int, list[Match]]] = [{} for _ in range(names)]

    def add(self, match: Match, claims: Sequence[frozenset[int]]) -> None:
        """Take a match in; what few claim needs no index."""
        self.matches.append(match)
        self._claims.append(claims)
        if len(self.matches) == FEW:
            for known, tokens in zip(self.matches, self._claims, strict=True):
                self._index(known, tokens)
        elif len(self.matches) > FEW:
            self._index(match, claims)

    def _index(self, match: Match, claims: Sequence[frozenset[int]]) -> None:
        for owners, tokens in zip(self._owners, claims, strict=True):
            for token in tokens:
                owners.setdefault(token, []).append(match)

    def near(self, claims: Sequence[frozenset[int]]) -> Sequence[Match]:
        """Give those that share a token under one name, the one under which fewest do.

        A thousand dates may all claim one trigger, and still each one its own date.
        """
        if len(self.matches) < FEW:
            return self.matches

        def count(number: int) -> int:
            return sum(len(self._owners[number].get(token, ())) for token in claims[number])

        best = min(range(len(claims)), key=count)
        owners = self._owners[best]
        found = {id(m): m for token in claims[best] for m in owners.get(token, ())}
        return list(found.values())


def _rank(match: Match) -> tuple[int, int, int, str]:
    return match.first - match.end, -len(match.captures), match.first, match.rule.id


def _place(match: Match) -> tuple[int, int, str]:
    return match.first, match.end, match.rule.id


def _tokens_of(match: Match, name: str) -> frozenset[int]:
    """Give the tokens that a match claims under one name of the key, or all of its tokens."""
    return frozenset(token for first, end in _claim(match, name) for token in range(first, end))


def _compete(claims: Sequence[frozenset[int]], others: Sequence[frozenset[int]]) -> bool:
    """Tell whether two matches overlap in every name of the key: an event in trigger and date."""
    return not any(a.isdisjoint(b) for a, b in zip(claims, others, strict=True))


def _lies_in(match: Match, other: Match, key: Sequence[str]) -> bool:
    """Tell whether all of a match stands in one stretch that another one claims for itself."""
    stretches = (span for name in key for span in other.tokens(name))
    return any(first <= match.first and match.end <= end for first, end in stretches)


def _find_beaten(
    ordered: Sequence[Match],
    claims: Mapping[int, Sequence[frozenset[int]]],
    beaten: Mapping[str, set[str]],
) -> Mapping[int, Match]:
    """Give, by the ids of the matches that compete with one whose rule beats theirs, that one."""
    strong = [match for match in ordered if match.rule.id in beaten]
    if not strong:
        return {}
    winners = _Claimed(len(claims[id(strong[0])]))
    for match in strong:
        winners.add(match, claims[id(match)])
    return {
        id(match): other
        for match in ordered
        for other in winners.near(claims[id(match)])
        if match.rule.id in beaten[other.rule.id] and _compete(claims[id(match)], claims[id(other)])
    }
