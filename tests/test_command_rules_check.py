from pathlib import Path

import pytest
from made.packs import SANCTIONS, write_broken, write_sanctions

from extractor.command.main import main
from extractor.command.rules.check import count

Capture = pytest.CaptureFixture[str]


def test_a_pack_that_holds(tmp_path: Path, capsys: Capture) -> None:
    """A pack without a problem is counted, its own rules only."""
    assert main(["rules", "check", write_sanctions(tmp_path)]) == 0
    assert capsys.readouterr() == (
        (
            "1 rule, 2 examples, 1 counter-example: all hold\n"
            "cost: at most 6 steps at one token, 6 of them of sanction.imposed\n"
        ),
        "",
    )


def test_the_shipped_packs(capsys: Capture) -> None:
    """Without a path the shipped packs are checked: they hold, and nothing is odd in them."""
    assert main(["rules", "check", "--strict"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines()[0].endswith(" counter-examples: all hold")
    assert out.splitlines()[1].startswith("cost: at most ")


def test_an_example_that_does_not_hold(tmp_path: Path, capsys: Capture) -> None:
    """An example that does not hold is named with its place, what came, and what to do."""
    pack = tmp_path / "own.yaml"
    pack.write_text(SANCTIONS.replace("code: PE", "code: CL").replace("lifted", "slapped"))
    assert main(["rules", "check", str(pack)]) == 2
    out, err = capsys.readouterr()
    mend = "mend the pattern, or the example"
    found, reason = "'Peru slapped sanctions'", "the reason given was: nothing is imposed"
    assert out == ""
    assert err.splitlines() == [
        (
            f"{pack}:22:30: sanction.imposed gives sender.code 'PE', not 'CL'; {mend} "
            "[failing-example]"
        ),
        "   22 |         gives: {sender.code: CL, measure: sanctions}",
        "      |                              ^^",
        (
            f"{pack}:25:9: sanction.imposed finds {found} in its counter-example; {reason} "
            "[failing-counter-example]"
        ),
        "   25 |       - text: Peru slapped sanctions on the company.",
        "      |         ^^^^",
    ]


def test_rules_that_do_not_load(tmp_path: Path, capsys: Capture) -> None:
    """Rules that do not load are told problem by problem."""
    assert main(["rules", "check", write_broken(tmp_path)]) == 2
    said = [line for line in capsys.readouterr().err.splitlines() if line.endswith("]")]
    assert len(said) == 3


def test_warnings(tmp_path: Path, capsys: Capture) -> None:
    """What is odd is told and counted, and makes the check fail if that is asked for."""
    pack = tmp_path / "own.yaml"
    pack.write_text(SANCTIONS.split("    not_examples")[0])
    assert main(["rules", "check", str(pack)]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[-1] == "1 warning"
    assert err.splitlines()[0].endswith(" [missing-counter-example]")
    assert main(["rules", "check", "--strict", str(pack)]) == 1
    assert main(["rules", "check", "--strict", write_sanctions(tmp_path)]) == 0


def test_counting() -> None:
    """One is singular, all else plural."""
    assert [count(n, "rule") for n in range(3)] == ["0 rules", "1 rule", "2 rules"]
