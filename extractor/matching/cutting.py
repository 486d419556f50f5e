"""Matches in, a warning out where a repeat came to its count and the text would have gone on.

A pattern takes no more than is written in it, so that one try has a bound; a list may be longer
than any pattern foresees. What is behind the cut is not lost, it is sought anew, but it is another
match: who reads the records has to know that.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractor.matching.interpreting import Interpreter
from extractor.matching.matches import Caution, Match
from extractor.matching.scene import Scene
from extractor.matching.scopes import DOCUMENT
from extractor.ruleset.pattern import Pattern, Repeat, fields_of, walk

# A repeat of fewer times is there for its count, one of more to take all that there is.
LONG = 8
KEPT = 20_000


@lru_cache(KEPT)
def long_repeats(pattern: Pattern) -> tuple[Repeat, ...]:
    """Give the repeats of a pattern that capture, and were meant to take all that there is."""
    repeats = (node for node in walk(pattern) if isinstance(node, Repeat) and node.high >= LONG)
    return tuple(repeat for repeat in repeats if fields_of(repeat))


def tell_cut(matches: Sequence[Match], scene: Scene) -> Iterator[Caution]:
    """Tell of each rule of which a match was cut, document by document: how many, and the first."""
    documents = scene.scopes[DOCUMENT].numbers
    cut: dict[tuple[int, str], list[Match]] = {}
    for match in matches:
        variants = match.rule.variants
        if variants and any(
            _goes_on(match, repeat, scene) for repeat in long_repeats(variants[match.variant])
        ):
            cut.setdefault((documents[match.first], match.rule.id), []).append(match)
    for (_, rule), found in sorted(cut.items()):
        span = scene.reading.span(found[0].first, found[0].end)
        what = f"{len(found)} of {rule} cut, the first at {span.start}-{span.end}"
        yield Caution(found[0].first, f"{what}: more follows than one takes")


def _goes_on(match: Match, repeat: Repeat, scene: Scene) -> bool:
    """Tell whether a repeat has taken all that it may and could take one more."""
    taken = [tokens for field in fields_of(repeat) for tokens in match.tokens(field)]
    if len(taken) < repeat.high:
        return False
    behind = max(end for _, end in taken)
    if behind in scene.paragraphs or (
        match.rule.within == "sentence" and behind in scene.sentences
    ):
        return False
    walker = Interpreter(scene, match.rule.within, len(scene.words))
    return walker.match(repeat.part, behind) is not None
