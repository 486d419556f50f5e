"""A Dask frame of documents in, a Dask frame of records out, by `map_partitions`.

Partitions, and documents in them, keep their order, and so do the records of a document. Imports
pandas and pyarrow when called.
"""

from typing import TYPE_CHECKING

from extractor.bridges.arrow import COLUMNS, Columns, Reader, schema
from extractor.pipeline import Extractor

if TYPE_CHECKING:
    import dask.dataframe as dd
    import pandas as pd
    import pyarrow


def extract_frame(
    frame: "dd.DataFrame", *, extractor: Extractor | None = None, columns: Columns = COLUMNS
) -> "dd.DataFrame":
    """Give the records of a frame of documents, in the columns of `extractor.bridges.arrow`."""
    empty = to_pandas(schema().empty_table())
    return frame.map_partitions(read_partition, Reader(extractor, columns), meta=empty)


def read_partition(part: "pd.DataFrame", reader: Reader) -> "pd.DataFrame":
    """Give the records of the documents of one partition."""
    import pyarrow as pa

    names = (reader.columns.text, reader.columns.id, reader.columns.date)
    wanted = [name for name in names if name in part.columns]
    return to_pandas(reader.read_table(pa.Table.from_pandas(part[wanted], preserve_index=False)))


def to_pandas(table: "pyarrow.Table") -> "pd.DataFrame":
    """Give a table as a frame whose columns keep their Arrow types, nulls and all."""
    import pandas as pd

    return table.to_pandas(types_mapper=pd.ArrowDtype)
