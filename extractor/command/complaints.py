"""An error in; one line a problem on standard error and the exit status out.

Knows no verb. A line says where, what, and what to do about it; nobody ever sees a traceback.
"""

import os
import sys
from collections.abc import Iterable

from extractor.command.terminal import choose_palette, inert, tell_reader
from extractor.errors import Problem, RuleError

DONE = 0
SOME_FAILED = 1
WRONG_USE = 2
# What shells report of a program that an interrupt, the closing of its output, or a signal to end
# has ended.
INTERRUPTED = 130
CUT_OFF = 141
TERMINATED = 143


def complain(what: object) -> None:
    """Write one line on standard error, which may be closed."""
    tell_reader(f"extractor: {what}\n")


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
    if sys.stderr is None:
        return
    palette = choose_palette(sys.stderr)
    for problem in problems:
        place, shown = f"{problem.place}:", problem.shown()
        said, *line = inert(shown).split("\n")
        meaning = "warning" if problem.is_warning else "wrong"
        if palette.codes and said.startswith(place):
            said = palette.paint([(place, "name"), (said.removeprefix(place).strip(), meaning)])
        sys.stderr.write("".join(f"{each}\n" for each in (said, *line)))
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
