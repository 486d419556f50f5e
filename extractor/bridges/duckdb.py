"""A function for DuckDB: a text, its id and its date in, its records out, a list of structs.

    SELECT unnest(extract_records(text, id, date), recursive := true) FROM documents

has one row a record, in the columns of `extractor.bridges.arrow`. The records of a document stand
in text order; DuckDB orders rows only where it is told to. Imports duckdb and pyarrow when called.
"""

from typing import TYPE_CHECKING, Any

from extractor.batching import fill_in, in_batches
from extractor.bridges.arrow import COLUMNS, Rows, read_documents, schema
from extractor.front import shipped
from extractor.pipeline import Extractor

if TYPE_CHECKING:
    import duckdb

RECORDS = (
    "STRUCT(doc VARCHAR, position INTEGER, record VARCHAR, id VARCHAR, start BIGINT, "
    '"end" BIGINT, text VARCHAR, rule VARCHAR, pack VARCHAR, version VARCHAR, json VARCHAR, '
    "error VARCHAR)[]"
)


def register(
    connection: "duckdb.DuckDBPyConnection",
    name: str = "extract_records",
    *,
    extractor: Extractor | None = None,
) -> None:
    """Let SQL of a connection call the extractor under a name.

    Its text, id and date may be of any type that they may be in a column of Arrow's.
    """
    import pyarrow as pa

    engine = extractor or shipped()

    # DuckDB looks up what the annotations of a function mean
    def read(texts: Any, ids: Any, dates: Any) -> Any:
        batch = pa.table([texts, ids, dates], [COLUMNS.text, COLUMNS.id, COLUMNS.date])
        lists: list[list[dict[str, Any]]] = []
        rows = Rows()
        for part in batch.to_batches():
            for given in in_batches(read_documents(part, COLUMNS)):
                for found in fill_in(given, engine.try_to_extract_all):
                    rows.add(found)
                    lists.append([row for some in rows.pop() for row in some.to_pylist()])
        return pa.array(lists, pa.list_(pa.struct(list(schema()))))

    # no types of what goes in: those of columns need not be cast
    connection.create_function(name, read, None, RECORDS, type="arrow", null_handling="special")
