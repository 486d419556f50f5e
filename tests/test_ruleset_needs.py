from pathlib import Path

import pytest

from extractor import Extractor, RuleError
from extractor.command.main import main
from extractor.ruleset import load_ruleset
from extractor.ruleset.versions import read_range, read_version

RULES = "rules: [{id: town.named, layer: Town, match: Lima}]\n"
NEWER = 'pack: newer\nneeds: {engine: ">=99"}\nrulez: []\nrules: [{id: a.b, withim: x}]\n'


def write(folder: Path, **packs: str) -> list[Path]:
    """Write packs as files, and give their paths."""
    for name, text in packs.items():
        (folder / f"{name}.yaml").write_text(text)
    return [folder / f"{name}.yaml" for name in packs]


def refusal(folder: Path, **packs: str) -> list[str]:
    """Give what is said of packs that cannot be used together, without the folder."""
    with pytest.raises(RuleError) as raised:
        load_ruleset(write(folder, **packs), shipped=False)
    return [str(problem).replace(f"{folder}/", "") for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        (">=0.1, <2", ["0.1", "0.1.0", "1.99", "1.0rc1"], ["0.0.9", "2", "2.0.0", "2.1"]),
        ("==1.2", ["1.2", "1.2.0"], ["1.2.1"]),
        ("!=1.2,>1", ["1.1", "2"], ["1", "1.2"]),
        ("<=1.10", ["1.9", "1.10"], ["1.11"]),
    ],
)
def test_ranges(text: str, inside: list[str], outside: list[str]) -> None:
    """A version lies in a range where all its bounds hold, number by number."""
    versions = read_range(text)
    assert [version for version in (*inside, *outside) if versions.holds(version)] == inside


def test_odd_versions() -> None:
    """A version without a number is before all others; noughts at the end do not count."""
    assert (read_version("beta"), read_version("1.0.0")) == ((), (1,))


@pytest.mark.parametrize("text", ["1.2", "~=1", ">=x", "", ">=1 <2"])
def test_what_is_no_range(text: str, tmp_path: Path) -> None:
    """A range that cannot be read is told at its place."""
    needs = f'pack: a\nneeds: {{engine: "{text}"}}\n'
    assert refusal(tmp_path, a=needs) == [
        f"a.yaml:2:17: no range of versions: {text!r}; write `>=0.1, <2`"
    ]


def test_a_pack_for_a_newer_library_is_left_out(tmp_path: Path) -> None:
    """It is left out with a notice, whatever it holds that is not known yet; the others work."""
    ruleset = load_ruleset(write(tmp_path, newer=NEWER, town=RULES), shipped=False)
    assert (list(ruleset.packs), [rule.id for rule in ruleset.rules]) == (["town"], ["town.named"])
    (notice,) = ruleset.notices
    assert str(notice).replace(f"{tmp_path}/", "") == (
        "newer.yaml:2:17: warning: the pack 'newer' is for a library >=99; it is left out, since "
        "this is 0.1.0"
    )


def test_what_needs_a_pack_that_is_left_out_is_left_out(tmp_path: Path) -> None:
    """So is a pack that needs it, and one that needs that one."""
    packs = {
        "newer": NEWER,
        "second": 'pack: second\nneeds: {packs: {newer: ">=0"}}\n' + RULES,
        "third": 'pack: third\nneeds: {packs: {second: ">=0"}}\n' + RULES,
    }
    ruleset = load_ruleset(write(tmp_path, **packs), shipped=False)
    assert not ruleset.packs
    assert len(ruleset.notices) == 3


def test_notices_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every verb that reads rules tells on standard error what is left out, and works on."""
    (path,) = write(tmp_path, newer=NEWER)
    for words in (
        ["rules", "check", str(path)],
        ["schema", "--rules", str(path)],
        ["tokens", "Lima", "--rules", str(path)],
        ["extract", str(path), "--rules", str(path)],
    ):
        assert main(words) == 0
        assert "it is left out, since this is 0.1.0 [other-engine]" in capsys.readouterr().err


def test_packs_that_are_needed(tmp_path: Path) -> None:
    """A needed pack that is there in a version that will do is no problem."""
    needs = 'pack: a\nneeds: {engine: ">=0.1", packs: {en: ">=0.1, <1", b: ">=2"}}\n'
    paths = write(tmp_path, a=needs + RULES, b='pack: b\nversion: "2.1"\n')
    assert set(Extractor(rules=paths).ruleset.packs) == {"a", "b", "en", "world"}


def test_a_pack_that_is_missing(tmp_path: Path) -> None:
    """A needed pack that is not there, or in another version, is told where it is named."""
    needs = 'pack: a\nneeds:\n  packs:\n    c: ">=1"\n    b: "<2"\n'
    assert refusal(tmp_path, a=needs, b='pack: b\nversion: "2.1"\n') == [
        "a.yaml:4:8: no pack 'c'; give it too; known here: a, b",
        "a.yaml:5:8: the pack 'b' has version 2.1; get one that is <2",
    ]
