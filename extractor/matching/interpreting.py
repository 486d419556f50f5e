"""The reference engine: walks a pattern over tokens, slowly and plainly, one step after the other.

It knows no symbol and no regular expression: it asks for words, lexicons and items directly. What
it finds is what a pattern means; the compiled engine has to find the same.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from attrs import define, evolve, frozen

from extractor.matching.alphabet import key_of, shape_of
from extractor.matching.folding import fold, level
from extractor.matching.plan import ExactGap, Step, exact_gaps
from extractor.matching.scene import Edge, Scene
from extractor.ruleset.pattern import (
    CLASSES,
    Bound,
    Capture,
    Choice,
    Follows,
    InLayer,
    InLexicon,
    Maybe,
    Pattern,
    Repeat,
    Sequence,
    Shape,
    Word,
)

Captures = tuple[tuple[str, int, int], ...]


@frozen
class State:
    """How far a match has come: the next token, what was captured, whether a step was taken.

    `passed` is the closing edge of the item that was taken last, if nothing was taken since: what
    closes there up to this edge stood inside the item.
    """

    token: int
    captures: Captures = ()
    begun: bool = False
    passed: Edge | None = None


@define
class Interpreter:
    """Walks one pattern over one scene; `end` is the token before which all must be over."""

    scene: Scene
    within: str
    end: int

    def match(self, pattern: Pattern, first: int) -> State | None:
        """Give the first way in which a pattern matches at a token, or None."""
        return next(self.matches(pattern, first), None)

    def matches(self, pattern: Pattern, first: int) -> Iterator[State]:
        """Give all ways in which a pattern matches at a token, in their order."""
        return self._walk(_plan(pattern), State(first))

    def _walk(self, step: Step, state: State) -> Iterator[State]:  # noqa: C901, PLR0912 - a kind each
        if isinstance(step, Sequence):
            yield from self._sequence(step.parts, state)
        elif isinstance(step, Choice):
            for option in step.options:
                yield from self._walk(option, state)
        elif isinstance(step, Maybe):
            yield from self._walk(step.part, state)
            yield state
        elif isinstance(step, Repeat):
            yield from self._first(self._repeat(step, state, 0))
        elif isinstance(step, Capture):
            for after in self._walk(step.part, state):
                taken = (step.field, state.token, after.token)
                yield evolve(after, captures=(*after.captures, taken))
        elif isinstance(step, Follows):
            for after in self._first(self._walk(step.part, state)):
                yield evolve(state, captures=after.captures)
        elif isinstance(step, Bound):
            if self._is_edge(step.sign, state):
                yield state
        elif isinstance(step, ExactGap):
            yield from self._gap(step, state)
        elif not self._is_blocked(state):
            for token, passed in self._take(step, state.token):
                yield State(token, state.captures, begun=True, passed=passed)

    def _sequence(self, parts: tuple[Step, ...], state: State) -> Iterator[State]:
        if not parts:
            yield state
            return
        for after in self._walk(parts[0], state):
            yield from self._sequence(parts[1:], after)

    def _repeat(self, step: Repeat, state: State, count: int) -> Iterator[State]:
        if count < step.high:
            for after in self._walk(step.part, state):
                yield from self._repeat(step, after, count + 1)
        if count >= step.low:
            yield state

    @staticmethod
    def _first(ways: Iterator[State]) -> Iterator[State]:
        for way in ways:
            yield way
            return

    def _is_blocked(self, state: State) -> bool:
        """Tell whether an edge stands between the token before and the next one."""
        if state.token >= self.end:
            return True
        return state.begun and self._is_divided(state.token)

    def _is_divided(self, token: int) -> bool:
        """Tell whether the scope ends before a token."""
        if token in self.scene.paragraphs:
            return True
        return self.within == "sentence" and token in self.scene.sentences

    def _is_edge(self, sign: str, state: State) -> bool:
        at_end = state.token == len(self.scene.words)
        if sign == "^^":
            return state.token in self.scene.paragraphs
        if sign == "^":
            return state.token in self.scene.sentences
        if sign == "$$":
            return at_end or state.token in self.scene.paragraphs
        return at_end or state.token in self.scene.sentences

    def _take(self, step: Step, token: int) -> Iterator[tuple[int, Edge | None]]:
        """Give the token after each way to take one atom at a token, and the edge of an item."""
        if isinstance(step, InLayer):
            yield from self._items(step.name, token)
            return
        word = self.scene.words[token]
        if isinstance(step, Word):
            same = level(word) == level(step.text) if step.exact else fold(word) == fold(step.text)
            if same:
                yield token + 1, None
        elif isinstance(step, Shape):
            if shape_of(word) in CLASSES[step.name]:
                yield token + 1, None
        elif isinstance(step, InLexicon):
            key = key_of(step)
            yield from self._items(key, token)
            if self.scene.alphabet.find_entry(key, (word,)) is not None:
                yield token + 1, None

    def _items(self, layer: str, token: int) -> Iterator[tuple[int, Edge]]:
        for end in self.scene.ends(layer, token):
            if end <= self.end:
                yield end, (-token, -self.scene.order[layer], "-" + layer)

    def _gap(self, gap: ExactGap, state: State) -> Iterator[State]:
        for count in range(gap.limit + 1):
            if self._may_stand(gap, state):
                yield state
            if count == gap.limit or self._is_blocked(state):
                return
            walls = self._walls(gap, state)
            if walls:
                taken = self._item_over(gap, walls[0], state)
                if taken is None:
                    return
                state = taken
                continue
            if any((state.token + 1, None) in self._take(stop, state.token) for stop in gap.stops):
                return
            state = State(state.token + 1, state.captures, begun=True)

    def _item_over(self, gap: ExactGap, wall: str, state: State) -> State | None:
        """Give the state behind the item that begins with a wall, if the gap may take it whole."""
        layer = wall[1:]
        if wall[0] == "-" or layer not in gap.over:
            return None
        taken = next(self._items(layer, state.token), None)
        if taken is None or taken[0] < self.scene.ends(layer, state.token)[0]:
            return None
        return State(taken[0], state.captures, begun=True, passed=taken[1])

    def _may_stand(self, gap: ExactGap, state: State) -> bool:
        """Tell whether what follows a gap can be reached without passing a wall."""
        walls = self._walls(gap, state)
        if any(wall[0] == "-" for wall in walls):
            return False
        if state.token == len(self.scene.words) or (state.begun and self._is_divided(state.token)):
            return gap.edge
        if walls:
            return walls[0][1:] in gap.doors
        return state.token < self.end

    def _walls(self, gap: ExactGap, state: State) -> list[str]:
        """Give the edges of walls at a token, in order: closed ones with "-", opened ones "+".

        What closes before the first token of a match is none of its business.
        """
        edges = self.scene.edges(state.token)
        return [
            edge[-1]
            for edge in edges
            if edge[-1][1:] in gap.walls
            and (edge[-1][0] == "+" or (state.begun and not self._is_passed(edge, state)))
        ]

    @staticmethod
    def _is_passed(edge: Edge, state: State) -> bool:
        return state.passed is not None and edge <= state.passed


@lru_cache(maxsize=4096)
def _plan(pattern: Pattern) -> Step:
    """Give the pattern with its gaps made exact, once for all tokens at which it is tried."""
    return exact_gaps(pattern)


def captured(state: State) -> Mapping[str, tuple[tuple[int, int], ...]]:
    """Give the captures of a match by field, in the order of the text; empty ones are none."""
    found: dict[str, list[tuple[int, int]]] = {}
    for name, first, end in state.captures:
        if first == end:
            continue
        found.setdefault(name, []).append((first, end))
    return {name: tuple(spans) for name, spans in found.items()}
