"""A pattern tree in, the line that stands for it out: the way back from `parsing`. Knows no text.

What the phrases of the packs stand for is written under their names, so that a step looks as its
author wrote it.
"""

import re
from collections.abc import Mapping

from extractor.ruleset.parsing import SEPARATOR, SIGN
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

# Right behind a gap these words would say what it takes and what stops it, also before a sign that
# makes another word of them.
READ_WITH_GAPS = re.compile(r"(?:not|over)\b")
Names = Mapping[Pattern, str]


def write(pattern: Pattern, names: Names | None = None) -> str:
    """Give a pattern as it stands in a rule file; `names` are phrases by what they stand for.

    >>> write(Sequence((Maybe(Word("the")), Capture("who", InLayer("Name")), Gap(4))))
    'the? who:<Name> ...4'
    """
    known = names or {}
    if isinstance(pattern, Choice) and pattern not in known:
        return " | ".join(_steps(option, known) for option in pattern.options)
    return _steps(pattern, known)


def _steps(pattern: Pattern, names: Names) -> str:
    if (
        isinstance(pattern, Sequence)
        and pattern not in names
        and _list_item(pattern, names) is None
    ):
        shown = [_item(part, names) for part in pattern.parts]
        for n, part in enumerate(pattern.parts[:-1], 1):
            if isinstance(part, Gap) and READ_WITH_GAPS.match(shown[n]):
                shown[n] = f"({shown[n]})"
        return " ".join(shown)
    return _item(pattern, names)


def _item(pattern: Pattern, names: Names) -> str:  # noqa: C901 - a kind of node each
    if pattern in names:
        return f"@{names[pattern]}"
    if isinstance(pattern, Word):
        return _word(pattern)
    if isinstance(pattern, InLexicon):
        return f"{{{pattern.key}}}"
    if isinstance(pattern, InLayer):
        return f"<{pattern.name}>"
    if isinstance(pattern, Shape):
        return pattern.name
    if isinstance(pattern, Bound):
        return pattern.sign
    if isinstance(pattern, Gap):
        return _gap(pattern, names)
    if isinstance(pattern, Maybe):
        return f"{_tight(pattern.part, names)}?"
    if isinstance(pattern, Repeat):
        count = f"{pattern.low}" if pattern.low == pattern.high else f"{pattern.low}-{pattern.high}"
        return f"{_tight(pattern.part, names)}[{count}]"
    if isinstance(pattern, Capture):
        inner = _tight(pattern.part, names)
        return f"{pattern.field}:{f'({inner})' if isinstance(pattern.part, Capture) else inner}"
    if isinstance(pattern, Follows):
        return f"~{_item(pattern.part, names)}"
    item = _list_item(pattern, names)
    if item is not None:
        return f"list({write(item, names)})"
    return f"({write(pattern, names)})"


def _tight(pattern: Pattern, names: Names) -> str:
    """Give a step so that a sign before or behind it is about all of it."""
    shown = _item(pattern, names)
    loose = isinstance(pattern, Maybe | Repeat | Follows | Gap | Bound) and pattern not in names
    return f"({shown})" if loose else shown


def _word(word: Word) -> str:
    sign = SIGN.fullmatch(word.text)
    if word.exact or sign is None or not sign["word"]:
        return f'"{word.text}"' if '"' not in word.text else f"'{word.text}'"
    return word.text


def _gap(gap: Gap, names: Names) -> str:
    text = f"...{gap.limit}"
    for sign, items in (("over", gap.over), ("not", gap.stops)):
        shown = [_item(item, names) for item in items]
        if shown:
            text += f" {sign} {shown[0] if len(shown) == 1 else '(' + ' | '.join(shown) + ')'}"
    return text


def _list_item(pattern: Pattern, names: Names) -> Pattern | None:
    """Give the item of what was written as a list, or None."""
    if not isinstance(pattern, Sequence) or len(pattern.parts) != 2:
        return None
    item, more = pattern.parts
    if not isinstance(more, Repeat) or more.low or not isinstance(more.part, Sequence):
        return None
    separator, *again = more.part.parts
    return item if names.get(separator) == SEPARATOR and again == [item] else None
