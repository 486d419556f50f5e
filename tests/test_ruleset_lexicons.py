from pathlib import Path

import pytest

from extractor import Document, Extractor
from extractor.ruleset import Ruleset, load_ruleset

RULE = "rules: [{id: thing.seen, layer: Seen, match: 'what:{word}'}]\n"


def load(folder: Path, lexicon: str, table: str = "") -> Ruleset:
    """Load a pack with one lexicon and a rule for it."""
    (folder / "pack.yaml").write_text(f"lexicons:\n  word: {lexicon}\n{RULE}", encoding="utf-8")
    if table:
        (folder / "words.csv").write_text(table, encoding="utf-8")
    return load_ruleset([folder], shipped=False)


def seen(ruleset: Ruleset, text: str) -> list[str]:
    """Give what the rule for the lexicon sees in a text, with both engines."""
    found = []
    for fast in (True, False):
        examination = Extractor.of_ruleset(ruleset, whole=True, fast=fast).examine(Document(text))
        items = examination.findings.items.get("Seen", ())
        found.append([examination.reading.span(item.first, item.end).text for item in items])
    assert found[0] == found[1]
    return found[0]


CASES = [
    ("any", "polish Polish POLISH", ["polish", "Polish", "POLISH"]),
    ("capital", "polish Polish POLISH pOLISH", ["Polish", "POLISH"]),
    ("exact", "polish Polish POLISH", ["Polish"]),
]


@pytest.mark.parametrize(("case", "text", "expected"), CASES)
def test_case_of_a_word(case: str, text: str, expected: list[str], tmp_path: Path) -> None:
    """A row says whether its word stands in any case, with a capital, or exactly as written."""
    ruleset = load(tmp_path, f"{{words: [Polish], case: {case}}}")
    assert expected == seen(ruleset, text)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("any", ["cape town", "Cape Town", "CAPE TOWN"]),
        ("capital", ["Cape Town", "CAPE TOWN"]),
        ("exact", ["Cape Town"]),
    ],
)
def test_case_of_a_phrase(case: str, expected: list[str], tmp_path: Path) -> None:
    """A phrase of several words is written as its row says, too."""
    ruleset = load(tmp_path, f"{{words: [Cape Town], case: {case}}}")
    assert expected == seen(ruleset, "cape town, Cape Town, CAPE TOWN")


def test_quotes_dashes_accents_and_invisible_signs_are_one(tmp_path: Path) -> None:
    """Words fold: curly marks, odd hyphens, split accents and soft hyphens make no difference."""
    ruleset = load(tmp_path, '{words: ["Côte d\'Ivoire", Guinea-Bissau]}')
    text = "CÔTE D’IVOIRE, Co\u0302te d'Ivoire, Co\u00adte, Guinea\u2011Bissau, guinea‐bissau"
    assert [
        "CÔTE D’IVOIRE",
        "Co\u0302te d'Ivoire",
        "Guinea\u2011Bissau",
        "guinea‐bissau",
    ] == seen(ruleset, text)


def test_a_table_keeps_its_columns_and_lines(tmp_path: Path) -> None:
    """Rows have the values of their columns, and know their line in the file."""
    table = '# towns\nphrase,code,case\nLima,PE,\n"Gap, North",FR,exact\n\nBern,CH,capital\n'
    lexicon = load(tmp_path, "{file: words.csv}", table).lexicons["word"]
    assert ("code",) == lexicon.columns
    assert [
        (("Lima",), "PE", "any", 3),
        (("Gap", ",", "North"), "FR", "exact", 4),
        (("Bern",), "CH", "capital", 6),
    ] == [(e.words, lexicon.value(e, "code"), e.case, e.line) for e in lexicon.entries]


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_line_ends_and_byte_order_marks_do_not_matter(end: str, tmp_path: Path) -> None:
    """A word list saved by a spreadsheet is read like any other."""
    (tmp_path / "words.csv").write_bytes(f"\ufeffphrase,code{end}Lima,PE{end}".encode())
    lexicon = load(tmp_path, "{file: words.csv}").lexicons["word"]
    assert [("Lima",)] == [entry.words for entry in lexicon.entries]


def test_numbers_come_with_and_without_a_zero(tmp_path: Path) -> None:
    """A range of numbers holds each of them, small ones also with a leading zero."""
    ruleset = load(tmp_path, "{numbers: 8 to 11}")
    assert ["8", "08", "9", "11"] == seen(ruleset, "7 8 08 9 11 12 007 011")


def test_a_range_may_be_the_minutes_of_a_day(tmp_path: Path) -> None:
    """The minutes of a day stand with and without a leading zero."""
    ruleset = load(tmp_path, '{numbers: "0:00 to 23:59"}')
    assert ["0:00", "09:05", "9:05", "23:59"] == seen(ruleset, "0:00 09:05 9:05 23:59 24:00 9:60")


def test_longer_phrases_do_not_hide_shorter_ones(tmp_path: Path) -> None:
    """Phrases that begin alike are all found, and the longest is taken first."""
    ruleset = load(tmp_path, "{words: [New York, New York City, York]}")
    assert ["New York City"] == seen(ruleset, "in New York City")
    assert ["New York", "York"] == seen(ruleset, "in New York and York")


def test_no_phrase_reaches_over_a_paragraph(tmp_path: Path) -> None:
    """The words of a phrase stand in one paragraph."""
    ruleset = load(tmp_path, "{words: [New York]}")
    assert [] == seen(ruleset, "It is New\n\nYork is not.")


def test_a_word_may_want_a_capital_or_small_letters_alone(tmp_path: Path) -> None:
    """A name with capitals, and the same exactly in small letters, are two rows and no fault."""
    rows = "phrase,case\nSouth Sudan,capital\nsouth sudan,exact\n"
    ruleset = load(tmp_path, "{file: words.csv}", rows)
    text = "South Sudan, south Sudan, south sudan, SOUTH SUDAN"
    assert seen(ruleset, text) == ["South Sudan", "south sudan", "SOUTH SUDAN"]
