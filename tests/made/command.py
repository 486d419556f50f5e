"""The command as a user calls it: in this process where that does, else in one of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "extractor"]

QUOTE = '"It is over," said Ana Rojas.'
DAY = "The pact ended on May 3, 2011."


def environment(**changes: str) -> dict[str, str]:
    """Give the environment in which the command finds the library from any folder."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "default",
        "FORCE_COLOR": "",
        **changes,
    }


def call(
    *words: str | Path, given: bytes = b"", folder: Path | None = None, **changes: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, to its end."""
    return subprocess.run(  # noqa: S603 - our own command
        [*COMMAND, *map(str, words)],
        input=given,
        capture_output=True,
        cwd=folder,
        env=environment(**changes),
        timeout=100,
        check=False,
    )
