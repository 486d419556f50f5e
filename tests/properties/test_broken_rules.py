from pathlib import Path
from tempfile import TemporaryDirectory

from drawn.broken import ODD, TOWNS, WHOLE, broken_files
from hypothesis import example, given, settings

from extractor import Extractor, RuleError
from extractor.ruleset import load_ruleset


def load(data: bytes, folder: Path) -> RuleError | None:
    """Load a rule file beside two word lists, and run it if it loads; give the error if not."""
    (folder / "towns.csv").write_text(TOWNS)
    (folder / "odd.csv").write_text(ODD)
    (folder / "pack.yaml").write_bytes(data)
    try:
        ruleset = load_ruleset([folder], shipped=False)
    except RuleError as error:
        return error
    engine = Extractor.of_ruleset(ruleset, records=tuple(ruleset.kinds))
    engine.extract("Ana baked the second cake in Lima. “A b c,” said Mr. Rojas.")
    return None


def test_the_pack_that_is_broken_below_is_sound(tmp_path: Path) -> None:
    """The pack that the next test changes loads as it stands."""
    import yaml  # noqa: PLC0415 - of this test only

    assert load(yaml.safe_dump(WHOLE).encode(), tmp_path) is None


@settings(max_examples=500)
@given(broken_files())
@example(b"rules: [{id: &a x.y}]")
def test_any_file_loads_or_is_refused_with_places(data: bytes) -> None:
    """A file loads, and then runs, or each of its problems has a place inside it and a remedy."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        error = load(data, folder)
        if error is None:
            return
        assert error.problems
        for problem in error.problems:
            path = Path(problem.place.path)
            lines = (
                path.read_bytes().decode("utf-8-sig", "replace").split("\n")
                if path.is_file()
                else [""]
            )
            assert folder in (path, path.parent)
            assert 1 <= problem.place.line <= len(lines)
            assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
            assert problem.what
            assert problem.remedy
            assert len(str(problem).splitlines()) == 1
