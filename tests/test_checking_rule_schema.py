import json
import re
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from drawn.broken import WHOLE
from jsonschema import Draft202012Validator

from extractor import RuleError
from extractor.checking.rule_schema import make_rule_schema
from extractor.command.main import main
from extractor.ruleset import load_ruleset
from extractor.ruleset.loading import load_packs

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r'^```yaml(?: title="([^"]+)")?\n(.*?)^```$', re.DOTALL | re.MULTILINE)
VALIDATOR = Draft202012Validator(make_rule_schema())
# Problems of the structure, of which the schema tells too.
STRUCTURE = {"wrong-form", "unknown-key", "missing-key", "bad-value", "bad-name", "bad-condition"}
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")


def as_read(text: str) -> Any:  # noqa: ANN401 - any JSON - a tree of lists and mappings
    """Give a YAML file as the library reads it: every value is a text."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the one that makes texts only


def as_edited(value: Any) -> Any:  # noqa: ANN401 - any JSON - as above
    """Give it as an editor reads it: numbers, true and nothing are what YAML 1.2 takes them for."""
    if isinstance(value, dict):
        return {key: as_edited(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_edited(each) for each in value]
    if NUMBER.fullmatch(value):
        return float(value) if "." in value else int(value)
    return {"true": True, "false": False, "": None, "null": None}.get(value, value)


def rule_files() -> list[str]:
    """Give all rule files of the library, its pages and its tests that are meant to be sound."""
    files = [*(ROOT / "rules").rglob("*.yaml"), *(ROOT / "tests" / "rules").rglob("*.yaml")]
    texts = [path.read_text("utf-8") for path in files if path.name != "manifest.yaml"]
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        blocks = BLOCK.findall(page.read_text("utf-8"))
        texts += [text for title, text in blocks if "broken" not in title and "rules:" in text]
    return [*texts, yaml.safe_dump(WHOLE)]


def errors(value: Any) -> list[str]:  # noqa: ANN401 - any JSON - as above
    """Give what the schema has against a file."""
    return [error.message for error in VALIDATOR.iter_errors(value)]


def test_sound_files_are_sound_for_editors() -> None:
    """Every rule file that loads fits the schema, as the library and as an editor reads it."""
    texts = rule_files()
    assert len(texts) > 20
    for text in texts:
        assert (errors(as_read(text)), text) == ([], text)
        assert (errors(as_edited(as_read(text))), text) == ([], text)


def paths(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401 - any JSON
    """Give the ways to all values of a tree, but for the top."""
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    found = []
    for key, value in inner:
        found.append((*path, key))
        if isinstance(value, dict | list):
            found += paths(value, (*path, key))
    return found


def changed(whole: dict[str, Any], random: Random) -> dict[str, Any]:
    """Give a sound file with one value that has another form, is gone, or has another key."""
    whole = deepcopy(whole)
    path = random.choice(paths(whole))
    node: Any = whole
    for key in path[:-1]:
        node = node[key]
    way = random.choice(("list", "mapping", "nested", "gone", "key", "list of lists"))
    if way == "gone":
        del node[path[-1]]
    elif way == "key" and isinstance(node, dict):
        node["kez"] = node.pop(path[-1])
    else:
        forms = {"list": ["x"], "mapping": {"x": "y"}, "list of lists": [["x"]]}
        node[path[-1]] = forms.get(way, [{"x": ["y"]}])
    return whole


@pytest.mark.parametrize("part", range(4))
def test_broken_files_are_broken_for_both(part: int, tmp_path: Path) -> None:
    """A file whose structure is broken is refused by the schema and the loader, or by neither."""
    base = as_read(yaml.safe_dump(WHOLE))
    (tmp_path / "towns.csv").write_text("phrase,code\nLima,PE\n")
    (tmp_path / "odd.csv").write_text("lemma,past\nbake,baked\n")
    random = Random(part)
    refused = 0
    for _ in range(150):
        broken = changed(base, random)
        text = yaml.safe_dump(broken, sort_keys=False)
        (tmp_path / "pack.yaml").write_text(text)
        problems = []
        try:
            load_ruleset([tmp_path], shipped=False)
        except RuleError as error:
            problems = [f"{p}" for p in error.problems if p.name in STRUCTURE]
        told = errors(broken)
        assert bool(problems) == bool(told), f"{text}\n{problems}\n{told}"
        refused += bool(told)
    assert 30 < refused < 150


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    """`extractor rules schema` prints the schema, which is one, with a word on every key."""
    assert main(["rules", "schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    assert schema == make_rule_schema()
    for section in schema["$defs"].values():
        assert all(key["description"] for key in section["properties"].values())


def test_shipped_files_are_read_with_their_bytes() -> None:
    """What editors are shown and what is loaded are the same files."""
    files = load_packs().files
    assert {Path(path).name for path in files} >= {"quotes.yaml", "kinds.yaml"}
