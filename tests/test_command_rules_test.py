import json
from pathlib import Path

import pytest
from made.packs import write_broken

from extractor.command import progress
from extractor.command.main import main

Capture = pytest.CaptureFixture[str]

FLEET = """\
pack: fleet
lexicons:
  ship: {words: {ferry: motor, tug: motor, barque: sail}}
rules:
  - id: ship.old
    layer: Ship
    match: |
      the LOWER[0-2] kind:{ship}
    unless:
      - before: toy
    examples:
      - text: We saw the small old ferry.
        gives: {kind: ferry}
    not_examples:
      - text: We saw nothing.
        because: no ship
"""
SOUND = """\
pack: fleet
lexicons:
  ship: {words: {ferry: motor, tug: motor, barque: sail}}
rules:
  - id: ship.old
    layer: Ship
    match: |
      old kind:{ship}
    unless:
      - before: toy
    examples:
      - text: We saw old ferry Ana.
        gives: {kind: ferry}
    not_examples:
      - text: We saw a toy old ferry.
        because: a toy
      - text: We saw a ferry.
        because: nothing says that it is old
      - text: We saw old Ana.
        because: no ship
"""
# which of the settings the example sees
SETTINGS = """\
pack: fleet
kinds:
  loss:
    fields:
      ship: {type: text, required: yes}
      how: {type: text}
      sure: {type: text}
rules:
  - id: loss.sank
    emits: loss
    match: |
      ship:CAP sank
    set: {how: text(sank), sure: text(yes)}
    examples:
      - text: We saw Ana sank.
        gives: {how: sank}
    not_examples:
      - text: We saw Ana.
        because: she sails
      - text: We sank.
        because: no name
"""


def write(folder: Path, text: str) -> str:
    """Write a pack of one file, and give its path."""
    path = folder / "fleet.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_pack_that_holds(tmp_path: Path, capsys: Capture) -> None:
    """A rule of which every part is needed passes, and is counted."""
    assert main(["rules", "test", write(tmp_path, SOUND)]) == 0
    rule, last = capsys.readouterr().out.splitlines()
    assert rule.startswith("ship.old   1/1 examples   3/3 counter-examples   ")
    assert rule.endswith("   3/3 parts needed")
    assert last == "1 rule: all hold, and every part is needed"


def test_a_pattern_that_does_not_match_its_own_texts(tmp_path: Path, capsys: Capture) -> None:
    """A count that takes what stands behind it is shown with the shortest text that fails."""
    pack = write(tmp_path, FLEET)
    assert main(["rules", "test", pack]) == 1
    out = capsys.readouterr().out
    assert f"  FAILED {pack}:8:7: the pattern does not match the text that is made from it; " in out
    (shown,) = [line.split(maxsplit=1)[1] for line in out.splitlines() if "    text " in line]
    assert len(shown.split()) <= 4
    assert "chosen for kind:{ship}" in out


def test_a_part_that_nothing_needs(tmp_path: Path, capsys: Capture) -> None:
    """A condition that no counter-example needs is named with its place and what to do."""
    pack = write(tmp_path, FLEET)
    assert main(["rules", "test", pack]) == 1
    remedy = "add an example that holds only with it, or delete it"
    line = f"  FAILED {pack}:10:9: no example needs the condition `unless before toy`; {remedy}"
    assert line in capsys.readouterr().out.splitlines()


def test_a_setting_that_nothing_needs(tmp_path: Path, capsys: Capture) -> None:
    """The settings of a record are taken out too, and only those that no example sees are told."""
    assert main(["rules", "test", write(tmp_path, SETTINGS)]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if "the setting" in line]
    assert [line.split("`")[1] for line in told] == ["set sure"]


def test_an_argument_that_nothing_needs(tmp_path: Path, capsys: Capture) -> None:
    """So are the arguments of a setting, one by one."""
    settings = SETTINGS.replace("ship:CAP sank", "ship:CAP sank how:LOWER?").replace(
        "set: {how: text(sank), sure: text(yes)}", "set: {how: 'words(how, ship)'}"
    )
    assert main(["rules", "test", write(tmp_path, settings.replace("how: sank", "how: Ana"))]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if "the argument" in line]
    assert [line.split("`")[1] for line in told] == ["how of set how"]


def test_a_part_that_nothing_needs_is_allowed(tmp_path: Path, capsys: Capture) -> None:
    """A rule that allows parts which nothing needs has none of them taken out."""
    settings = SETTINGS.replace("ship:CAP sank", "ship:CAP sank how:LOWER?").replace(
        "set: {how: text(sank), sure: text(yes)}", "set: {how: 'words(how, ship)'}"
    )
    allowing = settings.replace("how: sank", "how: Ana").replace(
        "    match:", "    allow: [unneeded-part]\n    match:"
    )
    main(["rules", "test", write(tmp_path, allowing)])
    assert "no example needs" not in capsys.readouterr().out


def test_what_is_added_to_another_rule_is_tested(tmp_path: Path, capsys: Capture) -> None:
    """A shipped rule with an overlay is tested with all its examples, and with the part added."""
    added = "    add_not_examples: [{text: They moved to toy Ohio., because: a toy}]\n"
    overlay = "pack: desk\noverlays:\n  - rule: us_place.named\n    add_unless: [{before: toy}]\n"
    assert main(["rules", "test", write(tmp_path, overlay)]) == 1
    rule, failed, _ = capsys.readouterr().out.splitlines()
    assert rule.startswith("us_place.named   ")
    assert rule.endswith("   0/1 parts needed")
    assert "fleet.yaml:4:18: no example needs the condition `unless before toy`" in failed
    assert main(["rules", "test", write(tmp_path, overlay + added)]) == 0
    assert "   1/1 parts needed\n" in capsys.readouterr().out


def test_what_a_frozen_text_noticed_stays_noticed(tmp_path: Path) -> None:
    """A text stays when rules are frozen again, if nothing else notices a part that it does."""
    pack = write(tmp_path, SOUND.replace("a toy old ferry", "a toy ferry"))
    text = "We saw a toy old tug of no use."
    cases = tmp_path / "fleet.cases.jsonl"
    cases.write_text(json.dumps({"rule": "ship.old", "text": text, "gives": None}) + "\n")
    for _ in range(2):
        assert main(["rules", "freeze", pack]) == 0
        assert text in cases.read_text(encoding="utf-8")
    cases.write_text("no case\n")
    assert main(["rules", "freeze", pack]) == 0
    assert "no case" not in cases.read_text(encoding="utf-8")


def test_cases_of_new_rules_alone(tmp_path: Path, capsys: Capture) -> None:
    """With `--new` what is frozen stays to the letter, and a rule without a case gets some."""
    pack = write(tmp_path, SOUND)
    cases = tmp_path / "fleet.cases.jsonl"
    own = json.dumps({"rule": "ship.old", "text": "The old ferry left.", "gives": None}) + "\n"
    cases.write_text(own)
    assert main(["rules", "freeze", pack, "--new"]) == 0
    assert cases.read_text(encoding="utf-8") == own
    other = SOUND[SOUND.index("  - id: ship.old") :].replace("old", "new")
    write(tmp_path, SOUND + other)
    assert main(["rules", "freeze", pack, "--new"]) == 0
    lines = cases.read_text(encoding="utf-8").splitlines(keepends=True)
    assert own in lines
    lines.remove(own)
    assert {json.loads(line)["rule"] for line in lines} == {"ship.new"}
    frame = json.dumps({"rule": "ship.old", "frame": "A", "gives": {}, "columns": ["a"]})
    for bad, line in (("no case\n", 1), (f'{frame}\n["x", "y"]\n["x"]\n', 3)):
        cases.write_text(bad)
        assert main(["rules", "freeze", pack, "--new"]) == 2
        assert f"cases.jsonl:{line}:1: no frozen case" in capsys.readouterr().err


def test_processes_freeze_the_same(tmp_path: Path) -> None:
    """Several processes write the same cases as one."""
    pack = write(tmp_path, SOUND)
    cases = tmp_path / "fleet.cases.jsonl"
    frozen = []
    for jobs in ("1", "2"):
        assert main(["rules", "freeze", pack, "--jobs", jobs]) == 0
        frozen.append(cases.read_text(encoding="utf-8"))
        cases.unlink()
    assert frozen[0]
    assert frozen[0] == frozen[1]


def test_work_that_lasts_is_told_now_and_then(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody looks at a terminal a plain line says how far the work is, but not each time."""
    for pause, told in ((0.0, 3), (3600.0, 0)):
        monkeypatch.setattr(progress, "SELDOM", pause)
        steps = progress.Steps(3, "rules")
        for name in ("a.one", "b.two", "c.three"):
            steps.show(name)
        steps.hide()
        lines = capsys.readouterr().err.splitlines()
        assert len(lines) == told
        assert lines[-1:] == (["extractor: 3 of 3 rules: c.three"] if told else [])


def test_an_example_that_does_not_hold(tmp_path: Path, capsys: Capture) -> None:
    """An example that does not hold is shown with its text and what made the field."""
    pack = write(tmp_path, SOUND.replace("{kind: ferry}", "{kind: tug}"))
    assert main(["rules", "test", pack]) == 1
    out = capsys.readouterr().out
    assert "ship.old gives kind ['ferry'], not 'tug'" in out
    assert "    made by   'ferry' (11-16) -> ship.old#1" in out


def test_frozen_cases_notice_a_word_and_a_value(tmp_path: Path, capsys: Capture) -> None:
    """What was frozen notices a word that is dropped, and a value that is changed."""
    pack = write(tmp_path, SOUND)
    assert main(["rules", "freeze", pack]) == 0
    assert "fleet.cases.jsonl: " in capsys.readouterr().out
    assert main(["rules", "test", pack]) == 0
    assert " frozen " in capsys.readouterr().out
    for old, new, said in (
        (", barque: sail", "", "ship.old finds nothing in"),
        ("tug: motor", "tug: sail", "ship.old gives kind.value 'sail', not 'motor'"),
    ):
        write(tmp_path, SOUND.replace(old, new))
        assert main(["rules", "test", pack]) == 1
        assert "fleet.cases.jsonl:" in (out := capsys.readouterr().out)
        assert said in out


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, capsys: Capture) -> None:
    """Two runs with one seed, with one process or two, print the same."""
    pack = write(tmp_path, FLEET + FLEET.split("rules:\n")[1].replace("ship.old", "ship.new"))
    printed = set()
    for words in ([], ["--jobs", "2"]):
        main(["rules", "test", pack, "--seed", "3", *words])
        printed.add(capsys.readouterr().out)
    assert len(printed) == 1


def test_json(tmp_path: Path, capsys: Capture) -> None:
    """As JSON each rule has its counts and its failures, with their places."""
    pack = write(tmp_path, FLEET)
    assert main(["rules", "test", pack, "--format", "json", "--rule", "ship.old"]) == 1
    (rule,) = json.loads(capsys.readouterr().out)["rules"]
    assert rule["examples"] == {"held": 1, "of": 1}
    assert rule["place"] == f"{pack}:5:9"
    assert {failure["sort"] for failure in rule["failures"]} == {"generated", "needed"}


def test_several_rules(tmp_path: Path, capsys: Capture) -> None:
    """With --rule those rules are tested that were named, each once, and no other one."""
    rule = SOUND.split("rules:\n")[1]
    others = (rule.replace("ship.old", f"ship.{name}") for name in ("aged", "worn"))
    pack = write(tmp_path, SOUND + "".join(others))
    main(["rules", "test", pack, *("--rule", "ship.worn", "--rule", "ship.old"), "--rule=ship.old"])
    shown = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in shown if line.startswith("ship.")] == [
        "ship.old",
        "ship.worn",
    ]


def test_wrong_use(tmp_path: Path, capsys: Capture) -> None:
    """Rules that do not load, a rule that is not there and a budget of nothing are refused."""
    assert main(["rules", "test", write_broken(tmp_path)]) == 2
    pack = write(tmp_path, SOUND)
    assert main(["rules", "test", pack, "--rule", "ship.odd"]) == 2
    assert "no rule 'ship.odd' here; did you mean 'ship.old'?" in capsys.readouterr().err
    assert main(["rules", "test", pack, "--budget", "0"]) == 2
    assert "no count: '0'; give a whole number above 0" in capsys.readouterr().err


def test_a_case_that_is_none(tmp_path: Path, capsys: Capture) -> None:
    """A line of frozen cases that is none is told with its place."""
    pack = write(tmp_path, SOUND)
    (tmp_path / "fleet.cases.jsonl").write_text("[1]\n")
    assert main(["rules", "test", pack]) == 2
    assert (
        "fleet.cases.jsonl:1:1: no frozen case; freeze the cases again" in capsys.readouterr().err
    )
