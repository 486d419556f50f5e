"""A signal to end in, an exception out, so that a run that is told to end takes away what it began.

Knows no verb.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn


class Terminated(BaseException):
    """The process was told to end; like an interrupt no error of the work that it was at."""


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Raise Terminated where SIGTERM comes, which would end the process where it stands.

    A host that handles the signal itself, or calls from a thread that cannot, is left alone.
    """
    in_main = threading.current_thread() is threading.main_thread()
    if not in_main or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    # a second one, while what was begun is being taken away, ends the process at once
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    raise Terminated
