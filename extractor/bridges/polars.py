"""A Polars frame of documents in, a Polars frame of records out, lazily where the frame is lazy.

Documents keep their order, and so do the records of a document. Imports polars when called.
"""

from typing import TYPE_CHECKING

from extractor.bridges.arrow import COLUMNS, Columns, Reader, schema
from extractor.pipeline import Extractor

if TYPE_CHECKING:
    import polars as pl


def extract_frame(
    frame: "pl.DataFrame", *, extractor: Extractor | None = None, columns: Columns = COLUMNS
) -> "pl.DataFrame":
    """Give the records of a frame of documents, in the columns of `extractor.bridges.arrow`."""
    import polars as pl

    found = pl.from_arrow(Reader(extractor, columns).read_table(frame.to_arrow()))
    return found if isinstance(found, pl.DataFrame) else found.to_frame()


def extract_lazily(
    frame: "pl.LazyFrame", *, extractor: Extractor | None = None, columns: Columns = COLUMNS
) -> "pl.LazyFrame":
    """Give the records of a lazy frame of documents, found when it is collected or written."""
    import polars as pl

    def read(part: "pl.DataFrame") -> "pl.DataFrame":
        return extract_frame(part, extractor=extractor, columns=columns)

    empty = pl.from_arrow(schema().empty_table())
    return frame.map_batches(read, schema=empty.schema, streamable=True)
