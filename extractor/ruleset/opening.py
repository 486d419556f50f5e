"""The files of packs in; each pack with its head and its sections out, those that can be used.

A pack for another version of the library is left out with a notice, and so is one that needs such
a pack. A pack that needs one that is not there is a problem.
"""

from collections.abc import Mapping, Sequence

from attrs import define, frozen

from extractor.errors import Place, Problem
from extractor.problems import WARNINGS
from extractor.ruleset import shape
from extractor.ruleset.complaints import Complaints, suggest
from extractor.ruleset.memory import Memory
from extractor.ruleset.nodes import Mapping as MappingNode
from extractor.ruleset.nodes import Node, Scalar, read_nodes
from extractor.ruleset.packs import Files
from extractor.ruleset.ruleset import Pack
from extractor.ruleset.versions import Range, read_range
from extractor.version import __version__


@frozen
class Need:
    """A pack that another one needs: its name, its versions, and where that is said."""

    name: str
    versions: Range
    place: Place


@frozen
class Opened:
    """A pack that can be used: what it says of itself, and the sections of its files."""

    files: Files
    name: str
    version: str
    allow: frozenset[str]
    needs: tuple[Need, ...]
    place: Place
    sections: tuple[Mapping[str, Node], ...]

    @property
    def pack(self) -> Pack:
        """Give what records and tools know of the pack, once its word lists are fetched."""
        files = self.files
        return Pack(self.name, self.version, files.hash, files.path, self.allow, files.shipped)


def open_packs(
    packs: Sequence[Files], complaints: Complaints, memory: Memory
) -> tuple[tuple[Opened, ...], tuple[Problem, ...]]:
    """Give the packs that can be used, by name, and a notice for each that is left out."""
    opened: dict[str, Opened] = {}
    left_out: dict[str, Problem] = {}
    for files in sorted(packs, key=lambda each: each.path):
        reader = _Reader(files, Complaints(), memory)
        pack = reader.read()
        if isinstance(pack, Problem):
            left_out[reader.name] = pack
            continue
        complaints.problems.extend(reader.complaints.problems)
        if pack.name in opened:
            what = f"there is a pack {pack.name!r} in {opened[pack.name].files.path}"
            complaints.add(pack.place, what, "give this one a name of its own", "declared-twice")
            continue
        opened[pack.name] = pack
    _leave_out(opened, left_out)
    for pack in opened.values():
        _check_needs(pack, opened, complaints)
    notices = tuple(sorted(left_out.values()))
    return tuple(opened[name] for name in sorted(opened)), notices


def name_of(files: Files) -> str:
    """Give the name that a pack says it has, or that of its folder or file."""
    for path, data in files.rule_files:
        root = read_nodes(data, path, [])
        name = None if root is None else root.get("pack")
        if isinstance(name, Scalar):
            return name.text
    return files.name


def _leave_out(opened: dict[str, Opened], left_out: dict[str, Problem]) -> None:
    """Leave out the packs that need one that is left out, and those that need these."""
    while True:
        found = [
            (pack, need)
            for pack in opened.values()
            for need in pack.needs
            if need.name in left_out and need.name not in opened
        ]
        if not found:
            return
        for pack, need in found:
            what = f"the pack {pack.name!r} needs {need.name!r}, which is left out"
            left_out[pack.name] = Problem(need.place, what, "it is left out too", "other-engine")
            opened.pop(pack.name, None)


def _check_needs(pack: Opened, opened: Mapping[str, Opened], complaints: Complaints) -> None:
    for need in pack.needs:
        found = opened.get(need.name)
        if found is None:
            remedy = f"give it too; {suggest(need.name, tuple(opened))}"
            complaints.add(need.place, f"no pack {need.name!r}", remedy, "missing-pack")
        elif not need.versions.holds(found.version):
            what = f"the pack {need.name!r} has version {found.version}"
            remedy = f"get one that is {need.versions.text}"
            complaints.add(need.place, what, remedy, "missing-pack")


@define
class _Reader:
    """Reads the files of one pack; what is wrong with it counts only if the pack is for us."""

    files: Files
    complaints: Complaints
    memory: Memory
    name: str = ""

    def read(self) -> Opened | Problem:
        roots = [
            root
            for path, data in self.files.rule_files
            if (root := self.memory.read_nodes(data, path, self.complaints.problems)) is not None
        ]
        heads = [root for root in roots if root.get("pack") is not None]
        head = heads[0] if heads else MappingNode((), Place(self.files.path))
        part = self.complaints
        self.name = self.files.name
        place = Place(self.files.path)
        if heads and (named := head.get("pack")) is not None:
            self.name = part.text(named, "`pack`") or self.name
            place = named.place
        needs = [need for root in roots if (need := root.get("needs")) is not None]
        wanted: tuple[Need, ...] = ()
        for node in needs:
            engine = self._engine(node)
            if engine is not None and not engine.versions.holds(__version__):
                what = f"the pack {self.name!r} is for a library {engine.versions.text}"
                remedy = f"it is left out, since this is {__version__}"
                return Problem(engine.place, what, remedy, "other-engine")
            wanted += self._needs(node)
        sections = tuple(part.keys(root, shape.FILE, "a rule file") for root in roots)
        for again in heads[1:]:
            if (twice := again.get("pack")) is not None:
                remedy = "name it in one file only"
                part.add(twice.place, "the pack is named twice", remedy, "declared-twice")
        return Opened(
            self.files,
            self.name,
            part.text(head.get("version"), "`version`") or "0.0.0",
            frozenset(self._allowed(sections)),
            wanted,
            place,
            sections,
        )

    def _engine(self, node: Node) -> Need | None:
        given = node.get("engine") if isinstance(node, MappingNode) else None
        return None if given is None else self._need("", given)

    def _needs(self, node: Node) -> tuple[Need, ...]:
        keys = self.complaints.keys(node, shape.NEEDS, "`needs`")
        found = (
            self._need(name.text, value)
            for name, value in self.complaints.pairs(keys.get("packs"), "`packs`")
        )
        return tuple(need for need in found if need is not None)

    def _need(self, name: str, node: Node) -> Need | None:
        text = self.complaints.text(node, "a range of versions")
        if text is None:
            return None
        try:
            return Need(name, read_range(text), node.place)
        except ValueError:
            remedy = "write `>=0.1, <2`"
            self.complaints.add(node.place, f"no range of versions: {text!r}", remedy, "bad-value")
            return None

    def _allowed(self, sections: Sequence[Mapping[str, Node]]) -> list[str]:
        return [
            name
            for section in sections
            for name in read_allowed(section.get("allow"), self.complaints)
        ]


def read_allowed(node: Node | None, complaints: Complaints) -> tuple[str, ...]:
    """Give the names of the warnings that an `allow` turns off."""
    for name in (scalars := complaints.scalars(node, "`allow`")):
        if name.text not in WARNINGS:
            remedy = suggest(name.text, tuple(WARNINGS))
            complaints.add(name.place, f"no warning {name.text!r}", remedy, "unknown-name")
    return tuple(name.text for name in scalars)
