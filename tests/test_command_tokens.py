import io
import sys
from pathlib import Path

import pytest
from made.packs import TEXT, write_sanctions

from extractor.command.main import main

Capture = pytest.CaptureFixture[str]


def tokens(capsys: Capture, *words: str) -> list[str]:
    """Give the lines that the command prints, without what stands between words."""
    assert main(["tokens", *words]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return [" ".join(line.split()) for line in out.splitlines()]


def test_a_line_a_token(capsys: Capture) -> None:
    """Each token has its offsets, text, shape, lexicons and layers, longer ones in parts."""
    lines = tokens(capsys, "The United States won.")
    assert lines[0] == "offsets text shape lexicons layers"
    assert lines[1:3] == ["paragraph 0-22", "sentence 0-22"]
    united = next(line for line in lines if line.startswith("4-10 United CAP "))
    assert "{country} 1/2" in united
    assert "<Country> 1/2" in united
    states = next(line for line in lines if line.startswith("11-17 States CAP "))
    assert "{country} 2/2" in states
    assert any(line.startswith("21-22 . PUNCT") for line in lines)


def test_paragraphs_sentences_zones(capsys: Capture) -> None:
    """Paragraphs and sentences have their offsets, and what is no running text its name."""
    lines = tokens(capsys, "Peru won. It did.\n\nA heading")
    assert [line for line in lines if line.startswith(("paragraph", "sentence"))] == [
        "paragraph 0-17",
        "sentence 0-9",
        "sentence 10-17",
        "paragraph 19-28 Heading",
        "sentence 19-28",
    ]


def test_quotations(capsys: Capture) -> None:
    """Quotations stand with their depth, and whether they are closed."""
    lines = tokens(capsys, "“He said ‘no’ twice.” “And")
    at = lines.index("quotations")
    assert lines[at + 1 : at + 4] == [
        "0-21 depth 0 “He said ‘no’ twice.”",
        "9-13 depth 1 ‘no’",
        "22-26 depth 0 not closed “And",
    ]


def test_lexicon_rows_and_layers(capsys: Capture) -> None:
    """Rows of lexicons show values and line, layers what was captured, its value, its rule."""
    lines = tokens(capsys, "He goes on May 3.", "--date", "2011-06-01")
    (row,) = [line for line in lines if line.startswith("{month} 11-14 May value=5")]
    assert " rules/en/lexicons/months.csv:" in row
    (item,) = [line for line in lines if line.startswith("<Calendar> 11-16 May 3 ")]
    assert " month:May day:3 time=2011-05-03 date.month-day rules/en/dates.yaml:" in item


def test_rules_of_ones_own(tmp_path: Path, capsys: Capture) -> None:
    """Lexicons of one's own pack are seen too."""
    pack = write_sanctions(tmp_path)
    assert any("{imposing}" in line for line in tokens(capsys, TEXT, "--rules", pack))


def test_standard_input(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """With - the text is read from standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbfPeru")))
    assert any(line.startswith("0-4 Peru CAP") for line in tokens(capsys, "-"))


@pytest.mark.parametrize("text", ["\u200b", "\x1b[2J", "”", "\x00", "a\r\rb", "🇵🇪 ñ"])
def test_odd_texts(text: str, capsys: Capture) -> None:
    """Whatever the text holds, its tokens are shown, and none commands the terminal."""
    lines = tokens(capsys, text)
    assert lines[0].startswith("offsets text shape")
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize("text", ["", " \n"])
def test_no_text(text: str, capsys: Capture) -> None:
    """A text that is empty is named as one."""
    assert main(["tokens", text]) == 1
    expected = "extractor: TEXT: an empty text; take it out of the inputs\n"
    assert capsys.readouterr() == ("", expected)


def test_bad_input(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no UTF-8 is named with its line; a date that is none is wrong use."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a\n\xff")))
    assert main(["tokens", "-"]) == 1
    assert capsys.readouterr().err == "extractor: -:2: not UTF-8; save the file as UTF-8\n"
    assert main(["tokens", "a", "--date", "May"]) == 2
    assert capsys.readouterr().err == "extractor: no date: 'May'; write it as YYYY-MM-DD\n"
