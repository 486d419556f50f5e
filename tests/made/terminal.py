"""The command as a user calls it on a terminal."""

import os
from pathlib import Path

from made.command import environment


def run_on_terminal(words: list[str], folder: Path, **changes: str) -> str:
    """Give all that a command writes when all its streams are one terminal."""
    import pty  # noqa: PLC0415 - there is none on Windows, where these tests are skipped

    given = environment(**{"TERM": "xterm", "COLUMNS": "80", "NO_COLOR": "", **changes})
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execve(words[0], words, given)  # noqa: S606 - our own command
    pieces = []
    try:
        while piece := os.read(terminal, 4096):
            pieces.append(piece)
    except OSError:
        # the terminal is gone with the last process on it
        pass
    finally:
        os.close(terminal)
        os.waitpid(child, 0)
    return b"".join(pieces).decode()
