"""YAML text in, a tree of nodes with positions out. Knows no key of a rule file.

All scalars are text: PyYAML's own loaders would turn NO into False and 12:30 into 750, keep the
last of two equal keys and lose every position. Tags, anchors, aliases, duplicate keys and several
documents in one file are refused, each with its place.
"""

from collections.abc import Iterator

import yaml
from attrs import field, frozen

from extractor.errors import Place, Problem
from extractor.ruleset.limits import CHARACTERS, NODES, NODES_DEEP
from extractor.ruleset.source import Source, Stretch

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@frozen
class Scalar:
    """A piece of text, and where it stands in its file."""

    text: str
    place: Place
    stretch: Stretch | None = field(default=None, eq=False)

    def place_of(self, offset: int) -> Place:
        """Give the place of a character of the text."""
        return self.place if self.stretch is None else self.stretch.find(self.text, offset)


@frozen
class Mapping:
    """Keys and values in the order written."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    place: Place

    def get(self, name: str) -> "Node | None":
        """Give the value of a key, or None."""
        return next((value for key, value in self.entries if key.text == name), None)


@frozen
class Sequence:
    """Items in the order written."""

    items: tuple["Node", ...]
    place: Place


Node = Scalar | Mapping | Sequence


def read_nodes(data: bytes, path: str, problems: list[Problem]) -> Mapping | None:
    """Give the mapping that a YAML file holds, or None where it holds none that can be used."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        problems.append(
            Problem(Place(path, line, column), "not UTF-8", "save the file as UTF-8", "not-utf8")
        )
        return None
    source = Source(path, text)
    strange = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if strange is not None:
        what = f"not YAML: the character {strange[0]!r}"
        problems.append(Problem(source.place(strange.start()), what, "take it out", "not-yaml"))
        return None
    try:
        node = _Builder(source, problems).build()
    except yaml.YAMLError as error:
        problems.append(_explain(error, source))
        return None
    if node is None:
        return None
    if not isinstance(node, Mapping):
        problems.append(
            Problem(
                node.place,
                "not a mapping",
                "begin with a key such as `rules:` or `lexicons:`",
                "wrong-form",
            )
        )
        return None
    return node


def _explain(error: yaml.YAMLError, source: Source) -> Problem:
    mark = getattr(error, "problem_mark", None)
    place = source.place(mark.index) if mark else Place(source.path)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "no YAML"
    remedy = "mend the YAML here"
    if "\\t" in what or "'\t'" in what or "cannot start any token" in what:
        remedy = "indent with spaces, and quote text that begins with a special character"
    elif "mapping values" in what:
        remedy = "quote the text if it holds a colon"
    return Problem(place, f"not YAML: {' '.join(str(what).split())}", remedy, "not-yaml")


class _Builder:
    def __init__(self, source: Source, problems: list[Problem]) -> None:
        self._source = source
        self._problems = problems

    def build(self) -> Node | None:
        root: Node | None = None
        stack: list[tuple[str, Place, list[Node]]] = []
        documents = nodes = 0
        for event in self._events():
            place = self._place(event)
            nodes += isinstance(event, yaml.NodeEvent)
            if self._is_too_large(event, place, nodes, len(stack)):
                return None
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._complain(
                        place, "a second YAML document", "make it a file of its own", "yaml-feature"
                    )
                    return None
                continue
            if isinstance(event, yaml.AliasEvent):
                self._complain(
                    place,
                    f"an alias, *{event.anchor}",
                    "use a phrase, a lexicon or `extends`",
                    "yaml-feature",
                )
                node: Node = Scalar("", place)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._refuse(event, place)
                kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
                stack.append((kind, place, []))
                continue
            elif isinstance(event, yaml.ScalarEvent):
                self._refuse(event, place)
                node = self._scalar(event, place)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                kind, begun, parts = stack.pop()
                node = (
                    self._mapping(parts, begun)
                    if kind == "mapping"
                    else Sequence(tuple(parts), begun)
                )
            else:
                continue
            if stack:
                stack[-1][2].append(node)
            else:
                root = node
        return root

    def _events(self) -> Iterator[yaml.Event]:
        yield from yaml.parse(self._source.text, Loader=LOADER)

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return self._source.place(mark.index) if mark else Place(self._source.path)

    def _complain(self, place: Place, what: str, remedy: str, name: str) -> None:
        self._problems.append(Problem(place, what, remedy, name))

    def _is_too_large(self, event: yaml.Event, place: Place, nodes: int, depth: int) -> bool:
        """Complain of a file that goes on for ever, or goes too deep, as soon as it does."""
        if nodes > NODES:
            what, remedy = f"more than {NODES} values in a file", "make it several files"
        elif depth > NODES_DEEP:
            what, remedy = f"more than {NODES_DEEP} values in one another", "make it flatter"
        elif isinstance(event, yaml.ScalarEvent) and len(event.value) > CHARACTERS:
            what, remedy = f"a text of more than {CHARACTERS} characters", "make it shorter"
        else:
            return False
        self._complain(place, what, remedy, "too-large")
        return True

    def _refuse(self, event: yaml.NodeEvent, place: Place) -> None:
        if event.anchor:
            remedy = "use a phrase, a lexicon or `extends`"
            self._complain(place, f"an anchor, &{event.anchor}", remedy, "yaml-feature")
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            self._complain(
                place, f"a tag, {tag!r}", "leave it out: every value is text", "yaml-feature"
            )

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Scalar:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return Scalar(event.value, place)
        return Scalar(
            event.value, place, Stretch(self._source, start.index, end.index, event.style)
        )

    def _mapping(self, parts: list[Node], begun: Place) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        seen: dict[str, Place] = {}
        for key, value in zip(parts[::2], parts[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._complain(
                    key.place, "a key that is no text", "write the key as one word", "wrong-form"
                )
            elif key.text in seen:
                where = f"{seen[key.text].line}:{seen[key.text].column}"
                self._complain(
                    key.place,
                    f"the key {key.text!r} stands here again",
                    f"join it to {where}",
                    "repeated-key",
                )
            else:
                seen[key.text] = key.place
                entries.append((key, value))
        return Mapping(tuple(entries), begun)
