import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def names(text: str) -> list[str]:
    """Give the modules that a line names."""
    return re.findall(r"\w+", text)


def test_files_that_are_named_are_there() -> None:
    """Each file or folder that the page names stands in the project."""
    found = set(re.findall(r"`([\w/]+(?:\.(?:py|yaml|csv)|/))`", PAGE))
    assert len(found) > 20
    for name in found:
        assert (ROOT / name).exists() or (ROOT / "extractor" / name).exists(), name


def test_the_order_of_packages_is_that_of_the_contract() -> None:
    """The page lists the packages in the order in which they may import each other."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (layers,) = (each["layers"] for each in contracts if each["type"] == "layers")
    expected = [name for layer in layers for name in names(layer) if name != "extractor"]
    table = re.search(r"^\| package .*?\n\n", PAGE, re.DOTALL | re.MULTILINE)
    assert table is not None
    rows = table[0].splitlines()[2:]
    assert expected == [name for row in rows if row for name in names(row.split("|")[1])]


def test_fenced_packages_stand_where_the_contracts_let_them() -> None:
    """A foreign package stands in the table beside all that may import it, and nothing else."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for contract in settings["tool"]["importlinter"]["contracts"]:
        for foreign in contract.get("forbidden_modules", ()):
            shown = re.findall(rf"^\| `(\w+)` \| `{foreign}` \|$", PAGE, re.MULTILINE)
            refused = {name.removeprefix("extractor.") for name in contract["source_modules"]}
            assert shown
            assert not set(shown) & refused
