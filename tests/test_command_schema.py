import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from made.packs import write_sanctions

from extractor.command.main import main
from extractor.output import make_schema
from extractor.ruleset import load_ruleset


def test_the_schema_of_the_shipped_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed is the schema of the kinds that the library ships."""
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == make_schema(load_ruleset().kinds.values())


def test_the_schema_with_a_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --rules a pack's own kinds are in it."""
    assert main(["schema", "--rules", write_sanctions(tmp_path)]) == 0
    schema = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    (own,) = [kind for kind in schema["oneOf"] if kind["title"] == "sanction"]
    assert own["properties"]["sender"] == {
        "$ref": "#/$defs/CountryMention",
        "description": "who imposes it",
    }
    assert own["properties"]["final"] == {"type": "boolean"}
