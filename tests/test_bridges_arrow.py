"""Arrow in and out: the records of the plain library, and an outcome for whatever else is given."""

import datetime
import pickle
from pathlib import Path

import pytest
from made.documents import documents, engine, lines

from extractor import Extractor, UsageError, to_json
from extractor.bridges.arrow import (
    ROWS,
    Columns,
    Reader,
    extract_batches,
    extract_parquet,
    extract_table,
    schema,
)

pa = pytest.importorskip("pyarrow")


def test_the_records_are_those_of_the_library() -> None:
    """Each record has a row, in the order of documents and text, with the bytes of jsonl."""
    given = documents(50)
    found = extract_table(pa.Table.from_pylist(given), extractor=engine())
    assert found.schema == schema()
    assert found.column("json").to_pylist() == lines(given)
    assert found.column("error").null_count == found.num_rows
    row = found.to_pylist()[1]
    (_, record, *_) = engine().extract(given[1]["text"], date=given[1]["date"], id="ä1").records
    told = to_json(record)
    assert {name: row[name] for name in ("doc", "record", "id", "start", "end", "text")} == {
        name: told[name] for name in ("doc", "record", "id", "start", "end", "text")
    }
    assert (row["position"], row["rule"]) == (1, told["evidence"]["rule"])


def test_batches_come_as_they_are_asked_for() -> None:
    """One batch of documents is read at a time."""
    taken = []

    def batches() -> object:
        for batch in pa.Table.from_pylist(documents(40)).to_batches(max_chunksize=10):
            taken.append(batch)
            yield batch

    found = extract_batches(batches(), extractor=engine())
    assert len(taken) == 0
    next(found)
    assert len(taken) == 1
    assert 1 + sum(1 for _ in found) == len(taken) == 4


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())],
)
def test_texts_of_any_type(kind: object) -> None:
    """It makes no difference in which form Arrow keeps texts."""
    given = documents(3)
    table = pa.table({"text": pa.array([each["text"] for each in given], pa.string())})
    table = table.set_column(0, "text", table.column("text").cast(kind))
    expected = lines([{"text": each["text"]} for each in given])
    assert extract_table(table, extractor=engine()).column("json").to_pylist() == expected


@pytest.mark.parametrize(
    "dates",
    [
        pa.array([datetime.date(2019, 4, 5)]),
        pa.array([datetime.date(2019, 4, 5)], pa.date64()),
        pa.array([datetime.datetime(2019, 4, 5, 23, 59)], pa.timestamp("ms")),  # noqa: DTZ001 - tables have such
        pa.array(
            [datetime.datetime(2019, 4, 5, 12, tzinfo=datetime.UTC)], pa.timestamp("us", "UTC")
        ),
        pa.array(["2019-04-05"]),
        pa.array([20190405]),
        pa.array(["2019-04-05T12:30:00Z"], pa.large_string()),
    ],
)
def test_dates_of_any_type(dates: object) -> None:
    """A date is one in whichever type Arrow keeps it."""
    table = pa.table({"text": ["The pact ended on Friday."], "date": dates})
    (line,) = extract_table(table, extractor=engine()).column("json").to_pylist()
    assert '"value": "2019-04-05"' in line


@pytest.mark.parametrize(
    "dates",
    [
        pa.array([5]),
        pa.array([1.5]),
        pa.array([True]),
        pa.array(["soon"]),
        pa.array([[1]]),
        pa.array([10**18], pa.timestamp("s")),
    ],
)
def test_what_is_no_date_is_told(dates: object) -> None:
    """A document with a date that is none has a row that says so, and its neighbours are read."""
    text = pa.array(["The pact ended on May 3, 2011."] * 3)
    table = pa.table({"text": text, "date": pa.concat_arrays([dates, pa.nulls(2, dates.type)])})
    rows = extract_table(table, extractor=engine()).to_pylist()
    assert [row["record"] for row in rows] == [None, "time", "time"]
    assert rows[0]["error"]


def test_nulls() -> None:
    """A text that is null is told, an id or a date that is null is none, a batch may be empty."""
    table = pa.table(
        {
            "text": pa.array(["On May 3, 2011.", None, "", "On May 3, 2011."]),
            "id": pa.array([None, "b", "c", "d"]),
            "date": pa.nulls(4, pa.date32()),
        }
    )
    rows = extract_table(table, extractor=engine()).to_pylist()
    assert [(row["doc"], row["record"], row["error"]) for row in rows] == [
        ("", "time", None),
        ("b", None, "no text; give each document a text"),
        ("d", "time", None),
    ]
    assert extract_table(table.slice(0, 0), extractor=engine()).num_rows == 0
    nothing = pa.table({"text": pa.nulls(2)})
    assert extract_table(nothing, extractor=engine()).column("error").null_count == 0


def test_ids_and_texts_of_another_type() -> None:
    """Ids may be numbers; a text that is none is told in each document."""
    table = pa.table({"id": [7], "text": ["On May 3, 2011."]})
    assert extract_table(table, extractor=engine()).column("doc").to_pylist() == ["7"]
    table = pa.table({"text": pa.array([1, 2])})
    errors = extract_table(table, extractor=engine()).column("error").to_pylist()
    assert errors == ["'text' is no text; give each document a text"] * 2


def test_bytes_that_are_no_text() -> None:
    """A text that claims to be UTF-8 and is not takes no other document with it."""
    bad = pa.StringArray.from_buffers(
        1, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe")
    )
    texts = pa.chunked_array([pa.array(["On May 3, 2011."]), bad, pa.array(["On May 3, 2011."])])
    rows = extract_table(pa.table({"text": texts}), extractor=engine()).to_pylist()
    assert [row["record"] for row in rows] == ["time", None, "time"]


@pytest.mark.parametrize(
    "kind",
    [pa.binary(), pa.large_binary(), pa.binary_view(), pa.dictionary(pa.int32(), pa.binary())],
)
def test_text_that_is_kept_as_bytes(kind: object) -> None:
    """Bytes are read as UTF-8 in each column; those that are none take no other document along."""
    rows = [
        ("ä1".encode(), b"It ended on Friday.", b"2019-04-05"),
        (b"bad", b"\xff\xfe", None),
        (b"\xff", b"On May 3, 2011.", None),
        (b"k2", b"On May 3, 2011.", b"\xff"),
        (b"k3", "“On May 3, 2011.”".encode(), None),
    ]
    names = ("id", "text", "date")
    columns = [pa.array(cells, pa.binary()).cast(kind) for cells in zip(*rows, strict=True)]
    found = extract_table(pa.table(columns, names), extractor=engine()).to_pylist()
    assert [(row["doc"], row["record"], row["start"]) for row in found] == [
        ("ä1", "time", 12),
        ("bad", None, None),
        ("", None, None),
        ("k2", None, None),
        ("k3", "time", 4),
    ]
    assert '"value": "2019-04-05"' in found[0]["json"]
    assert all("can't decode byte 0xff" in row["error"] for row in found[1:4])


@pytest.mark.parametrize(
    "ids",
    [
        pa.StringArray.from_buffers(
            1, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe")
        ),
        pa.array([10**18], pa.timestamp("s")),
    ],
)
def test_an_id_that_python_cannot_hold(ids: object) -> None:
    """The document has a row that says so, under no name, and its neighbours are read."""
    table = pa.table(
        {
            "text": ["On May 3, 2011."] * 3,
            "id": pa.concat_arrays([pa.nulls(1, ids.type), ids, pa.nulls(1, ids.type)]),
        }
    )
    rows = extract_table(table, extractor=engine()).to_pylist()
    assert [(row["doc"], row["record"]) for row in rows] == [("", "time"), ("", None), ("", "time")]
    assert rows[1]["error"]


def test_parquet_that_is_refused_harms_no_file(tmp_path: Path) -> None:
    """Neither the source, where it is the target too, nor a target that is there already."""
    pq = pytest.importorskip("pyarrow.parquet")
    source, other = tmp_path / "in.parquet", tmp_path / "other.parquet"
    pq.write_table(pa.Table.from_pylist(documents(3)), source)
    pq.write_table(pa.table({"body": ["On May 3, 2011."]}), other)
    before = source.read_bytes()
    (tmp_path / "link.parquet").symlink_to(source)
    for target in (source, tmp_path / "link.parquet"):
        with pytest.raises(UsageError, match="is the source too; name another file to write to"):
            extract_parquet(source, target, extractor=engine())
    with pytest.raises(UsageError, match="no column 'text' among 'body'"):
        extract_parquet(other, source, extractor=engine())
    assert source.read_bytes() == before


def test_other_names_of_columns() -> None:
    """The columns may have other names; a table without a text is a wrong use."""
    table = pa.table({"body": ["On May 3, 2011."], "key": ["a"]})
    found = extract_table(table, extractor=engine(), columns=Columns(text="body", id="key"))
    assert found.column("doc").to_pylist() == ["a"]
    with pytest.raises(UsageError, match="no column 'text' among 'body', 'key'"):
        extract_table(table, extractor=engine())


@pytest.mark.parametrize("name", ["text", "id", "date"])
def test_two_columns_of_one_name(tmp_path: Path, name: str) -> None:
    """Which of two is meant nobody can know; of columns that are not read, there may be two."""
    pq = pytest.importorskip("pyarrow.parquet")
    day, extra = pa.array(["2019-04-05"]), pa.array([b"x"])
    table = pa.table(
        [["On May 3, 2011."], extra, extra, ["a"], day], ["text", "x", "x", "id", "date"]
    )
    assert extract_table(table, extractor=engine()).column("doc").to_pylist() == ["a"]
    table = table.append_column(name, day)
    why = f"2 columns '{name}'; rename them, or name another one to read"
    with pytest.raises(UsageError, match=why):
        extract_table(table, extractor=engine())
    pq.write_table(table, tmp_path / "in.parquet")
    with pytest.raises(UsageError, match=why):
        extract_parquet(tmp_path / "in.parquet", tmp_path / "out.parquet", extractor=engine())
    assert not (tmp_path / "out.parquet").exists()


def test_many_records_are_many_batches() -> None:
    """A batch that goes out is of a moderate size, whatever came in."""
    table = pa.table({"text": ["On May 3, 2011. " * 12_000]})
    found = list(extract_batches(table.to_batches(), extractor=engine()))
    assert sum(batch.num_rows for batch in found) == 12_000
    assert max(batch.num_rows for batch in found) <= ROWS
    positions = [row for batch in found for row in batch.column("position").to_pylist()]
    assert positions == list(range(12_000))


def test_parquet(tmp_path: Path) -> None:
    """A Parquet file of documents becomes one of records, a part at a time."""
    pq = pytest.importorskip("pyarrow.parquet")
    given = documents(250)
    pq.write_table(pa.Table.from_pylist(given), tmp_path / "in.parquet", row_group_size=100)
    extract_parquet(tmp_path / "in.parquet", tmp_path / "out.parquet", extractor=engine())
    found = pq.read_table(tmp_path / "out.parquet")
    assert found.schema.equals(schema())
    assert found.column("json").to_pylist() == lines(given)
    (tmp_path / "bad.parquet").write_text("no Parquet")
    with pytest.raises(UsageError, match="give a Parquet file"):
        extract_parquet(tmp_path / "bad.parquet", tmp_path / "out.parquet", extractor=engine())


def spoil(path: Path, *, group: int, column: int) -> None:
    """Overwrite a column of a part of a Parquet file with zeros, which cannot be read."""
    pq = pytest.importorskip("pyarrow.parquet")
    chunk = pq.read_metadata(path).row_group(group).column(column)
    data = bytearray(path.read_bytes())
    start, size = chunk.dictionary_page_offset, chunk.total_compressed_size
    data[start : start + size] = bytes(size)
    path.write_bytes(data)


def test_a_job_that_fails_midway_harms_no_file(tmp_path: Path) -> None:
    """The target is what it was, or not there, and nothing else is left beside it."""
    pq = pytest.importorskip("pyarrow.parquet")
    path, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(pa.Table.from_pylist(documents(50)), path, row_group_size=25)
    spoil(path, group=1, column=0)
    for before in (None, b"what was there"):
        if before is not None:
            target.write_bytes(before)
        with pytest.raises(OSError, match="header"):
            extract_parquet(path, target, extractor=engine())
        assert (target.read_bytes() if target.exists() else None) == before
        assert {each.name for each in tmp_path.iterdir()} <= {path.name, target.name}


def test_parquet_columns_that_are_not_needed_are_not_read(tmp_path: Path) -> None:
    """A file may have columns that take long to read, or cannot be read at all."""
    pq = pytest.importorskip("pyarrow.parquet")
    path, given = tmp_path / "in.parquet", documents(3)
    table = pa.Table.from_pylist(given).append_column("page", pa.array(["x", "y", "z"]))
    pq.write_table(table, path)
    spoil(path, group=0, column=table.schema.names.index("page"))
    with pytest.raises(OSError, match="header"):
        pq.read_table(path)
    extract_parquet(path, tmp_path / "out.parquet", extractor=engine())
    assert pq.read_table(tmp_path / "out.parquet").column("json").to_pylist() == lines(given)


def test_rules_that_travel_are_compiled_once() -> None:
    """However often an engine unpickles what it was given, a process compiles the rules once."""
    sent = pickle.dumps(Reader(engine(), Columns()))
    one, other = pickle.loads(sent), pickle.loads(sent)
    assert one.extractor is other.extractor
    assert one.extractor is not engine()
    given = documents(5)
    assert one.read_table(pa.Table.from_pylist(given)).column("json").to_pylist() == lines(given)
    unnamed = Extractor(records=["time"], normalisers={"own": lambda text: text})
    with pytest.raises(
        UsageError, match=r"cannot be sent to other processes: .*; give normalisers"
    ):
        pickle.dumps(Reader(unnamed, Columns()))
    shipped = pickle.dumps(Reader(None, Columns()))
    assert len(shipped) < 1000
    assert pickle.loads(shipped).extractor is None
