"""Tokens chosen one after the other in, a text and what was chosen for which step out."""

from collections.abc import Collection, Iterable, Sequence

from attrs import define, field

from extractor.matching.matches import Tokens
from extractor.reading.language import Language
from extractor.ruleset.pattern import Capture, Pattern

LEFT = frozenset(",.;:!?)]%…")
RIGHT = frozenset("([$€£")
BOTH = frozenset("-–—/")


@define
class Draft:
    """A text that is being chosen: its tokens, and which of them stand for what.

    `ahead` are tokens that a look-ahead has asked for, which the next step may take; what is left
    of them at the end stands behind the match, and the text is `overrun` where a step has put
    others. `sources` are the steps that have captured something, `features` the nodes that were
    taken, or left out, `steps` the tokens of each step that has to be there, `edges` the signs of
    edges with the number of tokens before them.
    """

    words: list[str] = field(factory=list)
    variant: int = 0
    captures: list[tuple[str, int, int]] = field(factory=list)
    sources: dict[tuple[str, int, int], Pattern] = field(factory=dict)
    items: list[tuple[str, int, int]] = field(factory=list)
    edges: set[tuple[str, int]] = field(factory=set)
    ahead: tuple[str, ...] = ()
    overrun: bool = False
    features: set[tuple[str, int]] = field(factory=set)
    steps: list[tuple[int, Tokens]] = field(factory=list)
    opening: set[int] = field(factory=set)
    closing: set[int] = field(factory=set)

    def add(self, words: Iterable[str]) -> None:
        """Put tokens at the end."""
        added = tuple(words)
        self.overrun |= any(a != b for a, b in zip(self.ahead, added, strict=False))
        self.words += added
        self.ahead = ()

    def capture(self, node: Capture, first: int) -> None:
        """Keep the tokens from one on as what a step has captured."""
        key = (node.field, first, len(self.words))
        self.captures.append(key)
        self.sources[key] = node

    def captured(self) -> dict[str, tuple[Tokens, ...]]:
        """Give the tokens captured under each field, as a match has them."""
        found: dict[str, list[Tokens]] = {}
        for name, first, end in self.captures:
            if first < end:
                found.setdefault(name, []).append((first, end))
        return {name: tuple(spans) for name, spans in found.items()}

    def text(self, language: Language) -> str:
        """Give the text: no space before a comma, around a hyphen or inside marks and numbers."""
        return join(self.words, language, self.opening, self.closing)

    def without(self, first: int, end: int, language: Language) -> str:
        """Give the text without some of its tokens."""
        kept = [n for n in range(len(self.words)) if not first <= n < end]
        place = {old: new for new, old in enumerate(kept)}
        return join(
            [self.words[n] for n in kept],
            language,
            {place[n] for n in self.opening if n in place},
            {place[n] for n in self.closing if n in place},
        )


def join(
    words: Sequence[str],
    language: Language,
    opening: Collection[int] = (),
    closing: Collection[int] = (),
) -> str:
    """Give tokens as a text; `opening` and `closing` are those that are quotation marks."""
    text = ""
    bound = True
    for number, word in enumerate(words):
        left = (
            word in LEFT
            or word in BOTH
            or number in closing
            or word.casefold().replace("’", "'") in language.enclitics
        )
        text += word if bound or left else f" {word}"
        bound = word in RIGHT or word in BOTH or number in opening
        if word == ".":
            # "5.4.2019"
            beside = (*words[number - 1 : number], *words[number + 1 : number + 2])
            bound = len(beside) > 1 and all(map(str.isdecimal, beside))
    return text
