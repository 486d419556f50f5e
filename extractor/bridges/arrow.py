"""Arrow record batches of documents in, Arrow record batches of records out, in one schema.

All engines that speak Arrow stand on this, one file an engine. Whatever is wrong with a document,
it has a row that says so, and the others are read. Imports pyarrow when it is called.

The columns of what comes out, one row a record:

doc       text    the id of the document, "" where it has none
position  int32   the place of the record among those of its document, from 0
record    text    its kind; null in a row that says why a document could not be read
id        text    its id
start     int64   where it begins, in code points
end       int64   where it ends
text      text    what stands there
rule      text    the rule that made it
pack      text    the pack of that rule
version   text    the version of that pack
json      text    the whole record, the very line of the jsonl format
error     text    why a document could not be read; null in all other rows

The rows of a document stand together in text order, and the documents of a batch in its order.
"""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from extractor.batching import fill_in, in_batches
from extractor.bridges.needed import needed
from extractor.errors import ExtractorError, UsageError
from extractor.front import shipped
from extractor.output.jsonl import encode_record
from extractor.pipeline import Extractor, read_date
from extractor.reading import Document
from extractor.records import Extraction
from extractor.replacement import replaced

if TYPE_CHECKING:
    import pyarrow

# A batch that goes out has about so many rows, or characters, at most.
ROWS = 10_000
CHARACTERS = 16_000_000
# A Parquet file is read so many documents at a time.
DOCUMENTS = 1_000
NAMES = ("doc", "record", "id", "text", "rule", "pack", "version", "json", "error")


@frozen
class Columns:
    """The names of the columns that hold text, id and date; the last two need not be there."""

    text: str = "text"
    id: str = "id"
    date: str = "date"


COLUMNS = Columns()


def schema() -> "pyarrow.Schema":
    """Give the schema of all batches of records, whatever their kinds."""
    with needed("arrow"):
        import pyarrow as pa

    return pa.schema(
        [
            pa.field("doc", pa.string(), nullable=False),
            pa.field("position", pa.int32(), nullable=False),
            pa.field("record", pa.string()),
            pa.field("id", pa.string()),
            pa.field("start", pa.int64()),
            pa.field("end", pa.int64()),
            pa.field("text", pa.string()),
            pa.field("rule", pa.string()),
            pa.field("pack", pa.string()),
            pa.field("version", pa.string()),
            pa.field("json", pa.string()),
            pa.field("error", pa.string()),
        ]
    )


def extract_batches(
    batches: "Iterable[pyarrow.RecordBatch]",
    *,
    extractor: Extractor | None = None,
    columns: Columns = COLUMNS,
) -> "Iterator[pyarrow.RecordBatch]":
    """Give the records of documents, batch by batch, none of them before it is asked for.

    Without an `extractor` the shipped rules are used. The date may be a date, a time stamp, or
    text such as 2019-04-05. Raises UsageError where no column has the name of the text's, or two
    have one of the names.
    """
    engine = extractor or shipped()
    rows = Rows()
    for batch in batches:
        for given in in_batches(read_documents(batch, columns)):
            for found in fill_in(given, engine.try_to_extract_all):
                rows.add(found)
                if rows.are_enough():
                    yield from rows.pop()
        yield from rows.pop()


def read_documents(
    batch: "pyarrow.RecordBatch", columns: Columns
) -> Iterator[Document | Extraction]:
    """Give the documents of a batch; for one that is none, an extraction that says why."""
    wanted = _wanted(columns, batch.schema.names)
    texts = batch.column(columns.text)
    ids = batch.column(columns.id) if columns.id in wanted else None
    dates = batch.column(columns.date) if columns.date in wanted else None
    # a value at a time: a whole column of long texts would stand in memory twice
    for row in range(batch.num_rows):
        name = ""
        try:
            known = _value(ids, row)
            name = "" if known is None else str(known)
            text = _value(texts, row)
            if not isinstance(text, str):
                what = "no text" if text is None else f"{columns.text!r} is no text"
                raise UsageError(what, "give each document a text")
            yield Document(text, name, read_date(_value(dates, row)))
        except (ExtractorError, ValueError, OverflowError) as error:
            # what Arrow holds need not be something that Python can: no UTF-8, or the year 20000
            yield Extraction(name, (), error=str(error))


def _wanted(columns: Columns, names: Sequence[str]) -> list[str]:
    """Give the names of the columns that are read, of those that are there.

    Raises UsageError where there is none for the text, or where two have one name.
    """
    if columns.text not in names:
        what = f"no column {columns.text!r} among {', '.join(map(repr, names))}"
        raise UsageError(what, "name the one that holds the text")
    wanted = [name for name in (columns.text, columns.id, columns.date) if name in names]
    for name in wanted:
        if names.count(name) > 1:
            what = f"{names.count(name)} columns {name!r}"
            raise UsageError(what, "rename them, or name another one to read")
    return wanted


def _value(column: "pyarrow.Array | None", row: int) -> Any:
    value = None if column is None else column[row].as_py()
    # many who write Parquet do not say that their bytes are text
    return value.decode() if isinstance(value, bytes) else value


@define
class Rows:
    """The rows that wait to become a batch."""

    _cells: dict[str, list[Any]] = field(factory=lambda: {name: [] for name in schema().names})
    _characters: int = 0

    def add(self, extraction: Extraction) -> None:
        """Take in the records of a document, or why it has none."""
        if extraction.error is not None:
            self._add(doc=extraction.doc, position=0, error=extraction.error)
        for position, record in enumerate(extraction.records):
            line = encode_record(record)
            self._characters += len(line) + len(record.text)
            self._add(
                doc=extraction.doc,
                position=position,
                record=record.record,
                id=record.id,
                start=record.start,
                end=record.end,
                text=record.text,
                rule=record.evidence.rule,
                pack=record.evidence.pack,
                version=record.evidence.version,
                json=line,
            )

    def _add(self, **cells: Any) -> None:
        for name, column in self._cells.items():
            column.append(cells.get(name))

    def are_enough(self) -> bool:
        """Tell whether the rows had better go out."""
        return len(self._cells["doc"]) >= ROWS or self._characters >= CHARACTERS

    def pop(self) -> "Iterator[pyarrow.RecordBatch]":
        """Give the rows that wait as batches of a moderate size, and forget them."""
        import pyarrow as pa

        cells, self._characters = self._cells, 0
        self._cells = {name: [] for name in cells}
        for start in range(0, len(cells["doc"]), ROWS):
            part = {name: column[start : start + ROWS] for name, column in cells.items()}
            yield pa.RecordBatch.from_pydict(part, schema=schema())


def extract_table(
    table: "pyarrow.Table", *, extractor: Extractor | None = None, columns: Columns = COLUMNS
) -> "pyarrow.Table":
    """Give the records of a table of documents as a table."""
    import pyarrow as pa

    found = extract_batches(table.to_batches(), extractor=extractor, columns=columns)
    return pa.Table.from_batches(found, schema=schema())


def extract_parquet(
    source: str | Path,
    target: str | Path,
    *,
    extractor: Extractor | None = None,
    columns: Columns = COLUMNS,
) -> None:
    """Write the records of a Parquet file of documents to another one, a part at a time.

    The target appears at the end, complete; until then what stood there stands there still. Raises
    UsageError where the source is no Parquet file, or has no column of the text's name or two of
    one name, and where both are one file.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if Path(target).exists() and Path(target).samefile(source):
        raise UsageError(f"{target} is the source too", "name another file to write to")
    try:
        documents = pq.ParquetFile(source)
    except pa.ArrowInvalid as error:
        raise UsageError(f"{source}: {error}", "give a Parquet file") from None
    with documents:
        wanted = _wanted(columns, documents.schema_arrow.names)
        with replaced(target) as written, pq.ParquetWriter(written, schema()) as records:
            batches = documents.iter_batches(batch_size=DOCUMENTS, columns=wanted)
            for batch in extract_batches(batches, extractor=extractor, columns=columns):
                records.write_batch(batch)


@define
class Reader:
    """What engines send to their workers: `extract_batches` with its settings.

    The rules of an extractor of one's own travel with it, and are compiled once a process, however
    often an engine unpickles them. The shipped rules do not travel: each worker has its own.
    """

    extractor: Extractor | None
    columns: Columns

    def __call__(self, batches: "Iterable[pyarrow.RecordBatch]") -> "Iterator[pyarrow.RecordBatch]":
        """Give the records of documents, batch by batch."""
        yield from extract_batches(batches, extractor=self.extractor, columns=self.columns)

    def read_table(self, table: "pyarrow.Table") -> "pyarrow.Table":
        """Give the records of a table of documents as a table."""
        return extract_table(table, extractor=self.extractor, columns=self.columns)

    def __getstate__(self) -> tuple[bytes, Columns]:
        """Give the rules as bytes, which are told from others by what they are.

        Raises UsageError where they come with a normaliser that has no name to be found by.
        """
        try:
            return pickle.dumps(self.extractor), self.columns
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            what = f"the extractor cannot be sent to other processes: {error}"
            raise UsageError(what, "give normalisers that are functions of a module") from None

    def __setstate__(self, state: tuple[bytes, Columns]) -> None:
        """Compile the rules, unless this process has done so before."""
        rules, self.columns = state
        key = sha256(rules).digest()
        if key not in _COMPILED:
            # whoever sends this has sent the function that it is a part of as well
            _COMPILED[key] = pickle.loads(rules)  # noqa: S301 - see the line above
        self.extractor = _COMPILED[key]


_COMPILED: dict[bytes, Extractor | None] = {}
