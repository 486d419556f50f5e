"""A pattern and a token in; which step took which tokens out, or where the best way stopped.

The reference interpreter walks a copy of the pattern in which every node is captured under its
number: so the trace of a match is what that copy captures, and no node has a second meaning here.
"""

from collections.abc import Callable, Iterator, Mapping

from attrs import define, evolve, field, frozen

from extractor.matching.interpreting import Captures, Interpreter, State
from extractor.matching.matches import Tokens
from extractor.matching.plan import ExactGap, Step
from extractor.matching.scene import Scene
from extractor.ruleset.pattern import (
    Bound,
    Capture,
    Choice,
    Follows,
    Gap,
    InLayer,
    InLexicon,
    Maybe,
    Pattern,
    Repeat,
    Sequence,
    Shape,
    Word,
)

MARK = "#"
LEAVES = (Word, InLexicon, InLayer, Shape, Bound, Gap)


@frozen
class Numbered:
    """A pattern whose nodes are captured: `nodes` by number, `owners` the step of each.

    `steps` are the numbers of the nodes that stand in a row; a pattern that is no row is one step.
    """

    pattern: Pattern
    nodes: tuple[Pattern, ...]
    owners: tuple[int, ...]
    steps: tuple[int, ...]

    def counts(self, step: int) -> bool:
        """Tell whether it says something of a text that a step was taken there."""
        return says_much(self.nodes[self.steps[step]])


def says_much(node: Pattern) -> bool:
    """Tell whether a step always takes a word, a row or an item that few texts have.

    What may be left out says nothing, nor does what any token can be, or a mark.
    """
    if isinstance(node, Word):
        return node.text[0].isalnum()
    if isinstance(node, InLexicon | InLayer):
        return True
    if isinstance(node, Sequence):
        return any(map(says_much, node.parts))
    if isinstance(node, Choice):
        return all(map(says_much, node.options))
    if isinstance(node, Repeat):
        return node.low > 0 and says_much(node.part)
    return isinstance(node, Capture | Follows) and says_much(node.part)


def _may_miss(node: Pattern) -> bool:
    """Tell whether a step may be left out."""
    return isinstance(node, Maybe) or (isinstance(node, Repeat) and not node.low)


def number_steps(pattern: Pattern) -> Numbered:
    """Give a pattern with a number for each of its nodes.

    >>> number_steps(Sequence((Maybe(Word("a")), Gap(2)))).owners
    (0, 0, 1)
    """
    nodes: list[Pattern] = []
    owners: list[int] = []
    steps: list[int] = []

    def number(node: Pattern, owner: int) -> Pattern:
        at = len(nodes)
        nodes.append(node)
        owners.append(owner)
        return Capture(f"{MARK}{at}", _rebuild(node, lambda part: number(part, owner)))

    def step(node: Pattern) -> Pattern:
        steps.append(len(nodes))
        return number(node, len(steps) - 1)

    if isinstance(pattern, Sequence):
        made: Pattern = Sequence(tuple(map(step, pattern.parts)))
    elif isinstance(pattern, Capture) and isinstance(pattern.part, Sequence):
        made = Capture(pattern.field, Sequence(tuple(map(step, pattern.part.parts))))
    else:
        made = step(pattern)
    return Numbered(made, tuple(nodes), tuple(owners), tuple(steps))


def _rebuild(node: Pattern, change: Callable[[Pattern], Pattern]) -> Pattern:
    """Give a node with all nodes below it changed."""
    if isinstance(node, Sequence):
        return Sequence(tuple(map(change, node.parts)))
    if isinstance(node, Choice):
        return Choice(tuple(map(change, node.options)))
    if isinstance(node, Maybe | Repeat | Capture | Follows):
        return evolve(node, part=change(node.part))
    return node


def read_trace(captures: Captures) -> Mapping[int, list[Tokens]]:
    """Give the tokens of each numbered node, in the order in which they were taken."""
    taken: dict[int, list[Tokens]] = {}
    for name, first, end in captures:
        if name.startswith(MARK):
            taken.setdefault(int(name.removeprefix(MARK)), []).append((first, end))
    return taken


@frozen
class Attempt:
    """A way that led nowhere: where it began, what it had taken, and where it stopped.

    `failed` are the numbers of the nodes that could not go on at `token`. Where only the first step
    is missing, `behind` is the token at which the others match.
    """

    first: int
    token: int
    step: int
    failed: tuple[int, ...]
    captures: Captures
    behind: int | None = None


@define
class Watcher(Interpreter):
    """The reference interpreter, watched: keeps the ways that came farthest from one token."""

    numbered: Numbered
    _step: int = field(init=False, default=-1)
    _token: int = field(init=False, default=-1)
    _failed: dict[int, Captures] = field(init=False, factory=dict)
    _gaps: dict[int, ExactGap] = field(init=False, factory=dict)

    def trace(self, first: int) -> Captures | None:
        """Give what the nodes take in the match at a token, or None where there is none."""
        state = self.match(self.numbered.pattern, first)
        return None if state is None else state.captures

    def attempt(self, first: int) -> Attempt | None:
        """Give how far the pattern comes at a token, or None where it matches."""
        self._step = self._token = -1
        self._failed = {}
        if self.match(self.numbered.pattern, first) is not None:
            return None
        captures = next(iter(self._failed.values()), ())
        return Attempt(first, self._token, self._step, tuple(self._failed), captures)

    def lacking_first(self, behind: int) -> Attempt | None:
        """Give the attempt that lacks its first step alone, all others matching at a token."""
        row = self.numbered.pattern
        row = row.part if isinstance(row, Capture) and isinstance(row.part, Sequence) else row
        nodes = [self.numbered.nodes[at] for at in self.numbered.steps]
        step = next((n for n, node in enumerate(nodes) if not _may_miss(node)), None)
        if step is None or not says_much(nodes[step]) or not isinstance(row, Sequence):
            return None
        rest = row.parts[step + 1 :]
        if not any(self.numbered.counts(n) for n in range(step + 1, len(row.parts))):
            return None
        state = self.match(Sequence(rest), behind)
        if state is None:
            return None
        token = behind - 1 if behind and not self._is_divided(behind) else behind
        self._step = self._token = -1
        self._failed = {}
        if self.match(row.parts[step], token) is not None or not self._failed:
            return None
        return Attempt(token, token, step, tuple(self._failed), state.captures, behind)

    def _walk(self, step: Step, state: State) -> Iterator[State]:
        if not isinstance(step, Capture) or not step.field.startswith(MARK):
            yield from super()._walk(step, state)
            return
        number = int(step.field.removeprefix(MARK))
        if isinstance(step.part, ExactGap):
            self._gaps[number] = step.part
        taken = False
        for after in super()._walk(step, state):
            taken = True
            yield after
        if not taken and isinstance(self.numbered.nodes[number], LEAVES):
            self._note(number, state)

    def _note(self, number: int, state: State) -> None:
        """Keep a node that could not go on, if none was nearer to the end of the pattern."""
        reached = self.numbered.owners[number], state.token
        if reached > (self._step, self._token):
            self._step, self._token = reached
            self._failed = {}
        if reached == (self._step, self._token):
            self._failed.setdefault(number, state.captures)

    def why_ended(self, number: int, first: int, token: int) -> tuple[str, str]:
        """Give what ends a gap that has come to a token: edge, item, stop or limit, and which one.

        What stands at the token itself may be taken, and nothing right behind it.
        """
        gap = self._gaps[number]
        for spot in (token, token + 1):
            if spot - first > gap.limit:
                break
            state = State(spot, (), begun=True)
            if self._is_blocked(state):
                return "edge", self.within
            walls = self._walls(gap, state)
            if walls:
                return "item", walls[0][1:]
            if any(True for stop in gap.stops for _ in self._take(stop, spot)):
                return "stop", self.scene.words[spot]
        return "limit", str(gap.limit)


def watch(pattern: Pattern, scene: Scene, within: str) -> Watcher:
    """Give what walks a pattern over a scene, watched."""
    return Watcher(scene, within, len(scene.words), number_steps(pattern))
