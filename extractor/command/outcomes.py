"""Documents and failures in; what became of each out, in the same order, one failing alone.

Knows neither files nor formats.
"""

from collections import deque
from collections.abc import Generator, Iterable, Iterator

from attrs import define, field, frozen

from extractor.command.inputs import Entry, Failed, Given, Pause
from extractor.pipeline import Extractor
from extractor.reading import Document
from extractor.records import Extraction

# So many failures may wait for the documents before them that other processes still read.
PATIENCE = 100_000


@frozen
class Done:
    """A document that was read: what was found, how long it is, and where it stands.

    `characters` are those of its text, `size` the bytes that it takes in its input; `blank` tells
    that there was nothing in it to read.
    """

    extraction: Extraction
    characters: int
    place: str
    size: int
    blank: bool


Outcome = Done | Failed


@define
class Feed:
    """The documents that go to an extractor, and all entries that wait for their turn to come out.

    It stops, to be taken up again, when too many failures wait: a file with a million bad lines
    must not fill the memory. With `pauses` it does so too where the next entry is to be waited for.
    """

    entries: Iterator[Entry | Pause]
    patience: int
    pauses: bool = False
    finished: bool = False
    _waiting: deque[Entry] = field(factory=deque)

    def __iter__(self) -> Iterator[Document]:
        """Give the documents of the next stretch."""
        failures = 0
        for entry in self.entries:
            if isinstance(entry, Pause):
                if self.pauses and self._waiting:
                    return
                continue
            self._waiting.append(entry)
            if isinstance(entry, Given):
                yield entry.document
            else:
                failures += 1
                if failures >= self.patience:
                    return
        self.finished = True

    def pop_failures(self) -> Iterator[Failed]:
        """Take out the failures up to the next document."""
        while self._waiting:
            entry = self._waiting[0]
            if not isinstance(entry, Failed):
                return
            self._waiting.popleft()
            yield entry

    def pop(self) -> Entry:
        """Take out the next entry."""
        return self._waiting.popleft()

    def __len__(self) -> int:
        """Give the number of entries that wait."""
        return len(self._waiting)


def find_outcomes(
    extractor: Extractor, entries: Iterable[Entry | Pause], *, jobs: int
) -> Generator[Outcome, None, None]:
    """Give what becomes of each entry, in order; what no document explains is raised."""
    # processes that stopped would have to be started anew
    feed = Feed(iter(entries), PATIENCE if jobs > 1 else 1, pauses=jobs == 1)
    while not feed.finished:
        for extraction in extractor.extract_many(feed, processes=jobs):
            yield from feed.pop_failures()
            entry = feed.pop()
            if isinstance(entry, Given):
                yield what_became(entry, extraction)
        yield from feed.pop_failures()


def what_became(entry: Given, extraction: Extraction) -> Outcome:
    """Give the outcome of a document that was handed in."""
    if extraction.error is not None:
        return Failed(entry.document.id, f"{entry.place}: {extraction.error}", entry.size)
    text = entry.document.text
    return Done(extraction, len(text), entry.place, entry.size, blank=not text.strip())
