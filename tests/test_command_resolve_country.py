import io
import json
import sys
from types import SimpleNamespace

import pytest

from extractor.command.main import main


def test_names_as_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    """Each name gives one JSON object, in the order of the names; without an answer, why."""
    assert main(["resolve-country", "Ivory Coast", "Atlantis"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows == [
        {"name": "Ivory Coast", "code": "CI", "reason": None},
        {"name": "Atlantis", "code": None, "reason": "no country is known by this name"},
    ]


def test_names_on_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With - the names stand on standard input, one a line; empty lines do not count."""
    given = SimpleNamespace(buffer=io.BytesIO("Côte d'Ivoire\r\n\nPeru".encode()))
    monkeypatch.setattr(sys, "stdin", given)
    assert main(["resolve-country", "-"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["name"], row["code"]) for row in rows] == [("Côte d'Ivoire", "CI"), ("Peru", "PE")]


def test_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    """--on takes a day, and refuses what is none."""
    assert main(["resolve-country", "Zaire", "--on", "2020-01-01"]) == 0
    assert json.loads(capsys.readouterr().out)["code"] is None
    assert main(["resolve-country", "Zaire", "--on", "soon"]) == 2
    assert "no date: 'soon'" in capsys.readouterr().err


def test_standard_input_that_cannot_be_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closed standard input, or one that is no UTF-8, is named in one line."""
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["resolve-country", "-"]) == 1
    assert "standard input is closed" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Per\xfa\n")))
    assert main(["resolve-country", "-"]) == 1
    assert "UTF-8" in capsys.readouterr().err


def test_a_line_that_cannot_be_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that is no UTF-8 is named by its number, and all others have their answers."""
    lines = b"\xef\xbb\xbfChile\n\nPer\xfa\nKenya\n\xff\xfe\nMali"
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(lines)))
    assert main(["resolve-country", "-"]) == 1
    said = capsys.readouterr()
    codes = [json.loads(line)["code"] for line in said.out.splitlines()]
    assert codes == ["CL", "KE", "ML"]
    told = [line.split(";")[0] for line in said.err.splitlines()]
    assert told == ["extractor: -:3: not UTF-8", "extractor: -:5: not UTF-8"]
