import pytest
from drawn.shipped import found_in

# text, and of each quote with a speaker: the naming phrase, its name, role and via
NAMED = {
    "Ana Rojas, the envoy of Peru, left on Monday. “We are done,” Rojas said.": [
        ("Rojas", "Ana Rojas", "the envoy of Peru", "surname")
    ],
    "President Pedro Silva spoke in Lima. “We are done,” he said.": [
        ("he", "Pedro Silva", "President", "pronoun")
    ],
    # a pronoun means nobody of another gender
    "Mrs. Rojas met Mr. Silva. “We are done,” she said. “No,” he said.": [
        ("she", "Rojas", "Mrs.", "pronoun"),
        ("he", "Silva", "Mr.", "pronoun"),
    ],
    "Mr. Silva left. “We are done,” she said.": [("she", "she", None, "pronoun")],
    # what names nobody is given as it stands
    "“We are done,” a senior official said.": [
        ("a senior official", "a senior official", None, "description")
    ],
    "“We are done,” they said.": [("they", "they", None, "pronoun")],
    # groups and bodies are led back to, from another sentence
    "The nurses left. “We are done,” they said.": [("they", "The nurses", None, "pronoun")],
    "The nurse left. “We are done,” they said.": [("they", "they", None, "pronoun")],
    "The Health Ministry met the nurses. “We are done,” it said.": [
        ("it", "Health Ministry", None, "pronoun")
    ],
    "Ana Rojas, the envoy, left. “We are done,” it said.": [("it", "it", None, "pronoun")],
    # a definite description means somebody of that role, a body of that kind, or the same again
    "Ana Rojas, the envoy of Peru, left. “We are done,” the envoy said.": [
        ("the envoy", "Ana Rojas", "the envoy of Peru", "description")
    ],
    "The Health Ministry spoke. “We are done,” the ministry said.": [
        ("the ministry", "Health Ministry", None, "description")
    ],
    "A senior official left. “We are done,” the official said.": [
        ("the official", "A senior official", None, "description")
    ],
    "Ana Rojas, the envoy of Peru, left. “We are done,” an envoy said.": [
        ("an envoy", "an envoy", None, "description")
    ],
    # one pronoun leads on by another, past what is not known to be a person
    "Mrs. Rojas left. She went to Tarma. “We are done,” she said.": [
        ("she", "Rojas", "Mrs.", "pronoun")
    ],
    # a given name alone
    "Leo Marsh left. “We are done,” Leo said.": [("Leo", "Leo Marsh", None, "surname")],
    # another gender is somebody else
    "His brother Viktor Stern left. “We are done,” Ms. Stern said.": [
        ("Ms. Stern", "Stern", "Ms.", "named")
    ],
    # several at once
    "“We are done,” Ana Rojas and Pedro Silva said.": [
        ("Ana Rojas and Pedro Silva", "Ana Rojas and Pedro Silva", None, "joint")
    ],
    # who wrote the document
    "In a statement, Ana Rojas said so. “We are done,” the statement read.": [
        ("the statement", "Ana Rojas", None, "document")
    ],
    # nobody named only in a caption, a quotation or a tag is meant
    "Photo: Ana Rojas\n\n“We are done,” she said.": [("she", "she", None, "pronoun")],
    "“I met Ana Rojas,” she said.": [("she", "she", None, "pronoun")],
    # of two of a name the last one
    "Ana Silva spoke first. Pedro Silva spoke then. “We are done,” Silva said.": [
        ("Silva", "Pedro Silva", None, "surname")
    ],
    # another name of the same last word is somebody else
    "Ana Silva spoke first. “We are done,” Pedro Silva said.": [
        ("Pedro Silva", "Pedro Silva", None, "named")
    ],
}


@pytest.mark.parametrize("text", NAMED)
def test_a_speaker_has_the_name_that_the_document_gives(text: str) -> None:
    """Surnames and pronouns are resolved to the name used before, with its role."""
    found = [
        (quote.speaker.text, quote.speaker.name, quote.speaker.role, quote.speaker.via)
        for quote in found_in(text).quotes
        if quote.speaker is not None
    ]
    assert NAMED[text] == found
