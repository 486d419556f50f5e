"""The engines that people run, each for real: the records of the plain run, byte for byte."""

import datetime
from pathlib import Path

import pytest
from made.documents import documents, engine, lines

from extractor import UsageError
from extractor.bridges.arrow import Columns, schema

NAMES = schema().names if pytest.importorskip("pyarrow") else []


def test_polars() -> None:
    """A frame, and a lazy one, become the records in their order."""
    pl = pytest.importorskip("polars")
    from extractor.bridges.polars import extract_frame, extract_lazily

    given = documents(50)
    frame = pl.DataFrame(given)
    found = extract_frame(frame, extractor=engine())
    assert found.columns == NAMES
    assert found["json"].to_list() == lines(given)
    lazy = extract_lazily(frame.lazy(), extractor=engine()).select("json")
    assert lazy.collect()["json"].to_list() == lines(given)
    dated = frame.with_columns(pl.col("date").str.to_date())
    assert extract_frame(dated, extractor=engine())["json"].to_list() == lines(given)


def test_polars_reads_and_writes_parquet(tmp_path: Path) -> None:
    """A lazy frame of a Parquet file is written to another one."""
    pl = pytest.importorskip("polars")
    from extractor.bridges.polars import extract_lazily

    given = documents(20)
    pl.DataFrame(given).write_parquet(tmp_path / "in.parquet")
    lazy = extract_lazily(pl.scan_parquet(tmp_path / "in.parquet"), extractor=engine())
    lazy.collect().write_parquet(tmp_path / "out.parquet")
    assert pl.read_parquet(tmp_path / "out.parquet")["json"].to_list() == lines(given)


def test_duckdb(tmp_path: Path) -> None:
    """SQL calls the extractor, on tables and on Parquet files; nulls are told, not met."""
    duckdb = pytest.importorskip("duckdb")
    from extractor.bridges.duckdb import register

    given = documents(50)
    with duckdb.connect() as connection:
        register(connection, extractor=engine())
        connection.execute("CREATE TABLE documents (id VARCHAR, text VARCHAR, date DATE)")
        rows = [(each["id"], each["text"], each["date"]) for each in given]
        connection.executemany("INSERT INTO documents VALUES (?, ?, ?)", rows)
        connection.execute(f"COPY documents TO '{tmp_path}/d.parquet' (FORMAT parquet)")
        for source in ("documents", f"'{tmp_path}/d.parquet'"):
            query = f"""
                SELECT unnest(extract_records(text, id, date), recursive := true)
                FROM {source}
            """  # noqa: S608 - our own table
            found = connection.sql(query)
            assert found.columns == NAMES
            assert [row[NAMES.index("json")] for row in found.fetchall()] == lines(given)
        query = "SELECT unnest(extract_records(NULL, 'a', NULL), recursive := true)"
        (row,) = connection.sql(query).fetchall()
        assert (row[0], row[-1]) == ("a", "no text; give each document a text")


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("7", "DATE '2019-04-05'"),
        ("7::HUGEINT", "TIMESTAMP '2019-04-05 23:59:00'"),
        ("'7'", "TIMESTAMPTZ '2019-04-05 12:00:00Z'"),
        ("'7'::ENUM ('7')", "20190405"),
        ("'7'::BLOB", "'2019-04-05'"),
    ],
)
def test_duckdb_casts_nothing(key: str, day: str) -> None:
    """Ids and dates of any type are taken as they are, in columns and alone."""
    duckdb = pytest.importorskip("duckdb")
    from extractor.bridges.duckdb import register

    with duckdb.connect() as connection:
        register(connection, extractor=engine())
        given = f"(SELECT 'It ended on Friday.' AS text, {key} AS id, {day} AS date FROM range(2))"  # noqa: S608 - our own values
        query = "SELECT unnest(extract_records(text, id, date), recursive := true) FROM "
        rows = connection.sql(query + given).fetchall()
        assert [(row[0], row[-1]) for row in rows] == [("7", None)] * 2
        assert all('"value": "2019-04-05"' in row[NAMES.index("json")] for row in rows)


def test_dask() -> None:
    """Partitions become partitions, in their order."""
    dd = pytest.importorskip("dask.dataframe")
    pd = pytest.importorskip("pandas")
    from extractor.bridges.dask import extract_frame

    given = documents(50)
    frame = dd.from_pandas(pd.DataFrame(given), npartitions=3)
    found = extract_frame(frame, extractor=engine())
    assert list(found.columns) == NAMES
    computed = found.compute(scheduler="threads")
    assert computed["json"].tolist() == lines(given)
    assert computed.dtypes.to_dict() == found.dtypes.to_dict()


def test_dask_with_processes_and_nulls() -> None:
    """Rules travel to other processes; what is missing in pandas is null."""
    dd = pytest.importorskip("dask.dataframe")
    pd = pytest.importorskip("pandas")
    from extractor.bridges.dask import extract_frame

    day = datetime.datetime(2019, 4, 5)  # noqa: DTZ001 - as pandas has them
    frame = pd.DataFrame({"text": ["It ended on Friday.", None], "date": [day, pd.NaT]})
    found = extract_frame(dd.from_pandas(frame, npartitions=2), extractor=engine())
    computed = found.compute(scheduler="processes", num_workers=1)
    assert computed["error"].isna().tolist() == [True, False]
    assert '"value": "2019-04-05"' in computed["json"].tolist()[0]


@pytest.mark.filterwarnings("ignore")  # what Ray deprecates, it uses itself
def test_ray() -> None:
    """10,000 documents give byte for byte the records of the plain run, in its order."""
    ray = pytest.importorskip("ray")
    pytest.importorskip("ray.data")
    from extractor.bridges.ray import extract_dataset

    given = documents(10_000)
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        ray.data.DataContext.get_current().execution_options.preserve_order = True
        found = extract_dataset(ray.data.from_items(given), extractor=engine())
        assert [row["json"] for row in found.take_all()] == lines(given)
    finally:
        ray.shutdown()


@pytest.mark.filterwarnings("ignore")  # Spark's own, of sockets that it leaves open
def test_spark(tmp_path: Path) -> None:
    """10,000 documents give byte for byte the records of the plain run, sorted by document."""
    pytest.importorskip("pyspark")
    from extractor.bridges.spark import extract_frame, open_session

    given = [{**each, "id": f"{n:06}"} for n, each in enumerate(documents(10_000))]
    with open_session(master="local[2]") as session:
        frame = session.createDataFrame(given).repartition(4)
        found = extract_frame(frame, extractor=engine())
        assert found.columns == NAMES
        found.write.parquet(f"file://{tmp_path}/records")
        rows = session.read.parquet(f"file://{tmp_path}/records").orderBy("doc", "position")
        assert [row["json"] for row in rows.select("json").collect()] == lines(given)
        with pytest.raises(UsageError, match="no column 'body'"):
            extract_frame(frame, extractor=engine(), columns=Columns(text="body"))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('openjdk version "11.0.2" 2019-01-15', "Spark does not run on Java 11"),
        ('java version "1.8.0_292"', "Spark does not run on Java 8"),
        ("who knows", "Spark does not run on a Java that does not say its version"),
    ],
)
def test_java_is_too_old(
    said: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has no Java, or an old one, is told before Spark fails without a reason."""
    from extractor.bridges.spark import check_java

    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="Spark runs on Java, and there is none; install Java 17"):
        check_java()
    java = tmp_path / "java"
    java.write_text(f"#!/bin/sh\necho '{said}' >&2\n")
    java.chmod(0o755)
    with pytest.raises(UsageError, match=told):
        check_java()
    java.write_text("#!/bin/sh\necho 'openjdk version \"21\" 2023-09-19' >&2\n")
    check_java()
