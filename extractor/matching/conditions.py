"""A match and a condition in, whether it holds out; what each condition means stands here."""

from collections.abc import Callable, Mapping, Sequence

from extractor.matching.matches import Match, Tokens
from extractor.matching.scopes import DOCUMENT, PARAGRAPH
from extractor.matching.seeking import Seeker
from extractor.ruleset.pattern import Choice, InLayer, Pattern
from extractor.ruleset.rules import Condition


def holds(condition: Condition, match: Match, seeker: Seeker) -> bool:
    """Tell whether one condition holds; one about a field that was not captured does not."""
    return bool(holding(condition, (match,), seeker))


def holding(condition: Condition, matches: Sequence[Match], seeker: Seeker) -> Sequence[Match]:
    """Give the matches for which one condition holds."""
    check = CHECKS[condition.where]
    if not condition.of:
        return [m for m in matches if check(condition, ((m.first, m.end),), m, seeker)]
    return [
        match
        for match, spans in spans_of(condition, matches)
        if check(condition, spans, match, seeker)
    ]


def spans_of(
    condition: Condition, matches: Sequence[Match]
) -> Sequence[tuple[Match, Sequence[Tokens]]]:
    """Give the stretches of matches that a condition is about; those that have none are left out.

    The condition names the captures that it is about.
    """
    if len(condition.of) == 1:
        (name,) = condition.of
        return [(match, match[4][name]) for match in matches if name in match[4]]
    all_spans = [
        (match, sorted(span for name in condition.of for span in match.tokens(name)))
        for match in matches
    ]
    return [each for each in all_spans if each[1]]


def stretches(condition: Condition, match: Match) -> Sequence[Tokens]:
    """Give the stretches of one match that a condition is about, named or not."""
    if not condition.of:
        return ((match.first, match.end),)
    return next((spans for _, spans in spans_of(condition, (match,))), ())


def _between(condition: Condition, _: Sequence[Tokens], match: Match, seeker: Seeker) -> bool:
    left, right = (match.tokens(name) for name in condition.of)
    if not left or not right:
        return False
    first, end = min(left[-1][1], right[-1][1]), max(left[0][0], right[0][0])
    pattern, within = condition.pattern, match.rule.within
    return pattern is not None and seeker.stands(pattern, first, end, within)


def _has(condition: Condition, spans: Sequence[Tokens], match: Match, seeker: Seeker) -> bool:
    pattern, within = condition.pattern, match.rule.within
    if pattern is None:
        return False
    for first, end in spans:  # noqa: SIM110 - most spans are one, and a generator costs more
        if seeker.stands(pattern, first, end, within):
            return True
    return False


def _inside(condition: Condition, spans: Sequence[Tokens], _: Match, seeker: Seeker) -> bool:
    cover = seeker.scene.cover(*layers_of(condition))
    return all(cover.holds(*span) for span in spans)


def layers_of(condition: Condition) -> Sequence[str]:
    """Name the layers of a condition, of which one is enough."""
    return [option.name for option in options_of(condition) if isinstance(option, InLayer)]


def _fewer(condition: Condition, spans: Sequence[Tokens], _: Match, seeker: Seeker) -> bool:
    return count_words(spans, seeker) < condition.count


def _more(condition: Condition, spans: Sequence[Tokens], _: Match, seeker: Seeker) -> bool:
    return count_words(spans, seeker) > condition.count


def count_words(spans: Sequence[Tokens], seeker: Seeker) -> int:
    """Give the number of words and numbers in some stretches."""
    words = seeker.scene.words
    return sum([word[0].isalnum() for first, end in spans for word in words[first:end]])


def _before(condition: Condition, spans: Sequence[Tokens], match: Match, seeker: Seeker) -> bool:
    first = spans[0][0]
    pattern, within = condition.pattern, match.rule.within
    if pattern is None:
        return False
    low, _ = seeker.scene.scope(first, within)
    if condition.reach is None:
        reach = seeker.scene.lengths[pattern]
        return seeker.touches(pattern, max(low, first - reach), first, within)
    start = max(low, first - condition.reach)
    if not seeker.stands(pattern, start, first, within):
        return False
    if condition.until is None:
        return True
    stops = [end for _, end in seeker.inside(condition.until, start, first, within)]
    return not stops or seeker.stands(pattern, max(stops), first, within)


def _after(condition: Condition, spans: Sequence[Tokens], match: Match, seeker: Seeker) -> bool:
    end = spans[-1][1]
    pattern, within = condition.pattern, match.rule.within
    if pattern is None:
        return False
    _, high = seeker.scene.scope(max(end - 1, 0), within)
    if condition.reach is None:
        return seeker.begins(pattern, end, high, within)
    stop = min(high, end + condition.reach)
    if condition.until is not None:
        # a repeat takes all it can, so that less text may hold a match where more holds none
        found = next(iter(seeker.inside(condition.until, end, stop, within)), None)
        stop = found[0] if found else stop
    return seeker.stands(pattern, end, stop, within)


def _in_document(condition: Condition, spans: Sequence[Tokens], _: Match, seeker: Seeker) -> bool:
    """Weigh the evidence of a whole document, once for all matches in it."""
    low, high = seeker.scene.scope(spans[0][0], DOCUMENT)
    answers = seeker.scene.answers
    known = answers.get((condition, low))
    if known is None:
        known = answers[condition, low] = _weigh_document(condition, (low, high), seeker)
    return known


def _weigh_document(condition: Condition, tokens: Tokens, seeker: Seeker) -> bool:
    """Tell whether a document has some of one layer, or more than of another."""
    count = sum(_evidence(option, tokens, seeker) for option in options_of(condition))
    if condition.more_than is None:
        return count > 0
    return count > _evidence(InLayer(condition.more_than), tokens, seeker)


def _evidence(pattern: Pattern, tokens: Tokens, seeker: Seeker) -> int:
    """Count the items of a layer, or the places of a pattern, in a document, once for each."""
    scene, (low, high) = seeker.scene, tokens
    if isinstance(pattern, InLayer):
        return sum(low <= item.first < high for item in scene.items.get(pattern.name, ()))
    known = scene.evidence.get((pattern, low))
    if known is None:
        found = seeker.inside(pattern, low, high, PARAGRAPH)
        known = scene.evidence[pattern, low] = sum(1 for _ in found)
    return known


def options_of(condition: Condition) -> tuple[Pattern, ...]:
    """Give the options of a condition's pattern, of which each counts for itself."""
    if isinstance(condition.pattern, Choice):
        return condition.pattern.options
    return () if condition.pattern is None else (condition.pattern,)


CHECKS: Mapping[str, Callable[[Condition, Sequence[Tokens], Match, Seeker], bool]] = {
    "has": _has,
    "inside": _inside,
    "before": _before,
    "after": _after,
    "fewer_words_than": _fewer,
    "more_words_than": _more,
    "between": _between,
    "document": _in_document,
}
