"""What is tried with any bytes: functions that take them and raise where a promise is broken.

They need nothing but the library. The suite runs them on the corpora that lie beside this file,
`benchmarks/fuzz/run.py` on bytes that reach ever more of the code.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve
from drawn.rulesets import draw_ruleset
from drawn.shipped import everything, records_in, spans_in
from drawn.texts import draw_small_text
from fuzz.bytes_read import Given, read_text
from fuzz.formats import check_formats
from made.documents import engine

from extractor import Document, Extraction, Extractor, Problem, RuleError
from extractor.command.inputs import Failed, Inputs, Keys
from extractor.command.outcomes import Done, find_outcomes
from extractor.output.jsonl import encode_record
from extractor.ruleset import load_ruleset
from extractor.ruleset.limits import STEPS_DEEP
from extractor.ruleset.parsing import PatternError, parse_pattern
from extractor.ruleset.pattern import Pattern
from extractor.ruleset.reading_patterns import depth_of
from extractor.ruleset.writing import write

DAYS = (None, "2019-04-05", "0001-01-01", "9999-12-31", "2020-02-29")
# Longer texts only take longer.
LONGEST = 4_000
# To start processes takes seconds, so they get so many documents at once.
MANY = 60
SMALL_TEXT = (
    "Ana baked the second cake in Lima. “A b c,” said Mr. Rojas. a b A B, 7 U.S. c d.\n\nA a"
)


def check_extraction(extraction: Extraction, text: str) -> None:
    """Raise where a record is not what the contract says: exact spans, in order, in JSON."""
    records = records_in(extraction)
    assert [r["start"] for r in records] == sorted(r["start"] for r in records)
    assert len({r["id"] for r in records}) == len(records)
    for record in records:
        for span in spans_in(record):
            assert text[span["start"] : span["end"]] == span["text"], span
            assert 0 <= span["start"] < span["end"] <= len(text), span
    for record, shown in zip(extraction.records, records, strict=True):
        assert json.loads(encode_record(record)) == shown


def texts(data: bytes) -> None:
    """Any text is read, with any reference date; spans are exact, and twice the same is found."""
    day = DAYS[data[0] % len(DAYS)] if data else None
    text = read_text(data[1:LONGEST])
    found = everything().extract(text, date=day, id="a")
    check_extraction(found, text)
    assert found == everything().extract(text, date=day, id="a")


def patterns(data: bytes) -> None:
    """A pattern is refused with a place in it, or can be written and read again."""
    text = data[:LONGEST].decode("utf-8", "replace")
    if depth_of(text) > STEPS_DEEP:
        # a rule file with such a one is refused before it is read
        return

    def phrase(name: str, offset: int) -> Pattern:
        if name not in everything().ruleset.phrases:
            raise PatternError(offset, f"no phrase {name}", "declare it")
        return everything().ruleset.phrases[name]

    def read(line: str) -> Pattern:
        return parse_pattern(line, split=lambda word: [word], phrases=phrase)[0]

    try:
        pattern = read(text)
    except PatternError as error:
        check_pattern_error(error, text)
        return
    names = {tree: name for name, tree in everything().ruleset.phrases.items()}
    assert read(write(pattern, names)) == pattern


def engines(data: bytes) -> None:
    """Both engines find the same, by whatever rules, in whatever text."""
    random = Given(data)
    ruleset = draw_ruleset(random)
    fast, plain = (Extractor.of_ruleset(ruleset, fast=fast) for fast in (True, False))
    for _ in range(3):
        document = Document(draw_small_text(random))
        assert plain.examine(document).findings == fast.examine(document).findings


def check_problems(problems: Sequence[Problem], path: Path) -> None:
    """Raise where what is said of a pack has no place in it, or no remedy."""
    assert problems
    for problem in problems:
        assert problem.place.path.startswith(path.as_posix()), problem
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert problem.what
        assert problem.remedy
        assert len(str(problem).splitlines()) == 1, problem
        assert problem.shown()


def check_pattern_error(error: PatternError, text: str) -> None:
    """Raise where what is said of a pattern has no place in it, or no remedy."""
    assert 0 <= error.offset <= len(text)
    assert error.remedy


def check_pack(path: Path) -> None:
    """Raise where a pack neither loads and runs nor is refused with places and remedies."""
    try:
        ruleset = load_ruleset([path], shipped=False)
    except RuleError as error:
        check_problems(error.problems, path)
        return
    kinds = tuple(ruleset.kinds)
    fast, plain = (Extractor.of_ruleset(ruleset, records=kinds, fast=way) for way in (True, False))
    found = fast.extract(SMALL_TEXT, date="2019-04-05")
    check_extraction(found, SMALL_TEXT)
    assert found == plain.extract(SMALL_TEXT, date="2019-04-05")


NAMES = ("towns.csv", "odd.csv", "more.yaml", "deep/pack.yaml", ".hidden.yaml")
BETWEEN = b"\n%%%\n"


def packs(data: bytes) -> None:
    """A folder with any bytes for rule files and word lists loads and runs, or is refused."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "deep").mkdir()
        for file, part in zip(("pack.yaml", *NAMES), data.split(BETWEEN), strict=False):
            (folder / file).write_bytes(part)
        check_pack(folder)


def archives(data: bytes) -> None:
    """Any bytes for a zip file load and run, or are refused."""
    with TemporaryDirectory() as name:
        path = Path(name) / "pack.zip"
        path.write_bytes(data)
        check_pack(path)


def jsonl(data: bytes) -> None:
    """Each line that is not blank comes out once, in order, as a document or as a failure."""
    lines = [line for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n") if line.strip()]
    with TemporaryDirectory() as name:
        path = Path(name) / "a.jsonl"
        path.write_bytes(data)
        entries = list(Inputs(Keys(), None).read([str(path)]))
    assert len(entries) == len(lines)
    for outcome in find_outcomes(engine(), iter(entries), jobs=1):
        if isinstance(outcome, Done):
            check_extraction(outcome.extraction, outcome.extraction.text)
            continue
        assert isinstance(outcome, Failed)
        assert len(outcome.why.splitlines()) == 1, outcome
        assert outcome.why.startswith(f"{path}:"), outcome


def joined(text: str) -> str:
    """Give a text where two halves of a pair that stand together are the character they mean.

    JSON has no way to keep them apart, and no file that is read can hold them so.
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def writers(data: bytes) -> None:
    """Every format can be read back by a reader of its own, and holds nothing that acts."""
    head, _, rest = data[:LONGEST].partition(b"\x01")
    ids = [joined(read_text(head[:40])), joined(read_text(rest[:10]))]
    texts = [joined(read_text(rest)), joined(read_text(head))]
    found = [
        evolve(everything().extract(text, date="2019-04-05", id=name), warnings=(name,))
        for name, text in zip(ids, texts, strict=True)
    ]
    check_formats(found)


def arrow(data: bytes) -> None:
    """Documents in a table of Arrow give the very lines of jsonl, or an error each."""
    import pyarrow as pa  # noqa: PLC0415 - of this target alone

    from extractor.bridges.arrow import extract_table  # noqa: PLC0415 - as above

    given = [{"id": str(n), "text": read_text(each)} for n, each in enumerate(data.split(b"\x01"))]
    with suppress(UnicodeEncodeError):
        table = pa.Table.from_pylist(given)
        found = extract_table(table, extractor=engine())
        expected = [
            encode_record(record)
            for extraction in engine().extract_many(given)
            for record in extraction.records
        ]
        assert found.column("json").to_pylist() == expected
        assert found.column("error").null_count == found.num_rows


def processes(data: bytes) -> None:
    """Two processes give what one gives, in its order."""
    random = Given(data)
    given = [Document(read_text(random.randbytes(40)), str(n)) for n in range(MANY)]
    one = list(engine().extract_many(given))
    assert one == list(engine().extract_many(given, processes=2))


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    each.__name__: each
    for each in (texts, patterns, engines, packs, archives, jsonl, writers, arrow, processes)
}


@cache
def warm() -> None:
    """Load and compile what all targets share, before anything is counted."""
    everything().extract(SMALL_TEXT)
    engine().extract(SMALL_TEXT)
