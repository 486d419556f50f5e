"""Count what reading hostile texts costs at one length and at four times that length.

What is counted are calls of functions, those of Python and those in C; with `--instructions` it is
the instructions of the processor, by valgrind, which sees into patterns too and takes long. The
load of the machine has no part in either; 4.0 is linear, 16.0 would be the square.

    python benchmarks/linearity/run.py
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType

from extractor import Extractor

SIZE, TIMES = 1_000, 4
# So many times the work four times the text may take: what is linear, and a little for caches.
MOST = 5.0
NAMES = ("Chile", "Peru", "Bolivia", "France", "Germany", "Spain")
NEWS = '"It is over," said Ana Rojas on March 3. Chile and Peru signed it on Monday.\n\n'

TEXTS: Mapping[str, Callable[[int], str]] = {
    "news": lambda n: NEWS * (n // 10),
    "quotation marks": lambda n: '"' * n,
    "opening marks": lambda n: "“" * n,
    "nested quotations": lambda n: "“‘" * (n // 2) + "’”" * (n // 2),
    "nested brackets": lambda n: "(" * (n // 2) + ")" * (n // 2),
    "combining marks on a letter": lambda n: "a" + "\u0301" * (10 * n),
    "no space": lambda n: "aB" * (5 * n),
    "digits": lambda n: "1" * (10 * n),
    "countries in one list": lambda n: ", ".join(NAMES[i % 6] for i in range(n)),
    "controls": lambda n: "".join(chr(i % 32) for i in range(n)),
    "zero-width": lambda n: "\u200b".join((NEWS * (n // 50))[:n]),
    "mixed line ends": lambda n: "Ana left.\r\n\r\u2028Peru said.\n\r" * (n // 20),
    "HTML": lambda n: "<p class='x'>Peru said</p>&nbsp;" * (n // 10),
    "upper case": lambda n: NEWS.upper() * (n // 20),
    "another script": lambda n: "外交部发言人说。" * (n // 4),
}


def count_work(extractor: Extractor, text: str) -> int:
    """Give the number of calls, of Python's functions and those in C, that reading a text takes."""
    count = 0

    def note(_frame: FrameType, event: str, _given: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        extractor.extract(text)
    finally:
        sys.setprofile(before)
    return count


def read_all() -> None:
    """Read each text at both lengths, between calls of a function that valgrind looks out for."""
    extractor = Extractor()
    for make in TEXTS.values():
        for size in (SIZE, SIZE * TIMES):
            text = make(size)
            # what is made at first need is made before
            extractor.extract(make(SIZE // 10))
            os.getppid()
            extractor.extract(text)
            os.getppid()


def main() -> int:
    """Print the table; give 1 where anything grows too fast."""
    by_instructions = sys.argv[1:] == ["--instructions"]
    what = "instructions" if by_instructions else "calls"
    counts = iter(count_instructions() if by_instructions else count_calls())
    print(f"| text | characters | {what} | characters | {what} | times |")
    print("| --- | --- | --- | --- | --- | --- |")
    worst = 0.0
    for name, make in TEXTS.items():
        small, large = next(counts), next(counts)
        worst = max(worst, large / small)
        lengths = [f"{len(make(size)):,}" for size in (SIZE, SIZE * TIMES)]
        told = (name, lengths[0], f"{small:,}", lengths[1], f"{large:,}", f"{large / small:.2f}")
        print(f"| {' | '.join(told)} |")
    return int(worst > MOST)


def count_calls() -> Iterator[int]:
    """Give the calls that each text takes, at both lengths."""
    extractor = Extractor()
    for make in TEXTS.values():
        # what is made at first need is made before
        extractor.extract(make(SIZE // 10))
        for size in (SIZE, SIZE * TIMES):
            yield count_work(extractor, make(size))


def count_instructions() -> Sequence[int]:
    """Give the instructions that each text takes, at both lengths."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["valgrind", "--tool=callgrind", "--dump-before=getppid"]
        words += [f"--callgrind-out-file={folder}/out", sys.executable, __file__, "--read"]
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        subprocess.run(words, check=True, capture_output=True, env=environment)  # noqa: S603 - ours
        made = [path for path in Path(folder).iterdir() if path.suffix[1:].isdigit()]
        made.sort(key=lambda path: int(path.suffix[1:]))
        totals = [re.search(r"^totals: (\d+)", path.read_text(), re.MULTILINE) for path in made]
    # the first part is all before the first call, and every second one is what lies between two
    return [int(found[1]) if found else 0 for found in totals[1::2]]


if __name__ == "__main__":
    if sys.argv[1:] == ["--read"]:
        read_all()
    else:
        sys.exit(main())
