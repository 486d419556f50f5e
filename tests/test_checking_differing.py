import datetime
import json
import shutil
from pathlib import Path

import pytest
from made.command import call
from made.packs import SANCTIONS

from extractor import Document, RuleError
from extractor.checking.differing import diff, load_side
from extractor.ruleset import load_ruleset

RULES = Path(__file__).parents[1] / "rules"
TEXT = "On Monday Peru imposed tariffs. Then Chile slapped sanctions on Peru. Bolivia left."


def write(folder: Path, name: str, *changes: tuple[str, str]) -> Path:
    """Write the pack of sanctions with some changes."""
    text = SANCTIONS
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def compare(old: Path, new: Path, text: str = TEXT) -> list[tuple[str, ...]]:
    """Give the differences in short."""
    found = diff(load_side(str(old)), load_side(str(new)), [Document(text, "a")])
    return [
        (each.status, each.rule, each.span.text, *(field.name for field in each.fields))
        for each in found.differences
        if each.record == "sanction"
    ]


def test_a_pack_is_like_itself(tmp_path: Path) -> None:
    """Between a pack and its copy nothing differs, though their files have other names."""
    assert [] == compare(write(tmp_path, "old"), write(tmp_path, "new"))


def test_lost_and_gained(tmp_path: Path) -> None:
    """What only one of the two finds is lost or gained, by the rule that finds it."""
    old = write(tmp_path, "old")
    new = write(tmp_path, "new", ("words: [imposed, slapped]", "words: [imposed]"))
    row = ("sanction.imposed", "Chile slapped sanctions")
    assert [("lost", *row)] == compare(old, new)
    assert [("gained", *row)] == compare(new, old)


def test_changed(tmp_path: Path) -> None:
    """What both find at one place with other values is changed, in the fields that differ."""
    old = write(tmp_path, "old")
    new = write(tmp_path, "new", ("measure:(sanctions |", "measure:(sanctions (on NAME)? |"))
    text = "Chile slapped sanctions on Peru"
    row = ("changed", "sanction.imposed", text, "end", "text", "measure")
    assert [row] == compare(old, new)


def test_made_by_another_rule(tmp_path: Path) -> None:
    """A record that another rule makes now is changed, and says which one made it before."""
    new = write(tmp_path, "new", ("id: sanction.imposed", "id: sanction.other"))
    found = diff(load_side(str(write(tmp_path, "old"))), load_side(str(new)), [Document(TEXT)])
    assert {("sanction.other", "sanction.imposed")} == {
        (each.rule, each.was) for each in found.differences
    }


def test_counts_and_context(tmp_path: Path) -> None:
    """Numbers are given by rule, and each difference with the words around it."""
    new = write(tmp_path, "new", ("words: [imposed, slapped]", "words: [imposed]"))
    found = diff(load_side(str(write(tmp_path, "old"))), load_side(str(new)), [Document(TEXT)])
    (count,) = found.rules
    assert ("sanction.imposed", 1, 0, 1, 0) == (
        count.rule, count.same, count.gained, count.lost, count.changed
    )  # fmt: skip
    (lost,) = found.differences
    assert ("On Monday Peru imposed tariffs. Then ", " on Peru. Bolivia left.") == (
        lost.before, lost.behind
    )  # fmt: skip


def test_a_shipped_pack_is_replaced_by_one_of_its_name(tmp_path: Path) -> None:
    """A changed copy of a shipped pack stands in its place, whatever its folder is called."""
    shutil.copytree(RULES / "en", tmp_path / "mine")
    rules = tmp_path / "mine" / "dates.yaml"
    written = rules.read_text("utf-8").replace("{time: day}", "{time: day(prefer=future)}")
    rules.write_text(written, "utf-8")
    changed = load_side(str(tmp_path / "mine"))
    assert set(changed.packs) == set(load_ruleset().packs)
    document = Document("They met on 3 March.", "", datetime.date(2026, 5, 1))
    (found,) = diff(load_ruleset(), changed, [document]).differences
    assert ["date"] == [field.name for field in found.fields]
    assert ("2026-03-03", "2027-03-03") == (
        found.fields[0].old["value"], found.fields[0].new["value"]
    )  # fmt: skip


def test_a_folder_with_a_manifest_holds_all_packs(tmp_path: Path) -> None:
    """A copy of all shipped rules stands for itself, without the shipped ones beside it."""
    shutil.copytree(RULES, tmp_path / "rules")
    whole = load_side(str(tmp_path / "rules"))
    assert set(whole.packs) == set(load_ruleset().packs)
    assert all(pack.path.startswith(tmp_path.as_posix()) for pack in whole.packs.values())


def test_a_side_that_is_not_there(tmp_path: Path) -> None:
    """A path that leads nowhere is told as for any other verb."""
    with pytest.raises(RuleError, match="no such file or folder"):
        load_side(str(tmp_path / "nothing"))


def test_the_command(tmp_path: Path) -> None:
    """The exit status is 0 for no difference, 1 for some, 2 for trouble, as that of `diff` is."""
    write(tmp_path, "old")
    write(tmp_path, "new", ("words: [imposed, slapped]", "words: [imposed]"))
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    verb = ("rules", "diff")
    same = call(*verb, "old.yaml", "old.yaml", "--corpus", "a.txt", folder=tmp_path)
    assert (0, b"1 document, 3 records alike, 0 gained, 0 lost, 0 changed\n", b"") == (
        same.returncode, same.stdout, same.stderr
    )  # fmt: skip
    other = call(*verb, "old.yaml", "new.yaml", "--corpus", "a.txt", "--format", "json",
                 folder=tmp_path)  # fmt: skip
    assert 1 == other.returncode
    assert ["lost"] == [each["status"] for each in json.loads(other.stdout)["differences"]]
    text = call(*verb, "old.yaml", "new.yaml", "--corpus", "a.txt", folder=tmp_path).stdout.decode()
    assert "] ." not in text
    for words in (("old.yaml", "none.yaml", "--corpus", "a.txt"),
                  ("old.yaml", "old.yaml", "--corpus", "a.txt", "none.txt")):  # fmt: skip
        trouble = call(*verb, *words, folder=tmp_path)
        assert 2 == trouble.returncode
        assert b"none" in trouble.stderr
        assert b"Traceback" not in trouble.stderr
