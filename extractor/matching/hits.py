"""A match of an expression in, the tokens of it and of its captures out.

A place in the string is turned to a token by the places of all tokens, `late`. Every token takes
two symbols, so that the end of a match is not sought far: the rest are marks. This is done for each
of a hundred thousand matches, so the usual ones, of no capture and of one, have ways of their own.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping

from extractor.matching.compiling import Text
from extractor.matching.encoded import Encoded
from extractor.matching.matches import Tokens
from extractor.matching.seeking import Hit, in_text_order

NOTHING: Mapping[str, tuple[Tokens, ...]] = {}
# A match, the token at which it begins, and where the string was said to end when it was found.
Tell = Callable[[re.Match[str], int, int], Hit]


def tell_hits(text: Text, encoded: Encoded) -> Tell:
    """Give what tells the tokens of a match of an expression, and those of its captures."""
    if not text.groups:
        return _bare(encoded)
    if len(text.groups) == 1 and not text.repeated:
        return _single(text.groups[0][1], encoded)
    return _full(text, encoded)


def _bare(encoded: Encoded) -> Tell:
    late, size = encoded.late, len(encoded.late)

    def tell(found: re.Match[str], first: int, _: int) -> Hit:
        begun, over = found.span()
        end = first + (over - begun) // 2
        if end > size or late[end - 1] != over - 2:
            end = bisect_right(late, over - 2, first, min(end, size))
        return first, end, NOTHING

    return tell


def _single(name: str, encoded: Encoded) -> Tell:
    late, size = encoded.late, len(encoded.late)

    def tell(found: re.Match[str], first: int, _: int) -> Hit:
        (begun, over), (a, b) = found.regs
        end = first + (over - begun) // 2
        if end > size or late[end - 1] != over - 2:
            end = bisect_right(late, over - 2, first, min(end, size))
        if a >= b:
            return first, end, NOTHING
        left, right = first, end
        # what only has to follow may stand behind the match
        if a != begun:
            left = bisect_right(late, a - 2, first, end if a <= over else size)
        if b != over:
            right = bisect_right(late, b - 2, left, end if b <= over else size)
        return first, end, {name: ((left, right),)} if left < right else NOTHING

    return tell


def _full(text: Text, encoded: Encoded) -> Tell:
    late, size = encoded.late, len(encoded.late)
    groups, repeated = text.groups, text.repeated

    def tell(found: re.Match[str], first: int, stop: int) -> Hit:
        regs = found.regs
        begun, over = regs[0]
        end = first + (over - begun) // 2
        if end > size or late[end - 1] != over - 2:
            end = bisect_right(late, over - 2, first, min(end, size))
        for number in repeated:
            if regs[number][0] >= 0:
                return first, end, _take_all(text, encoded, begun, first, stop)
        captures: dict[str, tuple[Tokens, ...]] = {}
        last, in_order = -1, True
        for number, name in groups:
            a, b = regs[number]
            if a >= b:
                continue
            left, right = first, end
            if a != begun:
                left = bisect_right(late, a - 2, first, end if a <= over else size)
            if b != over:
                right = bisect_right(late, b - 2, left, end if b <= over else size)
            if left < right:
                in_order &= left > last
                last = left
                if name in captures:
                    captures[name] += ((left, right),)
                else:
                    captures[name] = ((left, right),)
        return first, end, captures if in_order else in_text_order(captures)

    return tell


def _take_all(
    text: Text, encoded: Encoded, begun: int, first: int, stop: int
) -> Mapping[str, tuple[Tokens, ...]]:
    """Give all captures of a match of which some may be repeated."""
    late = encoded.late
    taken = text.taker.match(encoded.string, begun, stop)
    captures: dict[str, tuple[Tokens, ...]] = {}
    for number, name in text.groups:
        for a, b in taken.spans(number) if taken is not None else ():
            left = bisect_right(late, a - 2, first)
            right = bisect_right(late, b - 2, left)
            if a < b and left < right:
                captures[name] = (*captures.get(name, ()), (left, right))
    return in_text_order(captures)
