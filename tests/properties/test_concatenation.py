from typing import Any

from drawn.made import made_texts
from drawn.shipped import everything, found_in, is_weighed, records_in
from hypothesis import assume, given, settings

from extractor import Document


def places(records: list[dict[str, Any]], shift: int) -> list[tuple[object, ...]]:
    """Give the kind, the rule and the moved place of each record."""
    return [
        (r["record"], r["evidence"]["rule"], r["start"] + shift, r["end"] + shift) for r in records
    ]


@settings(max_examples=60)
@given(made_texts(), made_texts())
def test_two_texts_side_by_side(before: str, after: str) -> None:
    """Two texts with a blank line between give the records of the one and of the other.

    Their kinds, rules and places stay; names and roles may grow fuller, and a quotation may be
    continued. Texts that end in an open quotation are excepted, and those with names that the whole
    document decides upon: with Georgia beside Pennsylvania the state is meant.
    """
    reading = everything().examine(Document(before)).reading
    assume(all(quotation.closed for quotation in reading.quotations))
    both = f"{before}\n\n{after}"
    assume(not any(map(is_weighed, (before, after, both))))
    expected = places(records_in(found_in(before)), 0)
    expected += places(records_in(found_in(after)), len(before) + 2)
    assert expected == places(records_in(found_in(both)), 0)
