"""What holds of many documents read by processes, some of which are really killed."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from made.command import DAY, environment

from extractor import Document, Extraction, Extractor, ExtractorError, UsageError
from extractor.batching import EACH, TOGETHER
from extractor.workers import AHEAD, share

DEADLY = "deadly"
# a batch holds no more documents than this, and some ten of these
MANY = TOGETHER // EACH
LONG = "x" * (TOGETHER // 10)


def read(documents: Sequence[Document]) -> list[Extraction]:
    """Read documents; some of them end the process that does."""
    return [read_one(document) for document in documents]


def read_one(document: Document) -> Extraction:
    """Read a document, or end the process."""
    if document.text == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    if document.text == "once" and not Path(document.id).exists():
        Path(document.id).touch()
        os._exit(7)
    return Extraction(document.id, (), warnings=(document.text,))


class Unborn:
    """A function that ends each process where it arrives."""

    def __call__(self, documents: Sequence[Document]) -> list[Extraction]:
        """Read nothing."""
        raise NotImplementedError

    def __setstate__(self, state: dict[str, str]) -> None:
        """End the process before it can begin."""
        os._exit(3)

    def __getstate__(self) -> dict[str, str]:
        """Give something, so that the other side has something to set."""
        return {"": ""}


def numbered(many: int) -> Iterator[Document]:
    """Give documents with their numbers for ids."""
    return (Document("x", str(number)) for number in range(many))


def ids(extractions: Iterator[Extraction]) -> list[str]:
    """Give the ids of documents that were read."""
    return [found.doc for found in extractions]


def test_the_order_is_that_of_the_documents() -> None:
    """However many processes and however few documents there are, they come out as they went in."""
    for many in (0, 1, 100):
        assert ids(share(numbered(many), read, 3)) == [str(n) for n in range(many)]


def test_a_document_that_ends_its_process_is_named() -> None:
    """It gets an extraction that says so; all others are read, in processes that take its place."""
    texts = [LONG] * 50
    texts[0] = texts[17] = texts[18] = texts[49] = DEADLY
    documents = (Document(text, str(number)) for number, text in enumerate(texts))
    found = list(share(documents, read, 2))
    assert [each.doc for each in found] == [str(n) for n in range(50)]
    lost = [each.doc for each in found if each.error is not None]
    assert lost == ["0", "17", "18", "49"]
    why = "the process that read it was ended twice, at last with signal 9; read it alone"
    assert found[17].error == why
    assert all(each.warnings == (LONG,) for each in found if each.error is None)


def test_a_process_that_is_ended_once_costs_nothing(tmp_path: Path) -> None:
    """What a process was at is read again, so that nothing is lost by an end that has passed."""
    documents = [
        Document("once" if n in (3, MANY + 3) else "x", str(tmp_path / str(n)))
        for n in range(2 * MANY)
    ]
    found = list(share(iter(documents), read, 2))
    assert [each.doc for each in found] == [each.id for each in documents]
    assert [each.error for each in found] == [None] * 2 * MANY


def test_processes_killed_from_outside_are_replaced() -> None:
    """Whoever ends workers while they read takes no document with them."""

    def documents() -> Iterator[Document]:
        for number in range(400):
            if number in (150, 300):
                for child in multiprocessing.active_children():
                    child.kill()
            yield Document(LONG, str(number))

    found = list(share(documents(), read, 2))
    assert [each.doc for each in found] == [str(n) for n in range(400)]
    assert [each.error for each in found] == [None] * 400


def test_processes_that_never_begin_end_the_run() -> None:
    """Where none can be started, the run says so and does not try for ever."""
    with pytest.raises(ExtractorError, match="the processes end before they can begin; keep "):
        list(share(numbered(3), Unborn(), 1))


@pytest.mark.parametrize("guarded", [True, False])
def test_processes_that_end_while_they_start(tmp_path: Path, guarded: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """What is sent to them is more than a pipe holds, and nobody waits for them to take it.

    The first process ends where it imports the script, or all do: they would start more of them.
    """
    script = tmp_path / "script.py"
    script.write_text(
        f"""\
import os, pathlib
from extractor import Extractor, ExtractorError
if __name__ != "__main__" and {guarded} and not pathlib.Path({str(tmp_path / "one")!r}).exists():
    pathlib.Path({str(tmp_path / "one")!r}).touch()
    os._exit(3)
if __name__ == "__main__" or not {guarded}:
    try:
        print(len(list(Extractor(records=["time"]).extract_many(["x"] * 30, processes=2))))
    except ExtractorError as error:
        print(error)
"""
    )
    run = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=60,
        check=False,
    )
    assert run.stdout.strip() == (
        "30"
        if guarded
        else "the processes end before they can begin; "
        "keep your code in a file, behind `if __name__ == '__main__':`, or try fewer"
    )


def test_no_more_documents_are_taken_than_processes_need() -> None:
    """However slowly the extractions are taken out, few documents are in memory."""
    taken = []

    def documents() -> Iterator[Document]:
        for document in numbered(10_000):
            taken.append(document.id)
            yield document

    found = share(documents(), read, 2)
    for _ in range(100):
        next(found)
        time.sleep(0.001)
    assert len(taken) <= 100 + (AHEAD + 2) * 2 * MANY
    found.close()
    assert multiprocessing.active_children() == []


def test_long_documents_travel_alone() -> None:
    """A batch is small in characters too, so that few long documents are in memory."""
    taken = []

    def documents() -> Iterator[Document]:
        for number in range(100):
            taken.append(number)
            yield Document("x" * 300_000, str(number))

    found = share(documents(), read, 2)
    next(found)
    assert len(taken) < 2 * (AHEAD + 2) + 2
    found.close()


def test_others_go_on_while_a_long_document_is_read() -> None:
    """As long as the first of what waits takes, the other processes have something to read."""
    taken = []

    def documents() -> Iterator[Document]:
        yield Document("x" * 10 * TOGETHER)
        for number in range(30 * MANY):
            taken.append(number)
            yield Document("x", str(number))

    found = share(documents(), read_slowly, 2)
    next(found)
    assert 5 * MANY < len(taken) < 25 * MANY
    found.close()


def read_slowly(documents: Sequence[Document]) -> list[Extraction]:
    """Read documents, a long one in more time than the others take together."""
    if len(documents[0].text) > TOGETHER:
        time.sleep(2)
    return read(documents)


def test_what_breaks_the_input_waits_for_its_turn() -> None:
    """All documents before one that is none are read, as in one process."""
    given = [DAY] * 40 + [{"no": "text"}, DAY]
    engine = Extractor(records=["time"])
    for processes in (1, 2):
        found = engine.extract_many(given, processes=processes)
        assert [len(next(found).records) for _ in range(40)] == [1] * 40
        with pytest.raises(UsageError, match="a document without a text"):
            next(found)


def test_a_normaliser_that_cannot_be_sent() -> None:
    """It is named before a process is started; read in one process, it does no harm."""
    for unnamed in (lambda text: text, Locked(threading.Lock())):
        engine = Extractor(records=["time"], normalisers={"length": len, "own": unnamed})
        with pytest.raises(UsageError) as raised:
            next(engine.extract_many([DAY], processes=2))
        expected = "the normaliser 'own' cannot be sent to other processes; "
        assert str(raised.value) == f"{expected}give a function of a module, or read in one process"
        assert multiprocessing.active_children() == []
        assert [len(found.records) for found in engine.extract_many([DAY])] == [1]
    engine = Extractor(records=["time"], normalisers={"length": len})
    assert [len(found.records) for found in engine.extract_many([DAY], processes=2)] == [1]


class Locked:
    """A normaliser that holds what belongs to its process."""

    def __init__(self, lock: object) -> None:
        self.lock = lock

    def __call__(self, text: str) -> str:
        """Give the text."""
        return text


def test_a_document_that_breaks_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the library's own in one document is told in its place."""
    engine = Extractor(records=["time"])
    monkeypatch.setattr(Extractor, "build", lambda *_: 1 // 0)
    (found,) = engine.extract_many([Document("x", "a")])
    assert found.doc == "a"
    assert found.error is not None
    assert found.error.startswith("ZeroDivisionError: ")
    assert found.error.endswith("; please report it with the document")


def test_workers_end_with_who_started_them() -> None:
    """When the process that shares the work out is killed, its workers do not stay."""
    code = """\
import multiprocessing, sys
from extractor import Document, Extractor
if __name__ == "__main__":
    engine = Extractor(records=["time"])
    found = engine.extract_many(["x"] * 1000, processes=2)
    next(found)
    print(*[child.pid for child in multiprocessing.active_children()], flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        workers = [int(pid) for pid in process.stdout.readline().split()]
        process.kill()
    assert len(workers) == 2
    deadline = time.monotonic() + 20
    while any(map(is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_running, workers))


def is_running(pid: int) -> bool:
    """Tell whether there is a process that is more than the entry of one that has ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
