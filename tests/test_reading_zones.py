import pytest
from drawn.shipped import everything

from extractor import Document

ZONES = {
    "(Reuters)": "Tag",
    "Photo: the harbour at dawn.": "Caption",
    "The harbour at dawn. /VCG Photo": "Caption",
    "The minister arrives (AP Photo/A. Diaz).": "Caption",
    "Bridge to be closed": "Heading",
    "Council votes: what is next for the U.S.": "Heading",
    "The bridge will be closed.": None,
    "“We will stay.” – Ana Rojas": None,
    "“We will stay,”": None,
    "(The bridge is closed.)": "Tag",
    "The council of the harbour town met late on Tuesday and agreed after hours of talks that the "
    "old bridge would be closed": None,
    "12.": None,
}


@pytest.mark.parametrize("text", ZONES)
def test_paragraphs_besides_running_text_are_known(text: str) -> None:
    """A paragraph is a caption, a heading, a tag in brackets, or running text."""
    reading = everything().examine(Document(text)).reading
    expected = [] if ZONES[text] is None else [(ZONES[text], 0, len(reading.words))]
    assert expected == [(zone.name, zone.first, zone.end) for zone in reading.zones]


def test_zones_stand_among_running_text() -> None:
    """Each paragraph is judged for itself."""
    text = "Bridge closed\n\nThe bridge is closed.\n\nPhoto: the bridge."
    reading = everything().examine(Document(text)).reading
    assert [("Heading", 0, 2), ("Caption", 7, 12)] == [
        (zone.name, zone.first, zone.end) for zone in reading.zones
    ]
