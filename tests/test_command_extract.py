import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from made.command import DAY, QUOTE
from made.packs import TEXT, write_sanctions

from extractor.command.main import main

Lines = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test in a folder of its own."""
    monkeypatch.chdir(tmp_path)


def write(name: str, *lines: object) -> None:
    """Write a file: texts as they are, objects as JSON, one a line."""
    shown = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    Path(name).write_bytes("".join(f"{line}\n" for line in shown).encode())


def read(text: str) -> Lines:
    """Give the records of JSONL."""
    return [json.loads(line) for line in text.splitlines()]


def extract(capsys: pytest.CaptureFixture[str], *words: str) -> Lines:
    """Give the records that the command prints as JSONL, all being well."""
    assert main(["extract", *words, "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return read(out)


def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Put data on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_text_file(capsys: pytest.CaptureFixture[str]) -> None:
    """A file is one document, whose id is its file name."""
    Path("news").mkdir()
    write("news/a.txt", QUOTE)
    (found,) = extract(capsys, "news/a.txt")
    assert (found["record"], found["doc"], found["start"]) == ("quote", "a.txt", 0)
    assert found["speaker"]["name"] == "Ana Rojas"


def test_a_jsonl_file(capsys: pytest.CaptureFixture[str]) -> None:
    """A .jsonl file holds a document a line, with id and date; without an id it is its line."""
    lines = [
        {"text": DAY, "id": "x"},
        {"text": DAY},
        {"text": DAY, "id": None},
        {"text": DAY, "id": 7},
    ]
    write("d.jsonl", *lines)
    found = extract(capsys, "d.jsonl", "--records", "time")
    assert [each["doc"] for each in found] == ["x", "d.jsonl:2", "d.jsonl:3", "7"]


def test_blank_lines_are_no_documents(capsys: pytest.CaptureFixture[str]) -> None:
    """Blank lines of a .jsonl file count as lines, and are not documents."""
    write("d.jsonl", "", {"text": DAY}, "  ", {"text": DAY})
    found = extract(capsys, "d.jsonl", "--records", "time")
    assert [each["doc"] for each in found] == ["d.jsonl:2", "d.jsonl:4"]


def test_several_inputs_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    """Several inputs of both sorts are read in the order given."""
    write("b.txt", DAY)
    write("a.jsonl", {"text": DAY, "id": "1"}, {"text": DAY, "id": "2"})
    write("c.txt", DAY)
    found = extract(capsys, "b.txt", "a.jsonl", "c.txt", "--records", "time")
    assert [each["doc"] for each in found] == ["b.txt", "1", "2", "c.txt"]


def test_other_keys(capsys: pytest.CaptureFixture[str]) -> None:
    """Text, id and date can stand under other names."""
    write("d.jsonl", {"body": "It ended on May 3.", "url": "u1", "published": "2011-06-01"})
    keys = ["--text-key", "body", "--id-key", "url", "--date-key", "published"]
    (found,) = extract(capsys, "d.jsonl", "--records", "time", *keys)
    assert (found["doc"], found["value"]) == ("u1", "2011-05-03")


def test_dates(capsys: pytest.CaptureFixture[str]) -> None:
    """--date holds for documents without one of their own; without any no year is invented."""
    text = "It ended on May 3."
    lines = [{"text": text}, {"text": text, "date": "2001-06-01"}, {"text": text, "date": ""}]
    write("d.jsonl", *lines)
    dated = extract(capsys, "d.jsonl", "--records", "time", "--date", "2011-06-01")
    assert [each["value"] for each in dated] == ["2011-05-03", "2001-05-03", "2011-05-03"]
    bare = extract(capsys, "d.jsonl", "--records", "time")
    assert [each["value"] for each in bare] == ["XXXX-05-03", "2001-05-03", "XXXX-05-03"]


def test_records_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    """--records names the kinds that are looked for."""
    write("a.txt", QUOTE, DAY, "Peru signed.")
    found = extract(capsys, "a.txt", "--records", "time, country")
    assert [each["record"] for each in found] == ["time", "country"]


def test_rules_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pack's own kind comes with the main kinds, or alone, naming its rule and file."""
    write("a.txt", QUOTE, TEXT)
    pack = write_sanctions(tmp_path)
    found = extract(capsys, "a.txt", "--rules", pack, "--records", "sanction")
    assert [(each["record"], each["sender"]["code"]) for each in found] == [("sanction", "PE")]
    assert found[0]["evidence"]["file"] == f"{pack}/sanctions.yaml"
    both = extract(capsys, "a.txt", "--rules", pack)
    assert {"quote", "sanction"} <= {each["record"] for each in both}


def test_offsets_are_those_of_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    """Line ends count as they are; a byte order mark at the start is no part of the text."""
    text = f"Häßlich,\r\n\r\n{DAY}\r\n"
    Path("a.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    Path("d.jsonl").write_bytes(b"\xef\xbb\xbf" + json.dumps({"text": text}).encode() + b"\r\n")
    found = extract(capsys, "a.txt", "d.jsonl", "--records", "time")
    assert len(found) == 2
    assert [text[each["start"] : each["end"]] for each in found] == ["May 3, 2011"] * 2


def test_standard_input_as_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is piped in is a text, under the id -."""
    give(monkeypatch, b"\xef\xbb\xbf\n\n" + DAY.encode())
    (found,) = extract(capsys, "-", "--records", "time")
    assert (found["doc"], found["start"]) == ("-", 20)


def test_standard_input_as_jsonl(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is piped in is JSONL if it begins with a brace."""
    line = json.dumps({"text": DAY}).encode()
    give(monkeypatch, b"\xef\xbb\xbf\n  " + line + b"\n" + line + b"\n")
    found = extract(capsys, "-", "--records", "time")
    assert [each["doc"] for each in found] == ["-:2", "-:3"]


def test_the_formats_say_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON is one array of what JSONL gives, and text shows the same records."""
    write("a.txt", QUOTE)
    write("b.txt", DAY)
    words = ["extract", "a.txt", "b.txt", "--records", "quote,time"]
    lines = extract(capsys, *words[1:])
    assert main([*words, "--format", "json"]) == 0
    assert lines == json.loads(capsys.readouterr().out)
    assert main(words) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    headings = [line for line in out.splitlines() if line.startswith(("quote ", "time "))]
    assert [f"{each['record']} {each['start']}-{each['end']}" for each in lines] == headings


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_an_output_file(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """-o writes to a file what would be printed, over what was there, and leaves nothing else."""
    write("a.txt", QUOTE)
    Path("out").mkdir()
    words = ["extract", "a.txt", "--format", form]
    assert main(words) == 0
    printed = capsys.readouterr().out
    for _ in range(2):
        assert main([*words, "-o", "out/found"]) == 0
        assert capsys.readouterr().out == ""
        assert Path("out/found").read_bytes() == printed.encode()
    assert [path.name for path in Path("out").iterdir()] == ["found"]


def test_an_output_behind_a_link(capsys: pytest.CaptureFixture[str]) -> None:
    """-o writes to the file that a link leads to, and leaves the link."""
    write("a.txt", QUOTE)
    write("found")
    Path("link").symlink_to("found")
    assert main(["extract", "a.txt", "--format", "json", "-o", "link"]) == 0
    assert capsys.readouterr().out == ""
    assert Path("link").is_symlink()
    assert len(json.loads(Path("found").read_bytes())) == 1


def test_half_a_surrogate_pair(capsys: pytest.CaptureFixture[str]) -> None:
    """A text that no UTF-8 can hold is read, and written so that JSON gives it back."""
    text = f"\ud83d {DAY}"
    write("d.jsonl", json.dumps({"text": text, "id": "\udfff"}))
    words = ["extract", "d.jsonl", "--records", "time"]
    (found,) = extract(capsys, *words[1:])
    assert (found["doc"], text[found["start"] : found["end"]]) == ("\udfff", "May 3, 2011")
    assert main([*words, "--format", "json", "-o", "found", "--report", "report"]) == 0
    assert found == json.loads(Path("found").read_bytes())[0]
    assert json.loads(Path("report").read_bytes())["id"] == "\udfff"


def test_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    """--report says of each document how many records of each kind it has, or what was wrong."""
    write("d.jsonl", {"text": QUOTE, "id": "x"}, {"id": "y"}, {"text": DAY})
    words = ["extract", "d.jsonl", "--records", "time,quote", "--report", "report"]
    assert main(words) == 1
    missing = "d.jsonl:2: no `text`; name the key that holds the text with --text-key"
    expected = [
        {"id": "x", "records": {"quote": 1, "time": 0}, "warnings": [], "error": None},
        {"id": "y", "records": None, "warnings": [], "error": missing},
        {"id": "d.jsonl:3", "records": {"quote": 0, "time": 1}, "warnings": [], "error": None},
    ]
    assert expected == read(Path("report").read_text())
    summary = "3 documents: 2 with 2 records, 0 without, 1 failed"
    assert capsys.readouterr().err == f"extractor: {missing}\nextractor: {summary}\n"


def test_nothing_in_is_nothing_out(capsys: pytest.CaptureFixture[str]) -> None:
    """A .jsonl file without documents gives no records, and is no mistake."""
    write("d.jsonl")
    assert extract(capsys, "d.jsonl") == []


def test_processes_change_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """With --jobs the records, the report and the complaints are the same, in the same order."""
    lines: list[object] = [{"text": f"{DAY} {QUOTE}"}, "x", {"text": DAY}] * 30
    write("d.jsonl", *lines)
    seen = []
    for jobs in ("1", "2"):
        words = ["extract", "d.jsonl", "--records", "time,quote", "--format", "jsonl"]
        assert main([*words, "--jobs", jobs, "--report", "report"]) == 1
        seen.append((*capsys.readouterr(), Path("report").read_text()))
    assert seen[0] == seen[1]
    assert len(seen[0][0].splitlines()) == 90


def test_files_for_each_document_go_into_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Documents of one name get files of their own, and no input is written over."""
    monkeypatch.chdir(tmp_path)
    for folder in ("a", "b"):
        Path(folder).mkdir()
        Path(folder, "x.txt").write_text("It ended on May 3, 2011.", "utf-8")
    words = ["extract", "a/x.txt", "b/x.txt", "--format", "brat"]
    assert main([*words, "-o", "out"]) == 0
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "x-2.ann", "x-2.txt", "x.ann", "x.txt",
    ]  # fmt: skip
    assert main([*words, "-o", "a"]) == 2
    assert main(words) == 2
    told = capsys.readouterr().err
    assert "a holds an input" in told
    assert "name a folder with -o" in told
