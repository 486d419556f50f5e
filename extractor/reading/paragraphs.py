"""Text in, the stretches of its paragraphs out. Knows no token.

Each block between blank lines is judged for itself: where its lines are hard-wrapped it is one
paragraph, where each line stands for itself it is one paragraph a line.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

import regex

LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")
# A line that ends in a comma within its marks ("...," and below it: he said) ends no sentence.
ENDING = regex.compile(
    r"[.!?…:;][\s\"”»'’)]*$|[^,\s\"”»'’)\]][)\]\"”»'’][\s\"”»'’)]*$", cache_pattern=False
)

# A line broken by an editor for width is rarely longer, or much shorter than its neighbours.
WIDEST_WRAP = 120
# Below this width lines are rather rows of a table than broken ones.
NARROWEST_WRAP = 60
FULL_LINE = 0.6
LEAST_WORDS = 2


def find_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Give (start, end) of each paragraph, in code points, in order, none of them empty."""
    block: list[tuple[int, int]] = []
    last = 0
    for line in LINE.finditer(text):
        start, end = line.span()
        if line[0].isspace():
            continue
        if block and len(BREAK.findall(text, last, start)) > 1:
            yield from split_block(text, block)
            block = []
        block.append((start, end))
        last = end
    yield from split_block(text, block)


def split_block(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the paragraphs of one block: all of it, or each line."""
    if len(lines) > 1 and is_wrapped([text[a:b].rstrip() for a, b in lines]):
        yield lines[0][0], lines[-1][1]
    else:
        yield from lines


def is_wrapped(lines: list[str]) -> bool:
    """Tell whether the lines of a block were broken for width alone.

    No line is very long then, and one of two things holds. Each line took all words that it had
    room for, and one begins within a sentence, or so it seems by lines that end within one and the
    last that ends one. Or most lines before the last are about as long as the longest, most of
    them end in the midst of a sentence, and one goes on with it.
    """
    widest = max(map(len, lines))
    inner = lines[:-1]
    if widest > WIDEST_WRAP or any(len(line.split()) < LEAST_WORDS for line in inner):
        return False
    small = any(line.lstrip()[:1].islower() for line in lines[1:])
    cut = sum(not ENDING.search(line) for line in inner)
    if is_filled(lines, widest) and (
        small or (widest >= NARROWEST_WRAP and 2 * cut >= len(inner) and ENDING.search(lines[-1]))
    ):
        return True
    full = sum(len(line) >= FULL_LINE * widest for line in inner)
    goes_on = small or (
        # "on May", and below it "3.": of all lines the last one alone begins with a number
        widest >= NARROWEST_WRAP
        and lines[-1].lstrip()[:1].isdigit()
        and not any(line.lstrip()[:1].isdigit() for line in inner)
        and not ENDING.search(lines[-2])
    )
    return 2 * full > len(inner) and 2 * cut > len(inner) and goes_on


def is_filled(lines: list[str], width: int) -> bool:
    """Tell whether the first word of each line would have made the one before it too long."""
    return all(
        len(line) + 1 + len(after.split(maxsplit=1)[0]) > width for line, after in pairwise(lines)
    )
