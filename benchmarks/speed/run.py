r"""Measures how fast the shipped rules read, on one core, and what more rules cost.

    python benchmarks/speed/run.py [--sizes 10000,100000] [--rules 300] [--most N]
    python benchmarks/speed/run.py --sizes 100000 --rules 0 --texts news.jsonl

The text is that of the golden articles and of the seed, repeated, in which every sentence is there
for the sake of some record; with `--texts` it is your own: a text file, or the `text` of each line
of a JSONL file that has one. Each figure stands beside one `\w+` scan of the same text in the same
run, since machines differ and the ratio does not. With `--most N` the exit status is 1 when each
size takes more than N scans.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import regex

import extractor

ROOT = Path(__file__).parents[2]
WORD = regex.compile(r"\w+", cache_pattern=False)


def text_of(size: int, given: Path | None = None) -> str:
    """Give a text of so many characters, which ends where it ends: golden articles, or a file's."""
    files = sorted([*(ROOT / "tests" / "golden").glob("*.txt"), *(ROOT / "seeds").glob("*.txt")])
    texts = [path.read_text("utf-8") for path in (files if given is None else (given,))]
    if given is not None and given.suffix == ".jsonl":
        lines = map(json.loads, filter(None, texts[0].split("\n")))
        texts = [line["text"] for line in lines if line.get("text")]
    articles = "\n\n".join(texts) + "\n\n"
    return (articles * (size // len(articles) + 1))[:size]


def seconds(run: Callable[[], object], *, times: int = 3) -> float:
    """Give the least processor time of several runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return min(taken)


def scan(text: str) -> None:
    """Find all words, and do nothing with them."""
    for _ in WORD.finditer(text):
        pass


def write_rules(folder: Path, count: int, words: list[str], *, seed: int = 7) -> Path:
    """Write a pack of rules, each of two words with a gap, into a folder."""
    chosen = random.Random(seed)  # noqa: S311 - rules, not secrets
    lines = ["pack: generated", "kinds:", "  thing:", "    fields:",
             "      what: {type: span, required: yes}", "rules:"]  # fmt: skip
    for number in range(count):
        first, second = chosen.choice(words), chosen.choice(words)
        lines += [
            f"  - id: thing.number-{number}",
            "    emits: thing",
            f'    match: \'what:("{first}") ...4 "{second}"\'',
        ]
    path = folder / "generated.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def main() -> int:
    """Print the figures; the exit status tells whether one size took few enough scans."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sizes", default="10000,100000,1000000,10000000")
    parser.add_argument("--rules", type=int, default=300)
    parser.add_argument("--most", type=float, default=float("inf"))
    parser.add_argument("--texts", type=Path, metavar="FILE")
    given = parser.parse_args()
    if given.texts is not None and not given.texts.is_file():
        parser.error(f"{given.texts} is no file; name a text file or a JSONL file")
    start = time.process_time()
    engine = extractor.Extractor()
    print(f"rules loaded and compiled in {time.process_time() - start:.2f} s")
    least = float("inf")
    for size in map(int, given.sizes.split(",")):
        text = text_of(size, given.texts)
        times = 5 if size <= 10**6 else 1
        taken = seconds(lambda: engine.extract(text, date="2026-04-24"), times=times)  # noqa: B023 - called at once
        scanned = seconds(lambda: scan(text), times=times)  # noqa: B023 - called at once
        least = min(least, taken / scanned)
        print(f"{size:>10,} characters: {size / taken:>9,.0f} characters a second, "
              f"{taken / scanned:.0f} times one \\w+ scan")  # fmt: skip
    if given.rules:
        compare_rules(given.rules)
    return int(least > given.most)


def compare_rules(count: int) -> None:
    """Print what rules cost whose words are in the text, and such whose words are not."""
    text = text_of(200_000)
    present = sorted({word for word in WORD.findall(text) if word.isalpha() and len(word) > 3})
    absent = [f"zz{word}" for word in present]
    base = extractor_of(())
    plain = seconds(lambda: base.extract(text), times=5)
    for name, words in (("absent from", absent), ("present in", present)):
        with tempfile.TemporaryDirectory() as folder:
            more = extractor_of((write_rules(Path(folder), count, words),))
        taken = seconds(lambda: more.extract(text), times=5)  # noqa: B023 - called at once
        each = (taken / plain - 1) / count
        print(f"{count} rules more, their words {name} the text: {taken / plain - 1:+.1%} time, "
              f"{each:.3%} a rule")  # fmt: skip


def extractor_of(paths: tuple[Path, ...]) -> extractor.Extractor:
    """Give an extractor of the shipped rules and some more."""
    return extractor.Extractor(rules=paths)


if __name__ == "__main__":
    raise SystemExit(main())
