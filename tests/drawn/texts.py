"""Hypothesis strategies for texts: a few words and marks, fragments of news, and any text at all."""

from hypothesis import strategies as st

WORDS = ("a", "b", "c", "d", "A", "B")
RARE = ("Ab", "AB", "7", "U.S.", "Mr.", "a’s", "Photo:", ",", ".", ".", ". ", "!", "(", ")", "…",
        " “", "”", ' "', '" ', "«", "»", "'", " ‘", "’", "-", "\n", "\n\n", "\u00a0", "")  # fmt: skip


@st.composite
def small_texts(draw: st.DrawFn) -> str:
    """Draw a text over the vocabulary of the drawn patterns."""
    word = st.sampled_from(WORDS)
    runs = st.lists(st.tuples(word, word, st.sampled_from(RARE)), min_size=1, max_size=12)
    return "".join(f"{a} {b} {c}" if c.isalnum() else f"{a} {b}{c}" for a, b, c in draw(runs))
