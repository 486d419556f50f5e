import time
from collections.abc import Callable
from pathlib import Path

import pytest
from drawn.shipped import found_in

from extractor import Extractor, RuleError
from extractor.ruleset import load_ruleset

SIZE, TIMES = 1_000, 8
# Work that grows with the square of the text would take TIMES squared as long.
MOST = TIMES * 4


def spell(number: int) -> str:
    """Give a name for a number."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number)).capitalize()


TEXTS: dict[str, Callable[[int], str]] = {
    "one mark": lambda n: '"' * n,
    "marks that only open": lambda n: "“" * n,
    "marks of all sorts": lambda n: "“ « ‘ ` ' \" " * n,
    "nested quotations": lambda n: "“a «b ‘c “d «e " * n,
    "one word": lambda n: "a " * 4 * n,
    "one name": lambda n: "Ana " * n,
    "one sentence of countries": lambda n: "Peru, " * n,
    "one sentence of verbs": lambda n: "said that " * n,
    "one sentence of dates": lambda n: "on May 3 signed " * n,
    "verbs, then dates": lambda n: "signed " * n + "on May 3 " * n,
    "one sentence of quotations": lambda n: "“no” said Ana Rojas, " * n,
    "quotations that go on": lambda n: "“We left\n\n" * n + "he said.",
    "a quotation of countries": lambda n: "“" + "Peru, Chile and Bolivia signed " * n + "”",
    "people": lambda n: "".join(f"“No,” said Ana {spell(i)}. He left.\n" for i in range(n // 4)),
    "captions": lambda n: "Photo: Ana\n\n" * n,
    "no space": lambda n: "a'1.-\u0301\u200d" * n,
    "lines": lambda n: "\n \r\n" * n,
}


def seconds(text: str) -> float:
    """Give the processor time that it takes to find everything in a text."""
    start = time.process_time()
    found_in(text)
    return time.process_time() - start


@pytest.mark.parametrize("name", TEXTS)
def test_work_grows_with_the_text(name: str) -> None:
    """A text of eight times the size takes about eight times as long, whatever it repeats."""
    small, large = TEXTS[name](SIZE), TEXTS[name](SIZE * TIMES)
    found_in(small)
    for _ in range(3):
        ratio = seconds(large) / max(min(seconds(small) for _ in range(3)), 0.002)
        if ratio < MOST:
            return
    pytest.fail(f"{TIMES} times the text took {ratio:.0f} times as long")


RUNAWAYS = (
    "a ...70 b ...70 c ...70 d",
    "x (a? ...9 b)[10] c",
    "((a | a) (a | a))[9] b",
    "a (...9 (b | c) ...9)[5] d",
    "a (b?)(b?)(b?)(b?)(b?)(b?)(b?)(b?)(b?)(b?)(b?)(b?)(b?)(b?)(b?)(b?)(b?)(b?) c",
)


@pytest.mark.parametrize("pattern", RUNAWAYS)
def test_a_runaway_cannot_be_written(pattern: str, tmp_path: Path) -> None:
    """A pattern that could take very many steps at one token is refused when it is loaded."""
    path = tmp_path / "bad.yaml"
    path.write_text(f"rules:\n  - {{id: a.b, layer: One, match: '{pattern}'}}\n")
    with pytest.raises(RuleError, match=r"bad.yaml:2:\d+: the pattern can take \d+ steps at one"):
        load_ruleset([path], shipped=False)


def test_the_dearest_pattern_that_passes_stays_quick(tmp_path: Path) -> None:
    """A pattern just below the limit reads two thousand tokens in seconds."""
    path = tmp_path / "dear.yaml"
    path.write_text(
        "kinds: {thing: {fields: {what: {type: span}}}}\n"
        "rules:\n  - {id: a.b, emits: thing, within: paragraph,"
        " match: 'what:a ...30 a ...30 a ...30 b c'}\n"
    )
    engine = Extractor.of_ruleset(load_ruleset([path], shipped=False))
    start = time.process_time()
    assert engine.extract(("a " * 90 + "b ") * 20).records == ()
    assert time.process_time() - start < 30
