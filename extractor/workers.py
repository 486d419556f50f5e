"""Documents in, extractions out, in order, made by processes of their own.

Knows not how a document is read: that is a function, which goes to each process once. A process
that ends before its work is done is replaced. What it was at is read again, document by document;
one that ends a process a second time gives an extraction that says so.
"""

import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from queue import SimpleQueue
from threading import Thread

from attrs import define, evolve, field, frozen

from extractor.batching import TOGETHER, in_batches, size_of
from extractor.errors import ExtractorError
from extractor.reading import Document
from extractor.records import Extraction

Extract = Callable[[Sequence[Document]], Sequence[Extraction]]
# A process has one batch to read, and the next one at hand.
AHEAD = 2
# After so many processes in a row that ended before they could begin, no other one will.
STARTS = 3
# What an ended process is waited for, in seconds, where it has closed its end already.
GRACE = 10.0


@frozen
class Batch:
    """Documents that follow each other, the first of them at the place `first` of all.

    `again` tells of one document that a process was at, alone or among others, when it ended.
    """

    first: int
    documents: Sequence[Document]
    again: bool = False


@define
class Worker:
    """A process, the way to it, and the batches that it was given, the one it is at first."""

    process: BaseProcess
    connection: Connection
    batches: deque[Batch] = field(factory=deque)
    ready: bool = False

    def give(self, batch: Batch) -> None:
        """Hand in a batch; whether the process still lives shows when its answer is read."""
        self.batches.append(batch)
        with suppress(OSError):
            self.connection.send(batch.documents)


@define
class Crew:
    """The processes of one run, and what of their work has not been asked for yet."""

    extract: Extract
    workers: list[Worker] = field(factory=list)
    broken: deque[Batch] = field(factory=deque)
    found: dict[int, Extraction] = field(factory=dict)
    failed_starts: int = 0

    def start(self) -> None:
        """Start a process; an interrupt is not for that one to take.

        What ends this process waits until that one is known, or nobody would end it.
        """
        context = get_context("spawn")
        # the first lock starts a process of Python's own, which would undo what is blocked below
        context.Lock()
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs,), daemon=True)
        # what is blocked here is blocked in a new process too, even while it is still importing
        blocks = hasattr(signal, "pthread_sigmask")
        ends = {signal.SIGINT, signal.SIGTERM}
        before = signal.pthread_sigmask(signal.SIG_BLOCK, ends) if blocks else set()
        try:
            process.start()
            theirs.close()
            self.workers.append(Worker(process, ours))
        finally:
            if blocks:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
        # not an argument: Python writes those to a pipe whose other end it holds open itself, and
        # waits for ever where a process ends before it has read what a pipe does not hold at once
        with suppress(OSError):
            ours.send(self.extract)

    def occupy(self, batches: Iterator[Batch]) -> bool:
        """Hand in work to all who have room for it; tell whether there was enough for all."""
        for worker in self.workers:
            while len(worker.batches) < AHEAD:
                batch = self.broken.popleft() if self.broken else next(batches, None)
                if batch is None:
                    return False
                worker.give(batch)
        return True

    def collect(self) -> None:
        """Wait for an answer, or for the end of a process, and take in what is there."""
        for connection in wait([worker.connection for worker in self.workers]):
            worker = next(each for each in self.workers if each.connection is connection)
            try:
                answer = worker.connection.recv()
            except (EOFError, OSError):
                self.replace(worker)
                continue
            if not worker.ready:
                worker.ready = True
                self.failed_starts = 0
                continue
            batch = worker.batches.popleft()
            pairs = zip(batch.documents, answer, strict=True)
            whole = (evolve(found, text=document.text) for document, found in pairs)
            self.found |= dict(enumerate(whole, batch.first))

    def replace(self, worker: Worker) -> None:
        """Start a process in the place of one that ended, and sort out what that one was at.

        Raises ExtractorError where processes end again and again before they can begin.
        """
        worker.process.join(GRACE)
        # one that has closed its end and does not end is of no use to anybody
        worker.process.kill()
        worker.process.join()
        worker.connection.close()
        self.workers.remove(worker)
        if not worker.ready:
            self.failed_starts += 1
        elif worker.batches:
            self._sort_out(worker.batches.popleft(), worker.process.exitcode)
        self.broken.extendleft(reversed(worker.batches))
        if self.failed_starts >= STARTS:
            # each of them runs the script anew, which must not start processes again
            remedy = "keep your code in a file, behind `if __name__ == '__main__':`, or try fewer"
            raise ExtractorError(f"the processes end before they can begin; {remedy}") from None
        self.start()

    def _sort_out(self, batch: Batch, status: int | None) -> None:
        """Have the documents that a process was at read again, each alone, but not for ever."""
        if not batch.again:
            places = enumerate(batch.documents, batch.first)
            each_alone = [Batch(place, (document,), again=True) for place, document in places]
            self.broken.extendleft(reversed(each_alone))
            return
        (document,) = batch.documents
        how = f"signal {-status}" if status is not None and status < 0 else f"status {status}"
        error = f"the process that read it was ended twice, at last with {how}; read it alone"
        self.found[batch.first] = Extraction(document.id, (), text=document.text, error=error)

    def dismiss(self, *, finished: bool) -> None:
        """End all processes; nobody waits any more for what they are at."""
        for worker in self.workers:
            worker.connection.close()
            if not finished:
                # one that still starts would not take a signal that can be blocked
                worker.process.kill()
        for worker in self.workers:
            worker.process.join()


@define
class Batches:
    """The documents in batches, each made when it is asked for, while not too many wait.

    What goes wrong where they come from is kept in `error` until those before it are done.
    """

    batches: Iterator[Sequence[Document]]
    processes: int
    given: int = 0
    done: int = 0
    error: Exception | None = None
    finished: bool = False
    # of each batch that waits, how many documents were given with it, and its size; that of all
    _waiting: deque[tuple[int, int]] = field(init=False, factory=deque)
    _size: int = field(init=False, default=0)

    def __iter__(self) -> Iterator[Batch]:
        """Give this."""
        return self

    def __next__(self) -> Batch:
        """Give the next batch; StopIteration is not for ever, but while too many wait."""
        if self.finished or self._are_enough():
            raise StopIteration
        try:
            documents = next(self.batches)
        except StopIteration:
            self.finished = True
            raise
        except Exception as error:  # noqa: BLE001 - raised in its turn by `share`
            self.error, self.finished = error, True
            raise StopIteration from None
        first, size = self.given, sum(map(size_of, documents))
        self.given += len(documents)
        self._size += size
        self._waiting.append((self.given, size))
        return Batch(first, documents)

    def _are_enough(self) -> bool:
        """Tell whether what waits keeps all processes busy, for as long as the first of it takes.

        A long document takes long, and others must not stand still for it.
        """
        longest = self._waiting[0][1] if self._waiting else 0
        return self._size >= self.processes * ((AHEAD + 1) * TOGETHER + longest)

    def finish_one(self) -> None:
        """Count one more document that is done."""
        self.done += 1
        if self.done == self._waiting[0][0]:
            self._size -= self._waiting.popleft()[1]


def share(
    documents: Iterator[Document], extract: Extract, processes: int
) -> Generator[Extraction, None, None]:
    """Give the extraction of each document; no more of them wait than keep the processes busy.

    Raises ExtractorError when no process can be started.
    """
    batches = Batches(in_batches(documents), processes)
    crew = Crew(extract)
    finished = False
    try:
        for _ in range(processes):
            crew.start()
        while not batches.finished or batches.done < batches.given:
            if batches.done in crew.found:
                # before more is asked for, which may have to be waited for
                yield crew.found.pop(batches.done)
                batches.finish_one()
                continue
            crew.occupy(batches)
            if batches.done < batches.given:
                crew.collect()
        finished = True
    finally:
        crew.dismiss(finished=finished)
    if batches.error is not None:
        raise batches.error


def can_be_sent(value: object) -> bool:
    """Tell whether a value can go to another process: a function without a name there cannot."""
    try:
        ForkingPickler.dumps(value)
    except Exception:  # noqa: BLE001 - each kind of value has an error of its own for this
        return False
    return True


def _work(connection: Connection) -> None:
    """Answer batch after batch, until the other end is closed; what reads them comes first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    try:
        extract: Extract = connection.recv()
    except (EOFError, OSError):
        return
    # batches are taken in while one is read, so that nobody who sends one has to wait
    given: SimpleQueue[Sequence[Document] | None] = SimpleQueue()
    Thread(target=_receive, args=(connection, given), daemon=True).start()
    with suppress(OSError):
        connection.send(None)
        while (batch := given.get()) is not None:
            # who sent the texts has them still
            connection.send([evolve(found, text="") for found in extract(batch)])


def _receive(connection: Connection, given: "SimpleQueue[Sequence[Document] | None]") -> None:
    with suppress(EOFError, OSError):
        while True:
            given.put(connection.recv())
    given.put(None)
