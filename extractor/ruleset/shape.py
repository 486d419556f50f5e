"""What a rule file may hold: the keys of each section, read with a place for every complaint."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from attrs import field, frozen

from extractor.errors import Place, Problem
from extractor.ruleset.nodes import Mapping as MappingNode
from extractor.ruleset.nodes import Node, Scalar
from extractor.ruleset.nodes import Sequence as SequenceNode

FILE = ("pack", "version", "about", "language", "reading", "inflection", "lexicons", "phrases",
        "kinds", "layers", "groups", "rules")  # fmt: skip
LEXICON = ("about", "file", "words", "numbers", "form", "case")
LAYER = ("about", "one_per")
KIND = ("about", "one_per", "nested", "not_in", "reads", "fields")
GROUP = ("about", "source", "members")
FIELD = ("about", "type", "required", "many")
RULE = ("id", "about", "layer", "emits", "match", "link", "within", "unless", "only_if", "not_in",
        "set", "beats", "extends", "examples", "not_examples", "since", "source",
        "measured")  # fmt: skip
MEASURED = ("precision", "count", "corpus")
LINK = ("from", "to", "at", "choose", "within", "not_across", "many")
CONDITION = ("before", "after", "between", "inside", "has", "fewer_words_than", "more_words_than",
             "document", "of", "reach", "until", "more_than")  # fmt: skip
EXAMPLE = ("text", "date", "gives")
NOT_EXAMPLE = ("text", "date", "because")
READING = ("pairs", "singles", "titles", "abbreviations", "enclitics", "openers", "captions")
CAPTIONS = ("starts", "ends", "holds")
INFLECTION = ("letters", "paradigms")
PARADIGM = ("irregular", "inflects", "forms")


# What a lexicon, phrase, kind or field may be called, so that patterns can name it.
NAME = re.compile(r"[a-z][a-z0-9_]*")


def suggest(word: str, known: Sequence[str]) -> str:
    """Give a remedy that names what may have been meant."""
    close = get_close_matches(word, list(known), n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    names = (each if each.isprintable() else repr(each) for each in sorted(known)[:12])
    shown = ", ".join(names) or "nothing yet"
    return f"known here: {shown}{' ...' if len(known) > 12 else ''}"  # noqa: PLR2004


@frozen
class Complaints:
    """Gathers the problems of all files, so that all can be named at once."""

    problems: list[Problem] = field(factory=list)

    def add(self, place: Place, what: str, remedy: str) -> None:
        """Note one problem."""
        self.problems.append(Problem(place, what, remedy))

    def keys(self, node: Node, allowed: Sequence[str], what: str) -> Mapping[str, Node]:
        """Give the entries of a mapping whose keys are allowed; complain of all others."""
        if not isinstance(node, MappingNode):
            self.add(node.place, f"{what} is no mapping", f"write keys: {', '.join(allowed)}")
            return {}
        entries: dict[str, Node] = {}
        for key, value in node.entries:
            if key.text in allowed:
                entries[key.text] = value
            else:
                self.add(key.place, f"{what} has no key {key.text!r}", suggest(key.text, allowed))
        return entries

    def pairs(self, node: Node | None, what: str) -> Iterator[tuple[Scalar, Node]]:
        """Give the entries of a mapping with any keys."""
        if node is None or (isinstance(node, Scalar) and not node.text):
            return
        if isinstance(node, MappingNode):
            yield from node.entries
        else:
            self.add(node.place, f"{what} is no mapping", "write `name: ...` entries")

    def named(self, node: Node | None, what: str) -> Iterator[tuple[Scalar, Node]]:
        """Give the entries of a mapping whose keys are names that patterns can use."""
        for name, value in self.pairs(node, what):
            if NAME.fullmatch(name.text):
                yield name, value
            else:
                remedy = "write small letters, digits and _, a letter first"
                self.add(name.place, f"{name.text!r} is no name for one of {what}", remedy)

    def items(self, node: Node | None, what: str) -> Sequence[Node]:
        """Give the items of a sequence; a single scalar or mapping stands for itself."""
        if node is None or (isinstance(node, Scalar) and not node.text.strip()):
            return ()
        if isinstance(node, SequenceNode):
            return node.items
        if isinstance(node, Scalar | MappingNode):
            return (node,)
        self.add(node.place, f"{what} is no list", "write `- ...` items")
        return ()

    def text(self, node: Node | None, what: str) -> str | None:
        """Give the text of a scalar, or None and a complaint."""
        if node is None:
            return None
        if isinstance(node, Scalar):
            return node.text
        remedy = "write one value, in quotes if it begins with { or ["
        self.add(node.place, f"{what} is no text", remedy)
        return None

    def scalars(self, node: Node | None, what: str) -> list[Scalar]:
        """Give the scalars of a list, complaining of what is none."""
        found: list[Scalar] = []
        for item in self.items(node, what):
            if isinstance(item, Scalar):
                found.append(item)
            else:
                self.add(item.place, f"{what} holds something that is no text", "write words only")
        return found

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        """Give the texts of a list."""
        return tuple(scalar.text for scalar in self.scalars(node, what))

    def count(self, node: Node | None, what: str) -> int | None:
        """Give a whole number."""
        text = self.text(node, what)
        if text is None or node is None:
            return None
        if text.isdecimal() and len(text) < 6:  # noqa: PLR2004
            return int(text)
        self.add(node.place, f"{what} is no whole number", "write digits")
        return None

    def choice(self, node: Node | None, options: Sequence[str], what: str) -> str | None:
        """Give a word that is one of the options, or None and a complaint."""
        text = self.text(node, what)
        if text is None or node is None or text in options:
            return text
        self.add(node.place, f"{what} cannot be {text!r}", suggest(text, options))
        return None

    def flag(self, node: Node | None, what: str) -> bool:
        """Give yes or no; a key that is not there is a no."""
        return self.choice(node, ("yes", "no", "true", "false"), what) in ("yes", "true")
