"""Where a pattern stands in a scene: what both engines offer, and the plain one's way to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from attrs import define

from extractor.matching.interpreting import Interpreter, captured
from extractor.matching.masks import Mask
from extractor.matching.matches import Tokens
from extractor.matching.scene import Scene
from extractor.ruleset.pattern import Pattern

# The tokens, in order, of which a match must hold one, and how far behind its first token at most.
Need = tuple[Sequence[int], int | None]
Hit = tuple[int, int, Mapping[str, tuple[Tokens, ...]]]


def in_text_order(captures: Mapping[str, tuple[Tokens, ...]]) -> Mapping[str, tuple[Tokens, ...]]:
    """Give captures in the order in which they begin, those of one name too."""
    ordered = {name: tuple(sorted(spans)) for name, spans in captures.items()}
    return dict(sorted(ordered.items(), key=lambda each: (each[1][0], each[0])))


class Seeker(Protocol):
    """Finds patterns in one scene; tokens are half-open everywhere.

    Captures are in the order in which they begin, which resolving may go by.
    """

    scene: Scene

    def everywhere(
        self, pattern: Pattern, within: str, wanted: Mask | None = None
    ) -> Iterable[Hit]:
        """Give (first, end, captures) of the pattern at each token at which it matches.

        `wanted` tells for each token whether it is to be tried at all.
        """
        ...

    def needs(self, pattern: Pattern, within: str) -> Sequence[Need]:
        """Give what each match of the pattern has to hold, as far as that is known."""
        ...

    def is_need(self, pattern: Pattern, within: str) -> bool:
        """Tell whether the pattern is known to match wherever what each match has to hold is."""
        ...

    def lacks(self, pattern: Pattern, within: str) -> bool:
        """Tell whether the reading is known to lack what each match has to hold."""
        ...

    def ends(self, pattern: Pattern, within: str) -> Sequence[int] | None:
        """Give the tokens right behind which alone the pattern can end; None if not known."""
        ...

    def inside(self, pattern: Pattern, first: int, end: int, within: str) -> Iterator[Tokens]:
        """Give the places in a stretch of tokens at which the pattern matches, all of it inside."""
        ...

    def stands(self, pattern: Pattern, first: int, end: int, within: str) -> bool:
        """Tell whether the pattern matches anywhere in a stretch of tokens, all of it inside."""
        ...

    def begins(self, pattern: Pattern, first: int, end: int, within: str) -> bool:
        """Tell whether the pattern matches at token `first`, all of it before token `end`."""
        ...

    def touches(self, pattern: Pattern, first: int, end: int, within: str) -> bool:
        """Tell whether the pattern can match from `first` or further on to exactly `end`."""
        ...


@define
class PlainSeeker:
    """Tries a pattern at every token with the reference interpreter."""

    scene: Scene

    def everywhere(
        self, pattern: Pattern, within: str, wanted: Mask | None = None
    ) -> Iterable[Hit]:
        """Give (first, end, captures) of the pattern at each token at which it matches."""
        walker = Interpreter(self.scene, within, len(self.scene.words))
        for first in range(len(self.scene.words)):
            state = walker.match(pattern, first) if wanted is None or wanted[first] else None
            if state is not None:
                yield first, state.token, in_text_order(captured(state))

    def needs(self, pattern: Pattern, within: str) -> Sequence[Need]:  # noqa: ARG002 - see Seeker
        """Give nothing: the plain engine looks at each place."""
        return ()

    def is_need(self, pattern: Pattern, within: str) -> bool:  # noqa: ARG002 - see Seeker
        """Tell nothing: the plain engine looks at each place."""
        return False

    def lacks(self, pattern: Pattern, within: str) -> bool:  # noqa: ARG002 - see Seeker
        """Tell nothing: the plain engine looks at each place."""
        return False

    def ends(self, pattern: Pattern, within: str) -> Sequence[int] | None:  # noqa: ARG002 - see Seeker
        """Give nothing: the plain engine looks at each place."""
        return None

    def inside(self, pattern: Pattern, first: int, end: int, within: str) -> Iterator[Tokens]:
        """Give the places in a stretch of tokens at which the pattern matches, all of it inside."""
        walker = Interpreter(self.scene, within, end)
        for token in range(first, end):
            state = walker.match(pattern, token)
            if state is not None:
                yield token, state.token

    def stands(self, pattern: Pattern, first: int, end: int, within: str) -> bool:
        """Tell whether the pattern matches anywhere in a stretch of tokens, all of it inside."""
        return next(self.inside(pattern, first, end, within), None) is not None

    def begins(self, pattern: Pattern, first: int, end: int, within: str) -> bool:
        """Tell whether the pattern matches at token `first`, all of it before token `end`."""
        walker = Interpreter(self.scene, within, end)
        return first < end and walker.match(pattern, first) is not None

    def touches(self, pattern: Pattern, first: int, end: int, within: str) -> bool:
        """Tell whether the pattern can match from `first` or further on to exactly `end`."""
        walker = Interpreter(self.scene, within, end)
        return any(
            state.token == end
            for start in range(first, end)
            for state in walker.matches(pattern, start)
        )
