"""Kinds of record in, the JSON Schema (2020-12) of their JSON form out. Knows no document.

What all records share is read off the classes in `records.py`, what a kind has off its
declaration in a rule pack, so that a pack's own kind is described like the shipped ones. The
schema allows keys that it does not name: later versions may add some.
"""

import types
import typing
from collections.abc import Iterable
from typing import Any

import attrs

from extractor.records import (
    COMMON,
    PARTED,
    SCHEMA_VERSION,
    CountryMention,
    Evidence,
    Found,
    GroupMention,
    Source,
    Speaker,
    Spot,
    Term,
    Timex,
)
from extractor.ruleset.kinds import Field, Kind
from extractor.spans import Span

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}
PARTS = (
    Span, Term, Speaker, Source, Timex, Spot, CountryMention, GroupMention, Evidence,
)  # fmt: skip
OFFSETS = ("start", "end")

Schema = dict[str, Any]


def make_schema(kinds: Iterable[Kind]) -> Schema:
    """Give the schema of one record, of any of the kinds."""
    return {
        "$schema": DIALECT,
        "title": "record",
        "description": "One record that a rule found in a document.",
        "schema_version": SCHEMA_VERSION,
        "oneOf": [_kind(kind) for kind in kinds],
        "$defs": {part.__name__: _part(part) for part in PARTS},
    }


def _kind(kind: Kind) -> Schema:
    hints = typing.get_type_hints(Found)
    properties: dict[str, Schema] = {"record": {"const": kind.name}}
    properties |= {name: _annotated(name, hints[name]) for name in COMMON}
    properties |= {field.name: _field(field) for field in kind.fields}
    properties["evidence"] = _reference(Evidence)
    return _object(properties, title=kind.name, about=kind.about)


def _part(cls: type) -> Schema:
    hints = typing.get_type_hints(cls)
    names = [field.name for field in attrs.fields(cls)]
    properties = {name: _annotated(name, hints[name]) for name in names}
    return _object(properties, title=cls.__name__, about=(cls.__doc__ or "").split("\n")[0])


def _object(properties: dict[str, Schema], *, title: str, about: str) -> Schema:
    described = {"description": about} if about else {}
    return {
        "title": title,
        **described,
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }


def _annotated(name: str, hint: Any) -> Schema:  # noqa: ANN401 - any annotation
    """Give the schema of an attribute of a class, by its annotation."""
    if isinstance(hint, types.UnionType):
        known = next(each for each in typing.get_args(hint) if each is not types.NoneType)
        return {"type": [PLAIN[known], "null"]}
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": {"type": PLAIN[typing.get_args(hint)[0]]}}
    schema: Schema = {"$ref": f"#/$defs/{hint.__name__}"}
    if hint in PLAIN:
        schema = {"type": PLAIN[hint]}
        if name in OFFSETS:
            schema["minimum"] = 0
    return schema


def _reference(cls: type) -> Schema:
    return {"$ref": f"#/$defs/{cls.__name__}"}


# The JSON form of each type that a rule pack can give a field.
TYPED: dict[str, Schema] = {
    "text": {"type": "string"},
    "number": {"type": "integer"},
    "flag": {"type": "boolean"},
    "value": {"type": "string"},
    "codes": {"type": "array", "items": {"type": "string"}},
    **{name: _reference(cls) for name, cls in PARTED.items()},
}
NEVER_NULL = ("flag", "codes")


def _field(field: Field) -> Schema:
    """Give the schema of a declared field: null is allowed unless it is required or a list."""
    schema = dict(TYPED[field.type])
    if field.many:
        schema = {"type": "array", "items": schema}
        if field.required:
            schema["minItems"] = 1
    elif not field.required and field.type not in NEVER_NULL:
        if "$ref" in schema:
            schema = {"oneOf": [schema, {"type": "null"}]}
        else:
            schema["type"] = [schema["type"], "null"]
    return {**schema, "description": field.about} if field.about else schema
