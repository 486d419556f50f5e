import pytest
from drawn.shipped import everything

from extractor import Document

PAIRED = {
    "“No,” he said.": ["“No,”"],
    '"No," he said. "Never."': ['"No,"', '"Never."'],
    "«No», he said.": ["«No»"],
    "„No“, he said.": ["„No“"],
    "„No”, he said.": ["„No”"],
    "``No,'' he said.": ["``No,''"],
    "''No,'' he said.": ["''No,''"],
    "‘No,’ he said.": ["‘No,’"],
    "'No,' he said.": ["'No,'"],
    # a mark of one pair and one of another
    '“No," he said. “Never.”': ['“No,"', "“Never.”"],
    '"No,” he said. "Never."': ['"No,”', '"Never."'],
    # a bracket belongs to what it opens
    "“[We] say no,” he said.": ["“[We] say no,”"],
    "``He said 'no,''' she said.": ["``He said 'no,'''", "'no,'"],
    # apostrophes are no marks
    "The dogs' bone and Ana's hat.": [],
    "It was the '90s, and rock 'n' roll.": [],
    "The players’ union’s head": [],
    # one in another
    "“He said ‘never’ to us,” she said.": ["“He said ‘never’ to us,”", "‘never’"],
    "\"He said 'never,' to us,\" she said.": ["\"He said 'never,' to us,\"", "'never,'"],
    "“He said “never” to us,” she said.": ["“He said “never” to us,”", "“never”"],
    # left open
    "“No, he said.": ["“No, he said."],
    '"No, he said.': ['"No, he said.'],
    '"No. "Never," he said.': ['"No.', '"Never,"'],
    "“No. “Never,” he said.": ["“No.", "“Never,”"],
    # left open in one line with the next paragraphs, as where line ends were lost
    '"We left. "We came. "We stayed," he said.': ['"We left.', '"We came.', '"We stayed,"'],
    "“We left. “We came. “We stayed,” he said.": ["“We left.", "“We came.", "“We stayed,”"],
    # a closing mark behind a space, right before what opens the next quotation
    '"We left. ""Never," he said.': ['"We left. "', '"Never,"'],
    "“We left. ”“Never,” he said.": ["“We left. ”", "“Never,”"],
    '"He wrote ""no"" to us," she said.': ['"He wrote ""no"" to us,"', '""no""', '"no"'],
    # a closing mark where only an opening one can stand, if the next one closes
    "It was ”no good,” he said. “Yes.”": ["”no good,”", "“Yes.”"],
    "It was ”what they’d call ‘no good,’” he said.": [
        "”what they’d call ‘no good,’”",
        "‘no good,’",
    ],
    "It was ”no good, he said. “Yes.”": ["“Yes.”"],
    # an opening mark where only a closing one can stand, and one without the space before it
    "“No,“ he said. “Never.”": ["“No,“", "“Never.”"],
    "He said,“No.” “Never.”": ["“No.”", "“Never.”"],
    # odd ones
    "He said “” and left.": [],
    'He said "" and left.': [],
    '""No,"" he said.': ['""No,""', '"No,"'],
    "No,” he said.": [],
    'No," he said.': [],
    "“": [],
    '"': [],
    "“No” “Yes”": ["“No”", "“Yes”"],
    '("No," he said)': ['"No,"'],
    'He said:"No."': ['"No."'],
    'a 6" pipe and a 7" one': [],
}


@pytest.mark.parametrize("text", PAIRED)
def test_marks_are_paired(text: str) -> None:
    """Marks are paired by their places; an odd one is passed over, or ends with its paragraph."""
    reading = everything().examine(Document(text)).reading
    found = [reading.span(q.first, q.last + 1).text for q in reading.quotations]
    assert PAIRED[text] == found


def test_depth_counts_the_quotations_around() -> None:
    """A quotation inside another one lies one deeper."""
    reading = everything().examine(Document("“He said «‘never,’ I» to us,” she said.")).reading
    assert [0, 1, 2] == [quotation.depth for quotation in reading.quotations]
