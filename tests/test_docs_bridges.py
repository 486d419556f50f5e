"""The page of bridges: each example prints what it shows, where its library is installed."""

import doctest
import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[1] / "docs" / "bridges.md").read_text(encoding="utf-8")
FIRST, *SECTIONS = re.split(r"^##+ ", PAGE, flags=re.MULTILINE)
BLOCK = re.compile(r"^```pycon\n(.*?)^```$", re.DOTALL | re.MULTILINE)
IMPORT = re.compile(r"^>>> (?:import|from) ([\w.]+)", re.MULTILINE)
EXAMPLES = {section.split("\n")[0]: BLOCK.findall(section) for section in SECTIONS}


def test_every_bridge_has_an_example() -> None:
    """Of what the table names, nothing is only told of."""
    told = re.findall(r"^\| \[(\w+)\]", FIRST, re.MULTILINE)
    assert len(told) == 8
    assert set(told) == {name for name, found in EXAMPLES.items() if found}


@pytest.mark.parametrize("name", [name for name, found in EXAMPLES.items() if found])
def test_an_example_prints_what_it_shows(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands below each line is what it prints."""
    monkeypatch.chdir(tmp_path)
    text = "".join(EXAMPLES[name])
    for package in IMPORT.findall(text):
        if not package.startswith("extractor"):
            pytest.importorskip(package)
    given = "".join(BLOCK.findall(FIRST)) + text
    test = doctest.DocTestParser().get_doctest(given, {}, name, None, None)
    told: list[str] = []
    failed = doctest.DocTestRunner(verbose=False).run(test, out=told.append).failed
    assert not failed, "".join(told)
