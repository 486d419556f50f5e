"""Matches that compete for the same text in, those that stand out.

Two matches compete only where the spans of their kind's key overlap; a layer's key is the whole
item. Then `beats` decides, then length, then the number of fields, and last the rule's id.
"""

from collections.abc import Iterator, Mapping, Sequence

from extractor.matching.matches import Match, Tokens


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
    for group in _groups(matches):
        kept += group if len(group) == 1 else _settle_group(group, key, beaten, nested)
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


def _settle_group(
    matches: Sequence[Match],
    key: Sequence[str],
    beaten: Mapping[str, set[str]],
    nested: bool,  # noqa: FBT001 - as `settle` has it
) -> list[Match]:
    ordered = sorted(matches, key=_rank)
    if any(match.rule.id in beaten for match in ordered):
        ordered = _by_beats(ordered, key, beaten)
    owners: dict[int, list[int]] = {}
    kept: list[Match] = []
    for match in ordered:
        tokens = {t for first, end in claimed(match, key) for t in range(first, end)}
        others = {number for token in tokens for number in owners.get(token, ())}
        if all(nested and _lies_in(match, kept[number], key) for number in others):
            for token in tokens:
                owners.setdefault(token, []).append(len(kept))
            kept.append(match)
    return kept


def _lies_in(match: Match, other: Match, key: Sequence[str]) -> bool:
    """Tell whether all of a match stands in one stretch that another one claims for itself."""
    return any(first <= match.first and match.end <= end for first, end in claimed(other, key))


def _rank(match: Match) -> tuple[int, int, int, str]:
    return match.first - match.end, -len(match.captures), match.first, match.rule.id


def claimed(match: Match, key: Sequence[str]) -> Sequence[Tokens]:
    """Give the tokens that a match claims for itself."""
    spans = [span for name in key for span in match.tokens(name)]
    return spans or ((match.first, match.end),)


def _by_beats(
    ordered: Sequence[Match], key: Sequence[str], beaten: Mapping[str, set[str]]
) -> list[Match]:
    """Take out every match that overlaps one whose rule beats its own."""
    strong = [match for match in ordered if match.rule.id in beaten]
    covered: dict[int, set[str]] = {}
    for match in strong:
        for first, end in claimed(match, key):
            for token in range(first, end):
                covered.setdefault(token, set()).update(beaten[match.rule.id])
    return [
        match
        for match in ordered
        if not any(
            match.rule.id in covered.get(token, ())
            for first, end in claimed(match, key)
            for token in range(first, end)
        )
    ]
