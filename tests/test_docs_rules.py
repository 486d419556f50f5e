from pathlib import Path

import pytest

from extractor.command.main import main

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "rules"
CORPUS = [*sorted(ROOT.glob("tests/golden/*.txt")), *sorted(ROOT.glob("seeds/*.txt"))]
COMMAND = "extractor rules pages docs/rules --corpus tests/golden/*.txt seeds/*.txt"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of pages that the verb writes today."""
    folder = tmp_path_factory.mktemp("rules")
    assert main(["rules", "pages", str(folder), "--corpus", *map(str, CORPUS)]) == 0
    return folder


def test_there_is_a_page_for_each_rule(written: Path) -> None:
    """The pages of the documentation are those of the rules that are shipped, no more, no fewer."""
    expected, actual = ({path.name for path in each.iterdir()} for each in (written, FOLDER))
    assert expected == actual, f"run `{COMMAND}`"


def test_pages_are_up_to_date(written: Path) -> None:
    """Each page of the documentation is what the verb writes today, to the byte."""
    outdated = [
        path.name
        for path in sorted(written.iterdir())
        if not (FOLDER / path.name).is_file()
        or (FOLDER / path.name).read_bytes() != path.read_bytes()
    ]
    assert not outdated, f"run `{COMMAND}`"


def test_the_command_is_that_of_the_documentation() -> None:
    """The page of the command names the call by which these pages are written again."""
    assert COMMAND in (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
