"""Hypothesis strategies for texts: a few words and marks, fragments of news, and any text at all."""

from hypothesis import strategies as st

WORDS = ("a", "a", "b", "b", "c", "d", "A", "B", "Ab", "AB", "7", "U.S.", "Mr.", "a’s", "Photo:")
MARKS = (",", ".", ".", "!", "(", ")", "“", "”", '"', '"', "«", "»", "'", "‘", "’", "-", "…")
SPACES = (" ", " ", " ", " ", " ", "", "\n", "\n\n", "\u00a0")


@st.composite
def small_texts(draw: st.DrawFn) -> str:
    """Draw a text over the vocabulary of the drawn patterns."""
    piece = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(MARKS))
    pieces = draw(st.lists(st.tuples(piece, st.sampled_from(SPACES)), max_size=40))
    return "".join(word + space for word, space in pieces)
