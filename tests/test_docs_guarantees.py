import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "guarantees.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_every_promise_names_tests_that_exist() -> None:
    """Each line of the table of promises names a test, and each test that is named is there."""
    table = PAGE.partition("## Promises")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")][2:]
    assert len(lines) > 20
    assert [line for line in lines if not NAMED.search(line)] == []
    for path, name in NAMED.findall(PAGE):
        text = (ROOT / path).read_text(encoding="utf-8")
        assert not name or f"def {name}(" in text, f"{path}::{name}"


def test_no_test_file_is_passed_over() -> None:
    """A file that cannot be imported is an error: else its promises would be kept by nobody."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    options = settings["pytest"]["ini_options"]["addopts"]
    assert "--doctest-modules" in options
    assert "--doctest-ignore-import-errors" not in options
