"""How much is done in; a line on a terminal that says how far the work is.

Writes nothing before the work has lasted a while. Where standard error is no terminal, documents
are not counted there, and of work that takes minutes a plain line is written now and then.
"""

import sys
import time

from attrs import define, field

PATIENCE = 1.0
PAUSE = 0.2
BACK = "\r\x1b[K"
# How often a plain line is written where there is no terminal.
SELDOM = 30.0


@define
class Progress:
    """What has been done so far; `shown` tells whether the line stands on the terminal."""

    active: bool = field(factory=lambda: sys.stderr is not None and sys.stderr.isatty())
    documents: int = 0
    characters: int = 0
    shown: bool = False
    _start: float = field(factory=time.monotonic)
    _last: float = 0.0

    def count(self, characters: int) -> None:
        """Take one more document in."""
        self.documents += 1
        self.characters += characters

    def show(self) -> None:
        """Write the line, unless it was written just now."""
        now = time.monotonic()
        if not self.active or now - self._start < PATIENCE or now - self._last < PAUSE:
            return
        speed = self.characters / (now - self._start)
        line = f"{self.documents:,} documents, {speed:,.0f} characters a second"
        sys.stderr.write(f"{BACK}{line}")
        sys.stderr.flush()
        self.shown = True
        self._last = now

    def hide(self) -> None:
        """Take the line away, so that something else can be written there."""
        if self.shown:
            sys.stderr.write(BACK)
            sys.stderr.flush()
            self.shown = False


@define
class Steps:
    """How many of so many things are done, and which one was the last."""

    total: int
    what: str
    done: int = 0
    _last: float = field(factory=time.monotonic)

    def show(self, name: str) -> None:
        """Take one more in."""
        self.done += 1
        if sys.stderr is None:
            return
        line = f"{self.done} of {self.total} {self.what}: {name}"
        now = time.monotonic()
        if sys.stderr.isatty():
            sys.stderr.write(f"{BACK}{line}")
        elif now - self._last >= SELDOM:
            self._last = now
            sys.stderr.write(f"extractor: {line}\n")
        sys.stderr.flush()

    def hide(self) -> None:
        """Take the line away."""
        if sys.stderr is not None and sys.stderr.isatty():
            sys.stderr.write(BACK)
            sys.stderr.flush()
