import re
from pathlib import Path
from typing import Any

import pytest

from extractor import Extractor
from extractor.output import make_schema
from extractor.ruleset import load_ruleset
from extractor.ruleset.kinds import Kind

PAGE = (Path(__file__).parents[1] / "docs" / "records.md").read_text(encoding="utf-8")
KINDS = load_ruleset().kinds
SCHEMA = make_schema(KINDS.values())
PARTS = {
    "Span": "span",
    "Term": "term",
    "Speaker": "speaker",
    "Source": "source",
    "Timex": "time",
    "Spot": "place",
    "CountryMention": "country",
    "GroupMention": "group",
    "Evidence": "evidence",
}
PLAIN = {"string": "text", "integer": "number", "number": "share", "boolean": "yes or no"}
COMMON = ("record", "id", "doc", "start", "end", "text")


def section(heading: str) -> str:
    """Give what stands under a heading, up to the next one."""
    found = re.search(rf"^{heading}\n(.*?)(?=^#|\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert found is not None, heading
    return found[1]


def table(heading: str) -> dict[str, str]:
    """Give the keys of the table under a heading, each with what it holds."""
    return dict(re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", section(heading), re.MULTILINE))


def holds(schema: dict[str, Any]) -> str:
    """Say what a schema allows, in the words of the page."""
    if "const" in schema:
        return "text"
    if "oneOf" in schema:
        return f"{holds(schema['oneOf'][0])} or null"
    if "$ref" in schema:
        return PARTS[schema["$ref"].rpartition("/")[2]]
    if isinstance(schema["type"], list):
        return f"{PLAIN[schema['type'][0]]} or null"
    if schema["type"] == "array":
        return f"list of {holds(schema['items'])}"
    return PLAIN[schema["type"]]


def described(schema: dict[str, Any]) -> dict[str, str]:
    """Give the keys that a schema has, each with what it holds."""
    return {name: holds(each) for name, each in schema["properties"].items()}


@pytest.mark.parametrize("kind", SCHEMA["oneOf"], ids=lambda kind: kind["title"])
def test_every_field_of_a_kind_is_described(kind: dict[str, Any]) -> None:
    """The page has the fields of each kind, in their order, and what all records have."""
    expected = described(kind)
    shared = {name: expected.pop(name) for name in (*COMMON, "evidence")}
    assert list(expected.items()) == list(table(f"## {kind['title']}").items())
    assert list(shared.items()) == list(table("## Every record").items())


@pytest.mark.parametrize("name", PARTS)
def test_every_key_of_a_part_is_described(name: str) -> None:
    """The page has the keys of each part, in their order."""
    expected = described(SCHEMA["$defs"][name])
    assert list(expected.items()) == list(table(f"### {PARTS[name]}").items())


def test_no_part_is_left_out() -> None:
    """Each part of the schema is on the page."""
    assert set(SCHEMA["$defs"]) == set(PARTS)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_what_is_not_filled_yet_is_said(kind: Kind) -> None:
    """The page names the fields that no shipped rule captures or sets, and no others."""
    rules = [each for each in load_ruleset().rules if each.emits and each.target == kind.name]
    filled = {name for rule in rules for name in rule.fields()}
    said = re.search(
        r"^Not filled yet by the shipped rules: ([^.]*)\.", section(f"## {kind.name}"), re.MULTILINE
    )
    expected = [field.name for field in kind.fields if field.name not in filled]
    assert expected == (re.findall(r"`(\w+)`", said[1]) if said else [])


def test_values_of_dates() -> None:
    """Each text has the values that the table of dates gives, with a reference date and without."""
    rows = re.findall(
        r"^\| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \|$", section("## Dates"), re.MULTILINE
    )
    runner = Extractor(records=["time"])
    assert rows
    for text, counted, plain in rows:
        for date, value in (("2026-03-06", counted), (None, plain)):
            (found,) = runner.extract(f"It happened {text}.", date=date).records
            assert (text, value) == (text, found.value)
