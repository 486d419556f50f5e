"""A pattern in, the same as a rule author would type it out. Knows neither YAML nor text."""

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


def write(pattern: Pattern) -> str:
    """Give a pattern as a rule author would type it."""
    if isinstance(pattern, Sequence):
        return " ".join(_in_group(part) for part in pattern.parts)
    if isinstance(pattern, Choice):
        return " | ".join(_in_group(option) for option in pattern.options)
    if isinstance(pattern, Maybe):
        return f"{_whole(pattern.part)}?"
    if isinstance(pattern, Repeat):
        return f"{_whole(pattern.part)}[{pattern.low}-{pattern.high}]"
    if isinstance(pattern, Capture):
        return f"{pattern.field}:{_whole(pattern.part)}"
    if isinstance(pattern, Follows):
        return f"~{_whole(pattern.part)}"
    if isinstance(pattern, Gap):
        stops = " | ".join(map(write, pattern.stops))
        over = " | ".join(map(write, pattern.over))
        return (
            f"...{pattern.limit}"
            + (f" over ({over})" if over else "")
            + (f" not ({stops})" if stops else "")
        )
    return _write_atom(pattern)


def _write_atom(pattern: Pattern) -> str:
    if isinstance(pattern, Word):
        if pattern.exact:
            return f"'{pattern.text}'" if '"' in pattern.text else f'"{pattern.text}"'
        return pattern.text
    if isinstance(pattern, InLexicon):
        return f"{{{pattern.key}}}"
    if isinstance(pattern, InLayer):
        return f"<{pattern.name}>"
    return pattern.sign if isinstance(pattern, Bound) else _name_of(pattern)


def _name_of(pattern: Pattern) -> str:
    return pattern.name if isinstance(pattern, Shape) else ""


def _in_group(pattern: Pattern) -> str:
    shown = write(pattern)
    return f"({shown})" if isinstance(pattern, Sequence | Choice) else shown


def _whole(pattern: Pattern) -> str:
    """Give a pattern as one item, to which a count or a field can belong."""
    shown = write(pattern)
    single = isinstance(pattern, Word | InLexicon | InLayer | Shape)
    return shown if single else f"({shown})"
