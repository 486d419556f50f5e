from pathlib import Path

import pytest
from made.command import call

from extractor import Extractor, UsageError
from extractor.checking import check
from extractor.checking.scaffolding import write_scaffold


def test_a_new_pack_holds(tmp_path: Path) -> None:
    """A new pack loads, nothing is odd in it, and it finds records of its own kind."""
    files = write_scaffold("openings", tmp_path)
    assert ["openings.yaml", "pack.yaml", "places.csv"] == sorted(path.name for path in files)
    checked = check([tmp_path / "openings"])
    assert ((), ()) == (checked.problems, checked.warnings)
    assert (1, 2, 2) == (checked.rules, checked.examples, checked.counter_examples)
    runner = Extractor(rules=[tmp_path / "openings"])
    (found,) = runner.extract("Then Ana Rojas opened a clinic.").of("openings")
    assert "health" == found.sort


def test_each_word_of_the_rule_is_needed(tmp_path: Path) -> None:
    """No line of the new rule can go without one of its examples noticing."""
    write_scaffold("openings", tmp_path)
    path = tmp_path / "openings" / "openings.yaml"
    text = path.read_text("utf-8")
    for piece, rest in (
        ("opened {determiner}", "{determiner}"),
        ("{determiner} ", ""),
        (" (on when:<Date>)?", ""),
        ("    unless:\n      - before: if\n", ""),
    ):
        assert piece in text
        path.write_text(text.replace(piece, rest), "utf-8")
        assert check([tmp_path / "openings"]).problems, piece


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Openings", "'Openings' is no name for a pack"),
        ("../up", "is no name for a pack"),
        ("", "'' is no name for a pack"),
        ("en", "the shipped rules have a 'en'"),
        ("quote", "the shipped rules have a 'quote'"),
    ],
)
def test_names_that_cannot_be(name: str, said: str, tmp_path: Path) -> None:
    """A name that cannot be one, or that the shipped rules have, is refused."""
    with pytest.raises(UsageError, match=said):
        write_scaffold(name, tmp_path)
    assert [] == list(tmp_path.iterdir())


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A folder that is there is left as it is, and the command says so."""
    (tmp_path / "openings").mkdir()
    done = call("rules", "new", "openings", folder=tmp_path)
    assert (2, b"") == (done.returncode, done.stdout)
    assert b"extractor: openings is there already; give another name" in done.stderr
    assert [] == list((tmp_path / "openings").iterdir())


def test_the_command(tmp_path: Path) -> None:
    """The command tells which files it wrote, and what to do next."""
    done = call("rules", "new", "openings", "--directory", "my/rules", folder=tmp_path)
    shown = done.stdout.decode().splitlines()
    assert "next: extractor rules check my/rules/openings" == shown.pop()
    assert all((tmp_path / line).is_file() for line in shown)
