from typing import Any

from drawn.shipped import everything, found_in, is_weighed, records_in
from drawn.texts import any_texts, news_texts
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extractor import Document

GROWING = ("name", "role")


def fixed(value: Any) -> Any:  # noqa: ANN401 - any part of a record
    """Give a part of a record without the names and roles that a later text may tell in full."""
    if isinstance(value, dict):
        return {key: fixed(each) for key, each in value.items() if key not in GROWING}
    return [fixed(each) for each in value] if isinstance(value, list) else value


@settings(max_examples=400)
@given(news_texts(), st.one_of(news_texts(), any_texts()), st.sampled_from(("\n\n", "\r\n\r\n")))
def test_text_added_after_a_blank_line_changes_nothing_before(
    before: str, after: str, blank: str
) -> None:
    """No record found before a blank line changes by what follows it, but for names and roles.

    Texts that end in an open quotation are excepted: it may go on in the next paragraph. So are
    those with names that the whole document decides upon.
    """
    reading = everything().examine(Document(before)).reading
    assume(all(quotation.closed for quotation in reading.quotations))
    assume(not any(map(is_weighed, (before, before + blank + after))))
    expected = [fixed(record) for record in records_in(found_in(before))]
    longer = records_in(found_in(before + blank + after))
    actual = [fixed(record) for record in longer if record["start"] < len(before)]
    assert expected == actual
