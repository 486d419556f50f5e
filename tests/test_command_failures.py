import json
import re
from pathlib import Path

import pytest
from made.command import DAY, QUOTE
from made.packs import write_broken

from extractor.command.main import main

GOOD = json.dumps({"text": DAY}).encode()
ONE_OBJECT = "write one JSON object a line"
NAME_KEY = "name the key that holds the text with --text-key"
SAVE = "save the file as UTF-8"

LINES = {
    b"[1]": f"no JSON object; {ONE_OBJECT}",
    b"17": f"no JSON object; {ONE_OBJECT}",
    b'{"text": "a"': f"not JSON: Expecting ',' delimiter at column 13; {ONE_OBJECT}",
    b"text": f"not JSON: Expecting value at column 1; {ONE_OBJECT}",
    b"{}": f"no `text`; {NAME_KEY}",
    b'{"text": null}': f"`text` is no text; {NAME_KEY}",
    b'{"text": ["a"]}': f"`text` is no text; {NAME_KEY}",
    b'{"text": "a", "date": "May"}': "no date: 'May'; write it as YYYY-MM-DD",
    b'{"text": "a", "date": "2011-02-30"}': "no date: '2011-02-30'; write it as YYYY-MM-DD",
    b'{"text": "a", "date": []}': "no date: []; write it as YYYY-MM-DD",
    b'{"text": "a", "id": {}}': (
        "`id` is neither text nor number; name the key that holds the id with --id-key"
    ),
    b'{"text": "\xff"}': f"not UTF-8; {SAVE}",
    b'{"text": "a", "id": ' + b"9" * 5000 + b"}": "a number too long to be read; write it as text",
    b"[" * 100_000: f"JSON nested too deeply; {ONE_OBJECT}",
}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test in a folder of its own, with a text and a .jsonl file that are well."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(QUOTE)
    Path("d.jsonl").write_bytes(GOOD)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[:40].decode(errors="replace"))
def test_a_bad_line(line: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    """A line that is no document is named with file and line; the others are read."""
    Path("bad.jsonl").write_bytes(GOOD + b"\n\n" + line + b"\n" + GOOD + b"\n")
    words = ["extract", "bad.jsonl", "--records", "time", "--format", "jsonl"]
    assert main(words) == 1
    out, err = capsys.readouterr()
    assert err == f"extractor: bad.jsonl:3: {LINES[line]}\n"
    docs = [json.loads(line)["doc"] for line in out.splitlines()]
    assert docs == ["bad.jsonl:1", "bad.jsonl:4"]


@pytest.mark.parametrize("text", [b"", b"\\u00a0\\n"])
def test_an_empty_line(text: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    """A line whose text is empty is named, gives no records, and is no failure."""
    Path("bad.jsonl").write_bytes(GOOD + b'\n{"text": "' + text + b'"}\n')
    assert main(["extract", "bad.jsonl", "--records", "time", "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    assert err == "extractor: bad.jsonl:2: the text is empty; it gives no records\n"
    assert [json.loads(line)["doc"] for line in out.splitlines()] == ["bad.jsonl:1"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "bad.txt: an empty text; take it out of the inputs"),
        (b"\xef\xbb\xbf \r\n\t", "bad.txt: an empty text; take it out of the inputs"),
        (b"a\nb\xe9c\n", f"bad.txt:2: not UTF-8; {SAVE}"),
        ("a\nb".encode("utf-16"), f"bad.txt:1: not UTF-8; {SAVE}"),
        (b"a\xed\xa0\x80", f"bad.txt:1: not UTF-8; {SAVE}"),
    ],
)
def test_a_bad_text(data: bytes, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A text that is empty or no UTF-8 is named; the other inputs are read."""
    Path("bad.txt").write_bytes(data)
    assert main(["extract", "bad.txt", "a.txt", "--format", "jsonl"]) == 1
    out, err = capsys.readouterr()
    assert err == f"extractor: {expected}\n"
    assert [json.loads(line)["doc"] for line in out.splitlines()] == ["a.txt"]


@pytest.mark.parametrize("name", ["gone.txt", "gone.jsonl"])
def test_a_missing_file(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there is named; the other inputs are read."""
    assert main(["extract", name, "a.txt", "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert err == f"extractor: {name}: no such file or directory; give a file that can be read\n"
    assert len(json.loads(out)) == 1


@pytest.mark.parametrize("name", ["folder", "folder.jsonl"])
def test_a_folder_is_no_input(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder is named as one."""
    Path(name).mkdir()
    assert main(["extract", name]) == 1
    assert capsys.readouterr().err == (
        f"extractor: {name}: is a directory; give a file that can be read\n"
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--date", "May"], "no date: 'May'; write it as YYYY-MM-DD"),
        (["--date", "2019-02-29"], "no date: '2019-02-29'; write it as YYYY-MM-DD"),
        (["--records", "quotes"], "no kind of record 'quotes'; known are country, "),
        (["--records", ""], "no kind of record ''; known are country, "),
        (["--jobs", "0"], "argument --jobs: '0' is no number of processes, such as 2; see "),
        (["--jobs", "two"], "argument --jobs: 'two' is no number of processes, such as 2; see "),
        (["--format", "xml"], "argument --format: invalid choice: 'xml' (choose from "),
        (["--colour"], "unrecognized arguments: --colour; see extractor "),
        (["-o", "gone/x"], "cannot write gone/x: no such file or directory; name a file "),
        (["-o", "."], "cannot write .: is a directory; name a file "),
        (["--report", "gone/x"], "cannot write gone/x: no such file or directory; name a file "),
        (["-o", "a.txt"], "a.txt is an input too; name another file to write to"),
        (["--report", "./a.txt"], "./a.txt is an input too; name another file to write to"),
        (["-o", "x", "--report", "./x"], "records and report go to one file; name two files"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_wrong_use(
    words: list[str], expected: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A call that has no meaning is refused before anything is read or written."""
    assert main(["extract", "a.txt", "--format", form, *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"extractor: {expected}")
    assert err.count("\n") == 1
    assert Path("a.txt").read_text() == QUOTE
    assert sorted(path.name for path in Path().iterdir()) == ["a.txt", "d.jsonl"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], "the following arguments are required: VERB; see extractor --help"),
        (["extrcat"], "argument VERB: invalid choice: 'extrcat' (choose from "),
        (["extract"], "the following arguments are required: INPUT; see extractor extract --help"),
        (["rules"], "the following arguments are required: VERB; see extractor rules --help"),
    ],
)
def test_no_verb(words: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A call without its verb, or its inputs, says what is missing and where help is."""
    assert main(words) == 2
    assert capsys.readouterr().err.startswith(f"extractor: {expected}")


@pytest.mark.parametrize(
    "verb", [["extract", "a.txt"], ["schema"], ["tokens", "a"], ["rules", "check"]]
)
def test_bad_rules(verb: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All problems of all rules are listed, each with its place and remedy; nothing is done."""
    pack = write_broken(tmp_path)
    packs = [pack, "gone"] if verb[0] == "rules" else ["--rules", pack, "--rules", "gone"]
    assert main([*verb, *packs]) == 2
    expected = [
        f"{pack}:13:21: `type` cannot be 'flags'; did you mean 'flag'? [bad-value]",
        (
            f"{pack}:15:5: sanction.imposed makes nothing; say either `layer:` or `emits:` "
            "[missing-key]"
        ),
        f"{pack}:16:5: a rule has no key 'emit'; did you mean 'emits'? [unknown-key]",
        "gone:1:1: no such file or folder; give a path to a pack [unreadable]",
    ]
    out, err = capsys.readouterr()
    assert out == ""
    # below each problem of a file stand its line and a mark
    lines = [line for line in err.splitlines() if not re.match(r" +\d* \| ", line)]
    assert sorted(expected) == sorted(lines)
    assert err.count("\n") == len(expected) + 2 * 3


def test_an_output_stays_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    """A call that is refused, or is broken off, leaves the output file of an earlier one."""
    Path("found").write_text("before")
    assert main(["extract", "a.txt", "-o", "found", "--records", "quotes"]) == 2
    assert main(["extract", "a.txt", "-o", "found", "--report", "gone/x"]) == 2
    assert Path("found").read_text() == "before"
    assert sorted(path.name for path in Path().iterdir()) == ["a.txt", "d.jsonl", "found"]
    assert capsys.readouterr().out == ""
