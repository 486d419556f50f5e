"""Tokens in, a byte for each token of a text out: 1 where something is so.

Thousands of tokens are told apart by a mask faster than by looking each one up between others.
"""

from collections.abc import Iterable, Sequence

Mask = bytes | bytearray
# To mark what is around one token costs as much as to take all of so many more into account.
SPARSE = 100


def mark(tokens: Iterable[int], size: int) -> bytearray:
    r"""Mark some tokens of so many.

    >>> mark([1], 3)
    bytearray(b'\x00\x01\x00')
    """
    mask = bytearray(size)
    for token in tokens:
        mask[token] = 1
    return mask


def mark_before(tokens: Sequence[int], reach: int, size: int) -> Mask:
    r"""Mark each token that has one of some tokens at it, or up to `reach` further on.

    >>> mark_before([3], 2, 5)
    b'\x00\x01\x01\x01\x00'
    """
    if len(tokens) * SPARSE < size:
        return _mark_stretches(tokens, -reach, 1, size)
    bits, done = int.from_bytes(mark(tokens, size), "little"), 1
    while done <= reach:
        step = min(done, reach + 1 - done)
        bits |= bits >> 8 * step
        done += step
    return bits.to_bytes(size, "little")


def mark_behind(tokens: Sequence[int], width: int, size: int) -> Mask:
    r"""Mark so many tokens behind each of some tokens.

    >>> mark_behind([1, 3], 2, 5)
    b'\x00\x00\x01\x01\x01'
    """
    if len(tokens) * SPARSE < size:
        return _mark_stretches(tokens, 1, width + 1, size)
    bits, done = int.from_bytes(mark(tokens, size), "little") << 8, 1
    while done < width:
        step = min(done, width - done)
        bits |= bits << 8 * step
        done += step
    return (bits & ((1 << 8 * size) - 1)).to_bytes(size, "little")


def _mark_stretches(tokens: Iterable[int], low: int, high: int, size: int) -> bytearray:
    """Mark what stands from `low` to before `high` tokens behind each of some tokens."""
    mask = bytearray(size)
    for token in tokens:
        first, end = max(token + low, 0), min(token + high, size)
        mask[first:end] = b"\x01" * (end - first)
    return mask


def both(one: Mask, other: Mask) -> bytes:
    r"""Mark what is marked in both of two masks.

    >>> both(b"\0\1\0", b"\1\1\0")
    b'\x00\x01\x00'
    """
    return (int.from_bytes(one) & int.from_bytes(other)).to_bytes(len(one))


def marked(mask: Mask) -> Sequence[int]:
    r"""Give the tokens that are marked.

    >>> marked(b"\0\1\0\1")
    [1, 3]
    """
    tokens = []
    at = mask.find(1)
    while at >= 0:
        tokens.append(at)
        at = mask.find(1, at + 1)
    return tokens
