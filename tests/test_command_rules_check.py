from pathlib import Path

import pytest
from made.packs import SANCTIONS, write_broken, write_sanctions

from extractor.command.main import main
from extractor.command.rules.check import count

Capture = pytest.CaptureFixture[str]


def test_a_pack_that_holds(tmp_path: Path, capsys: Capture) -> None:
    """A pack without a problem is counted, its own rules only."""
    assert main(["rules", "check", write_sanctions(tmp_path)]) == 0
    assert capsys.readouterr().out == "1 rule, 1 example, 1 counter-example: all hold\n"


def test_the_shipped_packs(capsys: Capture) -> None:
    """Without a path the shipped packs are checked, and they hold."""
    assert main(["rules", "check"]) == 0
    out, err = capsys.readouterr()
    assert out.endswith(" counter-examples: all hold\n")
    assert err == ""


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
        f"{pack}:22:30: sanction.imposed gives sender.code 'PE', not 'CL'; {mend}",
        f"{pack}:24:9: sanction.imposed finds {found} in its counter-example; {reason}",
    ]


def test_rules_that_do_not_load(tmp_path: Path, capsys: Capture) -> None:
    """Rules that do not load are told problem by problem."""
    assert main(["rules", "check", write_broken(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 3


def test_counting() -> None:
    """One is singular, all else plural."""
    assert [count(n, "rule") for n in range(3)] == ["0 rules", "1 rule", "2 rules"]
