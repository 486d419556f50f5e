"""A Polars frame of documents in, a Polars frame of records out, lazily where the frame is lazy.

Documents keep their order, and so do the records of a document. Extractions that are there already
become frames of one kind of record, with a type for each column. Imports polars when called.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from extractor.bridges.arrow import COLUMNS, Columns, Reader, schema
from extractor.bridges.needed import needed
from extractor.bridges.tables import make_table
from extractor.pipeline import Extractor
from extractor.records import Extraction

if TYPE_CHECKING:
    import polars as pl


def extract_frame(
    frame: "pl.DataFrame", *, extractor: Extractor | None = None, columns: Columns = COLUMNS
) -> "pl.DataFrame":
    """Give the records of a frame of documents, in the columns of `extractor.bridges.arrow`."""
    with needed("polars"):
        import polars as pl

    found = pl.from_arrow(Reader(extractor, columns).read_table(frame.to_arrow()))
    return found if isinstance(found, pl.DataFrame) else found.to_frame()


def extract_lazily(
    frame: "pl.LazyFrame", *, extractor: Extractor | None = None, columns: Columns = COLUMNS
) -> "pl.LazyFrame":
    """Give the records of a lazy frame of documents, found when it is collected or written."""
    with needed("polars"):
        import polars as pl

    def read(part: "pl.DataFrame") -> "pl.DataFrame":
        return extract_frame(part, extractor=extractor, columns=columns)

    empty = pl.from_arrow(schema().empty_table())
    return frame.map_batches(read, schema=empty.schema, streamable=True)


def make_frame(
    found: Extraction | Iterable[Extraction], kind: str, *, extractor: Extractor | None = None
) -> "pl.DataFrame":
    """Give the records of one kind, in the order in which they were found.

    The columns are the keys of the JSON form: parts of the text are structs, days are dates, words
    of few are categories, and lists are lists. `extractor` is the one that found the records, where
    its rules declare the kind. Raises UsageError for a kind that is not declared.
    """
    with needed("polars"):
        import polars as pl

    made = pl.from_arrow(make_table(found, kind, extractor=extractor))
    return made if isinstance(made, pl.DataFrame) else made.to_frame()
