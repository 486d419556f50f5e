from itertools import pairwise

import pytest
from drawn.shipped import everything

from extractor import Document

SENTENCES = {
    "He left. She stayed.": ["He left.", "She stayed."],
    "Is it over? Yes! No…": ["Is it over?", "Yes!", "No…"],
    "He met Mr. Diaz in St. Louis.": ["He met Mr. Diaz in St. Louis."],
    "It left the U.S. The bank stayed.": ["It left the U.S.", "The bank stayed."],
    "The U.S. Department left.": ["The U.S. Department left."],
    "Acme Corp. said no.": ["Acme Corp. said no."],
    "He works at Acme Corp. She does not.": ["He works at Acme Corp.", "She does not."],
    "“No.” He left.": ["“No.”", "He left."],
    "“Out. Now,” he said.": ["“Out.", "Now,” he said."],
    "“No!” he said.": ["“No!” he said."],
    "(He left.) She stayed.": ["(He left.)", "She stayed."],
    "He left on Jan. 3. She stayed.": ["He left on Jan. 3.", "She stayed."],
    "At 5 p.m. the vote began.": ["At 5 p.m. the vote began."],
    "He left ... and came back.": ["He left ... and came back."],
    "One\n\nTwo": ["One", "Two"],
}


@pytest.mark.parametrize("text", SENTENCES)
def test_text_is_split_into_sentences(text: str) -> None:
    """A sentence ends with its stop, closing marks included, and not at an abbreviation."""
    reading = everything().examine(Document(text)).reading
    bounds = [*reading.sentences, len(reading.words)]
    found = [reading.span(a, b).text for a, b in pairwise(bounds)]
    assert SENTENCES[text] == found
