import pytest
from drawn.shipped import everything

from extractor import Document
from extractor.reading import Language, Reader

SPLIT = {
    "He left.": ["He", "left", "."],
    "the U.S.-led talks": ["the", "U.S.", "-", "led", "talks"],
    "the U.S. and the U.N.": ["the", "U.S.", "and", "the", "U.N."],
    "J. Edgar Diaz": ["J.", "Edgar", "Diaz"],
    "J.R. Diaz": ["J.R.", "Diaz"],
    "Ana R.\nDiaz and Ana R.\r\nDiaz": ["Ana", "R.", "Diaz", "and", "Ana", "R.", "Diaz"],
    "Acme Corp. and Sons Inc.": ["Acme", "Corp.", "and", "Sons", "Inc."],
    "Sept. 3rd": ["Sept.", "3", "rd"],
    "Sen. Diaz, Sens. Lee": ["Sen.", "Diaz", ",", "Sens.", "Lee"],
    "Ana's and Silva’s": ["Ana", "'s", "and", "Silva", "’s"],
    "don't, we've, O'Neil": ["don't", ",", "we", "'ve", ",", "O'Neil"],
    "1,200.50 and 12:30": ["1,200.50", "and", "12:30"],
    "2019-01-23": ["2019", "-", "01", "-", "23"],
    "5.4.2019, 05.04.2019.": ["5", ".", "4", ".", "2019", ",", "05", ".", "04", ".", "2019", "."],
    "1.5.4.2019 and 5.4.2019.1": ["1.5.4.2019", "and", "5.4.2019.1"],
    "$3.5m": ["$", "3.5", "m"],
    "well--known ... or…": ["well", "--", "known", "...", "or", "…"],
    "``No,''": ["``", "No", ",", "''"],
    "a\u00a0b": ["a", "b"],
    "a\u200bb c": ["a\u200bb", "c"],
    "Cote\u0301 d’Ivoire": ["Cote\u0301", "d’Ivoire"],
    "🙂 yes": ["🙂", "yes"],
    "\ufeffstart": ["start"],
    "": [],
    " \n\t ": [],
}


@pytest.mark.parametrize("text", SPLIT)
def test_text_is_split_into_tokens(text: str) -> None:
    """Words, enclitics, numbers, dotted abbreviations, marks and other signs are tokens."""
    assert SPLIT[text] == list(everything().examine(Document(text)).reading.words)


def test_longer_abbreviations_and_enclitics_come_first() -> None:
    """A short abbreviation or enclitic does not hide a longer one that begins with it."""
    language = Language(
        abbreviations=frozenset({"Ab", "Abc"}), titles=frozenset({"A"}), enclitics=("'l", "'ll")
    )
    reading = Reader(language).read(Document("Ab. Abc. A. we'll he'l"))
    assert ["Ab.", "Abc.", "A.", "we", "'ll", "he", "'l"] == list(reading.words)


def test_a_language_without_anything_still_reads() -> None:
    """Without abbreviations, marks or enclitics words and signs are tokens all the same."""
    reading = Reader(Language()).read(Document('Mr. A said: "It\'s over."'))
    assert ["Mr", ".", "A", "said", ":", '"', "It's", "over", ".", '"'] == list(reading.words)
    assert [] == list(reading.quotations)
