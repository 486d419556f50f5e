"""Documents in, batches of them out that are read together, in order.

To look for anything in a text costs as much as some thousand characters of it, so that short ones
that are looked at together take much less time.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from extractor.reading import Document
from extractor.records import Extraction

# A batch has so many characters; a document counts as some more than it has, for empty ones too
# come to an end.
TOGETHER, EACH = 100_000, 100
Readable = TypeVar("Readable", Document, Document | Extraction)


def in_batches(documents: Iterator[Readable]) -> Iterator[Sequence[Readable]]:
    """Give documents in batches.

    What goes wrong where they come from is raised when those before it were given.
    """
    error, finished = None, False
    while not finished:
        batch: list[Readable] = []
        size = 0
        try:
            while size < TOGETHER:
                batch.append(next(documents))
                size += size_of(batch[-1])
        except StopIteration:
            finished = True
        except Exception as broken:  # noqa: BLE001 - raised in its turn
            error, finished = broken, True
        if batch:
            yield batch
    if error is not None:
        raise error


def size_of(document: Document | Extraction) -> int:
    """Give how much a document is to read, in characters."""
    return len(document.text) + EACH


def fill_in(
    given: Sequence[Document | Extraction],
    extract: Callable[[Sequence[Document]], Sequence[Extraction]],
) -> Sequence[Extraction]:
    """Give the extractions of documents, among those of what could not be read as a document."""
    made = iter(extract([each for each in given if isinstance(each, Document)]))
    return [next(made) if isinstance(each, Document) else each for each in given]


def is_blank(text: str) -> bool:
    """Tell whether there is nothing to read in a text: tables hold such by the million."""
    return not text or text.isspace()
