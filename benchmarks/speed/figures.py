r"""Measures all figures of `docs/speed.md`, and writes them into `figures.json` beside this file.

    python benchmarks/speed/figures.py [SECTION ...]

Without a section all are measured, which takes half an hour; figures of the others stay. Then
`python benchmarks/speed/pages.py` writes the pages. Processor time is what is measured, of this
process and its children, since a shared machine keeps programs waiting; where a whole process is
meant, the time on the clock stands beside it.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from run import scan, seconds, text_of, write_rules

import extractor
from extractor.bridges.arrow import extract_table
from extractor.matching import Match
from extractor.matching.engine import Engine
from extractor.matching.seeking import Seeker
from extractor.output.jsonl import encode_record
from extractor.pipeline import Extractor
from extractor.ruleset.rules import Rule

HERE = Path(__file__).parent
FIGURES = HERE / "figures.json"
SHORT = 280
ARTICLE = 2_000
DAY = "2026-04-24"
SENTENCE = '"It is over," said Ana Rojas on Monday.'
# So many characters are read where instructions are counted, which takes fifty times as long.
COUNTED = 5_000
# So many of the rules that take longest are told.
HEAVIEST = 12
Figures = Any


def machine() -> Figures:
    """Say where and when."""
    model = "unknown"
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        model = next((line.partition(": ")[2] for line in lines if "model name" in line), model)
    return {
        "day": str(datetime.now(UTC).date()),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "processor": model,
    }


def growth() -> Figures:
    """Read texts of four lengths, each in a process of its own, for its memory."""
    return [json.loads(in_process("length", str(10**power))) for power in (4, 5, 6, 7)]


def length(size: str) -> Figures:
    """Read one text of a length."""
    text = text_of(int(size))
    engine = Extractor()
    engine.extract("x")
    before = memory()
    times = 3 if len(text) < 10**6 else 1
    taken = seconds(lambda: engine.extract(text, date=DAY), times=times)
    scanned = seconds(lambda: scan(text), times=times)
    return {
        "size": len(text),
        "speed": len(text) / taken,
        "ratio": taken / scanned,
        "memory": memory() - before,
    }


def kinds() -> Figures:
    """Read one text for each kind alone, and for all three."""
    text = text_of(100_000)
    scanned = seconds(lambda: scan(text), times=5)
    found = []
    for wanted in ("quote", "dated_event", "country_list", "time", "country", None):
        engine = Extractor(records=[wanted] if wanted else None)
        taken = seconds(lambda: engine.extract(text, date=DAY))  # noqa: B023 - called at once
        found.append({"kind": wanted, "speed": len(text) / taken, "ratio": taken / scanned})
    return found


def stages() -> Figures:
    """Read one text stage by stage."""
    text = text_of(100_000)
    engine = Extractor()
    document = extractor.Document(text, "a")
    examined = engine.examine(document)
    reading = seconds(lambda: engine._reader.read(document))  # noqa: SLF001 - a stage of its own
    examining = seconds(lambda: engine.examine(document))
    building = seconds(lambda: engine.build(examined))
    return {"read": reading, "match": examining - reading, "resolve": building}


def by_rule() -> Figures:
    """Read one text, and tell which rules take most of the matching."""
    text = text_of(100_000)
    engine = Extractor()
    engine.extract(text)
    taken: dict[str, list[float]] = defaultdict(list)
    apply = Engine.apply

    def timed(self: Engine, rule: Rule, seeker: Seeker) -> Iterator[Match]:
        start = time.perf_counter()
        found = list(apply(self, rule, seeker))
        taken[rule.id].append(time.perf_counter() - start)
        return iter(found)

    Engine.apply = timed  # type: ignore[method-assign]  # each rule has to be seen alone
    try:
        for _ in range(5):
            engine.extract(text, date=DAY)
    finally:
        Engine.apply = apply  # type: ignore[method-assign]  # as above
    # another program may have kept this one waiting: the shortest time is the rule's own
    least = sorted(((min(each), name) for name, each in taken.items()), reverse=True)
    whole = sum(share for share, _ in least)
    return {
        "rules": len(least),
        "shares": [[name, share / whole] for share, name in least[:HEAVIEST]],
        "half": sum(1 for n in range(len(least)) if sum(s for s, _ in least[:n]) < whole / 2),
    }


def short() -> Figures:
    """Read a thousand short texts, and a hundred articles, all together and each alone."""
    engine = Extractor()
    found = []
    for size, count in ((SHORT, 1000), (ARTICLE, 100)):
        whole = text_of(size * count)
        texts = [whole[start : start + size] for start in range(0, len(whole), size)]
        given = [{"text": text, "date": DAY} for text in texts]
        together = seconds(lambda: list(engine.extract_many(given)))  # noqa: B023 - called at once
        alone = seconds(lambda: [engine.extract(text, date=DAY) for text in texts])  # noqa: B023 - called at once
        found.append(
            {
                "texts": len(texts),
                "size": size,
                "together": len(whole) / together,
                "alone": len(whole) / alone,
            }
        )
    return {"sizes": found}


def rules() -> Figures:
    """Read one text with more rules, whose words are in it or are not."""
    text = text_of(100_000)
    words = sorted({word for word in text.split() if word.isalpha() and len(word) > 3})
    plain = Extractor()
    found = []
    for count in (10, 100, 1000):
        for name, chosen in (("absent", [f"zz{word}" for word in words]), ("present", words)):
            with tempfile.TemporaryDirectory() as folder:
                start = time.process_time()
                engine = Extractor(rules=[write_rules(Path(folder), count, chosen)])
                compiled = time.process_time() - start
            more = more_time(plain, engine, text)
            found.append({"rules": count, "words": name, "more": more, "start": compiled})
    return found


def more_time(plain: Extractor, other: Extractor, text: str, *, times: int = 5) -> float:
    """Give how much more time one extractor takes than another one, in turn, since speed drifts."""
    taken: list[tuple[float, float]] = []
    for _ in range(times):
        one, two = (
            seconds(lambda: engine.extract(text), times=1)  # noqa: B023 - called at once
            for engine in (plain, other)
        )
        taken.append((one, two))
    least = [min(each) for each in zip(*taken, strict=True)]
    return least[1] / least[0] - 1


def lexicons() -> Figures:
    """Read one text with a lexicon of more and more phrases, each in a process of its own."""
    return [json.loads(in_process("lexicon", str(10**power))) for power in (3, 4, 5, 6)]


def lexicon(size: str) -> Figures:
    """Load a lexicon of so many phrases beside the shipped rules and find one; read a text."""
    text = text_of(100_000)
    plain = Extractor()
    plain.extract(text)
    before = memory()
    with tempfile.TemporaryDirectory() as folder:
        rows = (f"qz{number % 1000} zq{number}" for number in range(int(size)))
        (Path(folder) / "words.csv").write_text("phrase\n" + "\n".join(rows) + "\n", "utf-8")
        (Path(folder) / "own.yaml").write_text(
            "pack: own\nlexicons: {thing: {file: words.csv}}\n"
            "kinds: {thing: {fields: {what: {type: span, required: yes}}}}\n"
            "rules: [{id: thing.one, emits: thing, match: 'what:{thing}'}]\n"
        )
        start = time.process_time()
        engine = Extractor(rules=[folder])
        # what an entry says is put in order when the first one is found
        engine.extract("qz1 zq1")
        loaded = time.process_time() - start
    engine.extract(text)
    used = memory() - before
    more = more_time(plain, engine, text)
    return {"phrases": int(size), "start": loaded, "memory": used, "more": more}


def many() -> Figures:
    """Read more and more documents, in one process and in two."""
    found = []
    for count in (100, 1000):
        found += [json.loads(in_process("documents", str(count), processes)) for processes in "12"]
    return found


def documents(count: str, processes: str) -> Figures:
    """Read so many documents of 5,000 characters in so many processes."""
    text = text_of(5000)
    engine = Extractor()
    start, clock = cpu(), time.perf_counter()
    found = engine.extract_many([text] * int(count), processes=int(processes))
    next(found)
    first = time.perf_counter() - clock
    own, clock = time.process_time(), time.perf_counter()
    for _ in found:
        pass
    return {
        "documents": int(count),
        "processes": int(processes),
        "first": first,
        "clock": time.perf_counter() - clock,
        "own": time.process_time() - own,
        "cpu": cpu() - start,
        "memory": memory(),
        "size": len(text),
    }


def start() -> Figures:
    """Call the command on a short text, and take its start apart."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_text(SENTENCE, "utf-8")
        words = [sys.executable, "-m", "extractor", "extract", str(path)]
        kept = as_installed(folder)
        clocks, taken = [], []
        for _ in range(8):
            before, clock = cpu(), time.perf_counter()
            subprocess.run(words, check=True, capture_output=True, env=kept)  # noqa: S603 - our own
            clocks.append(time.perf_counter() - clock)
            taken.append(cpu() - before)
        parts = json.loads(in_process("parts", env=kept))
    # the first one compiles the modules and keeps the rules
    return {"clock": min(clocks[1:]), "cpu": min(taken[1:]), **parts}


def as_installed(folder: str) -> Mapping[str, str]:
    """Give the surroundings of a process that finds its modules compiled, and keeps its rules.

    Installing a package compiles its modules, which some surroundings forbid to keep.
    """
    own = {"PYTHONPYCACHEPREFIX": f"{folder}/modules", "NEWSRULES_CACHE": f"{folder}/rules"}
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | own


def parts() -> Figures:
    """Give the parts of a start; what this script itself imports is left out."""
    code = """
import time
begun = time.process_time()
import extractor.command.extract
from extractor.pipeline import wanted_kinds
from extractor.collection import paused
from extractor.matching import compile_engine
from extractor.ruleset import load_ruleset
imported = time.process_time()
with paused():
    ruleset = load_ruleset()
    loaded = time.process_time()
    compile_engine(ruleset, records=wanted_kinds(ruleset, None))
print(begun, imported - begun, loaded - imported, time.process_time() - loaded)
"""
    lines = [
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout  # noqa: S603 - our own
        for _ in range(3)
    ]
    best = [min(each) for each in zip(*(map(float, line.split()) for line in lines), strict=True)]
    return dict(zip(("python", "imports", "load", "compile"), best, strict=True))


def output() -> Figures:
    """Write the records of the golden articles as lines and as Parquet, for their size."""
    import pyarrow as pa  # noqa: PLC0415 - only where it is asked for
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    paths = sorted((HERE.parents[1] / "tests" / "golden").glob("*.txt"))
    texts = [path.read_text("utf-8") for path in paths]
    engine = Extractor()
    found = list(engine.extract_many(texts))
    lines = [encode_record(record) for each in found for record in each.records]
    table = extract_table(pa.table({"text": texts}), extractor=engine)
    with tempfile.TemporaryDirectory() as folder:
        pq.write_table(table, Path(folder) / "a.parquet", compression="zstd")
        packed = (Path(folder) / "a.parquet").stat().st_size
    fired: dict[str, int] = {}
    for each in found:
        for rule in {record.evidence.rule for record in each.records}:
            fired[rule] = fired.get(rule, 0) + 1
    shares = sorted(count / len(texts) for count in fired.values())
    return {
        "characters": sum(map(len, texts)),
        "records": len(lines),
        "jsonl": sum(len(line.encode()) + 1 for line in lines),
        "parquet": packed,
        "rule_share": shares[len(shares) // 2],
        "rule_share_most": shares[-1],
    }


def instructions() -> Figures:
    """Count the instructions of a start and of reading, where valgrind is installed.

    They are the same however busy the machine is.
    """
    begin = f"import sys; sys.path[:0] = [{str(HERE)!r}]; from run import text_of\n"
    begin += "from extractor.pipeline import Extractor; engine = Extractor()\n"
    text = f"engine.extract(text_of({COUNTED}), date={DAY!r});"
    sentence = "-m", "extractor", "extract"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_text(SENTENCE, "utf-8")
        kept = as_installed(folder)
        calls = {
            "python": ["-c", "pass"],
            "imports": ["-c", "import extractor.command.main, extractor.command.extract"],
            "command": [*sentence, str(path)],
            "once": ["-c", begin + text],
            "twice": ["-c", begin + 2 * text],
        }
        first = [sys.executable, *calls["command"]]
        subprocess.run(first, check=True, capture_output=True, env=kept)  # noqa: S603 - our own
        counted = {name: count(words, kept) for name, words in calls.items()}
    return {
        "python": counted["python"],
        "imports": counted["imports"] - counted["python"],
        "command": counted["command"],
        # what is compiled when it is first tried is in the first reading alone
        "a_character": (counted["twice"] - counted["once"]) / COUNTED,
        "size": COUNTED,
    }


def count(words: list[str], env: Mapping[str, str]) -> int:
    """Count the instructions of a call of Python."""
    call = [
        "valgrind",
        "--tool=callgrind",
        "--callgrind-out-file=/dev/null",
        sys.executable,
        *words,
    ]
    run = subprocess.run(call, check=True, capture_output=True, text=True, env=env)  # noqa: S603 - our own
    collected = next(line for line in run.stderr.splitlines() if "Collected" in line)
    return int(collected.rpartition(":")[2])


def cpu() -> float:
    """Give the processor time of this process and of children that have ended, in seconds."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def memory() -> float:
    """Give the most memory that this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_process(*words: str, env: Mapping[str, str] | None = None) -> bytes:
    """Run a part of this script in a process of its own; give what it prints."""
    return subprocess.run(  # noqa: S603 - this script
        [sys.executable, __file__, "--part", *words], check=True, capture_output=True, env=env
    ).stdout


SECTIONS: dict[str, Callable[[], Figures]] = {
    "growth": growth,
    "kinds": kinds,
    "stages": stages,
    "by_rule": by_rule,
    "short": short,
    "rules": rules,
    "lexicons": lexicons,
    "many": many,
    "start": start,
    "output": output,
    "instructions": instructions,
}


def choose(what: str, known: Iterable[str], told: str | None) -> Sequence[str]:
    """Give what the command line names of what is known, or all of it; else end with an error."""
    every = list(known)
    parser = argparse.ArgumentParser(description=(told or "").split("\n", maxsplit=1)[0])
    parser.add_argument("names", nargs="*", metavar=what.upper(), help=", ".join(every))
    names: list[str] = parser.parse_args().names
    for name in names:
        if name not in every:
            parser.error(f"no {what} {name!r}; known are {', '.join(every)}")
    return names or every


def main() -> None:
    """Measure, and write the figures down as soon as each section is done."""
    if sys.argv[1:2] == ["--part"]:
        print(json.dumps(globals()[sys.argv[2]](*sys.argv[3:])))
        return
    for name in choose("section", SECTIONS, __doc__):
        measured = SECTIONS[name]()
        known = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
        known |= {name: measured, "machine": machine()}
        FIGURES.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", "utf-8")
        print(name, json.dumps(measured))


if __name__ == "__main__":
    main()
