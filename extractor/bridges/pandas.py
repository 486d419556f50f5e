"""Extractions in, pandas frames out: one row a record of a kind, with a type for each column.

The columns are the keys of the JSON form; those of a part of the text stand under its name and a
point, as in `speaker.name`. Imports pandas and pyarrow when called.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from extractor.bridges.needed import needed
from extractor.bridges.tables import make_table
from extractor.pipeline import Extractor
from extractor.records import Extraction

if TYPE_CHECKING:
    import pandas as pd


def make_frame(
    found: Extraction | Iterable[Extraction], kind: str, *, extractor: Extractor | None = None
) -> "pd.DataFrame":
    """Give the records of one kind, in the order in which they were found.

    Days are time stamps (to the second, so that all years have a place), words of few are
    categories, whole numbers may be missing, and lists stay lists, for `explode`. `extractor` is
    the one that found the records, where its rules declare the kind. Raises UsageError for a kind
    that is not declared.
    """
    with needed("pandas"):
        import pandas as pd
        import pyarrow as pa

    table = make_table(found, kind, extractor=extractor).flatten()
    for place, column in enumerate(table.schema):
        if pa.types.is_date(column.type):
            days = table.column(place).cast(pa.timestamp("s"))
            table = table.set_column(place, column.name, days)

    def typed(type_: "pa.DataType") -> object:
        if pa.types.is_nested(type_):
            return pd.ArrowDtype(type_)
        return pd.Int64Dtype() if pa.types.is_integer(type_) else None

    return table.to_pandas(types_mapper=typed)
