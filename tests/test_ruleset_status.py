"""Tests of what rules say of their own age: trial, stable, deprecated, and what replaces them."""

from pathlib import Path

import pytest
from made.packs import MOVES

from extractor.checking import check
from extractor.errors import RuleError
from extractor.ruleset import load_ruleset

OLD = (
    f"pack: old\n{MOVES}"
    """\
  - id: move.old
    emits: move
    STATUS
    match: 'who:(NAME) {moving}'
    examples: [{text: Ana moved., gives: {who: Ana}}]
    not_examples: [{text: They moved., because: nobody is named}]
  - id: move.new
    emits: move
    match: 'who:(NAME) has {moving}'
    examples: [{text: Ana has moved., gives: {who: Ana}}]
    not_examples: [{text: They have moved., because: nobody is named}]
"""
)
YOUNG = """\
pack: young
rules:
  - id: move.mine
    extends: move.old
    match: 'who:(NAME) had {moving}'
    examples: [{text: Ana had moved., gives: {who: Ana}}]
    not_examples: [{text: They had moved., because: nobody is named}]
overlays:
  - rule: move.old
    add_unless: [{before: not}]
    add_not_examples: [{text: not Ana moved, because: it is denied}]
"""
DEPRECATED = "status: deprecated\n    replaced_by: move.new"


def write(folder: Path, status: str) -> list[Path]:
    """Write two packs, of which one leans on the other."""
    for name, text in (("old", OLD.replace("STATUS", status)), ("young", YOUNG)):
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return [folder / "young.yaml", folder / "old.yaml"]


def test_who_leans_on_a_deprecated_rule_is_warned(tmp_path: Path) -> None:
    """Each place that extends the rule or adds to it is told, with what to use."""
    told = [
        (problem.place.line, str(problem))
        for problem in check(write(tmp_path, DEPRECATED), shipped=False).warnings
        if problem.name == "deprecated-rule"
    ]
    assert [line for line, _ in told] == [4, 9]
    assert all("move.old is deprecated; use move.new" in text for _, text in told)


@pytest.mark.parametrize("status", ["status: stable", "status: trial", ""])
def test_nobody_is_warned_of_other_rules(tmp_path: Path, status: str) -> None:
    """A rule that is not to go may be leaned on, and one that extends it is stable itself."""
    paths = write(tmp_path, status)
    assert not [p for p in check(paths, shipped=False).warnings if p.name == "deprecated-rule"]
    (mine,) = [r for r in load_ruleset(paths, shipped=False).rules if r.id == "move.mine"]
    assert mine.status == "stable"


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("status: old", "`status` cannot be 'old'"),
        ("status: deprecated\n    replaced_by: move.gone", "no rule 'move.gone'"),
        ("replaced_by: move.new", "move.old is replaced, but stable"),
    ],
)
def test_what_cannot_be_is_an_error(tmp_path: Path, status: str, told: str) -> None:
    """An unknown status, a rule that is not there, or one replaced that is not to go."""
    with pytest.raises(RuleError, match=told):
        load_ruleset(write(tmp_path, status), shipped=False)
