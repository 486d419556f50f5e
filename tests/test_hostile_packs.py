"""Packs from strangers: refused at a place and with a reason, or bounded."""

import os
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor import Extractor, RuleError
from extractor.ruleset import load_ruleset, packs
from extractor.ruleset.limits import EXTENDS_DEEP, LAYERS_DEEP

MANY = 3_000
FIRST = "rules:\n  - {id: a.b0, layer: L0, match: x}\n"


def chain(rule: Callable[[int], str], many: int = MANY) -> str:
    """Give rules of which each one after the first names the one before."""
    return FIRST + "".join(f"  - {{{rule(n)}}}\n" for n in range(1, many))


def refusal(text: str, folder: Path) -> list[str]:
    """Give what is said of a file, without the folder that it lies in."""
    path = folder / "bad.yaml"
    path.write_text(text)
    with pytest.raises(RuleError) as raised:
        load_ruleset([path], shipped=False)
    return str(raised.value).replace(f"{folder}/", "").splitlines()


CASES = {
    "a deep chain of extends": (
        chain(lambda n: f"id: a.b{n}, extends: a.b{n - 1}, layer: L0"),
        f"bad.yaml:43:26: more than {EXTENDS_DEEP} rules that extend one another; make it flatter",
    ),
    "a deep chain of layers": (
        chain(lambda n: f"id: a.b{n}, layer: L{n}, match: <L{n - 1}>"),
        (
            f"bad.yaml:{LAYERS_DEEP + 2}:10: more than {LAYERS_DEEP} layers on one another; "
            "make it flatter"
        ),
    ),
    "a number of very many digits": (
        f"lexicons: {{n: {{numbers: 1 to {'9' * 5000}}}}}\n",
        f"bad.yaml:1:25: no range: '1 to {'9' * 5000}'; write `numbers: 1 to 31`",
    ),
    "a large circle": (
        "rules:\n"
        + "".join(f"  - {{id: a.b{n}, layer: L0, extends: a.b{(n + 1) % 9}}}\n" for n in range(9)),
        (
            "rules in a circle: a.b0 -> a.b1 -> a.b2 -> a.b3 -> a.b4 -> a.b5 -> a.b6 "
            "-> a.b7 -> a.b8 -> a.b0; break the circle"
        ),
    ),
    "a circle of very many rules": (
        "rules:\n"
        + "".join(
            f"  - {{id: a.b{n}, layer: L0, extends: a.b{(n + 1) % MANY}}}\n" for n in range(MANY)
        ),
        f"more than {EXTENDS_DEEP} rules that extend one another; make it flatter",
    ),
    "names that shadow": (
        "lexicons:\n  town: {words: [a]}\n  town: {words: [b]}\n",
        "bad.yaml:3:3: the key 'town' stands here again; join it to 2:3",
    ),
    "what YAML would run": (
        "pack: !!python/object/apply:os.system [id]\n",
        (
            "a tag, 'tag:yaml.org,2002:python/object/apply:os.system'; leave it out: every value "
            "is text"
        ),
    ),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", CASES)
def test_a_hostile_pack_is_refused(name: str, tmp_path: Path) -> None:
    """What is made to be deep, huge or to run is refused, with its place and a remedy."""
    text, expected = CASES[name]
    said = refusal(text, tmp_path)
    assert any(line.endswith(expected) for line in said), said[:3]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-7", "latin-1", "shift-jis"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    """A file in another encoding is refused, or holds nothing but what UTF-8 reads in it."""
    path = tmp_path / "a.yaml"
    path.write_bytes(("pack: é\n" if encoding == "latin-1" else "pack: 名\n").encode(encoding))
    if encoding == "utf-7":
        assert list(load_ruleset([path], shipped=False).packs) == ["+VA0"]
        return
    with pytest.raises(RuleError, match="not UTF-8; save the file as UTF-8"):
        load_ruleset([path], shipped=False)


def test_a_lexicon_of_very_many_rows(tmp_path: Path) -> None:
    """It is read, and its words are found like those of a small one."""
    (tmp_path / "a.yaml").write_text(
        "kinds: {town: {fields: {name: {type: span, required: yes}}}}\n"
        "lexicons: {town: {file: t.csv}}\n"
        "rules: [{id: town.a, emits: town, match: 'name:{town}'}]\n"
    )
    rows = (f"{n:x}" for n in range(50_000))
    (tmp_path / "t.csv").write_text("phrase\n" + "".join(f"town{row}\n" for row in rows))
    engine = Extractor.of_ruleset(load_ruleset([tmp_path], shipped=False))
    assert [each.text for each in engine.extract("From town1a to town99999x.").records] == [
        "town1a"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", ["a.yaml", "t.csv"])
def test_a_pipe_in_a_pack(name: str, tmp_path: Path) -> None:
    """What is no plain file is refused; nobody waits for its end."""
    (tmp_path / "z.yaml").write_text("lexicons: {town: {file: t.csv}}\n")
    os.mkfifo(tmp_path / name)
    with pytest.raises(RuleError, match=f"{name}:1:1: no plain file; put a file there"):
        load_ruleset([tmp_path], shipped=False)


def test_a_pack_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file is read once: the hash of a pack is that of the bytes its rules were made of."""
    path = tmp_path / "a.yaml"
    path.write_text(FIRST)
    before = load_ruleset([path], shipped=False).packs["a"].hash
    reading = packs.read_file

    def read_and_change(*given: object) -> bytes:
        data = reading(*given)  # type: ignore[arg-type] # handed on as it came
        path.write_text("rules: [broken\n")
        return data

    monkeypatch.setattr(packs, "read_file", read_and_change)
    ruleset = load_ruleset([path], shipped=False)
    assert ruleset.packs["a"].hash == before
    assert [rule.id for rule in ruleset.rules] == ["a.b0"]


def test_a_file_that_goes_while_a_pack_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is gone when its turn comes makes the pack one that cannot be read."""
    (tmp_path / "a.yaml").write_text(FIRST)

    def gone(path: Path, *_: object) -> bytes:
        raise FileNotFoundError(2, "No such file or directory", str(path))

    monkeypatch.setattr("extractor.ruleset.folders.read_file", gone)
    with pytest.raises(RuleError, match="cannot be read: No such file or directory; check its"):
        load_ruleset([tmp_path], shipped=False)


def test_packs_are_loaded_by_many_threads(tmp_path: Path) -> None:
    """Fifty threads that load one pack at a time get the same rules."""
    (tmp_path / "a.yaml").write_text(FIRST)
    found: list[str] = []

    def load() -> None:
        found.append(load_ruleset([tmp_path], shipped=False).packs[tmp_path.stem].hash)

    threads = [threading.Thread(target=load) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found), len(set(found))) == (50, 1)


@pytest.mark.parametrize(
    ("entry", "written", "told"),
    [
        ("é.yaml", b"\xc3\xa9.yaml", "no zip file that can be read"),
        ("a.yaml", b"a.yaml", "a file without a name"),
        ("p\n.yaml", b"", r"pack.zip/p\n.yaml:3:1: "),
    ],
    ids=["no UTF-8", "no name", "a line end"],
)
def test_names_in_zip_files(entry: str, written: bytes, told: str, tmp_path: Path) -> None:
    """A name that cannot be read, or is none, or holds a line end, is told in one line."""
    path = tmp_path / "pack.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, "pack: a\nrules: [{id: x\n")
    spoiled = {b"\xc3\xa9.yaml": b"\xc3\x28.yaml", b"a.yaml": b"\x00.yaml"}.get(written, written)
    path.write_bytes(path.read_bytes().replace(written, spoiled))
    with pytest.raises(RuleError) as raised:
        load_ruleset([path], shipped=False)
    assert told in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1
