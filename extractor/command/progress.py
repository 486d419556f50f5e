"""How much is done in; a bar on a terminal that says how far the work is.

Writes nothing before the work has lasted a while. Where standard error is no terminal, documents
are not counted there, and of work that takes minutes a plain line is written now and then.
"""

import shutil
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from attrs import define, field

from extractor.command.inputs import STANDARD_INPUT
from extractor.command.terminal import inert, is_drawn_on, is_terminal, tell_reader

PATIENCE = 1.0
PAUSE = 0.2
BACK = "\r\x1b[K"
# How often a plain line is written where there is no terminal.
SELDOM = 30.0
BAR = 20


@define
class Line:
    """The last line of a terminal, which is written again and again, and taken away at the end."""

    active: bool = field(factory=lambda: is_terminal(sys.stderr))
    shown: bool = False
    _start: float = field(factory=time.monotonic)
    _last: float = 0.0

    @property
    def lasted(self) -> float:
        """Give the seconds since the work began."""
        return time.monotonic() - self._start

    @property
    def is_due(self) -> bool:
        """Tell whether it is to be written: not before the work has lasted, nor again at once."""
        now = time.monotonic()
        return self.active and now - self._start >= PATIENCE and now - self._last >= PAUSE

    def show(self, told: str, share: float | None) -> None:
        """Write how far the work is."""
        sys.stderr.write(f"{BACK}{draw_line(inert(told), share)}")
        sys.stderr.flush()
        self.shown = True
        self._last = time.monotonic()

    def hide(self) -> None:
        """Take the line away, so that something else can be written there."""
        if self.shown:
            sys.stderr.write(BACK)
            sys.stderr.flush()
            self.shown = False


def draw_line(told: str, share: float | None) -> str:
    """Give a line no wider than the terminal, with a bar where it is known how much is done."""
    # a line that reaches the edge would be broken, and could not be taken away
    width = shutil.get_terminal_size().columns - 1
    if share is None:
        return told[:width]
    share = min(share, 1.0)
    if is_drawn_on(sys.stderr):
        drawn: str = import_module("extractor.command.drawings").draw_progress(share, told, width)
        return drawn
    done = int(share * BAR)
    return f"[{'#' * done}{'.' * (BAR - done)}] {told}"[:width]


@define
class Progress:
    """The documents that were read so far.

    `total` is how many bytes there are to read, or None where nobody knows.
    """

    total: int | None = None
    line: Line = field(factory=Line)
    documents: int = 0
    characters: int = 0
    bytes: int = 0

    def count(self, characters: int) -> None:
        """Take one more document in."""
        self.documents += 1
        self.characters += characters

    def pass_by(self, size: int) -> None:
        """Take in that so many bytes are done with, whatever became of them."""
        self.bytes += size

    def show(self) -> None:
        """Say how many there were, if that is due."""
        if not self.line.is_due:
            return
        share = self.bytes / self.total if self.total else None
        speed = self.characters / max(self.line.lasted, 0.001)
        documents = f"{self.documents:,} document{'s' * (self.documents != 1)}"
        told = f"{documents}, {speed:,.0f} characters a second"
        if share:
            left = self.line.lasted * (1 / share - 1)
            told = f"{min(share, 1):.0%}, {told}, {max(left, 0):,.0f} s left"
        self.line.show(told, share)

    def hide(self) -> None:
        """Take the line away, so that something else can be written there."""
        self.line.hide()


def measure_inputs(paths: Iterable[str]) -> int | None:
    """Give how many bytes some files have, or None where one of them has no length."""
    total = 0
    for path in paths:
        if path == STANDARD_INPUT or (Path(path).exists() and not Path(path).is_file()):
            return None
        # what is not there is told when its turn comes
        with suppress(OSError):
            total += Path(path).stat().st_size
    return total


@define
class Steps:
    """How many of so many things are done, and which one was the last.

    With `aloud` plain lines are written where there is no terminal.
    """

    total: int
    what: str
    aloud: bool = True
    done: int = 0
    line: Line = field(factory=Line)
    _last: float = field(factory=time.monotonic)

    def show(self, name: str) -> None:
        """Take one more in."""
        self.done += 1
        told = f"{self.done} of {self.total} {self.what}: {name}"
        now = time.monotonic()
        if self.line.is_due:
            self.line.show(told, self.done / self.total)
        elif self.aloud and not self.line.active and now - self._last >= SELDOM:
            self._last = now
            tell_reader(f"extractor: {told}\n")

    def hide(self) -> None:
        """Take the line away."""
        self.line.hide()


@define
class Stages:
    """Long work that has several stages, each with its steps; `aloud` as for these."""

    aloud: bool = True
    steps: Steps | None = None

    def begin(self, what: str, total: int) -> Callable[[str], None]:
        """Begin a stage; what is given hears of each step."""
        self.hide()
        self.steps = Steps(total, what, self.aloud)
        return self.steps.show

    def hide(self) -> None:
        """Take the line away."""
        if self.steps is not None:
            self.steps.hide()
