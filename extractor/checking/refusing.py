"""A match in, the conditions and zones that keep it out out, each with what it found where."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field

from extractor.checking.explanation import Refusal
from extractor.checking.scenery import Scenery
from extractor.errors import Place
from extractor.matching.conditions import count_words, holds, stretches
from extractor.matching.interpreting import Interpreter
from extractor.matching.masks import Mask
from extractor.matching.matches import Match, Tokens
from extractor.matching.scene import Scene
from extractor.matching.seeking import Hit, Need, PlainSeeker
from extractor.ruleset.pattern import Choice, InLayer, Pattern
from extractor.ruleset.rules import Condition
from extractor.spans import Span

UNLESS, ONLY_IF, NOT_IN = "unless", "only_if", "not_in"


@define
class Witness:
    """A seeker that remembers where it last found what it was asked for."""

    scene: Scene
    seen: Tokens | None = None
    _plain: PlainSeeker = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Ask the reference interpreter."""
        self._plain = PlainSeeker(self.scene)

    def everywhere(
        self, pattern: Pattern, within: str, wanted: Mask | None = None
    ) -> Iterable[Hit]:
        """Give (first, end, captures) of the pattern at each token at which it matches."""
        return self._plain.everywhere(pattern, within, wanted)

    def needs(self, pattern: Pattern, within: str) -> Sequence[Need]:
        """Give what each match of the pattern has to hold, as far as that is known."""
        return self._plain.needs(pattern, within)

    def is_need(self, pattern: Pattern, within: str) -> bool:
        """Tell nothing: the plain engine looks at each place."""
        return self._plain.is_need(pattern, within)

    def lacks(self, pattern: Pattern, within: str) -> bool:
        """Tell nothing: the plain engine looks at each place."""
        return self._plain.lacks(pattern, within)

    def ends(self, pattern: Pattern, within: str) -> Sequence[int] | None:
        """Give nothing: the plain engine looks at each place."""
        return self._plain.ends(pattern, within)

    def inside(self, pattern: Pattern, first: int, end: int, within: str) -> Iterator[Tokens]:
        """Give the places in a stretch of tokens at which the pattern matches, all of it inside."""
        return self._plain.inside(pattern, first, end, within)

    def stands(self, pattern: Pattern, first: int, end: int, within: str) -> bool:
        """Tell whether the pattern matches anywhere in a stretch of tokens, and remember where."""
        self.seen = next(self.inside(pattern, first, end, within), None)
        return self.seen is not None

    def begins(self, pattern: Pattern, first: int, end: int, within: str) -> bool:
        """Tell whether the pattern matches at token `first`, and remember what it takes."""
        state = Interpreter(self.scene, within, end).match(pattern, first) if first < end else None
        self.seen = None if state is None else (first, state.token)
        return state is not None

    def touches(self, pattern: Pattern, first: int, end: int, within: str) -> bool:
        """Tell whether the pattern can match from `first` or further on to exactly `end`."""
        starts = (
            start
            for start in range(end - 1, first - 1, -1)
            if self._plain.touches(pattern, start, end, within)
        )
        start = next(starts, None)
        self.seen = None if start is None else (start, end)
        return start is not None


def find_refusals(match: Match, zones: Sequence[str], scenery: Scenery) -> tuple[Refusal, ...]:
    """Give all that keeps a match out: zones, every `unless` that holds, every `only_if` not."""
    scene = scenery.scene_of(match.rule)
    refusals = [
        Refusal(NOT_IN, "zone", zone, match.rule.place.path, match.rule.place.line)
        for zone in zones
        if scene.cover(zone).holds(match.first, match.end)
    ]
    for key, conditions in ((UNLESS, match.rule.unless), (ONLY_IF, match.rule.only_if)):
        for condition in conditions:
            witness = Witness(scene)
            if holds(condition, match, witness) == (key == UNLESS):
                refusals.append(_refusal(key, condition, match, witness, scenery))
    return tuple(refusals)


def _refusal(
    key: str, condition: Condition, match: Match, witness: Witness, scenery: Scenery
) -> Refusal:
    found: Span | None = None
    note = ""
    if key == UNLESS:
        seen = witness.seen
        if condition.where == "inside":
            seen = _around(condition, match, witness.scene)
        elif condition.where == "document" and condition.pattern is not None:
            options = [condition.pattern]
            if isinstance(condition.pattern, Choice):
                options = list(condition.pattern.options)
            every = (
                place
                for option in options
                for place in witness.inside(option, 0, len(witness.scene.words), "paragraph")
            )
            seen = next(every, None)
        found = None if seen is None else scenery.span(seen)
    if condition.pattern is None:
        note = str(count_words(stretches(condition, match), witness))
    written = str(condition.count)
    if condition.pattern is not None:
        written = scenery.write(condition.pattern)
    place: Place = condition.place
    return Refusal(key, _where(condition), written, place.path, place.line, found, note)


def _where(condition: Condition) -> str:
    """Name where a condition looks, with the fields it is about and how far it reaches."""
    shown = condition.where
    if condition.of:
        shown += f" of {', '.join(condition.of)}"
    if condition.reach is not None:
        shown += f" reach {condition.reach}"
    if condition.more_than:
        shown += f" more_than <{condition.more_than}>"
    return shown


def _around(condition: Condition, match: Match, scene: Scene) -> Tokens | None:
    """Give the item of the condition's layers in which a match lies."""
    pattern = condition.pattern
    options = pattern.options if isinstance(pattern, Choice) else (pattern,)
    first, end = next(iter(stretches(condition, match)))
    for layer in (option.name for option in options if isinstance(option, InLayer)):
        for item in scene.items.get(layer, ()):
            if item.first <= first and end <= item.end:
                return item.first, item.end
    return None
