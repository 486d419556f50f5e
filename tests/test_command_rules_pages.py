import json
from pathlib import Path

import pytest
from made.command import QUOTE, call
from made.packs import TEXT, write_broken, write_sanctions

from extractor.checking.paging import MARK
from extractor.command.main import main

Capture = pytest.CaptureFixture[str]


def pages(folder: Path) -> dict[str, bytes]:
    """Give the files of a folder by their names."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_pages_of_an_own_pack(tmp_path: Path, capsys: Capture) -> None:
    """With --rules there is a page for each rule of that pack, and an index; others have none."""
    folder = tmp_path / "a" / "pages"
    assert main(["rules", "pages", str(folder), "--rules", write_sanctions(tmp_path)]) == 0
    assert capsys.readouterr() == (f"{folder}: 2 pages\n", "")
    assert ["index.md", "sanction.imposed.md"] == [*pages(folder)]
    text = (folder / "sanction.imposed.md").read_text(encoding="utf-8")
    assert "`<Country>`, made by `country.capital-acting`, " in text
    assert "corpus" not in text


def test_a_corpus(tmp_path: Path) -> None:
    """With --corpus pages tell what `rules report` counts, and are the same bytes each time."""
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    given = ["--rules", write_sanctions(tmp_path), "--corpus", "news.txt"]
    report = call("rules", "report", *given, "--format", "json", folder=tmp_path)
    (counted,) = json.loads(report.stdout)["rules"]
    assert (1, 1, 0, 1) == tuple(counted[k] for k in ("matches", "stand", "lost", "documents"))
    written = []
    for name in ("one", "two"):
        done = call("rules", "pages", name, *given, folder=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
        written.append(pages(tmp_path / name))
    assert written[0] == written[1]
    told = "- 1 match in a corpus of 1 document: 1 stood, in 1 document; none gave way\n"
    assert told in written[0]["sanction.imposed.md"].decode()


def test_a_corpus_from_standard_input(tmp_path: Path) -> None:
    """A corpus may come from standard input, with a day of publication."""
    given = ["--rules", write_sanctions(tmp_path), "--date", "2026-11-20"]
    done = call(
        "rules", "pages", "p", *given, "--corpus", "-", given=QUOTE.encode(), folder=tmp_path
    )
    assert (done.returncode, done.stdout) == (0, b"p: 2 pages\n")
    page = (tmp_path / "p" / "sanction.imposed.md").read_text(encoding="utf-8")
    assert "- no match in a corpus of 1 document\n" in page


def test_a_corpus_that_is_not_there(tmp_path: Path, capsys: Capture) -> None:
    """A text that cannot be read is named; the pages are written, and the exit status is 1."""
    words = ["--rules", write_sanctions(tmp_path), "--corpus", str(tmp_path / "no.txt")]
    assert main(["rules", "pages", str(tmp_path / "p"), *words]) == 1
    assert "no.txt" in capsys.readouterr().err
    assert "in a corpus of 0 documents" in (tmp_path / "p" / "sanction.imposed.md").read_text()


def test_pages_of_rules_that_are_gone(tmp_path: Path, capsys: Capture) -> None:
    """A page that the index names, and no rule any more, is removed; all else is left alone."""
    pack = write_sanctions(tmp_path)
    folder = tmp_path / "pages"
    words = ["rules", "pages", str(folder), "--rules", pack]
    assert main(words) == 0
    (folder / "notes.md").write_text("mine")
    (folder / "other.rule.md").write_text(MARK)
    source = Path(pack) / "sanctions.yaml"
    source.write_text(source.read_text().replace("sanction.imposed", "sanction.laid-on"))
    capsys.readouterr()
    assert main(words) == 0
    out = capsys.readouterr().out
    assert f"{folder}: 2 pages\n{folder}/sanction.imposed.md: removed, its rule is gone\n" == out
    assert ["index.md", "notes.md", "other.rule.md", "sanction.laid-on.md"] == [*pages(folder)]


def test_a_page_that_its_reader_has_taken_over(tmp_path: Path) -> None:
    """A file that does not begin as pages do is never removed, though an index names it."""
    pack = write_sanctions(tmp_path)
    folder = tmp_path / "pages"
    assert main(["rules", "pages", str(folder), "--rules", pack]) == 0
    (folder / "sanction.imposed.md").write_text("mine")
    source = Path(pack) / "sanctions.yaml"
    source.write_text(source.read_text().replace("sanction.imposed", "sanction.laid-on"))
    assert main(["rules", "pages", str(folder), "--rules", pack]) == 0
    assert "mine" == (folder / "sanction.imposed.md").read_text()


@pytest.mark.parametrize("name", ["index.md", "sanction.imposed.md"])
def test_a_file_of_somebody_else(name: str, tmp_path: Path, capsys: Capture) -> None:
    """A file that stands in the way of a page is not written over, and nothing is written."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / name).write_text("# Documentation\n")
    assert main(["rules", "pages", str(folder), "--rules", write_sanctions(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"extractor: {folder}/{name} was not written by `extractor rules pages`; "
        "name another folder, or take it out\n"
    )
    assert {name: b"# Documentation\n"} == pages(folder)


def test_a_folder_in_the_way_of_a_page(tmp_path: Path, capsys: Capture) -> None:
    """A folder that has the name of a page stands in its way too."""
    folder = tmp_path / "pages"
    (folder / "index.md").mkdir(parents=True)
    assert main(["rules", "pages", str(folder), "--rules", write_sanctions(tmp_path)]) == 2
    assert "index.md was not written by" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("news.txt", "news.txt is no folder; name a folder, or a new one"),
        ("news.txt/in", "cannot make news.txt/in: not a directory; name a folder that can be "),
        ("x" * 300, "file name too long"),
    ],
)
def test_a_folder_that_cannot_be(folder: str, said: str, tmp_path: Path) -> None:
    """What is no folder, and cannot become one, is named with what to do, and never a traceback."""
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    done = call("rules", "pages", folder, "--rules", write_sanctions(tmp_path), folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()
    assert 1 == done.stderr.count(b"\n")


def test_rules_that_do_not_load(tmp_path: Path, capsys: Capture) -> None:
    """Rules that do not load are told problem by problem, and no folder is made."""
    folder = tmp_path / "pages"
    assert main(["rules", "pages", str(folder), "--rules", write_broken(tmp_path)]) == 2
    assert "broken.yaml:" in capsys.readouterr().err
    assert not folder.exists()


def test_a_pack_for_a_newer_library(tmp_path: Path, capsys: Capture) -> None:
    """A pack that is left out is told, and that there is nothing to be shown of it."""
    pack = tmp_path / "later.yaml"
    pack.write_text('pack: later\nneeds: {engine: ">=99"}\n')
    assert main(["rules", "pages", str(tmp_path / "p"), "--rules", str(pack)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith(f"{pack}:2")
    assert told[-1] == "extractor: no rules in these packs; give a pack that has some"
    assert not pages(tmp_path / "p")
