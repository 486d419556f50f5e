"""What the scripts that measure speed say to a wrong call, and the status that they end with."""

import subprocess
import sys
from pathlib import Path

import pytest
from made.command import environment

SPEED = Path(__file__).parents[1] / "benchmarks" / "speed"


def call(script: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Call a script."""
    return subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(SPEED / script), *words],
        capture_output=True,
        text=True,
        env=environment(COLUMNS="80"),
        timeout=60,
        check=False,
    )


def test_what_can_be_measured_is_told() -> None:
    """Help names the sections, and so does the error for one that is not there."""
    told = call("figures.py", "--help")
    assert (told.returncode, told.stderr) == (0, "")
    assert "growth, kinds, stages" in told.stdout
    before = (SPEED / "figures.json").read_bytes()
    refused = call("figures.py", "kind", "growht")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "no section 'kind'; known are growth, kinds, stages" in refused.stderr
    refused = call("peers.py", "flashgeotex")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "no peer 'flashgeotex'; known are " in refused.stderr
    assert (SPEED / "figures.json").read_bytes() == before


@pytest.mark.parametrize(
    ("limit", "status"), [(("--most", "1"), 1), (("--most", "1e9"), 0), (("--floor", "1"), 2)]
)
def test_what_is_held_to_a_limit_is_a_ratio(limit: tuple[str, str], status: int) -> None:
    """Reading may cost so many scans of the same text; no time counts, which is the machine's."""
    told = call("run.py", "--sizes", "1000", "--rules", "0", *limit)
    assert told.returncode == status, told.stderr
