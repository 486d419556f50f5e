"""Tokens of one paragraph in, its paired quotation marks out. Never fails on an odd mark.

Knows the marks of the language and whether a mark stands free on its left or right; knows no word.
"""

from collections.abc import Mapping, Sequence

from attrs import define, frozen

from extractor.reading.language import Language


@frozen
class Mark:
    """A quotation mark: its token, its text, and whether space (or an edge) stands around it."""

    token: int
    text: str
    free_left: bool
    free_right: bool
    after_stop: bool = False


@frozen
class Pair:
    """The tokens from an opening mark to its closing one; `closed` False where none was found."""

    first: int
    last: int
    closed: bool
    depth: int


@define
class _Open:
    mark: Mark
    closers: frozenset[str]


class Pairing:
    """Pairs the marks of paragraphs by the pairs of one language."""

    def __init__(self, language: Language) -> None:
        self._closers = _closers(language.pairs)
        self._single = _closers(language.singles)
        self._closing = {c for _, c in language.pairs}
        self._single_closing = {c for _, c in language.singles}
        self.marks = frozenset(
            m for pair in (*language.pairs, *language.singles) for m in pair
        )

    def pair(self, marks: Sequence[Mark], last: int) -> list[Pair]:
        """Give the pairs of a paragraph that ends with token `last`, in order of their opening.

        An opening mark that is never closed ends with its paragraph: newspapers leave the mark
        open when a quotation goes on in the next one.
        """
        pairs: list[Pair] = []
        opened: list[_Open] = []
        for n, mark in enumerate(marks):
            closes = self._closes(mark, opened)
            if closes is not None:
                del opened[closes + 1 :]
                pairs.append(Pair(opened.pop().mark.token, mark.token, closed=True, depth=closes))
            elif self._opens(mark, opened, marks[n + 1 :]):
                single = mark.text in self._single and mark.text not in self._closers
                closers = (self._single if single else self._closers)[mark.text]
                if opened and mark.text in self._closers and opened[-1].closers == closers:
                    if sum(m.text in closers for m in marks[n + 1 :]) <= len(opened):
                        stale = opened.pop()
                        pairs.append(
                            Pair(stale.mark.token, mark.token - 1, False, len(opened))  # noqa: FBT003
                        )
                opened.append(_Open(mark, closers))
        for depth, left in enumerate(opened):
            if left.mark.text in self._closers and left.mark.token < last:
                pairs.append(Pair(left.mark.token, last, closed=False, depth=depth))
        return sorted(pairs, key=lambda pair: (pair.first, -pair.last))

    def _closes(self, mark: Mark, opened: Sequence[_Open]) -> int | None:
        for depth in range(len(opened) - 1, -1, -1):
            if mark.text in opened[depth].closers and mark.token > opened[depth].mark.token + 1:
                single = mark.text in self._single_closing
                both_ways = mark.text in self._single
                if single and not (mark.free_right and (mark.after_stop or not both_ways)):
                    return None
                if not single and mark.free_left and not mark.free_right:
                    if mark.text in self._closers:
                        return None
                return depth
        return None

    def _opens(self, mark: Mark, opened: Sequence[_Open], rest: Sequence[Mark]) -> bool:
        if mark.text in self._closers:
            both_ways = mark.text in self._closing
            return not both_ways or (mark.free_left and not mark.free_right)
        if mark.text in self._single:
            return (
                mark.free_left
                and not mark.free_right
                and any(
                    later.text in self._single[mark.text]
                    and later.free_right
                    and not later.free_left
                    and (later.after_stop or later.text != mark.text)
                    for later in rest
                )
            )
        return False


def _closers(pairs: Sequence[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """Give the closing marks that fit each opening one."""
    table: dict[str, set[str]] = {}
    for opening, closing in pairs:
        table.setdefault(opening, set()).add(closing)
    return {opening: frozenset(closing) for opening, closing in table.items()}
