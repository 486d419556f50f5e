"""Fuzzes the library: bytes that reach ever more of its code, against one promise at a time.

    pip install -e '.[fuzz]'
    python benchmarks/fuzz/run.py TARGET [TARGET ...] --seconds 600 [--keep] [--work FOLDER]

The targets are those of `tests/fuzz/targets.py`; `all` names them all. atheris (libFuzzer for
Python) makes the bytes, beginning with the corpus in `tests/fuzz/TARGET`, and watches which
branches of `extractor` they reach. Prints for each target how often it was run, how many branches
it reached, which share of the lines of `extractor` the corpus runs, and each way in which it
failed, once, with the file of bytes that shows it. With --keep those inputs that reach lines which
no other one reaches become the corpus. Exits with 1 where something was found.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import CodeType, FrameType

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
CORPORA = ROOT / "tests" / "fuzz"
CODE = str(ROOT / "extractor")
# An input that takes longer, or more memory, is a finding.
SLOWEST_SECONDS = 30
MOST_MEGABYTES = 2048
LONGEST_BYTES = 4000
# A corpus stays so small that the suite runs it in a second or two.
MOST_FILES = 40

Line = tuple[str, int]


def main() -> int:
    """Fuzz the targets, one after the other."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("targets", nargs="+")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--keep", action="store_true", help="write the corpus anew")
    parser.add_argument("--work", type=Path, help="where bytes are kept between runs")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        fuzz_here(given.targets[0], given.child, given.seconds)
    names = given.targets if given.targets != ["all"] else target_names()
    found = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            work = (given.work or Path(folder)) / name
            found += fuzz(name, work, given.seconds, keep=given.keep)
    return int(found > 0)


def target_names() -> Sequence[str]:
    """Give the names of all targets."""
    from fuzz.targets import TARGETS  # noqa: PLC0415 - the process that fuzzes imports it its way

    return list(TARGETS)


def fuzz(name: str, work: Path, seconds: int, *, keep: bool) -> int:
    """Fuzz one target in a process of its own, and print what came of it; give the findings."""
    inputs, findings = work / "inputs", work / "findings"
    for folder in (inputs, findings):
        folder.mkdir(parents=True, exist_ok=True)
    for seed in sorted((CORPORA / name).glob("*")):
        shutil.copy(seed, inputs / seed.name)
    start, cpu, runs, branches, ends = time.time(), cpu_seconds(), 0, 0, 0
    while (left := seconds - (time.time() - start)) > 1:
        command = [
            sys.executable,
            __file__,
            name,
            "--child",
            str(work),
            "--seconds",
            str(int(left)),
        ]
        done = subprocess.run(  # noqa: S603 - this very script
            command, capture_output=True, text=True, check=False, errors="replace"
        )
        counted = re.findall(
            r"number_of_executed_units: (\d+)|^#(\d+)\s", done.stderr, re.MULTILINE
        )
        runs += max((int(a or b) for a, b in counted), default=0)
        branches = max([branches, *map(int, re.findall(r" cov: (\d+)", done.stderr))])
        if done.returncode == 0:
            break
        # a hang, or the end of the process: libFuzzer has left the bytes
        ends += 1
        (findings / f"end-{ends}.txt").write_text(done.stderr[-4000:])
        if not counted:
            print(done.stderr[-4000:])
            break
    reached, lines, kept = measure(name, inputs, keep=keep)
    print(
        f"{name}: {runs} runs in {time.time() - start:.0f} s ({cpu_seconds() - cpu:.0f} s of CPU), "
        f"{branches} branches, "
        f"{reached} of {lines} lines of the modules it loads "
        f"({100 * reached / max(lines, 1):.0f} %), {kept} inputs kept",
        flush=True,
    )
    told = sorted(findings.glob("*.txt"))
    for each in told:
        print(
            f"  FOUND {each.with_suffix('')}\n    "
            + each.read_text().strip()[-1500:].replace("\n", "\n    ")
        )
    return len(told)


def cpu_seconds() -> float:
    """Give the processor time of this process and of those that it has started."""
    return sum(os.times()[:4])


def fuzz_here(name: str, work: Path, seconds: int) -> None:
    """Fuzz a target in this process, which ends with it."""
    import atheris  # noqa: PLC0415 - only who fuzzes needs it

    with atheris.instrument_imports(include=["extractor"]):
        from fuzz.targets import TARGETS, warm  # noqa: PLC0415 - with what counts its branches

        warm()
    target = TARGETS[name]

    def run(data: bytes) -> None:
        try:
            target(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            note(work / "findings", data, error)

    arguments = [
        sys.argv[0],
        str(work / "inputs"),
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST_BYTES}",
        f"-timeout={SLOWEST_SECONDS}",
        f"-rss_limit_mb={MOST_MEGABYTES}",
        "-print_final_stats=1",
        "-len_control=20",
        f"-artifact_prefix={work / 'findings'}/",
    ]
    atheris.Setup(arguments, run)
    atheris.Fuzz()


def note(folder: Path, data: bytes, error: Exception) -> None:
    """Keep the bytes that made a target fail, once for each place where it did."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f"{Path(f.filename).name}:{f.lineno}" for f in frames if str(ROOT) in f.filename]
    name = hashlib.sha256(f"{type(error).__name__} {own[-3:]}".encode()).hexdigest()[:12]
    known = folder / name
    if known.exists() and known.stat().st_size <= len(data):
        return
    known.write_bytes(data)
    known.with_suffix(".txt").write_text(
        "".join(traceback.format_exception(error)), errors="replace"
    )


def measure(name: str, inputs: Path, *, keep: bool) -> tuple[int, int, int]:
    """Give how many lines the inputs run, of how many, and how many inputs are needed for them."""
    from fuzz.targets import TARGETS, warm  # noqa: PLC0415 - as above

    warm()
    files = sorted(inputs.iterdir(), key=lambda path: (path.stat().st_size, path.name))
    reached: set[Line] = set()
    kept = []
    for path in files:
        data = path.read_bytes()
        new = lines_run(lambda data=data: TARGETS[name](data)) - reached
        if new:
            reached |= new
            kept.append((len(new), path))
    best = [path for _, path in sorted(kept, key=lambda each: -each[0])[:MOST_FILES]]
    if keep:
        corpus = CORPORA / name
        corpus.mkdir(exist_ok=True)
        contents = [path.read_bytes() for path in best]
        for old in corpus.iterdir():
            old.unlink()
        for data in contents:
            (corpus / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)
    return len(reached), len(set(lines_there({file for file, _ in reached}))), len(best)


def lines_run(run: Callable[[], None]) -> set[Line]:
    """Give the lines of `extractor` that a call runs."""
    found: set[Line] = set()

    def inside(frame: FrameType, event: str, _: object) -> Callable[..., object]:
        if event == "line":
            found.add((frame.f_code.co_filename, frame.f_lineno))
        return inside

    def entered(frame: FrameType, _: str, __: object) -> Callable[..., object] | None:
        return inside if frame.f_code.co_filename.startswith(CODE) else None

    sys.settrace(entered)
    try:
        # what a target finds wrong is told elsewhere
        with suppress(Exception):
            run()
    finally:
        sys.settrace(None)
    return found


def lines_there(files: set[str]) -> Iterator[Line]:
    """Give the lines inside functions of files, which run when these are called."""
    for file in files:
        codes = [compile(Path(file).read_text("utf-8"), file, "exec")]
        while codes:
            code = codes.pop()
            if code.co_flags & 2:  # that of a function
                first = code.co_firstlineno
                yield from ((file, n) for *_, n in code.co_lines() if n and n != first)
            codes += [each for each in code.co_consts if isinstance(each, CodeType)]


if __name__ == "__main__":
    raise SystemExit(main())
