import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import Problem
from extractor.ruleset.nodes import Mapping, Node, Scalar, read_nodes

TEXT = st.text(st.sampled_from("ab c'\"\n\té🙂\\ \n:#|x\u00a0-"), max_size=30)


def read(text: str) -> tuple[Mapping | None, list[Problem]]:
    """Give the tree of a file, and its problems."""
    problems: list[Problem] = []
    return read_nodes(text.encode(), "a.yaml", problems), problems


def last_scalar(node: Node) -> Scalar:
    """Give the value that stands last in a tree of mappings."""
    while isinstance(node, Mapping):
        node = node.entries[-1][1]
    assert isinstance(node, Scalar)
    return node


def test_every_value_is_text() -> None:
    """No value becomes a number, a truth or a time."""
    root, problems = read("a: NO\nb: 12:30\nc: 1e3\nd: ~\ne: 0x1F\nf:\n")
    assert problems == []
    assert root is not None
    assert ["NO", "12:30", "1e3", "~", "0x1F", ""] == [
        value.text for _, value in root.entries if isinstance(value, Scalar)
    ]


def test_an_empty_file_holds_nothing() -> None:
    """A file without any text, or with comments only, is no mistake."""
    assert read("") == (None, [])
    assert read("# nothing\n") == (None, [])


@settings(max_examples=500)
@given(
    value=TEXT,
    style=st.sampled_from((None, "'", '"', "|", ">")),
    width=st.sampled_from((10, 80)),
    unicode=st.booleans(),
)
def test_characters_of_a_value_are_found_in_the_file(
    *, value: str, style: str | None, width: int, unicode: bool
) -> None:
    """In any style of scalar the place of a character is where it stands in the file."""
    shown = yaml.dump(value, default_style=style, allow_unicode=unicode, width=width)
    text = "# é🙂\nk:\n  z: " + shown.removesuffix("...\n").replace("\n", "\n    ")
    root, problems = read(text)
    if root is None or problems:
        return
    scalar = last_scalar(root)
    lines = text.split("\n")
    for offset, character in enumerate(scalar.text):
        place = scalar.place_of(offset)
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
        if not character.isspace():
            # an escape begins with its backslash
            assert lines[place.line - 1][place.column - 1] in (character, "\\")
