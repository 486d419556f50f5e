from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs import evolve
from jsonschema import Draft202012Validator
from made.packs import TEXT, write_sanctions
from made.records import BARE_QUOTE, EVENT, LIST, QUOTE

from extractor import Extractor, Record, to_json
from extractor.output import make_schema
from extractor.output.schema import TYPED
from extractor.records import CLASSES, COMMON, SCHEMA_VERSION
from extractor.ruleset import load_ruleset
from extractor.ruleset.shape import TYPES

SEED = next((Path(__file__).parents[1] / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """The schema of the shipped kinds."""
    return make_schema(load_ruleset().kinds.values())


def test_the_schema_is_one(schema: dict[str, Any]) -> None:
    """It is a JSON Schema 2020-12, and says which version of the records it describes."""
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["schema_version"] == SCHEMA_VERSION == 1


def test_records_of_the_seed_are_valid(schema: dict[str, Any]) -> None:
    """Whatever the rules find in the seed article is as the schema says."""
    text = SEED.read_text(encoding="utf-8")
    found = Extractor(records=CLASSES).extract(text, date="2019-04-05", id="seed")
    validator = Draft202012Validator(schema)
    assert found.records
    assert [[], *([] for _ in found.records[1:])] == [
        [error.message for error in validator.iter_errors(to_json(record))]
        for record in found.records
    ]


@pytest.mark.parametrize("record", [QUOTE, BARE_QUOTE, EVENT, LIST])
def test_full_and_bare_records_are_valid(schema: dict[str, Any], record: object) -> None:
    """Records with all fields, and with none that may be unknown, are as the schema says."""
    Draft202012Validator(schema).validate(to_json(record))


@pytest.mark.parametrize("missing", ["speaker", "id", "evidence", "content"])
def test_every_key_is_required(schema: dict[str, Any], missing: str) -> None:
    """A record without one of its keys is not valid, though its value may be null."""
    given = to_json(BARE_QUOTE)
    del given[missing]
    assert not Draft202012Validator(schema).is_valid(given)


@pytest.mark.parametrize(
    "change",
    [{"kind": None}, {"content": []}, {"start": -1}, {"start": "0"}, {"record": "quotes"}],
)
def test_wrong_values_are_refused(schema: dict[str, Any], change: dict[str, Any]) -> None:
    """Neither wrong types pass, nor null where a value is required."""
    assert not Draft202012Validator(schema).is_valid(to_json(BARE_QUOTE) | change)


def test_more_keys_are_allowed(schema: dict[str, Any]) -> None:
    """Later versions may add keys: the schema does not forbid them."""
    assert Draft202012Validator(schema).is_valid(to_json(BARE_QUOTE) | {"score": 1})


def test_kinds_and_classes_agree(schema: dict[str, Any]) -> None:
    """The kinds that the pack declares have the fields of the library's classes, in their order."""
    for kind in schema["oneOf"]:
        own = [field.name for field in attrs.fields(CLASSES[kind["title"]])]
        expected = [name for name in own if name not in (*COMMON, "evidence")]
        assert ["record", *COMMON, *expected, "evidence"] == kind["required"]


def test_all_types_are_described() -> None:
    """Every type that a pack may give a field has its JSON form."""
    assert set(TYPES) == set(TYPED)


def test_a_kind_of_a_pack(tmp_path: Path) -> None:
    """A pack's own kind is in the schema, and its records are valid by it."""
    pack = write_sanctions(tmp_path)
    extractor = Extractor(rules=[pack], records=["sanction"])
    validator = Draft202012Validator(make_schema(extractor.ruleset.kinds.values()))
    (found,) = extractor.extract(TEXT).records
    validator.validate(to_json(found))
    assert isinstance(found, Record)
    nobody = evolve(found, fields={**found.fields, "sender": None})
    assert not validator.is_valid(to_json(nobody))
