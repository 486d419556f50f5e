from drawn.shipped import everything, found_in, records_in, spans_in
from drawn.texts import any_texts, news_texts
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import Document


@settings(max_examples=300)
@given(st.one_of(news_texts(), any_texts()))
def test_every_span_slices_to_its_text(text: str) -> None:
    """Of every span of every record, document[start:end] is its text, and it lies in its record."""
    for record in records_in(found_in(text)):
        for span in spans_in(record):
            assert text[span["start"] : span["end"]] == span["text"]
            assert 0 <= span["start"] < span["end"] <= len(text)


@settings(max_examples=300)
@given(any_texts())
def test_tokens_slice_to_their_words(text: str) -> None:
    """Tokens stand in order, apart from each other, and each slices to its word; so do zones."""
    reading = everything().examine(Document(text)).reading
    assert [text[a:b] for a, b in zip(reading.starts, reading.ends, strict=True)] == list(
        reading.words
    )
    assert all(a < b for a, b in zip(reading.starts, reading.ends, strict=True))
    assert all(a <= b for a, b in zip(reading.ends, reading.starts[1:], strict=False))
    assert set(reading.paragraphs) <= set(reading.sentences)
    assert list(reading.sentences) == sorted(set(reading.sentences))
    for quotation in reading.quotations:
        assert 0 <= quotation.first < quotation.last < len(reading.words)
        assert not any(quotation.first < p <= quotation.last for p in reading.paragraphs)


@settings(max_examples=300)
@given(any_texts())
def test_nothing_but_space_is_left_between_tokens(text: str) -> None:
    """What stands between tokens is space or cannot be seen."""
    reading = everything().examine(Document(text)).reading
    at = 0
    for start, end in zip((*reading.starts, len(text)), (*reading.ends, len(text)), strict=True):
        assert all(
            not character.isprintable() or character.isspace() for character in text[at:start]
        )
        at = end


@settings(max_examples=1000)
@given(
    st.one_of(any_texts(), st.text()),
    st.sampled_from((None, "2019-04-05", "0001-01-01", "9999-12-31")),
)
def test_any_text_is_read(text: str, date: str | None) -> None:
    """Extraction never raises for what a text holds, with any reference date."""
    extraction = found_in(text, date=date)
    assert extraction.doc == "drawn"
