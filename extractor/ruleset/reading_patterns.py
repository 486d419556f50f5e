"""Scalars that hold patterns in, pattern trees out: phrases written out, names looked up.

Knows neither rules nor kinds of record.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice

from attrs import define, field

from extractor.errors import Place
from extractor.ruleset.complaints import Complaints, suggest
from extractor.ruleset.lexicons import Lexicon
from extractor.ruleset.limits import COST, LINE, STEPS, STEPS_DEEP
from extractor.ruleset.nodes import Node, Scalar
from extractor.ruleset.parsing import Offsets, PatternError, parse_pattern, parse_phrase
from extractor.ruleset.pattern import InLexicon, Pattern, cost_of, walk


class BrokenPhrase(Exception):  # noqa: N818 - no error of the pattern that names the phrase
    """A phrase that cannot be read; what is wrong with it has been said at its own place."""


@define
class PatternReader:
    """Reads patterns against the phrases and lexicons of all packs.

    `written` has the text of each pattern by its place, as its author wrote it, `spots` where the
    parts of a node begin, by its id: in which scalar, and at which characters of it.
    """

    complaints: Complaints
    split: Callable[[str], Sequence[str]]
    phrases: Mapping[str, Scalar]
    lexicons: Mapping[str, Lexicon]
    written: dict[Place, str] = field(factory=dict)
    spots: dict[int, tuple[Scalar, int, Sequence[int]]] = field(factory=dict)
    _expanded: dict[str, Pattern | None] = field(factory=dict)
    _expanding: list[str] = field(factory=list)
    _named: dict[str, set[str]] = field(factory=dict)
    _read: dict[tuple[int, int], tuple[Scalar, Pattern | None]] = field(factory=dict)
    _values: dict[tuple[str, str], set[str]] = field(factory=dict)
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
                self._expand(name, 0)

    def used_phrases(self) -> frozenset[str]:
        """Give the phrases that patterns have named so far, and those that these name."""
        used: set[str] = set()
        waiting = list(self._named.get("", ()))
        while waiting:
            name = waiting.pop()
            if name not in used:
                used.add(name)
                waiting += self._named.get(name, ())
        return frozenset(used)

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
            self.complaints.add(
                node.place, "an empty pattern", "write one way of saying a line", "bad-pattern"
            )
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
        """Give the pattern of a text that begins at `offset` of a scalar, or None.

        A rule that extends another one has the same pattern, and not one that is like it.
        """
        key = id(node), offset
        if key not in self._read:
            self._read[key] = node, self._pattern(node, text, offset)
        return self._read[key][1]

    def _pattern(self, node: Scalar, text: str, offset: int) -> Pattern | None:
        place = node.place_of(offset + len(text) - len(text.lstrip()))
        if self._is_too_long(text, place):
            return None
        self.written[place] = text.strip()
        pattern = self._attempt(
            node, offset, lambda: parse_pattern(text, split=self.split, phrases=self._phrase)
        )
        if pattern is None or self._is_too_large(pattern, place):
            return None
        cost = cost_of(pattern, self._phrased)
        if cost > COST:
            what = f"the pattern can take {cost} steps at one token"
            remedy = f"make its gaps shorter: the limit is {COST}"
            self.complaints.add(place, what, remedy, "large-pattern")
            return None
        named = {step for step in walk(pattern) if isinstance(step, InLexicon)}
        known = True
        for step in sorted(named, key=lambda step: step.key):
            known &= self._know(step, node, text, offset)
        return pattern if known else None

    def _is_too_long(self, text: str, place: Place) -> bool:
        if len(text) > LINE:
            what = f"a pattern of {len(text)} characters"
            remedy = f"make it several lines: the limit is {LINE}"
            self.complaints.add(place, what, remedy, "large-pattern")
        elif depth_of(text) > STEPS_DEEP:
            self.complaints.add(
                place, "a pattern nested too deeply", "make it flatter", "large-pattern"
            )
        else:
            return False
        return True

    def _is_too_large(self, pattern: Pattern, place: Place) -> bool:
        """Complain of a pattern with too many steps, of which none more are looked at."""
        if sum(1 for _ in islice(walk(pattern), STEPS + 1)) <= STEPS:
            return False
        what = f"a pattern of more than {STEPS} steps, with its phrases written out"
        self.complaints.add(place, what, "make a piece of it a layer", "large-pattern")
        return True

    def _attempt(
        self, node: Scalar, offset: int, parse: Callable[[], tuple[Pattern, Offsets]]
    ) -> Pattern | None:
        try:
            pattern, begun = parse()
        except PatternError as error:
            place = node.place_of(offset + error.offset)
            self.complaints.add(place, error.what, error.remedy, error.name)
        except RecursionError:
            self.complaints.add(
                node.place, "a pattern nested too deeply", "make it flatter", "large-pattern"
            )
        except BrokenPhrase:
            pass
        else:
            self.spots |= {key: (node, offset, offsets) for key, offsets in begun.items()}
            return pattern
        return None

    def _phrase(self, name: str, offset: int) -> Pattern:
        """Give the tree of a phrase that a pattern, or another phrase, names at an offset."""
        self._named.setdefault(self._expanding[-1] if self._expanding else "", set()).add(name)
        return self._expand(name, offset)

    def _expand(self, name: str, offset: int) -> Pattern:
        """Give the tree of a phrase; read it once."""
        if name in self._expanding:
            circle = " -> ".join(f"@{each}" for each in (*self._expanding, name))
            what = f"phrases in a circle: {circle}"
            raise PatternError(offset, what, "break the circle", "circle")
        if name not in self._expanded:
            node = self.phrases.get(name)
            if node is None:
                remedy = suggest(name, tuple(self.phrases))
                raise PatternError(offset, f"no phrase @{name}", remedy, "unknown-name")
            text = node.text.replace("\n", " ")
            self._expanding.append(name)
            self._expanded[name] = None
            if not self._is_too_long(text, node.place):
                pattern = self._attempt(
                    node, 0, lambda: parse_phrase(text, split=self.split, phrases=self._phrase)
                )
                if pattern is not None and not self._is_too_large(pattern, node.place):
                    self._expanded[name] = pattern
            self._expanding.pop()
        pattern = self._expanded[name]
        if pattern is None:
            raise BrokenPhrase(name)
        return pattern

    def _know(self, step: InLexicon, node: Scalar, text: str, offset: int) -> bool:
        """Tell whether the lexicon, the column and the values that a step names are there."""
        lexicon = self.lexicons.get(step.name)
        if lexicon is None:
            remedy = suggest(step.name, tuple(self.lexicons))
            what = f"no lexicon named {step.name!r}"
            self.complaints.add(_place_in(node, text, offset, step), what, remedy, "unknown-name")
            return False
        if step.column and step.column not in lexicon.columns:
            what = f"the lexicon {step.name!r} has no column {step.column!r}"
            remedy = suggest(step.column, lexicon.columns)
            self.complaints.add(_place_in(node, text, offset, step), what, remedy, "unknown-name")
            return False
        missing: list[str] = []
        if step.column and lexicon.entries:
            known = self._values_of(lexicon, step.column)
            missing = sorted(set(step.values) - known)
            for value in missing:
                what = f"no row of {step.name!r} has {value!r} under {step.column!r}"
                remedy = suggest(value, tuple(known))
                place = _place_in(node, text, offset, step)
                self.complaints.add(place, what, remedy, "unknown-name")
        return not missing

    def _values_of(self, lexicon: Lexicon, column: str) -> set[str]:
        """Give all values of a column; a lexicon of thousands of rows is gone through once."""
        key = lexicon.name, column
        if key not in self._values:
            self._values[key] = {lexicon.value(entry, column) or "" for entry in lexicon.entries}
        return self._values[key]


def depth_of(text: str) -> int:
    """Give how many brackets stand in one another at most; those in quotation marks count too."""
    depth = deepest = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    return deepest


def _place_in(node: Scalar, text: str, offset: int, step: InLexicon) -> Place:
    """Give where a pattern names a lexicon, or where it begins if a phrase of it does."""
    at = text.find("{" + step.name)
    return node.place_of(offset + (len(text) - len(text.lstrip()) if at < 0 else at))


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Give the lines of a text that hold patterns, each with its offset."""
    offset = 0
    for line in text.split("\n"):
        if line.strip() and not line.lstrip().startswith("#"):
            yield line, offset
        offset += len(line) + 1
