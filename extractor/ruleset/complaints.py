"""Nodes in, what they hold out; every complaint of them is gathered, with its place."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from attrs import field, frozen

from extractor.errors import Place, Problem
from extractor.ruleset.forms import Choice, Count, Flag, Section, Text
from extractor.ruleset.naming import NAME
from extractor.ruleset.nodes import Mapping as MappingNode
from extractor.ruleset.nodes import Node, Scalar
from extractor.ruleset.nodes import Sequence as SequenceNode
from extractor.ruleset.shape import FLAGS


def suggest(word: str, known: Sequence[str]) -> str:
    """Give a remedy that names what may have been meant."""
    close = get_close_matches(word, list(known), n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    names = (each if each.isprintable() else repr(each) for each in sorted(known)[:12])
    shown = ", ".join(names) or "nothing yet"
    return f"known here: {shown}{' ...' if len(known) > 12 else ''}"


@frozen
class Complaints:
    """Gathers the problems of all files, so that all can be named at once."""

    problems: list[Problem] = field(factory=list)

    def add(self, place: Place, what: str, remedy: str, name: str) -> None:
        """Note one problem, under one of the names in `problems.py`."""
        self.problems.append(Problem(place, what, remedy, name))

    def keys(self, node: Node, allowed: Section, what: str) -> Mapping[str, Node]:
        """Give the entries of a mapping whose keys are allowed; complain of all others."""
        if not isinstance(node, MappingNode):
            remedy = f"write keys: {', '.join(allowed)}"
            self.add(node.place, f"{what} is no mapping", remedy, "wrong-form")
            return {}
        entries: dict[str, Node] = {}
        for key, value in node.entries:
            if key.text not in allowed:
                remedy = suggest(key.text, tuple(allowed))
                self.add(key.place, f"{what} has no key {key.text!r}", remedy, "unknown-key")
                continue
            entries[key.text] = value
            # a key that is only for people is read by nobody else
            if isinstance(allowed[key.text].form, Text | Flag | Count | Choice):
                self.text(value, f"`{key.text}`")
        return entries

    def pairs(self, node: Node | None, what: str) -> Iterator[tuple[Scalar, Node]]:
        """Give the entries of a mapping with any keys."""
        if node is None or (isinstance(node, Scalar) and not node.text):
            return
        if isinstance(node, MappingNode):
            yield from node.entries
        else:
            remedy = "write `name: ...` entries"
            self.add(node.place, f"{what} is no mapping", remedy, "wrong-form")

    def named(self, node: Node | None, what: str) -> Iterator[tuple[Scalar, Node]]:
        """Give the entries of a mapping whose keys are names that patterns can use."""
        for name, value in self.pairs(node, what):
            if NAME.fullmatch(name.text):
                yield name, value
            else:
                remedy = "write small letters, digits and _, a letter first"
                told = f"{name.text!r} is no name for one of {what}"
                self.add(name.place, told, remedy, "bad-name")

    def items(self, node: Node | None) -> Sequence[Node]:
        """Give the items of a sequence; a single scalar or mapping stands for itself."""
        if node is None or (isinstance(node, Scalar) and not node.text.strip()):
            return ()
        if isinstance(node, SequenceNode):
            return node.items
        return (node,)

    def text(self, node: Node | None, what: str) -> str | None:
        """Give the text of a scalar, or None and a complaint."""
        if node is None:
            return None
        if isinstance(node, Scalar):
            return node.text
        remedy = "write one value, in quotes if it begins with { or ["
        self.add(node.place, f"{what} is no text", remedy, "wrong-form")
        return None

    def scalars(self, node: Node | None, what: str) -> list[Scalar]:
        """Give the scalars of a list, complaining of what is none."""
        found: list[Scalar] = []
        for item in self.items(node):
            if isinstance(item, Scalar):
                found.append(item)
            else:
                told = f"{what} holds something that is no text"
                self.add(item.place, told, "write words only", "wrong-form")
        return found

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        """Give the texts of a list."""
        return tuple(scalar.text for scalar in self.scalars(node, what))

    def count(self, node: Node | None, what: str) -> int | None:
        """Give a whole number."""
        text = self.text(node, what)
        if text is None or node is None:
            return None
        if text.isdecimal() and len(text) < 6:
            return int(text)
        self.add(node.place, f"{what} is no whole number", "write digits", "bad-value")
        return None

    def choice(
        self, node: Node | None, options: Sequence[str], what: str, name: str = "bad-value"
    ) -> str | None:
        """Give a word that is one of the options, or None and a complaint."""
        text = self.text(node, what)
        if text is None or node is None or text in options:
            return text
        self.add(node.place, f"{what} cannot be {text!r}", suggest(text, options), name)
        return None

    def flag(self, node: Node | None, what: str) -> bool:
        """Give yes or no; a key that is not there is a no."""
        return self.choice(node, FLAGS, what) in ("yes", "true")
