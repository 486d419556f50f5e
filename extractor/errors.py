"""Every exception of the library, and the problems a rule file can have.

Exceptions are attrs classes, so that they survive pickling on the way back from a worker process.
"""

import re

from attrs import field, frozen

from extractor.problems import WARNINGS

# What a caret stands under: an item of a pattern, a word, or whatever stands there.
POINTED = re.compile(r"\{[^{}]*\}|<[^<>]*>|@\w+|\.\.\.\d*|[\w.'/-]+|.")


@frozen(order=True)
class Place:
    """A position in a rule file: `line` and `column` count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Give `path:line:column`, which editors turn into a link, on one line in any case."""
        shown = self.path
        if not shown.isprintable():
            shown = "".join(c if c.isprintable() else repr(c)[1:-1] for c in shown)
        return f"{shown}:{self.line}:{self.column}"


# Of a line of a file so many characters are shown, so many of them before the place that is meant.
LONGEST = 400
BEFORE = 200


@frozen(order=True)
class Problem:
    """One thing that is wrong in a rule file: where, what, and what to do about it.

    `name` is one of those in `problems.py`; `line` is the line of the file, where it is known.
    """

    place: Place
    what: str
    remedy: str
    name: str
    line: str | None = field(default=None, eq=False)

    @property
    def is_warning(self) -> bool:
        """Tell whether the rules can be used all the same."""
        return self.name in WARNINGS

    def __str__(self) -> str:
        """Give the one line that a rule author reads."""
        grave = "warning: " if self.is_warning else ""
        return f"{self.place}: {grave}{self.what}; {self.remedy}"

    def to_json(self) -> dict[str, str | int | None]:
        """Give its parts as pages and programs read them."""
        place = self.place
        return {
            "file": place.path,
            "line": place.line,
            "column": place.column,
            "what": self.what,
            "remedy": self.remedy,
            "name": self.name,
            "quoted": self.line or "",
        }

    def shown(self) -> str:
        """Give that line with the problem's name, and the line of the file with a caret below."""
        told = f"{self} [{self.name}]"
        if not self.line or not self.line.strip():
            return told
        # a tab takes one column in a place, and must take one below
        whole = self.line.replace("\t", " ")
        low = max(self.place.column - 1 - BEFORE, 0) if len(whole) > LONGEST else 0
        line = whole[low : low + LONGEST]
        column = self.place.column - 1 - low
        pointed = POINTED.match(line, column)
        carets = "^" * (len(pointed[0]) if pointed else 1)
        number = f"{self.place.line:>5}"
        under = f"{' ' * column}{carets}"
        return f"{told}\n{number} | {line}\n{' ' * len(number)} | {under}"


class ExtractorError(Exception):
    """The root of all errors that the library raises on purpose."""


@frozen(str=False)
class RuleError(ExtractorError):
    """Rules that cannot be used: all problems of all files, in order of place."""

    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        """Give one line a problem."""
        return "\n".join(map(str, self.problems))


@frozen(str=False)
class DocumentError(ExtractorError):
    """A document that cannot be read: which one, what is wrong, what to do."""

    document: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """Give the one line that a user reads."""
        return f"{self.document}: {self.what}; {self.remedy}"


@frozen(str=False)
class UsageError(ExtractorError):
    """A call with an argument that has no meaning."""

    what: str
    remedy: str

    def __str__(self) -> str:
        """Give the one line that a user reads."""
        return f"{self.what}; {self.remedy}"
