"""Matches that compete for the same text in, those that stand out.

Two matches compete only where the spans of their kind's key overlap; a layer's key is the whole
item. Then `beats` decides, then length, then the number of fields, and last the rule's id.
"""

from collections.abc import Iterator, Mapping, Sequence

from extractor.matching.matches import Match


def settle(
    matches: Sequence[Match],
    key: Sequence[str],
    beaten: Mapping[str, set[str]],
    *,
    nested: bool = False,
) -> list[Match]:
    """Give the matches that stand, in text order; `beaten` are the rules that each rule beats.

    With `nested` a match may lie wholly in what another one claims: a report inside a report.
    """
    if len(matches) < 2:  # noqa: PLR2004
        return list(matches)
    kept: list[Match] = []
    simple = not key and not any(match.rule.id in beaten for match in matches)
    for group in _groups(matches):
        if len(group) == 1:
            kept += group
        elif simple:
            kept += _keep_longest(group)
        else:
            kept += _settle_group(group, key, beaten, nested)
    return sorted(kept, key=lambda match: (match.first, match.end, match.rule.id))


def _groups(matches: Sequence[Match]) -> Iterator[list[Match]]:
    """Give the matches in groups that do not touch each other's text."""
    group: list[Match] = []
    end = 0
    for match in sorted(matches, key=lambda match: match.first):
        if group and match.first >= end:
            yield group
            group = []
        group.append(match)
        end = max(end, match.end)
    if group:
        yield group


def _keep_longest(matches: Sequence[Match]) -> Iterator[Match]:
    """Give the matches that stand where each claims all of itself and none beats another."""
    taken: set[int] = set()
    for match in sorted(matches, key=_rank):
        tokens = range(match.first, match.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            yield match


def _settle_group(
    matches: Sequence[Match],
    key: Sequence[str],
    beaten: Mapping[str, set[str]],
    nested: bool,  # noqa: FBT001 - as `settle` has it
) -> list[Match]:
    ordered = sorted(matches, key=_rank)
    claims = {id(match): _claims(match, key) for match in ordered}
    losers = _find_beaten(ordered, claims, beaten)
    kept = _Claimed(len(key) or 1)
    for match in ordered:
        own = claims[id(match)]
        if id(match) not in losers and all(
            not _compete(own, claims[id(other)]) or (nested and _lies_in(match, other, key))
            for other in kept.near(own)
        ):
            kept.add(match, own)
    return kept.matches


class _Claimed:
    """Matches by the tokens that they claim under each name of the key."""

    def __init__(self, names: int) -> None:
        self.matches: list[Match] = []
        self._owners: list[dict[int, list[Match]]] = [{} for _ in range(names)]

    def add(self, match: Match, claims: Sequence[frozenset[int]]) -> None:
        """Take a match in."""
        self.matches.append(match)
        for owners, tokens in zip(self._owners, claims, strict=True):
            for token in tokens:
                owners.setdefault(token, []).append(match)

    def near(self, claims: Sequence[frozenset[int]]) -> Sequence[Match]:
        """Give those that share a token under one name, the one under which fewest do.

        A thousand dates may all claim one trigger, and still each one its own date.
        """

        def count(number: int) -> int:
            return sum(len(self._owners[number].get(token, ())) for token in claims[number])

        best = min(range(len(claims)), key=count)
        owners = self._owners[best]
        found = {id(m): m for token in claims[best] for m in owners.get(token, ())}
        return list(found.values())


def find_ties(
    matches: Sequence[Match], kept: Sequence[Match], key: Sequence[str]
) -> Iterator[tuple[Match, Match]]:
    """Give each match that was kept with one of another rule that lost to it by its id alone."""
    standing = {id(match) for match in kept}
    for group in _groups(matches):
        for winner in (match for match in group if id(match) in standing):
            for other in group:
                if (
                    id(other) not in standing
                    and _rank(other)[:-1] == _rank(winner)[:-1]
                    and _rank(other) > _rank(winner)
                    and not {other.rule.id, winner.rule.id}
                    & {*other.rule.beats, *winner.rule.beats}
                    and _compete(_claims(winner, key), _claims(other, key))
                ):
                    yield winner, other


def _claims(match: Match, key: Sequence[str]) -> list[frozenset[int]]:
    return [_tokens_of(match, name) for name in key or ("",)]


def _rank(match: Match) -> tuple[int, int, int, str]:
    return match.first - match.end, -len(match.captures), match.first, match.rule.id


def _tokens_of(match: Match, name: str) -> frozenset[int]:
    """Give the tokens that a match claims under one name of the key, or all of its tokens."""
    spans = match.tokens(name) or ((match.first, match.end),)
    return frozenset(token for first, end in spans for token in range(first, end))


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
) -> set[int]:
    """Give the ids of the matches that compete with one whose rule beats theirs."""
    strong = [match for match in ordered if match.rule.id in beaten]
    if not strong:
        return set()
    winners = _Claimed(len(claims[id(strong[0])]))
    for match in strong:
        winners.add(match, claims[id(match)])
    return {
        id(match)
        for match in ordered
        for other in winners.near(claims[id(match)])
        if match.rule.id in beaten[other.rule.id] and _compete(claims[id(match)], claims[id(other)])
    }
