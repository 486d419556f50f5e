"""Extractions in, Arrow tables out in which each field has a type of its own. Imports pyarrow.

The columns of a kind are the keys of its JSON form, under the same names: a part of a text is a
struct with its start, end and text, a list is a list, a day is a date, and a word of few that a
field can hold is a category. They are read off the declaration of the kind, so that a pack's own
kinds have tables too.

A table of all kinds has what records share, and one struct a kind, null in the rows of others.
"""

import datetime
import re
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import attrs

from extractor.bridges.needed import needed
from extractor.errors import UsageError
from extractor.pipeline import Extractor
from extractor.records import CLASSES, COMMON, PARTED, Evidence, Extraction, Found, to_json
from extractor.ruleset import load_ruleset
from extractor.ruleset.kinds import Field, Kind

if TYPE_CHECKING:
    import pyarrow

# So many records become one part of a Parquet file.
ROWS = 10_000
# What is an ISO day wherever the library's own classes have it.
DAYS = frozenset({"earliest", "latest", "reference", "as_of"})
# Fields of the library's own kinds that hold one of a few words.
CLOSED = frozenset({"kind", "relation", "certainty", "type", "mod", "code", "role"})
# Half a pair that JSON can hold and UTF-8 cannot.
HALVES = re.compile("[\ud800-\udfff]")
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
SHARED = ("record", *COMMON)

Fitter = Callable[[Any], Any]


def kind_schema(kind: Kind) -> "pyarrow.Schema":
    """Give the schema of a table that holds records of one kind."""
    pa = _pyarrow()
    fields = [pa.field(field.name, _field_type(kind, field)) for field in kind.fields]
    return pa.schema([*_shared(), *fields, pa.field("evidence", _struct(Evidence))])


def records_schema(kinds: Iterable[Kind]) -> "pyarrow.Schema":
    """Give the schema of a table that holds records of several kinds.

    Raises UsageError for a kind that has the name of what all records have.
    """
    pa = _pyarrow()
    kinds = list(kinds)
    for kind in kinds:
        if kind.name in (*SHARED, "evidence"):
            what = f"a table of several kinds cannot have one that is called {kind.name!r}"
            raise UsageError(what, "give the kind another name, or make a table of it alone")
    structs = [
        pa.field(kind.name, pa.struct([(f.name, _field_type(kind, f, 1)) for f in kind.fields]))
        for kind in kinds
        if kind.fields
    ]
    return pa.schema([*_shared(), *structs, pa.field("evidence", _struct(Evidence))])


def make_table(
    found: Extraction | Iterable[Extraction], kind: str, *, extractor: Extractor | None = None
) -> "pyarrow.Table":
    """Give the records of one kind, one a row, in the order in which they were found.

    `extractor` is the one that found them, where its rules declare the kind. Raises UsageError for
    a kind that is not declared.
    """
    pa = _pyarrow()
    schema = kind_schema(find_kind(kind, extractor))
    extractions = [found] if isinstance(found, Extraction) else found
    records = (record for extraction in extractions for record in extraction.of(kind))
    fitters = _fitters(schema)
    return pa.Table.from_pylist([_fit(to_json(each), fitters) for each in records], schema)


def find_kind(name: str, extractor: Extractor | None = None) -> Kind:
    """Give the declaration of a kind; raises UsageError where there is none."""
    kinds = shipped_kinds() if extractor is None else extractor.ruleset.kinds
    if name not in kinds:
        known = ", ".join(sorted(kinds))
        raise UsageError(f"no kind of record {name!r}", f"known are {known}")
    return kinds[name]


@cache
def shipped_kinds() -> Mapping[str, Kind]:
    """Give the declarations of the shipped kinds, read once a process."""
    return load_ruleset().kinds


def write_parquet(
    extractions: Iterable[Extraction], target: str | Path | BinaryIO, kinds: Iterable[Kind]
) -> None:
    """Write the records of some kinds to a Parquet file, a part as soon as it is full.

    The records may be of no other kinds. `target` is a path, or a file opened for bytes.
    """
    pa = _pyarrow()
    import pyarrow.parquet as pq

    schema = records_schema(kinds)
    with pq.ParquetWriter(target, schema) as writer:
        waiting: list[Mapping[str, Any]] = []
        for row in rows_of(extractions, schema):
            waiting.append(row)
            if len(waiting) == ROWS:
                writer.write_table(pa.Table.from_pylist(waiting, schema))
                waiting = []
        writer.write_table(pa.Table.from_pylist(waiting, schema))


def rows_of(
    extractions: Iterable[Extraction], schema: "pyarrow.Schema"
) -> Iterator[Mapping[str, Any]]:
    """Give the rows of a table of several kinds."""
    fitters = _fitters(schema)
    for extraction in extractions:
        for record in extraction.records:
            yield _fit(_parted(record), fitters)


def _parted(record: Found) -> Mapping[str, Any]:
    told = to_json(record)
    own = {name: value for name, value in told.items() if name not in (*SHARED, "evidence")}
    shared = {name: told[name] for name in (*SHARED, "evidence")}
    return {**shared, record.record: own}


def _pyarrow() -> Any:
    with needed("arrow"):
        import pyarrow as pa

    return pa


def _shared() -> "list[pyarrow.Field]":
    pa = _pyarrow()
    hints = typing.get_type_hints(Found)
    own = [pa.field(name, _plain_type(hints[name]), nullable=False) for name in COMMON]
    return [pa.field("record", _category(), nullable=False), *own]


def _field_type(kind: Kind, field: Field, depth: int = 0) -> "pyarrow.DataType":
    """Give the type of a declared field; categories stand in columns of their own alone."""
    pa = _pyarrow()
    if field.type in PARTED:
        made = _struct(PARTED[field.type])
    elif kind.name in CLASSES and field.type == "text" and field.name in DAYS:
        made = pa.date32()
    elif kind.name in CLASSES and field.type == "text" and field.name in CLOSED and not depth:
        made = _category()
    else:
        made = {"number": pa.int64(), "flag": pa.bool_(), "codes": pa.list_(pa.string())}.get(
            field.type, pa.string()
        )
    return pa.list_(made) if field.many else made


def _struct(cls: type) -> "pyarrow.DataType":
    pa = _pyarrow()
    hints = typing.get_type_hints(cls)
    names = [field.name for field in attrs.fields(cls)]
    return pa.struct([
        (name, pa.date32() if name in DAYS else _plain_type(hints[name])) for name in names
    ])  # fmt: skip


def _plain_type(hint: Any) -> "pyarrow.DataType":
    pa = _pyarrow()
    if isinstance(hint, types.UnionType):
        hint = next(each for each in typing.get_args(hint) if each is not types.NoneType)
    if typing.get_origin(hint) is tuple:
        return pa.list_(pa.string())
    return {str: pa.string(), int: pa.int64(), float: pa.float64()}[hint]


def _category() -> "pyarrow.DataType":
    pa = _pyarrow()
    return pa.dictionary(pa.int32(), pa.string())


def _fitters(schema: "pyarrow.Schema") -> Mapping[str, Fitter]:
    return {field.name: _fitter(field.type) for field in schema}


def _fit(row: Mapping[str, Any], fitters: Mapping[str, Fitter]) -> dict[str, Any]:
    return {name: fitter(row.get(name)) for name, fitter in fitters.items()}


def _fitter(kind: "pyarrow.DataType") -> Fitter:
    """Give what makes of a value in the JSON form one that Arrow takes as of this type.

    Made once a table: days become dates, and text what UTF-8 can hold.
    """
    known = _pyarrow().types
    if known.is_struct(kind):
        fields = [kind.field(place) for place in range(kind.num_fields)]
        parts = {field.name: _fitter(field.type) for field in fields}
        return lambda value: None if value is None else _fit(value, parts)
    if known.is_list(kind):
        one = _fitter(kind.value_type)
        return lambda value: None if value is None else [one(each) for each in value]
    if known.is_date(kind):
        return lambda value: None if value is None else datetime.date.fromisoformat(value)
    if known.is_string(kind) or known.is_dictionary(kind):
        return lambda value: value if value is None or value.isascii() else _mend(value)
    return lambda value: value


def _mend(text: str) -> str:
    return HALVES.sub(UNKNOWN, text)
