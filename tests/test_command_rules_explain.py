import json
from pathlib import Path

import pytest
from made.command import call

from extractor.checking import explain
from extractor.command.explanations import explanation_lines
from extractor.command.main import main
from extractor.output.colours import PLAIN

QUOTE = '"It is over," said Ana Rojas.'


def test_a_text_a_file_and_standard_input_are_explained_alike(tmp_path: Path) -> None:
    """The text may stand on the command line, in a file, or on standard input."""
    (tmp_path / "a.txt").write_text(QUOTE, encoding="utf-8")
    outputs = [
        call("rules", "explain", each, folder=tmp_path, given=QUOTE.encode())
        for each in (QUOTE, "a.txt", "-")
    ]
    shown = [done.stdout.decode().replace("a.txt#", "#").replace("-#", "#") for done in outputs]
    assert [0, 0, 0] == [done.returncode for done in outputs]
    assert shown[0] == shown[1] == shown[2]
    assert "quote.speaker-after-cue" in shown[0]


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON all of the explanation is there."""
    assert 0 == main(["rules", "explain", QUOTE, "--rule", "quote.continued", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert "quote.continued" == told["verdict"]["rule"]
    assert ["failed"] == [
        step["status"]
        for step in told["verdict"]["misses"][0]["line"]["steps"]
        if step["status"] == "failed"
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--rule", "quote.cotinued"], "no rule 'quote.cotinued'; did you mean 'quote.continued'?"),
        (["--record", "7"], "no record '7'; numbers go from 1 to 1"),
        (["--date", "soon"], "no date: 'soon'; write it as YYYY-MM-DD"),
        (["--rules", "nowhere"], "nowhere:1:1: no such file or folder"),
    ],
)
def test_wrong_use(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is not there is named, with a remedy, and the exit status is 2."""
    assert 2 == main(["rules", "explain", QUOTE, *words])
    assert said in capsys.readouterr().err


def test_lines_are_no_wider_than_the_page() -> None:
    """Whatever is explained, lines are broken at the width of the page, but for single words."""
    texts = {QUOTE: None, "The talks of Ana Rojas ended on may 3.": "date.month-day",
             "Peru and Chile signed it on May 3.": "dated_event.before-date"}  # fmt: skip
    for text, rule in texts.items():
        for line in explanation_lines(explain(text, rule=rule), 100):
            shown = PLAIN.paint(line)
            assert len(shown) <= 100 or len(line[-1][0]) > 30, shown
            assert shown == shown.rstrip()


def test_what_a_terminal_would_obey_is_not_written() -> None:
    """No text can send a command to the terminal of whoever explains it."""
    for rule in (None, "quote.speaker-after-cue", "name.proper"):
        told = explain('"It \x1b[31mis\x07 over," yodelled Ana Rojas.', rule=rule)
        shown = "".join(PLAIN.paint(line) for line in explanation_lines(told, 100))
        assert "\x1b" not in shown
        assert "\x07" not in shown
