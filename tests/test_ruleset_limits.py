import time
from pathlib import Path

import pytest

from extractor import RuleError
from extractor.ruleset import load_ruleset

DOUBLING = "".join(f"  p{n + 1}: '@p{n} @p{n}'\n" for n in range(60))
CASES = {
    "deep": ("about: " + "[" * 500, "1:48: more than 40 values in one another; make it flatter"),
    "deep block": (
        "".join("  " * n + "a:\n" for n in range(60)),
        "41:81: more than 40 values in one another; make it flatter",
    ),
    "many values": (
        "about: [" + "a," * 200_001 + "]\n",
        "1:400003: more than 200000 values in a file; make it several files",
    ),
    "huge text": (
        "pack: a\nabout: " + "x" * 100_001,
        "2:8: a text of more than 100000 characters; make it shorter",
    ),
    "billion laughs": (
        "disable: &a [x, x]\nrules: [*a, *a, *a]\n",
        "1:10: an anchor, &a; use a phrase, a lexicon or `extends`",
    ),
    "doubling phrases": (
        "phrases:\n  p0: a b\n" + DOUBLING,
        (
            "12:8: a pattern of more than 4000 steps, with its phrases written out; make a "
            "piece of it a layer"
        ),
    ),
    "brackets": (
        "rules: [{id: a.b, layer: A, match: '" + "(" * 41 + "a" + ")" * 41 + "'}]\n",
        "1:37: a pattern nested too deeply; make it flatter",
    ),
    "long line": (
        "rules: [{id: a.b, layer: A, match: '" + "a " * 3000 + "'}]\n",
        "1:37: a pattern of 6000 characters; make it several lines: the limit is 4000",
    ),
    "counts in counts": (
        "rules: [{id: a.b, layer: A, match: '(((a[40] b)[40] c)[40] d)[40]'}]\n",
        (
            "1:37: the pattern can take 2756921 steps at one token; make its gaps shorter: the "
            "limit is 100000"
        ),
    ),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", CASES)
def test_what_would_cost_too_much_is_refused(name: str, tmp_path: Path) -> None:
    """A file that would take for ever to read or compile is refused at its place, and soon."""
    text, expected = CASES[name]
    path = tmp_path / "big.yaml"
    path.write_text(text)
    begun = time.process_time()
    with pytest.raises(RuleError) as raised:
        load_ruleset([path], shipped=False)
    assert time.process_time() - begun < 10
    assert str(raised.value.problems[0]) == f"{path}:{expected}"


def test_many_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More rules than anybody needs are refused before one of them is read."""
    monkeypatch.setattr("extractor.ruleset.reading_rules.RULES", 2)
    path = tmp_path / "a.yaml"
    rules = "".join(f"  - {{id: a.b{n}, layer: A, match: '('}}\n" for n in range(3))
    path.write_text("rules:\n" + rules)
    with pytest.raises(RuleError) as raised:
        load_ruleset([path], shipped=False)
    assert str(raised.value) == f"{path}:2:5: more than 2 rules; give fewer packs at a time"


def test_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More rows than a lexicon may have are refused at the first that is one too many."""
    monkeypatch.setattr("extractor.ruleset.word_lists.LEXICON_ROWS", 2)
    path = tmp_path / "a.yaml"
    path.write_text("lexicons: {a: {words: [a, b, c, d]}}\n")
    with pytest.raises(RuleError) as raised:
        load_ruleset([path], shipped=False)
    assert str(raised.value) == (
        f"{path}:1:33: more than 2 words in a lexicon; make it several lexicons"
    )


def test_large_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file, and a pack, of more bytes than are read are refused."""
    (tmp_path / "a.yaml").write_text("pack: a\n" + "#" * 100)
    (tmp_path / "b.yaml").write_text("about: b\n")
    monkeypatch.setattr("extractor.ruleset.folders.PACK_BYTES", 110)
    with pytest.raises(RuleError, match="more than 110 bytes; make it several packs"):
        load_ruleset([tmp_path], shipped=False)
    monkeypatch.setattr("extractor.ruleset.folders.YAML_BYTES", 50)
    with pytest.raises(RuleError, match=r"a\.yaml:1:1: more than 50 bytes; make it several files"):
        load_ruleset([tmp_path], shipped=False)
