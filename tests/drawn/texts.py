"""Texts to read: of a few words and marks, of fragments of news, and any text at all."""

from random import Random

from hypothesis import strategies as st

WORDS = ("a", "b", "c", "d", "A", "B")
RARE = (
    "Ab", "AB", "7", "U.S.", "Mr.", "a’s", "Photo:", ",", ".", ".", ". ", "!", "(", ")", "…", " “",
    "”", ' "', '" ', "«", "»", "'", " ‘", "’", "-", "\n", "\n\n", "\u00a0", "",
)  # fmt: skip

FRAGMENTS = (
    "Ana Rojas", "the envoy", "President Pedro Silva", "Silva", "Dr. Mara Weiss", "she", "He",
    "they", "the Foreign Ministry", "the statement", "a spokesman", "Mr. Okafor", "Jordan",
    "Georgia", "said", "told reporters", "told the BBC", "added", "according to", "that", "warned",
    "asked", "“It is over,”", '"We will go on."', '"No,"', "‘a first step’", "«Basta»",
    "``Never,''", "Chile", "Peru", "Chile, Peru and Bolivia", "the U.S.", "Washington",
    "Brazil and Canada", "France, Germany, and the Netherlands", "the European Union",
    "most of the Lima Group", "countries including Mexico, Panama and Cuba", "but not Uruguay",
    "Peruvian", "U.S.-Russia talks", "on Monday", "on May 3, 2011", "in March",
    "since 23 January 2019", "yesterday", "last week", "until 2020", "2019-01-23", "Jan. 3rd",
    "30 February", "in the 1990s", "Feb. 29", "signed the pact", "recognized", "was arrested",
    "resigned", "voted", "will meet", "did not attend", "in Caracas, Venezuela", "in Lima",
    "for three days", "1,200 people", "$3.5 million", "12:30",
    "“We will stay,” said Ana Rojas, the envoy, on Monday",
    '"Never," President Silva told reporters', "Silva added: “No one knows.”",
    "“I left,” she said. “Nobody asked.”", "he said",
    "“The vote is void,” according to Mr. Okafor", "Weiss warned that the bank would fail",
    "Chile, Peru and the U.S. signed the pact on May 3",
    "The pact was signed by Chile and Peru in 2017", "Photo: an agency", "(Reuters)",
    "STRASBOURG, March 12 -", "/VCG Photo", "_", "e.g.", "No. 7",
)  # fmt: skip
JOINTS = (
    " ", " ", " ", " ", ", ", ". ", ".\n\n", ".\n", "\n", "; ", ': "', '" ', ' "', "” ", " “",
    " — ", "\r\n", "\r\n\r\n", "\u00a0", "\u2028", "\t", "\u200b", "\u00ad", "e\u0301", "\ufeff",
    "🙂", "'", "’s ", " (", ") ", "", "? ", "!” ", "...", "…", "\u202e", "\x00", "\x85",
)  # fmt: skip
ODD = (
    "\"'“”„«»‘’`´()[]{}.,;:!?…-–—/\\\n\r\t \u00a0\u200b\u200d\u0301\u2028\u2029\x0b\x0c\x85"
    "🙂𝒜ǅßİ٣Ⅷ²"
)


def draw_small_text(random: Random) -> str:
    """Draw a text over the vocabulary of the drawn patterns, now and then a long one."""
    runs = random.choice((1, 3, 6, 12, 12, 40))
    parts = []
    for _ in range(runs):
        parts += [random.choice(WORDS), " ", random.choice(WORDS)]
        rare = random.choice(RARE)
        parts.append(f" {rare} " if rare.isalnum() else rare)
        if random.random() < 0.7:
            parts.append(" ")
    return "".join(parts)


@st.composite
def news_texts(draw: st.DrawFn, joints: tuple[str, ...] = JOINTS) -> str:
    """Draw fragments of news, joined by odd spaces and marks."""
    parts = st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(joints))
    return "".join(fragment + joint for fragment, joint in draw(st.lists(parts, max_size=25)))


def any_texts() -> st.SearchStrategy[str]:
    """Draw any text that a `str` can hold."""
    odd = st.text(st.sampled_from(ODD), max_size=60)
    mixed = st.lists(st.one_of(st.sampled_from(FRAGMENTS), odd), max_size=12).map("".join)
    return st.one_of(st.text(max_size=80), odd, mixed, news_texts())
