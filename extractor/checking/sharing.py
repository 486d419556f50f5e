"""Work in, what comes of it out, in order, done by one process or by several.

What all the work needs is made once in each process, by a worker that keeps it.
"""

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, Generic, TypeVar

from attrs import frozen

W = TypeVar("W")
T = TypeVar("T")
R = TypeVar("R")


@frozen
class Crew(Generic[W]):
    """One worker here, or one in each process of a pool."""

    given: W | ProcessPoolExecutor

    def each(self, do: Callable[[W, T], R], tasks: Sequence[T]) -> Iterator[R]:
        """Give what comes of each task, in order; `do` is what a worker does with one."""
        if isinstance(self.given, ProcessPoolExecutor):
            return self.given.map(_work, [do] * len(tasks), tasks)
        worker = self.given
        return (do(worker, task) for task in tasks)


@contextmanager
def gather_crew(
    here: W, make: Callable[..., W], given: Sequence[object], jobs: int
) -> Iterator[Crew[W]]:
    """Give a worker that is here, or for more jobs one in each process, made of what is given.

    Work that goes on in processes when it is given up is not waited for.
    """
    if jobs <= 1:
        yield Crew(here)
        return
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (make, given)) as pool:
        try:
            yield Crew(pool)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


_WORKER: list[Any] = []


def _start(make: Callable[..., object], given: Sequence[object]) -> None:
    """Keep in a new process what all its work needs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _WORKER[:] = [make(*given)]


def _work(do: Callable[[Any, T], R], task: T) -> R:
    return do(_WORKER[0], task)
