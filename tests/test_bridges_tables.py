"""Tables with a type for each field: Parquet, pandas and polars, read back by others' readers."""

import builtins
import datetime
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from made.command import environment
from made.packs import TEXT as SANCTION
from made.packs import write_sanctions
from made.records import BARE_QUOTE, EVENT, LIST, OWN, QUOTE
from made.schema import wrong_in

from extractor import Extraction, Extractor, UsageError, to_json
from extractor.bridges.tables import make_table, shipped_kinds, write_parquet
from extractor.command.main import main
from extractor.output import write_json, write_jsonl
from extractor.ruleset import load_ruleset

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

SEED = next((Path(__file__).parents[1] / "seeds").glob("*.txt"))
MADE = Extraction("a.txt", (QUOTE, BARE_QUOTE, EVENT, LIST))
KINDS = ["quote", "dated_event", "country_list", "time", "country"]


@pytest.fixture(scope="module")
def seed() -> Extraction:
    """Give what is found in the seed article, of all kinds."""
    text = SEED.read_text("utf-8")
    return Extractor(records=KINDS).extract(text, date="2019-04-05", id=SEED.name)


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever a table holds
    """Give what a table holds as JSON has it."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def gathered(row: dict[str, Any]) -> dict[str, Any]:
    """Give the record that a row of a table of all kinds holds."""
    own = row[row["record"]]
    kept = {name: value for name, value in row.items() if not isinstance(value, dict)}
    shared = {name: value for name, value in kept.items() if value is not None}
    return plain({**shared, **own, "evidence": row["evidence"]})


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_of_a_kind_holds_its_records_whole(kind: str, seed: Extraction) -> None:
    """What the rows hold are the records in their JSON form, which the schema says."""
    table = make_table([MADE, seed], kind)
    rows = plain(table.to_pylist())
    expected = [to_json(record) for found in (MADE, seed) for record in found.of(kind)]
    assert len(expected) > 3
    assert rows == expected
    assert wrong_in(rows) == []


def test_types_are_those_of_what_is_held() -> None:
    """Days are dates, words of few are categories, parts of the text are structs, lists lists."""
    schema = make_table(MADE, "dated_event").schema
    assert pa.types.is_dictionary(schema.field("record").type)
    assert pa.types.is_dictionary(schema.field("certainty").type)
    assert schema.field("date").type.field("earliest").type == pa.date32()
    assert schema.field("where").type.value_type.field("code").type == pa.string()
    schema = make_table(MADE, "country_list").schema
    assert schema.field("codes").type == pa.list_(pa.string())
    assert schema.field("count").type == pa.int64()
    assert schema.field("open").type == pa.bool_()
    assert schema.field("groups").type.value_type.field("as_of").type == pa.date32()
    assert make_table(MADE, "time").schema.field("earliest").type == pa.date32()


def test_a_kind_of_a_pack_has_a_table(tmp_path: Path) -> None:
    """The declaration of a kind says what its columns are; other kinds are refused."""
    pack = write_sanctions(tmp_path)
    engine = Extractor(rules=[pack], records=["sanction"])
    table = make_table(engine.extract(SANCTION), "sanction", extractor=engine)
    (row,) = table.to_pylist()
    assert (row["sender"]["code"], row["final"]) == ("PE", False)
    assert wrong_in([plain(row)], pack) == []
    with pytest.raises(UsageError, match="no kind of record 'sanction'"):
        make_table(Extraction("a", (OWN,)), "sanction")


def test_a_kind_that_is_called_like_a_column(tmp_path: Path) -> None:
    """A kind whose struct would take the place of what all records have is refused, in words."""
    pack = Path(write_sanctions(tmp_path)) / "sanctions.yaml"
    told = (
        pack.read_text()
        .replace("  sanction:\n", "  doc:\n")
        .replace("emits: sanction", "emits: doc")
    )
    pack.write_text(told)
    kinds = load_ruleset([pack]).kinds
    with pytest.raises(UsageError, match="cannot have one that is called 'doc'"):
        write_parquet([], tmp_path / "a.parquet", kinds.values())


def test_text_that_no_table_can_hold() -> None:
    """Half a surrogate pair becomes a sign for what is unknown, one for one."""
    broken = evolve(BARE_QUOTE, text="a\ud800b")
    (row,) = make_table(Extraction("a", (broken,)), "quote").to_pylist()
    assert row["text"] == "a\N{REPLACEMENT CHARACTER}b"


def test_the_command_writes_parquet(tmp_path: Path, seed: Extraction) -> None:
    """A Parquet file holds all records whole; DuckDB and polars read the same out of it."""
    target = tmp_path / "records.parquet"
    words = ["extract", str(SEED), "--date", "2019-04-05", "--records", ",".join(KINDS)]
    assert main([*words, "--format", "parquet", "-o", str(target)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    rows = [gathered(row) for row in pq.read_table(target).to_pylist()]
    assert rows == [to_json(record) for record in seed.records]
    assert wrong_in(rows) == []
    days = [event.date.earliest for event in seed.events]
    duckdb = pytest.importorskip("duckdb")
    query = "SELECT dated_event.date.earliest FROM read_parquet(?) WHERE record = 'dated_event'"
    with duckdb.connect() as connection:
        read = connection.execute(query, [str(target)]).fetchall()
    assert [day and day.isoformat() for (day,) in read] == days
    pl = pytest.importorskip("polars")
    frame = pl.read_parquet(target).filter(pl.col("record") == "quote").unnest("quote")
    speakers = frame["speaker"].struct.field("name").to_list()
    assert speakers == [quote.speaker and quote.speaker.name for quote in seed.quotes]


def test_parquet_is_written_part_by_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory does not grow with the number of records: a full part is written at once."""
    monkeypatch.setattr("extractor.bridges.tables.ROWS", 3)
    kinds = list(shipped_kinds().values())
    write_parquet([MADE, MADE], tmp_path / "a.parquet", kinds)
    written = pq.ParquetFile(tmp_path / "a.parquet")
    assert [written.metadata.row_group(n).num_rows for n in range(2)] == [3, 3]
    assert written.metadata.num_rows == 8
    write_parquet([], tmp_path / "b.parquet", kinds)
    assert pq.read_table(tmp_path / "b.parquet").num_rows == 0


@pytest.mark.parametrize("target", ["-", "/dev/full/a.parquet"])
def test_parquet_needs_a_file(
    target: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing but a file is written to, a terminal least of all."""
    words = ["extract", str(SEED), "--records", "time", "--format", "parquet", "-o", target]
    assert main(words) == 2
    assert "name a file" in capsys.readouterr().err
    monkeypatch.setattr("extractor.command.columns.is_terminal", lambda _: True)
    assert main([*words[:-1], "/dev/tty"]) == 2
    assert "parquet is no text that could be shown" in capsys.readouterr().err


def test_a_terminal_is_one() -> None:
    """A terminal is told from files and other devices."""
    pty = pytest.importorskip("pty")
    os = pytest.importorskip("os")
    from extractor.command.columns import is_terminal

    ours, theirs = pty.openpty()
    assert is_terminal(os.ttyname(theirs))
    assert not is_terminal("/dev/null")
    assert not is_terminal(str(SEED))
    os.close(ours)
    os.close(theirs)


def test_a_run_that_breaks_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file appears when it is complete."""
    target = tmp_path / "a.parquet"
    target.write_text("old")

    def write(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("extractor.bridges.tables.write_parquet", write)
    words = ["extract", str(SEED), "--records", "time", "--format", "parquet"]
    assert main([*words, "-o", str(target)]) == 130
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.parquet"]


def test_what_is_missing_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Without the package an error says which extra brings it."""
    importing = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:  # noqa: ANN401 - as Python's own
        if name.partition(".")[0] in ("pandas", "pyarrow"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return importing(name, *rest)

    monkeypatch.setattr("builtins.__import__", refuse)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'newsrules\[arrow\]'"):
        make_table(MADE, "quote")
    from extractor.bridges.pandas import make_frame

    with pytest.raises(ModuleNotFoundError, match=r"pip install 'newsrules\[pandas\]'"):
        make_frame(MADE, "quote")
    monkeypatch.setattr("extractor.command.columns.find_spec", lambda _: None)
    words = ["extract", str(SEED), "--format", "parquet", "-o", str(tmp_path / "a.parquet")]
    assert main(words) == 2
    assert "not installed; pip install 'newsrules[arrow]'" in capsys.readouterr().err


def test_pandas(seed: Extraction) -> None:
    """A frame has a column a key, with dates, categories, whole numbers and lists in them."""
    pd = pytest.importorskip("pandas")
    from extractor.bridges.pandas import make_frame

    frame = make_frame([MADE, seed], "dated_event")
    assert len(frame) == 1 + len(seed.events)
    assert {frame[name].dtype.name for name in ("record", "certainty")} == {"category"}
    assert frame["date.earliest"].dtype == "datetime64[s]"
    assert frame["start"].dtype == frame["until.start"].dtype == pd.Int64Dtype()
    days = [event.date.earliest for event in (EVENT, *seed.events)]
    shown = frame["date.earliest"].dt.strftime("%Y-%m-%d")
    assert [None if pd.isna(day) else day for day in shown] == days
    where = frame.explode("where")["where"].struct.field("text").dropna()
    assert where.tolist()[:2] == [spot.text for spot in EVENT.where]
    lists = make_frame(MADE, "country_list")
    assert lists.explode("codes")["codes"].tolist() == list(LIST.codes)
    assert lists["count"].tolist() == [12]
    quotes = make_frame(MADE, "quote")
    assert quotes["speaker.name"].isna().tolist() == [False, True]
    empty = make_frame([], "quote")
    assert empty.columns.equals(quotes.columns)


def test_polars(seed: Extraction) -> None:
    """A frame of polars holds the records whole, with structs, dates and lists."""
    pl = pytest.importorskip("polars")
    from extractor.bridges.polars import make_frame

    frame = make_frame(seed, "dated_event")
    assert isinstance(frame.schema["certainty"], pl.Categorical | pl.Enum)
    assert frame["date"].struct.field("earliest").dtype == pl.Date
    assert plain(frame.to_dicts()) == [to_json(record) for record in seed.events]
    lists = make_frame(MADE, "country_list").explode("codes")
    assert lists["codes"].to_list() == list(LIST.codes)


def test_the_json_of_jsonl_is_the_same(seed: Extraction) -> None:
    """The formats that carry whole records carry the same ones."""
    lines = "".join(write_jsonl([seed])).splitlines()
    records = [json.loads(line) for line in lines]
    assert records == json.loads("".join(write_json([seed])))
    assert wrong_in(records) == []
    buffer = pa.BufferOutputStream()
    write_parquet([seed], buffer, shipped_kinds().values())
    rows = pq.read_table(pa.BufferReader(buffer.getvalue())).to_pylist()
    assert [gathered(row) for row in rows] == records


def test_nothing_of_it_is_imported_before_it_is_asked_for() -> None:
    """Text is read, and the command starts, without any of the libraries that are bridged to."""
    code = """
import sys, extractor, extractor.command.main
extractor.Extractor(records=["time"]).extract("It ended on May 3, 2011.")
extractor.command.main.make_parser(["extract"])
heavy = {"pyarrow", "pandas", "polars", "spacy", "datasets", "numpy", "pydantic", "duckdb"}
print(*sorted(heavy & {name.partition(".")[0] for name in sys.modules}))
"""
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout == "\n"
