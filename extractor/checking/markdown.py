"""Texts in, Markdown that shows them as they are out. Knows no rule."""

import re
from collections.abc import Iterable

# What Markdown would take for a sign; an underscore between letters is none.
SIGNS = re.compile(r"[\\`*<>\[\]|#&~]|(?<!\w)_|_(?!\w)|^[-+](?=\s)|^\d+[.)](?=\s)")
TICKS = re.compile("`+")


def plain(text: str) -> str:
    r"""Give a text in one line, its signs without a meaning.

    >>> plain("a <b>\n in dated_event")
    'a \\<b\\> in dated_event'
    """
    return SIGNS.sub(lambda sign: f"{sign[0][:-1]}\\{sign[0][-1]}", " ".join(text.split()))


def code(text: str) -> str:
    r"""Give a text in one line as code.

    >>> code("a `b`"), code("{day}")
    ('`` a `b` ``', '`{day}`')
    """
    shown = " ".join(text.split())
    ticks = _longer(shown, 0)
    space = " " if "`" in shown or not shown else ""
    return f"{ticks}{space}{shown}{space}{ticks}"


def block(lines: Iterable[str]) -> str:
    """Give lines as a block of code."""
    text = "\n".join(lines)
    ticks = _longer(text, 2)
    return f"{ticks}text\n{text}\n{ticks}\n"


def _longer(text: str, least: int) -> str:
    """Give more backticks than stand anywhere in a row in a text."""
    return "`" * (max((len(each) for each in TICKS.findall(text)), default=least) + 1)


def items(lines: Iterable[str]) -> str:
    """Give lines as a list, or nothing where there are none."""
    return "".join(f"- {line}\n" for line in lines)


def section(title: str, *bodies: str, level: int = 2) -> str:
    """Give what stands under a heading, or nothing where all of it is empty."""
    kept = [body for body in bodies if body]
    return "\n".join((f"{'#' * level} {title}\n", *kept)) if kept else ""
