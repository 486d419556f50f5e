"""What was read of packs before, for a program that reads most of them again and again.

Whoever holds it decides how long it lives; nothing is kept for the whole process.
"""

from attrs import define, field

from extractor.errors import Problem
from extractor.ruleset.lexicons import Lexicon
from extractor.ruleset.nodes import Mapping, Node, read_nodes


@define
class Memory:
    """The last nodes of each file, and the last lexicon of each name, with what these came from."""

    _files: dict[str, tuple[bytes, Mapping | None, tuple[Problem, ...]]] = field(factory=dict)
    _lexicons: dict[str, tuple[Node, object, Lexicon]] = field(factory=dict)
    _base: object = None

    def read_nodes(self, data: bytes, path: str, problems: list[Problem]) -> Mapping | None:
        """Give what `nodes.read_nodes` gives: the same nodes as before for the same bytes."""
        known = self._files.get(path)
        if known is None or known[0] != data:
            found: list[Problem] = []
            node = read_nodes(data, path, found)
            known = self._files[path] = data, node, tuple(found)
        problems.extend(known[2])
        return known[1]

    def begin_lexicons(self, base: object) -> None:
        """Forget all lexicons unless `base`, which each of them depends upon, is as it was."""
        if self._base != base:
            self._lexicons.clear()
            self._base = base

    def find_lexicon(self, name: str, body: Node, table: object) -> Lexicon | None:
        """Give a lexicon that the very same node and an equal table made, or None."""
        known = self._lexicons.get(name)
        return known[2] if known and known[0] is body and known[1] == table else None

    def keep_lexicon(self, name: str, body: Node, table: object, lexicon: Lexicon) -> None:
        """Keep a lexicon in which nothing was amiss."""
        self._lexicons[name] = body, table, lexicon
