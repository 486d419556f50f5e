"""The table of keys in, the JSON Schema (2020-12) of rule files out, for editors.

It tells of the structure alone: which keys there are, and what sort of value each has. Whether a
name is declared, a pattern can be read and an example holds is told by `extractor rules check`.
"""

import re
from typing import Any

from extractor.ruleset.forms import (
    Choice,
    Count,
    Either,
    Flag,
    Form,
    Items,
    Key,
    Named,
    Pairs,
    Section,
    Text,
    Texts,
)
from extractor.ruleset.naming import SHARE
from extractor.ruleset.shape import FLAGS, ONE_OF, SECTIONS, SORTS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")
# Editors read a number, a yes or nothing where the library reads the text as it stands.
PLAIN = ["string", "number", "boolean", "null"]
EXTENDS = "extends"

Schema = dict[str, Any]
# What stands behind a key with nothing behind it.
NOTHING: Schema = {"enum": [None, ""]}


def make_rule_schema() -> Schema:
    """Give the schema of a rule file."""
    return {
        "$schema": DIALECT,
        "title": "rule file",
        "description": "A file of a pack of rules for extractor.",
        "$ref": "#/$defs/FILE",
        "$defs": {name: _section(name, keys) for name, keys in SECTIONS.items()},
    }


def _section(name: str, keys: Section) -> Schema:
    schema: Schema = {
        "type": "object",
        "properties": {key: _key(each) for key, each in keys.items()},
        "additionalProperties": False,
    }
    required = [key for key, each in keys.items() if each.required]
    if required:
        schema["required"] = required
    rules: list[Schema] = []
    for choice in ONE_OF.get(name, ()):
        one: Schema = {"oneOf": [{"required": [key]} for key in choice]}
        if EXTENDS in keys:
            # what is not said is taken over
            none = {"not": {"anyOf": [{"required": [key]} for key in choice]}}
            one = {
                "if": {"required": [EXTENDS]},
                "then": {"oneOf": [*one["oneOf"], none]},
                "else": one,
            }
        rules.append(one)
    if name == "CONDITION":
        rules += _besides(keys)
    return {**schema, "allOf": rules} if rules else schema


def _besides(keys: Section) -> list[Schema]:
    """Give for each key of a condition that some sorts take the sorts that do."""
    rules: list[Schema] = []
    for key in keys:
        if key not in SORTS:
            sorts = [sort for sort, besides in SORTS.items() if key in besides]
            taken = {"anyOf": [{"required": [sort]} for sort in sorts]}
            rules.append({"if": {"required": [key]}, "then": taken})
    both = {"of": {"type": "array", "minItems": 2, "maxItems": 2}}
    return [
        *rules,
        {"dependentRequired": {"until": ["reach"]}},
        {"if": {"required": ["between"]}, "then": {"required": ["of"], "properties": both}},
    ]


def _key(key: Key) -> Schema:
    about = LINK.sub(r"\1", key.about).replace("`", "")
    return {**_form(key.form), "description": about[:1].upper() + about[1:]}


def _form(form: Form) -> Schema:
    if isinstance(form, Text):
        return {"type": PLAIN} if form.pattern is None else _fitting(form.pattern)
    if isinstance(form, Flag):
        return {"enum": [*FLAGS, True, False]}
    if isinstance(form, Count):
        digits = {"type": "string", "pattern": "^[0-9]{1,5}$"}
        return {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 99999}, digits]}
    if isinstance(form, Choice):
        return {"enum": list(form.options)}
    if isinstance(form, Texts):
        item: Schema = {"enum": list(form.options)} if form.options else {"type": PLAIN}
        return {"anyOf": [{"type": "array", "items": item}, item, NOTHING]}
    if isinstance(form, Pairs):
        pair = {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}
        return {"anyOf": [{"type": "array", "items": pair}, NOTHING]}
    if isinstance(form, Items):
        return {"anyOf": [{"type": "array", "items": _form(form.item)}, _form(form.item), NOTHING]}
    if isinstance(form, Named):
        schema: Schema = {"type": "object", "additionalProperties": _form(form.value)}
        if form.pattern is not None:
            schema["propertyNames"] = {"pattern": f"^(?:{_plain(form.pattern)})$"}
        return {"anyOf": [schema, NOTHING]}
    if isinstance(form, Either):
        return {"anyOf": [_form(each) for each in form.forms]}
    return {"$ref": f"#/$defs/{form.section}"}


def _fitting(pattern: "re.Pattern[str]") -> Schema:
    fitting: Schema = {"type": "string", "pattern": f"^(?:{_plain(pattern)})$"}
    if pattern is SHARE:
        return {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, fitting]}
    return fitting


def _plain(pattern: "re.Pattern[str]") -> str:
    """Give an expression as JSON Schema has it: groups without Python's way of naming them."""
    return re.sub(r"\?P<\w+>", "?:", pattern.pattern)
