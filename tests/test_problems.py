import ast
from pathlib import Path

from extractor.errors import Place, Problem
from extractor.problems import ERRORS, WARNINGS

CODE = Path(__file__).parents[1] / "extractor"


def named_in_code() -> set[str]:
    """Give the texts in the code that could be names of problems, but for where they are listed."""
    found = set()
    for path in CODE.rglob("*.py"):
        if path.name != "problems.py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
            found |= {text for text in texts if isinstance(text, str)}
    return found


def test_every_name_is_given_somewhere() -> None:
    """No name stands in the list that no problem has; those of what is unused are put together."""
    built = {"unused-lexicon", "unused-phrase"}
    assert {*ERRORS, *WARNINGS} - named_in_code() - built == set()


def test_no_name_is_both() -> None:
    """A name is that of an error or of a warning."""
    assert set(ERRORS).isdisjoint(WARNINGS)


def test_a_problem_shows_its_line() -> None:
    """Below the one line stands the line of the file, with carets under what is meant."""
    problem = Problem(
        Place("a.yaml", 3, 11),
        "no lexicon 'shop'",
        "mend it",
        "unknown-name",
        "    match: {shop} x",
    )
    assert problem.shown().splitlines() == [
        "a.yaml:3:11: no lexicon 'shop'; mend it [unknown-name]",
        "    3 |     match: {shop} x",
        "      |           ^",
    ]
    lexicon = Problem(Place("a.yaml", 3, 12), "no lexicon", "mend it", "tie", "    match: {shop} x")
    assert lexicon.shown().splitlines()[0] == "a.yaml:3:12: warning: no lexicon; mend it [tie]"
    assert lexicon.shown().splitlines()[2] == "      |            ^^^^^^"


def test_a_long_line_is_cut() -> None:
    """Of a line that fills a screen only what stands around the place is shown."""
    problem = Problem(
        Place("a.yaml", 1, 5001), "no", "mend it", "tie", "a" * 5000 + "b" + "c" * 5000
    )
    _, line, carets = problem.shown().splitlines()
    assert len(line) < 500
    assert "b" == line[carets.index("^")]


def test_a_problem_without_a_line() -> None:
    """Where there is no line to show, the one line is all."""
    problem = Problem(Place("gone"), "no such file", "give another", "unreadable")
    assert problem.shown() == "gone:1:1: no such file; give another [unreadable]"
    behind = Problem(Place("a.yaml", 1, 9), "nothing", "write", "missing-key", "a: b")
    assert behind.shown().endswith("    1 | a: b\n      |         ^")
