"""Tokens of one paragraph in, its paired quotation marks out. Never fails on an odd mark.

Knows the marks of the language and whether a mark stands free on its left or right; knows no word.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from attrs import define, field, frozen

from extractor.reading.language import Language


class Mark(NamedTuple):
    """A quotation mark: its token, its text, and whether space (or an edge) stands around it.

    One that is `torn` stands behind a space that is behind a stop, and right before a mark like it:
    there is one too much for an opening one.
    """

    token: int
    text: str
    free_left: bool
    free_right: bool
    after_stop: bool = False
    torn: bool = False


@frozen
class Quotation:
    """A pair of quotation marks, as tokens: both marks belong to it, `last` is included.

    `closed` is False for one that ends with its paragraph; `depth` counts the quotations around it.
    """

    first: int
    last: int
    closed: bool
    depth: int


@define
class _Open:
    mark: Mark
    closers: frozenset[str]


@define
class _Openings:
    """The marks open at one place, innermost last, and for each closing mark those that it fits."""

    opened: list[_Open] = field(factory=list)
    fitting: dict[str, list[int]] = field(factory=dict)

    def push(self, mark: Mark, closers: frozenset[str]) -> None:
        """Take an opening mark in."""
        for text in closers:
            self.fitting.setdefault(text, []).append(len(self.opened))
        self.opened.append(_Open(mark, closers))

    def pop(self, depth: int) -> _Open:
        """Take out the mark at a depth, and all that were opened inside it."""
        for each in self.opened[depth:]:
            for text in each.closers:
                self.fitting[text].pop()
        found = self.opened[depth]
        del self.opened[depth:]
        return found


class Pairing:
    """Pairs the marks of paragraphs by the pairs of one language."""

    def __init__(self, language: Language) -> None:
        self._closers = _closers(language.pairs)
        self._single = _closers(language.singles)
        self._closing = {c for _, c in language.pairs}
        self._single_closing = {c for _, c in language.singles}
        self._singles = {m for pair in language.singles for m in pair}
        self.marks = frozenset(m for pair in (*language.pairs, *language.singles) for m in pair)

    def pair(self, marks: Sequence[Mark], last: int) -> list[Quotation]:
        """Give the pairs of a paragraph that ends with token `last`, in order of their opening.

        An opening mark that is never closed ends with its paragraph: newspapers leave the mark
        open when a quotation goes on in the next one.
        """
        pairs: list[Quotation] = []
        openings = _Openings()
        ahead = Counter(mark.text for mark in marks if self._may_close(mark))
        last_closing = self._last_closing(marks)
        for n, mark in enumerate(marks):
            ahead[mark.text] -= self._may_close(mark)
            depth = self._closes(mark, openings)
            if depth is not None:
                first = openings.pop(depth).mark.token
                if first + 1 < mark.token:
                    pairs.append(Quotation(first, mark.token, closed=True, depth=depth))
            elif mark.text in self._closers:
                if self._opens(mark):
                    self._give_up(mark, openings, ahead, pairs)
                    openings.push(mark, self._closers[mark.text])
            elif self._opens_single(mark, n, last_closing):
                openings.push(mark, self._single[mark.text])
            elif self._is_mistyped(mark, marks, n):
                openings.push(mark, frozenset({mark.text}))
        for depth, left in enumerate(openings.opened):
            if left.mark.text in self._closers and left.mark.token < last:
                pairs.append(Quotation(left.mark.token, last, closed=False, depth=depth))
        return sorted(pairs, key=lambda pair: (pair.first, -pair.last))

    def _closes(self, mark: Mark, openings: _Openings) -> int | None:
        """Give the depth of the opening mark that a mark closes, or None.

        Only the innermost can stand right before it: that is an empty pair where the mark is
        surely a closing one, else one mark written twice.
        """
        fitting = openings.fitting.get(mark.text)
        if not fitting or not self._may_close(mark):
            return len(openings.opened) - 1 if self._is_turned(mark, openings) else None
        if openings.opened[fitting[-1]].mark.token + 1 < mark.token:
            return fitting[-1]
        if mark.free_right or mark.text not in self._closers:
            return fitting[-1]
        return fitting[-2] if len(fitting) > 1 else None

    def _may_close(self, mark: Mark) -> bool:
        if mark.text in self._single_closing:
            return mark.free_right and (mark.after_stop or mark.text not in self._single)
        return mark.torn or mark.text not in self._closers or mark.free_right or not mark.free_left

    def _is_turned(self, mark: Mark, openings: _Openings) -> bool:
        """Tell whether an opening mark was typed for the closing one of what opened last."""
        return (
            self._only_opens(mark)
            and mark.free_right
            and not mark.free_left
            and openings.opened[-1:] != []
            and openings.opened[-1].mark.text == mark.text
        )

    def _is_mistyped(self, mark: Mark, marks: Sequence[Mark], at: int) -> bool:
        """Tell whether a closing mark was typed for an opening one, and the next one closes it."""
        if mark.text not in self._closing or not mark.free_left or mark.free_right:
            return False
        others = (marks[n] for n in range(at + 1, len(marks)) if marks[n].text not in self._singles)
        following = next(others, None)
        return (
            following is not None
            and following.text == mark.text
            and following.free_right
            and not following.free_left
        )

    def _only_opens(self, mark: Mark) -> bool:
        return mark.text not in self._closers.get(mark.text, {mark.text})

    def _opens(self, mark: Mark) -> bool:
        if mark.text not in self._closing:
            return True
        return not mark.free_right and (mark.free_left or self._only_opens(mark))

    def _opens_single(self, mark: Mark, at: int, last_closing: Mapping[str, int]) -> bool:
        """Tell whether a single mark opens: it is an apostrophe unless one behind it can close."""
        closers = self._single.get(mark.text, ())
        return (
            mark.free_left
            and not mark.free_right
            and any(last_closing.get(text, -1) > at for text in closers)
        )

    def _last_closing(self, marks: Sequence[Mark]) -> Mapping[str, int]:
        """Give where the last mark of each text stands that closes a single quotation."""
        return {
            mark.text: n
            for n, mark in enumerate(marks)
            if mark.text in self._single_closing
            and mark.free_right
            and not mark.free_left
            and (mark.after_stop or mark.text not in self._single)
        }

    def _give_up(
        self, mark: Mark, openings: _Openings, ahead: Mapping[str, int], pairs: list[Quotation]
    ) -> None:
        """End an open quotation before a mark that opens another where one of them stays open."""
        closers = self._closers[mark.text]
        opened = openings.opened
        if not opened or opened[-1].closers != closers:
            return
        if sum(ahead[text] for text in closers) <= len(opened):
            stale = openings.pop(len(opened) - 1)
            if stale.mark.token + 1 < mark.token:
                pairs.append(
                    Quotation(stale.mark.token, mark.token - 1, closed=False, depth=len(opened))
                )


def _closers(pairs: Sequence[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """Give the closing marks that fit each opening one."""
    table: dict[str, set[str]] = {}
    for opening, closing in pairs:
        table.setdefault(opening, set()).add(closing)
    return {opening: frozenset(closing) for opening, closing in table.items()}
