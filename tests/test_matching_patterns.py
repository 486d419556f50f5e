from collections.abc import Iterator

import pytest

from extractor import Document, Extractor
from extractor.ruleset import load_ruleset

LANGUAGE = """\
reading:
  pairs: [["“", "”"]]
  titles: [Mr]
  openers: [the]
lexicons:
  colour: {words: {red: warm, blue: cold, dark red: warm, light blue: cold}}
kinds:
  thing: {fields: {f: {type: span, many: yes}, g: {type: span, many: yes}}}
rules:
  - {id: name.any, layer: Name, match: "n:CAP[1-3]"}
"""


def found(
    text: str, match: str, tmp_path_factory: pytest.TempPathFactory, more: str = ""
) -> list[str]:
    """Give what a pattern matches in a text, captures in brackets; both engines have to agree."""
    path = tmp_path_factory.mktemp("pack") / "pack.yaml"
    lines = "".join(f"      {line}\n" for line in match.splitlines())
    rule = f"  - id: thing.seen\n    emits: thing\n    match: |\n{lines}{more}"
    path.write_text(LANGUAGE + rule, encoding="utf-8")
    ruleset = load_ruleset([path], shipped=False)
    fast, plain = (
        list(shown(Extractor.of_ruleset(ruleset, fast=fast), text)) for fast in (True, False)
    )
    assert fast == plain
    return fast


def shown(engine: Extractor, text: str) -> Iterator[str]:
    """Give the matches of one engine."""
    examination = engine.examine(Document(text))
    words = examination.reading.words
    for match in examination.findings.records:
        opened = [first for spans in match.captures.values() for first, _ in spans]
        closed = [end - 1 for spans in match.captures.values() for _, end in spans]
        yield " ".join(
            "[" * opened.count(at) + words[at] + "]" * closed.count(at)
            for at in range(match.first, match.end)
        )


CASES = [
    # words, shapes and lexicons
    ("The red house", "RED", ["red"]),
    ("The red Red house", "'red'", ["red"]),
    ("He paid 20 $ , USA", "f:NUM g:OTHER", ["[20] [$]"]),
    ("dark red and red", "f:{colour}", ["[dark red]", "[red]"]),
    ("dark red and light blue", "f:{colour.value=cold}", ["[light blue]"]),
    ("Ana Rojas left", "f:<Name> left", ["[Ana Rojas] left"]),
    # choices and options: the first that leads to a match
    ("a b c", "a (b | b c)", ["a b"]),
    ("a b c", "a (b | b c) $", ["a b c"]),
    ("a b", "a b?", ["a b"]),
    ("a b", "a b? b", ["a b"]),
    ("a b", "a c | a", ["a"]),
    # variants in the order written
    ("a b", "f:a\nf:(a b)", ["[a]"]),
    ("a b", "f:(a b)\nf:a", ["[a b]"]),
    # repeats take all they can and give nothing back
    ("a a a b", "a[1-2] b", ["a a b"]),
    ("a a a", "f:a[2]", ["[a] [a]"]),
    ("a a a", "(a)[0-9] a", []),
    ("a a a b", "(f:a)[1-3] b", ["[a] [a] [a] b"]),
    # gaps are as short as can be
    ("a x b x b", "a ...4 b", ["a x b"]),
    ("a b", "a ...4 b", ["a b"]),
    ("a x x b", "a ...1 b", []),
    ("a x c b", "a ...4 not c b", []),
    ("a x dark red b", "a ...4 not {colour} b", []),
    ("a x Ana b", "a ...4 not <Name> b", []),
    ("a x Ana b", "a ...4 not <Name> f:<Name>", ["a x [Ana]"]),
    # a quotation is taken whole or left alone
    ("a “x b” b", "a ...6 b", []),
    ("a “x b” b", "a ...6 over <Quotation> b", ["a “ x b ” b"]),
    ("a x “y b” b", "a ...6 f:<Quotation>", ["a x [“ y b ”]"]),
    ("“x a” b", "a ...3 b", []),
    ("“x a y b”", "a ...3 b", ["a y b"]),
    # edges
    ("a b. A b", "^ a b", ["a b", "A b"]),
    ("a b. A b", "^^ a b", ["a b"]),
    ("a b\n\nA b", "^^ a b", ["a b", "A b"]),
    ("a b. A b", "a b $", ["A b"]),
    ("a b. A b.", "b '.' $", ["b .", "b ."]),
    ("a b. A b.", "b '.' $$", ["b ."]),
    ("x a b", "^ ...1 a", ["x a"]),
    ("a x", "a ...1 $", ["a x"]),
    ("a b. B a", "^ b | a", ["a", "B", "a"]),
    # looking ahead takes nothing
    ("a b c", "a ~(b c) f:b", ["a [b]"]),
    ("a b d", "a ~(b c) f:b", []),
    # a sentence is the scope, unless a rule says paragraph
    ("a. B", "a '.' b", []),
]


@pytest.mark.parametrize(("text", "match", "expected"), CASES)
def test_a_pattern_means_what_the_reference_says(
    text: str, match: str, expected: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Both engines find what the rule reference promises of a pattern."""
    assert expected == found(text, match, tmp_path_factory)


def test_one_match_at_a_start_but_every_start(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A pattern is tried at every token; of what competes for the same text the longest stands."""
    assert ["a b c"] == found("a b c", "a ...2 c\nb ...2 c", tmp_path_factory)


def test_a_paragraph_as_scope(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Within a paragraph a match may pass the end of a sentence, never that of the paragraph."""
    more = "    within: paragraph\n"
    assert ["a . B"] == found("a. B", "a '.' b", tmp_path_factory, more)
    assert ["a . B"] == found("a. B", "a ...2 b", tmp_path_factory, more)
    assert [] == found("a.\n\nB", "a '.' b", tmp_path_factory, more)


CONDITIONS = [
    ("x a", "unless: {before: x}", []),
    ("x y a", "unless: {before: x}", ["[a]"]),
    ("x y a", "unless: {before: x, reach: 2}", []),
    ("x y a", "unless: {before: x, reach: 1}", ["[a]"]),
    ("x but y a", "unless: {before: x, reach: 9, until: but}", ["[a]"]),
    ("but x y a", "unless: {before: x, reach: 9, until: but}", []),
    ("a x", "unless: {after: x}", []),
    ("a y x", "unless: {after: x}", ["[a]"]),
    ("a y x", "unless: {after: x, reach: 2}", []),
    ("a y but x", "unless: {after: x, reach: 9, until: but}", ["[a]"]),
    ("x. A", "unless: {before: x, reach: 9}", ["[A]"]),
    ("a. X", "unless: {after: x, reach: 9}", ["[a]"]),
    ("x a", "only_if: {before: x}", ["[a]"]),
    ("a", "only_if: {before: ^ x}", []),
    ("a", "unless: {after: y, of: g}", ["[a]"]),
    ("a y", "only_if: {after: y, of: f}", ["[a]"]),
    ("a y", "only_if: {after: y, of: g}", []),
    ("“x a”", "only_if: {inside: <Quotation>}", ["[a]"]),
    ("“x” a", "only_if: {inside: <Quotation>}", []),
    ("“x” a", "unless: {inside: <Quotation> | <Caption>}", ["[a]"]),
    ("a", "unless: {has: A}", []),
    ("a", "only_if: {has: b}", []),
    ("a", "unless: {fewer_words_than: 2}", []),
    ("a", "unless: {more_words_than: 1}", ["[a]"]),
    ("a. X\n\nx", "only_if: {document: x}", ["[a]"]),
    ("a. Y\n\ny", "only_if: {document: x}", []),
    ("a Bo Bo “x” “y”", "only_if: {document: <Name>, more_than: <Quotation>}", []),
    ("a Bo x Bo “x”", "only_if: {document: <Name>, more_than: <Quotation>}", ["[a]"]),
    ("a x x “y”", "only_if: {document: x | z, more_than: <Quotation>}", ["[a]"]),
]


@pytest.mark.parametrize(("text", "condition", "expected"), CONDITIONS)
def test_conditions_forbid_and_demand(
    text: str, condition: str, expected: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A condition looks before, after, around or inside a match, or at the whole document."""
    assert expected == found(text, "f:a\nf:zz g:zz", tmp_path_factory, f"    {condition}\n")


def test_between_looks_between_two_fields(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What stands between two fields can forbid a match; so can what a match has inside."""
    more = "    unless: {between: x, of: [f, g]}\n"
    assert [] == found("a x b", "f:a ...2 g:b", tmp_path_factory, more)
    assert ["[a] y [b]"] == found("x a y b x", "f:a ...2 g:b", tmp_path_factory, more)
    more = "    unless: {between: x, of: [g, f]}\n"
    assert [] == found("a x b", "f:a ...2 g:b", tmp_path_factory, more)
    more = "    unless: {has: x, of: f}\n"
    assert ["[a] x [b]"] == found("a x b", "f:a ...2 g:b", tmp_path_factory, more)


def test_rules_that_beat_each_other(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where both give way nothing stands of their layer, and who wants an item of it finds none."""
    more = """\
  - {id: over.left, layer: Over, match: "a b", beats: [over.right]}
  - {id: over.right, layer: Over, match: "b c", beats: [over.left]}
"""
    assert found("a b c", "f:<Over>", tmp_path_factory, more) == []
    assert found("a b", "f:<Over>", tmp_path_factory, more) == ["[a b]"]
