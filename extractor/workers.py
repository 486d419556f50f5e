"""Documents in, extractions out, in order, made by processes of their own.

Knows not how a document is read: that is a function, which goes to each process once.
"""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import active_children, get_context

from extractor.errors import ExtractorError
from extractor.reading import Document
from extractor.records import Extraction

Extract = Callable[[Document], Extraction]
BATCH = 16


def share(documents: Iterator[Document], extract: Extract, processes: int) -> Iterator[Extraction]:
    """Give the extraction of each document; no more of them wait than keep the processes busy.

    Raises ExtractorError when one of the processes is ended from outside.
    """
    others = set(active_children())
    context = get_context("spawn")
    # the first lock starts a process of Python's own, which would undo what `_submit` blocks
    context.Lock()
    pool = ProcessPoolExecutor(processes, context, _start, (extract,))
    waiting: deque[Future[list[Extraction]]] = deque()
    finished = False
    try:
        while batch := list(islice(documents, BATCH)):
            waiting.append(_submit(pool, batch))
            if len(waiting) > 2 * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
        finished = True
    except BrokenProcessPool:
        raise ExtractorError("a process was ended before its work was done; try fewer") from None
    finally:
        if not finished:
            # nobody waits any more for what they are at
            for worker in set(active_children()) - others:
                worker.terminate()
        pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, batch: Sequence[Document]) -> "Future[list[Extraction]]":
    """Hand in a batch, which may start a process; an interrupt is not for that one to take.

    What is blocked here is blocked in a new process too, even while it is still importing.
    """
    if not hasattr(signal, "pthread_sigmask"):
        return pool.submit(_work, batch)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_work, batch)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_EXTRACT: list[Extract] = []


def _start(extract: Extract) -> None:
    """Keep in a new process what all its batches need."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _EXTRACT[:] = [extract]


def _work(batch: Iterable[Document]) -> list[Extraction]:
    return [_EXTRACT[0](document) for document in batch]
