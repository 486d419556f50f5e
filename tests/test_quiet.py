"""What reading does beside reading: nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

# Everything that the interpreter itself reports of what reaches out of a process.
WATCHED = """
import json, os, sys

seen = []
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


def hear(event, arguments):
    if event.partition(".")[0] in ("socket", "subprocess", "urllib", "ftplib", "smtplib"):
        seen.append(event)
    elif event in ("os.system", "os.exec", "os.posix_spawn", "os.fork"):
        seen.append(event)
    elif event == "open" and isinstance(arguments[0], str) and (arguments[2] or 0) & WRITES:
        seen.append(f"writes {arguments[0]}")


sys.dont_write_bytecode = True
sys.addaudithook(hear)
from extractor.command.main import main

status = main(sys.argv[1:])
sys.stdout.flush()
print(json.dumps([status, seen]), file=sys.stderr)
"""


def test_reading_asks_no_network_and_writes_what_was_named(tmp_path: Path) -> None:
    """A run opens no socket, starts no process, and writes to its output and to the cache alone."""
    text = tmp_path / "a.txt"
    text.write_text('"It is over," said Ana Rojas on May 3, 2011.', encoding="utf-8")
    cache, out = tmp_path / "cache", tmp_path / "out.jsonl"
    words = ["extract", str(text), "--format", "jsonl", "-o", str(out)]
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", WATCHED, *words],
        env={**os.environ, "NEWSRULES_CACHE": str(cache)},
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    status, seen = json.loads(done.stderr.splitlines()[-1])
    assert status == 0, done.stderr
    assert out.read_text(encoding="utf-8").count("\n") == 1
    places = [Path(each.removeprefix("writes ")) for each in seen]
    assert all(each.startswith("writes ") for each in seen), seen
    assert all(place.parent == tmp_path or place.is_relative_to(cache) for place in places), seen
