"""Count what reading hostile texts costs at one length and at four times that length.

What is counted are instructions of the processor, by valgrind, so that the load of the machine has
no part in it; 4.0 is linear, 16.0 would be the square. `count_work` counts calls of functions,
which needs no valgrind and is the same on any machine; the tests use that.

    python benchmarks/linearity/run.py
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
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
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        words = [
            "valgrind",
            "--tool=callgrind",
            "--dump-before=getppid",
            "--main-stacksize=64000000",
        ]
        words += [f"--callgrind-out-file={folder}/out", sys.executable, __file__, "--read"]
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        subprocess.run(words, check=True, capture_output=True, env=environment)  # noqa: S603 - our own
        parts = sorted(
            (int(path.suffix[1:]), path)
            for path in Path(folder).iterdir()
            if path.suffix[1:].isdigit()
        )
        totals = [
            int(found[1])
            if (found := re.search(r"^totals: (\d+)", path.read_text(), re.MULTILINE))
            else 0
            for _, path in parts
        ]
    # the first part is all before the first call, and every second one is what lies between two
    counts = iter(totals[1::2])
    print("| text | characters | instructions | characters | instructions | times |")
    print("| --- | --- | --- | --- | --- | --- |")
    worst = 0.0
    for name, make in TEXTS.items():
        small, large = next(counts), next(counts)
        worst = max(worst, large / small)
        lengths = [f"{len(make(size)):,}" for size in (SIZE, SIZE * TIMES)]
        told = (name, lengths[0], f"{small:,}", lengths[1], f"{large:,}", f"{large / small:.2f}")
        print(f"| {' | '.join(told)} |")
    return int(worst > MOST)


if __name__ == "__main__":
    if sys.argv[1:] == ["--read"]:
        read_all()
    else:
        sys.exit(main())
