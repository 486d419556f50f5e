"""An error in; one line a problem on standard error and the exit status out.

Knows no verb. A line says where, what, and what to do about it; nobody ever sees a traceback.
"""

import os
import sys
from collections.abc import Iterable

from extractor.errors import Problem, RuleError

DONE = 0
SOME_FAILED = 1
WRONG_USE = 2
# What shells report of a program that an interrupt, the closing of its output, or a signal to end
# has ended.
INTERRUPTED = 130
CUT_OFF = 141
TERMINATED = 143


# What a terminal may take for the beginning of a command, with what shows that it was there. Names
# of files and of documents can hold it; line ends stay as they are.
CONTROLS = {
    code: f"\\x{code:02x}"
    for code in (*range(0x20), *range(0x7F, 0xA0))
    if chr(code) not in "\t\n\r"
}


def harmless(text: str) -> str:
    r"""Give a text in which a terminal sees no command.

    >>> harmless("a\x1b[31m")
    'a\\x1b[31m'
    """
    return text.translate(CONTROLS) if not text.isprintable() else text


def complain(what: object) -> None:
    """Write one line on standard error, which may be closed."""
    if sys.stderr is not None:
        sys.stderr.write(f"extractor: {harmless(str(what))}\n")
        sys.stderr.flush()


def refuse(error: Exception) -> int:
    """Write what is wrong with the call or the rules; give the exit status.

    The problems of rule files stand there as editors and other tools read them, without a name
    before them.
    """
    if isinstance(error, RuleError):
        tell_problems(error.problems)
    else:
        complain(error)
    return WRONG_USE


def tell_problems(problems: Iterable[Problem]) -> None:
    """Write problems of rule files on standard error, each with its line."""
    if sys.stderr is not None:
        sys.stderr.writelines(f"{harmless(problem.shown())}\n" for problem in problems)
        sys.stderr.flush()


def describe(error: OSError) -> str:
    """Give what the system says about a file, in small letters and without its number."""
    said = error.strerror or str(error) or type(error).__name__
    return said[:1].lower() + said[1:]


def abandon_output() -> None:
    """Send what still waits for standard output nowhere, since nobody can take it any more."""
    if sys.stdout is None:
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        # a stream that stands for standard output, with no file behind it, has nothing to lose
        return
