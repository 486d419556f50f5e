"""Count what reading hostile texts costs at one length and at four times that length.

What is counted are calls of functions, those of Python and those in C; with `--instructions` those
of the processor too, by valgrind, which sees into patterns and takes a quarter of an hour. The load
of the machine has no part in either; 4.0 is linear, 16.0 would be the square.

    python benchmarks/linearity/run.py [--instructions] [--write]
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from unicodedata import normalize

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.guarantees import write_table
from extractor import Extractor

SIZE, TIMES = 1_000, 4
# So many times the work four times the text may take: what is linear, and a little for caches.
MOST = 4.6
NAMES = ("Chile", "Peru", "Bolivia", "France", "Germany", "Spain")
NEWS = '"It is over," said Ana Rojas on March 3. Chile and Peru signed it on Monday.\n\n'
ACCENTED = NEWS.replace("Ana Rojas", "Zoë Müller-Ångström, président de l'Équateur")


def widen(text: str) -> str:
    """Write a text in the wide forms that some keyboards give."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


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
    "NUL": lambda n: NEWS.replace(" ", "\0") * (n // 20),
    "lone surrogates": lambda n: f"\ud800{NEWS}a \udc00b \udfff" * (n // 20),
    "bidi": lambda n: NEWS.replace(" ", " \u202e\u2066\u200f") * (n // 20),
    "NFC": lambda n: normalize("NFC", ACCENTED) * (n // 20),
    "NFD": lambda n: normalize("NFD", ACCENTED) * (n // 20),
    "full-width": lambda n: widen(NEWS) * (n // 20),
    "no dates": lambda n: "On February 31, 0000 and 31/02/2020 Peru signed, in 99999. " * (n // 20),
    "far away": lambda n: "Peru left 99999999999 days ago, 3 years after 9999-12-31. " * (n // 20),
    "HTML": lambda n: "<p class='x'>Peru said</p>&nbsp;" * (n // 10),
    "nested tags": lambda n: "<div><b>" * (n // 8) + NEWS + "</b></div>" * (n // 8),
    "tweets": lambda n: "RT @ana: 🇵🇪🇨🇱 it's OVER 😭 #peru https://t.co/x “no” 1️⃣ " * (n // 20),
    "transcripts": lambda n: (
        "ROJAS: Well -- I -- (CROSSTALK) [00:01]\n>> VEGA: Monday? " * (n // 20)
    ),
    "OCR noise": lambda n: "‘lt ls 0ver,” sa1d Ana R0jas, thc env- oy 0f Pcru ¦ | " * (n // 20),
    "upper case": lambda n: NEWS.upper() * (n // 20),
    "lower case": lambda n: NEWS.lower() * (n // 20),
    "another language": lambda n: (
        "«C'est fini», a dit le 3 mars M. Rojas. Das ist „aus“. " * (n // 20)
    ),
    "another script": lambda n: "外交部发言人说。" * (n // 4),
    "from right to left": lambda n: "قال الوزير «انتهى الأمر» في بيرو. " * (n // 20),
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
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--instructions", action="store_true", help="count these too, by valgrind")
    parser.add_argument("--write", action="store_true", help="into docs/guarantees.md")
    given = parser.parse_args()
    counted = {"calls": list(count_calls())}
    if given.instructions:
        counted["instructions"] = list(count_instructions())
    heads = ["text", "characters", *(head for what in counted for head in (what, "times"))]
    rows, worst = [], 0.0
    for number, (name, make) in enumerate(TEXTS.items()):
        row = [name, f"{len(make(SIZE)):,}"]
        for counts in counted.values():
            small, large = counts[2 * number : 2 * number + 2]
            worst = max(worst, large / small)
            row += [f"{small:,}", f"{large / small:.2f}"]
        rows.append(row)
    for line in (heads, ["---"] * len(heads), *rows):
        print(f"| {' | '.join(line)} |")
    if given.write:
        write_table("linearity", heads, rows)
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
