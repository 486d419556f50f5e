import stat
import sys
import zipfile
from pathlib import Path

import pytest

from extractor import RuleError
from extractor.ruleset import limits, load_ruleset

RULES = "lexicons: {town: {file: lists/towns.csv}}\n"
TOWNS = "phrase\nLima\n"


def refusal(path: Path) -> list[str]:
    """Give what is said of a pack that cannot be read, without the folder it lies in."""
    with pytest.raises(RuleError) as raised:
        load_ruleset([path], shipped=False)
    return [f"{p} [{p.name}]".replace(f"{path.parent}/", "") for p in raised.value.problems]


def zipped(folder: Path, entries: dict[str | zipfile.ZipInfo, str]) -> Path:
    """Write a zip file of some entries."""
    path = folder / "towns.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return path


def test_a_zip_file_is_a_pack(tmp_path: Path) -> None:
    """A zip file is read where it stands, word lists too; its paths go on inside it."""
    entries = {"towns.yaml": RULES, "lists/towns.csv": TOWNS, "README.md": "x", ".x/a.yaml": "x"}
    path = zipped(tmp_path, dict(entries))
    ruleset = load_ruleset([path], shipped=False)
    assert list(ruleset.packs) == ["towns"]
    assert ruleset.lexicons["town"].path == f"{path}/lists/towns.csv"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_and_a_zip_file_of_it_are_one_pack(tmp_path: Path) -> None:
    """The hash of a pack is that of what stands in it, however it is kept."""
    folder = tmp_path / "towns"
    (folder / "lists").mkdir(parents=True)
    (folder / "towns.yaml").write_text(RULES)
    (folder / "lists" / "towns.csv").write_text(TOWNS)
    path = zipped(tmp_path, {"towns.yaml": RULES, "lists/towns.csv": TOWNS})
    hashes = {load_ruleset([each], shipped=False).packs["towns"].hash for each in (folder, path)}
    assert len(hashes) == 1


def link() -> zipfile.ZipInfo:
    """Give an entry that is a symbolic link."""
    info = zipfile.ZipInfo("link.yaml")
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            "../evil.yaml",
            "a name that leads out of the zip file; pack the folder anew [outside-pack]",
        ),
        (
            "a/../../e.yaml",
            "a name that leads out of the zip file; pack the folder anew [outside-pack]",
        ),
        (
            "/etc/x.yaml",
            "a name that leads out of the zip file; pack the folder anew [outside-pack]",
        ),
        (
            "C:\\x.yaml",
            "a name that leads out of the zip file; pack the folder anew [outside-pack]",
        ),
        (
            "..\\x.yaml",
            "a name that leads out of the zip file; pack the folder anew [outside-pack]",
        ),
        (link(), "a link in a zip file; pack the file itself [outside-pack]"),
    ],
    ids=str,
)
def test_entries_that_no_pack_may_hold(
    entry: str | zipfile.ZipInfo, expected: str, tmp_path: Path
) -> None:
    """A name that leads out of a zip file, and a link in it, are refused with its name."""
    name = entry if isinstance(entry, str) else entry.filename
    path = zipped(tmp_path, {"towns.yaml": "pack: a\n", entry: "pack: b\n"})
    assert refusal(path) == [f"towns.zip/{name}:1:1: {expected}"]


def test_a_zip_bomb(tmp_path: Path) -> None:
    """An entry is read up to what a file may be, whatever it says of its size."""
    path = zipped(tmp_path, {"towns.yaml": "#" * (limits.YAML_BYTES + 1)})
    assert path.stat().st_size < 10_000
    assert refusal(path) == [
        "towns.zip/towns.yaml:1:1: more than 4000000 bytes; make it several files [too-large]"
    ]


def test_many_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip file of very many files is refused before any of them is read."""
    monkeypatch.setattr("extractor.ruleset.archives.FILES", 3)
    path = zipped(tmp_path, {f"{n}.txt": "" for n in range(4)})
    assert refusal(path) == ["towns.zip:1:1: more than 3 files; make it several packs [too-large]"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip", b"pack: a\n"])
def test_what_is_no_zip_file(data: bytes, tmp_path: Path) -> None:
    """A file that is called a zip file and is none is refused."""
    (tmp_path / "towns.zip").write_bytes(data)
    (said,) = refusal(tmp_path / "towns.zip")
    assert said.startswith("towns.zip:1:1: no zip file that can be read: ")
    assert said.endswith("; make it again [bad-archive]")


def test_a_damaged_zip_file(tmp_path: Path) -> None:
    """A zip file with a byte changed is refused, or says what it said before."""
    path = zipped(tmp_path, {"towns.yaml": "about: " + "many words of a long rule file " * 9})
    whole = path.read_bytes()
    for at in range(0, len(whole), 3):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            load_ruleset([path], shipped=False)
        except RuleError as error:
            assert error.problems  # noqa: PT017 - either is right


@pytest.mark.parametrize(
    "name", ["../secret.csv", "/etc/hostname", "a/../../secret.csv", "..\\s.csv"]
)
def test_word_lists_outside_the_pack(name: str, tmp_path: Path) -> None:
    """A word list is named from inside the pack only."""
    folder = tmp_path / "towns"
    folder.mkdir()
    (tmp_path / "secret.csv").write_text(TOWNS)
    (folder / "a.yaml").write_text(f"lexicons: {{town: {{file: '{name}'}}}}\n")
    remedy = "put it into the pack, and name it from the folder of the rule file"
    expected = f"a.yaml:1:25: {name!r} leads out of the pack; {remedy} [outside-pack]"
    assert refusal(folder) == [f"towns/{expected}"]
    assert refusal(folder / "a.yaml") == [expected]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_that_lead_out_of_a_folder(tmp_path: Path) -> None:
    """A link to a file or folder outside is refused; one to a file of the pack is followed."""
    folder = tmp_path / "towns"
    folder.mkdir()
    (tmp_path / "secret.csv").write_text(TOWNS)
    (folder / "towns.csv").write_text(TOWNS)
    (folder / "a.yaml").write_text("lexicons: {town: {file: more.csv}}\n")
    (folder / "more.csv").symlink_to(folder / "towns.csv")
    load_ruleset([folder], shipped=False)
    (folder / "more.csv").unlink()
    (folder / "more.csv").symlink_to(tmp_path / "secret.csv")
    out = "a link that leads out of the pack"
    assert refusal(folder) == [
        f"towns/more.csv:1:1: {out}; put the file itself there [outside-pack]"
    ]
    assert refusal(folder / "a.yaml") == [
        f"more.csv:1:1: {out}; put the file itself there [outside-pack]"
    ]
    (folder / "more.csv").unlink()
    (folder / "more").symlink_to(tmp_path)
    assert refusal(folder) == [f"towns/more:1:1: {out}; put the folder itself there [outside-pack]"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_folder_in_itself(tmp_path: Path) -> None:
    """A link to the folder that it lies in does not go on for ever."""
    folder = tmp_path / "towns"
    folder.mkdir()
    (folder / "a.yaml").write_text("pack: a\n")
    (folder / "again").symlink_to(folder)
    (said,) = refusal(folder)
    assert said.endswith("more than 20 folders in one another; make it flatter [too-large]")


def test_a_single_file_reads_only_what_it_names(tmp_path: Path) -> None:
    """Beside a pack that is one file, only the word lists that it names are read."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "towns.csv").write_text(TOWNS)
    (tmp_path / "towns.yaml").write_text(RULES)
    first = load_ruleset([tmp_path / "towns.yaml"], shipped=False).packs["towns"].hash
    (tmp_path / "other.csv").write_text("phrase\nRome\n")
    assert load_ruleset([tmp_path / "towns.yaml"], shipped=False).packs["towns"].hash == first
    (tmp_path / "lists" / "towns.csv").write_text("phrase\nRome\n")
    assert load_ruleset([tmp_path / "towns.yaml"], shipped=False).packs["towns"].hash != first
