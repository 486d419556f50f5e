"""Tests of `extractor rules measure`: judged records become figures in rule files."""

import json
from pathlib import Path

import pytest
from made.packs import MOVES

from extractor.command.main import main
from extractor.ruleset import load_ruleset

PACK = (
    f"pack: moves\n{MOVES}"
    """\
  # this one is about those who moved
  - id: move.old
    emits: move
    match: 'who:(NAME) {moving}'
    measured:
      precision: 0.1
      count: 10

    examples: [{text: Ana moved., gives: {who: Ana}}]
    not_examples: [{text: They moved., because: nobody is named}]
  - about: a move that is over
    id: move.new
    emits: move
    match: 'who:(NAME) has {moving}'
    examples: [{text: Ana has moved., gives: {who: Ana}}]
    not_examples: [{text: They have moved., because: nobody is named}]
"""
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder with a pack and judged records."""
    monkeypatch.chdir(tmp_path)
    Path("moves").mkdir()
    Path("moves/moves.yaml").write_text(PACK, "utf-8")
    Path("d.txt").write_text("Ana moved. Bo moved. Eva moved. Ida has moved.", "utf-8")
    return tmp_path


def judge(rights: list[bool | str]) -> None:
    """Extract, and say of each record whether it is right."""
    words = ["extract", "d.txt", "--rules", "moves", "--records", "move", "--format", "jsonl"]
    assert main([*words, "-o", "r.jsonl"]) == 0
    records = [json.loads(line) for line in Path("r.jsonl").read_text("utf-8").splitlines()]
    judged = [{**record, "right": right} for record, right in zip(records, rights, strict=True)]
    Path("j.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in judged), "utf-8")


@pytest.mark.usefixtures("folder")
def test_judged_records_become_the_figures_of_their_rules(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Only the lines of `measured` change, and what is extracted next carries the precision."""
    judge([True, False, True, True])
    assert main(["rules", "measure", "j.jsonl", "moves", "--corpus", "spring"]) == 0
    assert "move.old: right in 2 of 3" in capsys.readouterr().out
    rules = {r.id: r.measured for r in load_ruleset([Path("moves")]).rules if r.pack == "moves"}
    old, new = rules["move.old"], rules["move.new"]
    assert old
    assert new
    assert (old.precision, old.count, new.precision, new.count) == (0.67, 3, 1.0, 1)
    assert old.corpus.startswith("spring ")
    written = Path("moves/moves.yaml").read_text("utf-8")
    kept = [line for line in written.splitlines() if "measured" not in line]
    assert kept == [
        line
        for line in PACK.splitlines()
        if "measured" not in line and line.strip() not in ("precision: 0.1", "count: 10")
    ]
    # measured again, the same judgements give the same file
    assert main(["rules", "measure", "j.jsonl", "moves", "--corpus", "spring"]) == 0
    assert Path("moves/moves.yaml").read_text("utf-8") == written


@pytest.mark.usefixtures("folder")
def test_what_nobody_has_judged_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A line without a judgement stops the run, and no file changes."""
    judge([True, True, "maybe", True])
    assert main(["rules", "measure", "j.jsonl", "moves"]) != 0
    assert "j.jsonl:3: no judged record" in capsys.readouterr().err
    assert Path("moves/moves.yaml").read_text("utf-8") == PACK
    assert main(["rules", "measure", "gone.jsonl", "moves"]) == 2
    assert "cannot read gone.jsonl" in capsys.readouterr().err
