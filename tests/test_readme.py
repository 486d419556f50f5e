"""The README: what it shows is what happens."""

import doctest
import re
from pathlib import Path

from extractor import Extractor
from extractor.checking import check

README = Path(__file__).parents[1] / "README.md"


def test_the_python_example() -> None:
    """The example in Python gives what stands there."""
    result = doctest.testfile(str(README), module_relative=False)
    assert (result.attempted, result.failed) == (6, 0)


def test_the_rule(tmp_path: Path) -> None:
    """The rule of the README loads, holds its examples, and emits a record of its own kind."""
    found = re.search(r"```yaml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert found is not None
    pack = tmp_path / "resignations.yaml"
    pack.write_text(found[1], "utf-8")
    checked = check([pack])
    assert (checked.problems, checked.rules, checked.examples) == ((), 1, 1)
    engine = Extractor(rules=pack, records=["resignation"])
    record = engine.extract("Ana Rojas stepped down on Friday.", date="2026-11-20").records[0]
    assert (record.record, record.who.name, record.day) == (
        "resignation",
        "Ana Rojas",
        "2026-11-20",
    )


def test_the_output() -> None:
    """The record that the README shows is one that the command prints."""
    from extractor.output import write_text  # noqa: PLC0415 - the front door does not show it

    seed = next((README.parent / "seeds").glob("*.txt"))
    found = Extractor().extract(seed.read_text("utf-8"), date="2019-04-05", id=seed.name)
    shown = re.search(r"```text\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert shown is not None
    assert shown[1] in "".join(write_text([found]))
