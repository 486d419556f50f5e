"""Two patterns in; out comes whether the one takes all that the other takes, as far as is plain.

A yes is certain; a no may only mean that it cannot be seen from the patterns alone.
"""

from extractor.matching.alphabet import shape_of
from extractor.ruleset.pattern import (
    CLASSES,
    Capture,
    Choice,
    Gap,
    InLexicon,
    Maybe,
    Pattern,
    Sequence,
    Shape,
    Word,
)


def covers(wide: Pattern, narrow: Pattern) -> bool:
    """Tell whether a pattern matches wherever another one does, and captures the same fields."""
    if wide == narrow:
        return True
    if isinstance(narrow, Choice):
        return all(covers(wide, option) for option in narrow.options)
    if isinstance(wide, Choice):
        return any(covers(option, narrow) for option in wide.options)
    if isinstance(wide, Maybe):
        return covers(wide.part, narrow.part if isinstance(narrow, Maybe) else narrow)
    if isinstance(wide, Capture) and isinstance(narrow, Capture):
        return wide.field == narrow.field and covers(wide.part, narrow.part)
    if isinstance(wide, Sequence) and isinstance(narrow, Sequence):
        return len(wide.parts) == len(narrow.parts) and begins_with(narrow, wide)
    if isinstance(wide, Gap) and isinstance(narrow, Gap):
        fewer = set(wide.stops) <= set(narrow.stops)
        return fewer and wide.limit >= narrow.limit and wide.over == narrow.over
    return _covers_token(wide, narrow)


def begins_with(long: Pattern, short: Pattern) -> bool:
    """Tell whether the first steps of a pattern are covered by those of another one, all of them.

    A step that takes as much as it can is only covered by itself, which `covers` sees to.
    """
    steps = long.parts if isinstance(long, Sequence) else (long,)
    first = short.parts if isinstance(short, Sequence) else (short,)
    return len(first) <= len(steps) and all(map(covers, first, steps))


def _covers_token(wide: Pattern, narrow: Pattern) -> bool:
    if isinstance(wide, Word) and isinstance(narrow, Word):
        return not wide.exact and wide.text.casefold() == narrow.text.casefold()
    if isinstance(wide, InLexicon) and isinstance(narrow, InLexicon):
        within = wide.column == narrow.column and set(narrow.values) <= set(wide.values)
        return wide.name == narrow.name and (wide.column is None or within)
    if isinstance(wide, Shape) and isinstance(narrow, Word | Shape):
        return shapes_of(narrow) <= set(CLASSES[wide.name])
    return False


def shapes_of(step: Word | Shape) -> set[str]:
    """Give the shapes that a token can have for which a step stands."""
    if isinstance(step, Shape):
        return set(CLASSES[step.name])
    if step.exact:
        return {shape_of(step.text)}
    text = step.text
    return {shape_of(each) for each in (text, text.lower(), text.upper(), text.capitalize())}
