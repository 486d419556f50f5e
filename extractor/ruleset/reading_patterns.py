"""Scalars that hold patterns in, pattern trees out: phrases written out, names looked up.

Knows neither rules nor kinds of record.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from attrs import define, field

from extractor.errors import Place
from extractor.ruleset import shape
from extractor.ruleset.lexicons import Lexicon
from extractor.ruleset.nodes import Node, Scalar
from extractor.ruleset.parsing import PatternError, parse_pattern, parse_phrase
from extractor.ruleset.pattern import InLexicon, Pattern, cost_of, walk

LARGEST_COST = 100_000


class BrokenPhrase(Exception):  # noqa: N818 - no error of the pattern that names the phrase
    """A phrase that cannot be read; what is wrong with it has been said at its own place."""


@define
class PatternReader:
    """Reads patterns against the phrases and lexicons of all packs."""

    complaints: shape.Complaints
    split: Callable[[str], Sequence[str]]
    phrases: Mapping[str, Scalar]
    lexicons: Mapping[str, Lexicon]
    _expanded: dict[str, Pattern | None] = field(factory=dict)
    _expanding: list[str] = field(factory=list)
    _phrased: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Note which lexicons hold phrases."""
        self._phrased = frozenset(
            name
            for name, lexicon in self.lexicons.items()
            if any(len(entry.words) > 1 for entry in lexicon.entries)
        )

    def check_phrases(self) -> None:
        """Complain of every phrase that cannot be read, whether a pattern names it or not."""
        for name in self.phrases:
            with suppress(BrokenPhrase):
                self._phrase(name, 0)

    def read_phrases(self) -> Mapping[str, Pattern]:
        """Give what each phrase that can be read stands for."""
        return {name: tree for name, tree in self._expanded.items() if tree is not None}

    def variants(self, node: Node | None, what: str) -> tuple[Pattern, ...] | None:
        """Give the patterns of a text that holds one a line, or None where one cannot be read."""
        text = self.complaints.text(node, what)
        if text is None or not isinstance(node, Scalar):
            return None
        variants = [self.pattern(node, line, offset) for line, offset in _lines(text)]
        if not variants:
            self.complaints.add(node.place, "an empty pattern", "write one way of saying a line")
        good = tuple(variant for variant in variants if variant is not None)
        return good if good and len(good) == len(variants) else None

    def places(self, node: Node | None) -> tuple[Place, ...]:
        """Give the place of each of these patterns."""
        if not isinstance(node, Scalar):
            return ()
        return tuple(
            node.place_of(offset + len(line) - len(line.lstrip()))
            for line, offset in _lines(node.text)
        )

    def pattern(self, node: Scalar, text: str, offset: int = 0) -> Pattern | None:
        """Give the pattern of a text that begins at `offset` of a scalar, or None."""
        pattern = self._attempt(
            node, offset, lambda: parse_pattern(text, split=self.split, phrases=self._phrase)
        )
        if pattern is None:
            return None
        place = node.place_of(offset + len(text) - len(text.lstrip()))
        cost = cost_of(pattern, self._phrased)
        if cost > LARGEST_COST:
            what = f"the pattern can take {cost} steps at one token"
            remedy = f"make its gaps shorter: the limit is {LARGEST_COST}"
            self.complaints.add(place, what, remedy)
            return None
        named = {step for step in walk(pattern) if isinstance(step, InLexicon)}
        return pattern if self._know(sorted(named, key=lambda step: step.key), place) else None

    def _attempt(self, node: Scalar, offset: int, parse: Callable[[], Pattern]) -> Pattern | None:
        try:
            return parse()
        except PatternError as error:
            place = node.place_of(offset + error.offset)
            self.complaints.add(place, error.what, error.remedy)
        except RecursionError:
            self.complaints.add(node.place, "a pattern nested too deeply", "make it flatter")
        except BrokenPhrase:
            pass
        return None

    def _phrase(self, name: str, offset: int) -> Pattern:
        """Give the tree of a phrase that a text names at an offset; read it once."""
        if name in self._expanding:
            circle = " -> ".join(f"@{each}" for each in (*self._expanding, name))
            raise PatternError(offset, f"phrases in a circle: {circle}", "break the circle")
        if name not in self._expanded:
            node = self.phrases.get(name)
            if node is None:
                remedy = shape.suggest(name, tuple(self.phrases))
                raise PatternError(offset, f"no phrase @{name}", remedy)
            text = node.text.replace("\n", " ")
            self._expanding.append(name)
            self._expanded[name] = self._attempt(
                node, 0, lambda: parse_phrase(text, split=self.split, phrases=self._phrase)
            )
            self._expanding.pop()
        pattern = self._expanded[name]
        if pattern is None:
            raise BrokenPhrase(name)
        return pattern

    def _know(self, steps: Iterable[InLexicon], place: Place) -> bool:
        """Tell whether all lexicons, columns and values that a pattern names are there."""
        good = True
        for step in steps:
            lexicon = self.lexicons.get(step.name)
            if lexicon is None:
                remedy = shape.suggest(step.name, tuple(self.lexicons))
                self.complaints.add(place, f"no lexicon named {step.name!r}", remedy)
                good = False
            elif step.column and step.column not in lexicon.columns:
                what = f"the lexicon {step.name!r} has no column {step.column!r}"
                self.complaints.add(place, what, shape.suggest(step.column, lexicon.columns))
                good = False
            elif step.column and lexicon.entries:
                known = {lexicon.value(entry, step.column) or "" for entry in lexicon.entries}
                for value in sorted(set(step.values) - known):
                    what = f"no row of {step.name!r} has {value!r} under {step.column!r}"
                    self.complaints.add(place, what, shape.suggest(value, tuple(known)))
                    good = False
        return good


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Give the lines of a text that hold patterns, each with its offset."""
    offset = 0
    for line in text.split("\n"):
        if line.strip() and not line.lstrip().startswith("#"):
            yield line, offset
        offset += len(line) + 1
