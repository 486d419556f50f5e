from pathlib import Path

import pytest

from extractor.checking import check
from extractor.command.main import main
from extractor.errors import Problem

PACK = """\
pack: port
allow: [unused-layer]
lexicons: {ship: {words: {ferry: motor, tug: motor, barque: sail}}}
phrases: {seen: (saw | met | heard)}
rules:
  - id: ship.seen
    layer: Ship
    match: |
      @seen the? ship:{ship.value=motor}
      {ship} ...3 not (nobody | {ship}) came
    unless:
      - before: "not | never"
    set: {kind: column(ship.value)}
    examples:
      - {text: We saw the ferry., gives: {text: saw the ferry, kind: motor}}
      - {text: They met tug., gives: {kind: motor}}
      - {text: The ferry that we saw came., gives: {text: ferry that we saw came}}
    not_examples:
      - {text: We met nobody., because: a ship is missing}
      - {text: We never met the tug., because: they did not}
      - {text: We saw the barque., because: it has no motor}
      - {text: The ferry nobody saw came., because: nobody saw it}
      - {text: The ferry went., because: it did not come}
      - {text: The train came., because: it is no ship}
      - {text: The ferry., because: nobody saw it}
"""


def told(folder: Path, pack: str = PACK) -> list[Problem]:
    """Check a pack alone, and give the warnings about parts that nothing needs."""
    path = folder / "port.yaml"
    path.write_text(pack)
    checked = check([path], shipped=False)
    assert [str(each) for each in checked.problems] == []
    return [each for each in checked.warnings if each.name == "unneeded-part"]


def test_each_part_is_shown_where_it_stands(tmp_path: Path) -> None:
    """Options of phrases, stops of gaps and options of conditions are told at their own place."""
    found = [(p.place.line, (p.line or "")[p.place.column - 1 :], p.what) for p in told(tmp_path)]
    assert found == [
        (4, "heard)}", "no example needs the option `heard`"),
        (10, "{ship}) came", "no example needs the stop `{ship}`"),
        (12, 'not | never"', "no example needs the option `not`"),
    ]


@pytest.mark.parametrize(
    ("taken", "part", "at"),
    [
        ("      - {text: They met tug., gives: {kind: motor}}\n", "option `met`", "met | heard"),
        ("      - {text: We saw the barque., because: it has no motor}\n", "constraint", "{ship."),
        ("      - {text: We never met the tug., because: they did not}\n", "condition", "before"),
    ],
)
def test_an_example_that_is_gone_is_missed(tmp_path: Path, taken: str, part: str, at: str) -> None:
    """Without an example the part that only it needed is told, where it stands."""
    before = {problem.what for problem in told(tmp_path)}
    gone = told(tmp_path, PACK.replace(taken, ""))
    found = [problem for problem in gone if problem.what not in before]
    assert any(
        part in problem.what and (problem.line or "")[problem.place.column - 1 :].startswith(at)
        for problem in found
    )


def test_what_a_list_may_hold_is_named_as_it_is_written(tmp_path: Path) -> None:
    """Of a list it is told that none of several, or none of more than two, is an example."""
    pack = (
        "pack: port\nallow: [unused-layer]\nlexicons: {ship: {words: [ferry, tug]}}\n"
        "phrases: {list_separator: ','}\n"
        "rules: [{id: ship.seen, layer: Ship, match: 'saw list(ship:{ship})', examples: "
        "[{text: 'We saw ferry%s.'%s}], not_examples: [{text: We saw it., because: no ship}, "
        "{text: The ferry., because: not seen}]}]\n"
    )
    one = told(tmp_path, pack % ("", ""))
    two = told(tmp_path, pack % (", tug", ", gives: {ship: [ferry, tug]}"))
    assert [p.what for p in one if "list" in p.what] == [
        "no example needs the repeat `list(ship:{ship}) of more than 1`"
    ]
    assert [p.what for p in two if "list" in p.what] == [
        "no example needs the repeat `list(ship:{ship}) of more than 2`"
    ]
    assert {(p.line or "")[p.place.column - 1 :][:5] for p in (*one, *two) if "list" in p.what} == {
        "list("
    }


def test_nothing_is_told_where_an_example_does_not_hold(tmp_path: Path) -> None:
    """An example that does not hold is mended first: what it would notice cannot be said."""
    path = tmp_path / "port.yaml"
    path.write_text(PACK.replace("text: saw the ferry,", "text: the ferry,"))
    checked = check([path], shipped=False)
    assert [each.name for each in checked.problems] == ["failing-example"]
    assert [each.name for each in checked.warnings] == []


def test_what_an_overlay_adds_is_looked_at(tmp_path: Path) -> None:
    """Of a rule of another pack only what the pack adds has to be needed."""
    port, desk = tmp_path / "port.yaml", tmp_path / "desk.yaml"
    port.write_text(PACK)
    desk.write_text(
        "pack: desk\noverlays:\n  - {rule: ship.seen, add_unless: [{document: storm | fog}],\n"
        "     add_not_examples: [{text: We saw the ferry. A storm came., because: it was far}]}\n"
    )
    checked = check([port, desk], shipped=False)
    assert [
        (p.place.path, p.what)
        for p in checked.warnings
        if p.name == "unneeded-part" and p.place.path == desk.as_posix()
    ] == [(desk.as_posix(), "no example needs the option `fog`")]


def test_a_frozen_case_can_need_a_part(tmp_path: Path) -> None:
    """What nothing but a frozen case needs is needed; cases that cannot be read are told."""
    cases = tmp_path / "port.cases.jsonl"
    cases.write_text(
        '{"rule": "ship.seen", "text": "I heard the tug.", "gives": {"kind": "motor"}}\n'
    )
    assert not any("heard" in problem.what for problem in told(tmp_path))
    cases.write_text("{}\n")
    checked = check([tmp_path / "port.yaml"], shipped=False)
    assert [problem.name for problem in checked.problems] == ["bad-case"]


def test_frozen_cases_are_never_outside_the_pack(tmp_path: Path) -> None:
    """A link to a file of somebody else is neither read nor written over."""
    pack, other = tmp_path / "port", tmp_path / "other.txt"
    pack.mkdir()
    (pack / "port.yaml").write_text(PACK)
    other.write_text("nobody's business\n")
    (pack / "cases.jsonl").symlink_to(other)
    (problem,) = check([pack], shipped=False).problems
    assert problem.name == "outside-pack"
    for verb in ("test", "freeze"):
        assert main(["rules", verb, str(pack)]) == 2
    assert other.read_text() == "nobody's business\n"
