"""Every exception of the library, and the problems a rule file can have.

Exceptions are attrs classes, so that they survive pickling on the way back from a worker process.
"""

from attrs import frozen


@frozen(order=True)
class Place:
    """A position in a rule file: `line` and `column` count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Give `path:line:column`, which editors turn into a link."""
        return f"{self.path}:{self.line}:{self.column}"


@frozen(order=True)
class Problem:
    """One thing that is wrong in a rule file: where, what, and what to do about it."""

    place: Place
    what: str
    remedy: str

    def __str__(self) -> str:
        """Give the one line that a rule author reads."""
        return f"{self.place}: {self.what}; {self.remedy}"


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
