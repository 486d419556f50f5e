"""A pattern in, one regular expression over the encoded text out.

What each node means stands in `docs/rule-reference.md`; the reference interpreter says the same in
plain Python, and a property test holds the two equal. Repeats are possessive or bounded, classes
are few ranges, and no expression ever looks at a letter.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from typing import cast

import regex
from attrs import define, field, frozen

from extractor.matching.alphabet import (
    ANY_SHAPE,
    Alphabet,
    character_class,
    key_of,
    shape_class,
    shapes_without,
)
from extractor.matching.anchors import Anchor, Atoms, find_anchors
from extractor.matching.encoded import (
    END,
    FIRST_ITEM_MARK,
    PARAGRAPH,
    SENTENCE,
    Marks,
)
from extractor.matching.plan import (
    ExactGap,
    Step,
    begins_with_gap,
    begins_with_option,
    exact_gaps,
    find_edge,
    first_atoms,
    last_atoms,
    name_items,
)
from extractor.matching.presence import Numbers
from extractor.ruleset.pattern import (
    Bound,
    Capture,
    Choice,
    Follows,
    Gap,
    InLayer,
    InLexicon,
    Maybe,
    Pattern,
    Repeat,
    Sequence,
    Shape,
    Word,
    fields_of,
    parts_of,
)

Compiled = re.Pattern[str]
# The possessive repeats of `re` were wrong in earlier releases.
SOUND = sys.version_info >= (3, 11, 5)
# A repeat of no more times that captures something is written out: the captures of a loop have to
# be asked of `regex`, which costs as much as ten tries.
UNROLLED = 4
EDGES = {"^": f"(?<={SENTENCE})", "^^": f"(?<={PARAGRAPH}{SENTENCE})"}
ENDS = {"$": f"[{PARAGRAPH}{END}{SENTENCE}]", "$$": f"[{PARAGRAPH}{END}]"}


@frozen
class Expression:
    """A pattern as it is sought; its `text` is compiled where it is first tried.

    Most patterns ask for a word or an item that most documents lack, and are never tried there.
    `edge` is `^` or `^^` where all matches begin at such an edge, `pinned` tells that some can only
    begin at one; `starts` are the words and items that they can begin with, None where that may be
    any token; `anchors` what they must hold; `items` names the items that they can take; `plain`
    tells that they begin at a token's own symbols, and not at the marks of items before it;
    `word` tells that the pattern is one word and nothing else, so that it matches wherever its
    anchor stands; `numbers` are those of the sets of its anchors, and `needed` the bits of these.
    """

    edge: str | None
    pinned: bool
    starts: Atoms | None
    anchors: tuple[Anchor, ...]
    items: tuple[str, ...]
    plain: bool
    word: bool
    numbers: tuple[int, ...]
    needed: int
    text: "Text"


@frozen(slots=False)  # what is kept is looked up faster so
class Text:
    """A pattern written as an expression and compiled, each where it is first asked for.

    One that `touches` is asked whether it can end at a token.
    """

    _pattern: Pattern
    _alphabet: Alphabet = field(repr=False)
    _marks: Marks = field(repr=False)
    _within: str
    _plain: bool
    touches: bool

    @cached_property
    def finder(self) -> Compiled:
        """Give the expression that tells where the pattern matches, and what it captures once."""
        return _compile(self._written.text)

    @cached_property
    def taker(self) -> "regex.Pattern[str]":
        """Give the one that keeps all captures of a repeat, of which `re` keeps the last one."""
        return regex.compile(self._written.text, regex.DOTALL, cache_pattern=False)

    @cached_property
    def whole(self) -> Compiled:
        """Give the finder made to end where its stretch of text ends if it `touches`."""
        if not self.touches:
            return self.finder
        return _compile(f"(?:{self._written.text})[{PARAGRAPH}-{chr(self._marks.last)}]*+\\Z")

    @cached_property
    def groups(self) -> tuple[tuple[int, str], ...]:
        """Give the numbers of the groups, each with the field that it captures."""
        return tuple(enumerate(self._written.fields, 1))

    @cached_property
    def repeated(self) -> tuple[int, ...]:
        """Give the numbers of the groups in repeats, which may capture more than once."""
        return self._written.repeated

    @cached_property
    def last_words(self) -> frozenset[Word | InLexicon] | None:
        """Give the words with which each match ends; None where it can end with something else."""
        atoms, nothing = last_atoms(self._pattern)
        words = frozenset(atom for atom in atoms if isinstance(atom, Word | InLexicon))
        return None if nothing or len(words) < len(atoms) else words

    @cached_property
    def _written(self) -> "_Written":
        writer = _Writer(self._alphabet, self._marks, self._within)
        text = writer.write(exact_gaps(self._pattern), begins=self._plain)
        if self._plain and begins_with_option(self._pattern):
            # what stands behind the option skips marks, and must not begin at those before a match
            text = f"(?={ANY_SHAPE})(?:{text})"
        elif not self._plain:
            # a search must not begin between the items that open at a token, or some go unseen
            opening = f"{chr(FIRST_ITEM_MARK)}-{chr(self._marks.last_opening)}"
            text = f"(?<![{opening}])(?:{text})"
        return _Written(text, tuple(writer.fields), tuple(writer.repeated))


@frozen
class _Written:
    """An expression as text, the fields of its groups, and the numbers of those in repeats."""

    text: str
    fields: tuple[str, ...]
    repeated: tuple[int, ...]


def compile_pattern(
    pattern: Pattern,
    alphabet: Alphabet,
    marks: Marks,
    sets: Numbers,
    *,
    within: str,
    touches: bool = False,
) -> Expression:
    """Give the expression of a pattern; `within` is sentence or paragraph.

    One that `touches` is asked whether it can end at a given token.
    """
    first, _ = first_atoms(pattern)
    plain = not begins_with_gap(pattern) and all(
        isinstance(atom, Word | Shape)
        or (isinstance(atom, InLexicon) and alphabet.longest.get(key_of(atom), 1) == 1)
        for atom in first
    )
    steps = frozenset(atom for atom in first if not isinstance(atom, Bound))
    known: Atoms = frozenset(a for a in steps if isinstance(a, Word | InLexicon | InLayer))
    anchors = find_anchors(pattern, alphabet.longest)
    return Expression(
        find_edge(pattern),
        steps != first,
        known if known == steps else None,
        anchors,
        tuple(sorted(_items_of(pattern))),
        plain,
        _is_word(pattern, alphabet),
        tuple(sets[anchor.atoms] for anchor in anchors),
        sets.bits(anchors),
        Text(pattern, alphabet, marks, within, plain, touches),
    )


def _compile(text: str) -> Compiled:
    if SOUND:
        return re.compile(text, re.DOTALL)
    # what is asked of a match has the same names in both
    return cast("Compiled", regex.compile(text, regex.DOTALL, cache_pattern=False))


@define
class _Writer:
    """Writes one pattern; `fields` are those of the groups so far, `repeated` those in repeats."""

    alphabet: Alphabet
    marks: Marks
    within: str
    fields: list[str] = field(init=False, factory=list)
    repeated: list[int] = field(init=False, factory=list)
    _repeats: int = field(init=False, default=0)

    @property
    def _skip(self) -> str:
        return f"[{SENTENCE if self.within == 'paragraph' else ''}{self._items}]"

    @property
    def _items(self) -> str:
        return f"{chr(FIRST_ITEM_MARK)}-{chr(self.marks.last)}"

    def write(self, step: Step, *, begins: bool) -> str:
        """Give the expression of a node; one that `begins` a match has no marks before it."""
        if isinstance(step, Sequence):
            parts: list[str] = []
            for part in step.parts:
                parts.append(self.write(part, begins=begins))
                # behind an optional step the match may have begun or not, so marks may stand there
                begins = begins and isinstance(part, Follows | Bound)
            return "".join(parts)
        if isinstance(step, Choice):
            return f"(?:{'|'.join(self._options(step, begins=begins))})"
        if isinstance(step, Maybe):
            return f"(?:{self.write(step.part, begins=begins)}|)"
        if isinstance(step, Repeat):
            return self._repeat(step, begins=begins)
        if isinstance(step, Capture):
            skip = "" if begins or not _is_token(step.part) else self._skip + "*+"
            self.fields.append(step.field)
            if self._repeats:
                self.repeated.append(len(self.fields))
            return f"{skip}({self.write(step.part, begins=begins or bool(skip))})"
        if isinstance(step, Follows):
            return f"(?={self.write(step.part, begins=begins)})"
        if isinstance(step, Bound):
            end = ENDS.get(step.sign)
            return EDGES[step.sign] if end is None else f"(?=[{self._items}]*+{end})"
        if isinstance(step, ExactGap):
            return self._gap(step)
        return self._atom(step, begins=begins)  # type: ignore[arg-type]  # gaps are exact by now

    def _options(self, step: Choice, *, begins: bool) -> Iterator[str]:
        """Give the expressions of some options; words that follow each other are one class."""
        skip = "" if begins else self._skip + "*+"
        options = groupby(_options_of(step), lambda option: _is_word(option, self.alphabet))
        for are_words, group in options:
            if are_words:
                yield skip + self._one_of(group, begins=begins)
            else:
                yield from (self.write(option, begins=begins) for option in group)

    def _other_than(self, stops: Iterable[Word | InLexicon | Shape]) -> str:
        """Give the expression of a token that is none of some words and shapes."""
        shapes = frozenset(stop.name for stop in stops if isinstance(stop, Shape))
        signs = self._signs(stops)
        sign = f"[^{character_class(signs)[1:]}" if signs else "."
        return (shapes_without(shapes) if shapes else ANY_SHAPE) + sign

    def _one_of(self, words: Iterable[Pattern], *, begins: bool) -> str:
        """Give the expression of a token that is one of some words, or in one of some lexicons.

        Behind marks a signature tells enough: it stands behind no symbol but a shape.
        """
        signs = self._signs(words)
        shape = ANY_SHAPE if begins else "."
        return shape + (character_class(signs) if signs else "(?!)")

    def _signs(self, words: Iterable[Pattern]) -> set[str]:
        """Give the signatures that the tokens of some words and lexicons have."""
        known = self.alphabet.signatures
        return {
            sign
            for word in words
            if isinstance(word, Word | InLexicon)
            for sign in known.get(key_of(word), "")
        }

    def _repeat(self, step: Repeat, *, begins: bool) -> str:
        if step.high <= UNROLLED and fields_of(step.part):
            return f"(?>{self._unroll(step.part, step.low, step.high, begins=begins)})"
        self._repeats += 1
        once = self.write(step.part, begins=True) if begins else ""
        again = self.write(step.part, begins=False)
        self._repeats -= 1
        if not begins:
            # atomic, and not written {1,1}+, which `regex` takes for no repeat at all
            return f"(?>(?:{again}){{{step.low},{step.high}}})"
        rest = f"(?:{again}){{{max(step.low - 1, 0)},{step.high - 1}}}"
        return f"(?>{once}{rest})" if step.low else f"(?>{once}{rest}|)"

    def _unroll(self, part: Step, low: int, high: int, *, begins: bool) -> str:
        """Give a repeat written out, so that each time has groups of its own."""
        text = f"(?:{self.write(part, begins=begins)})"
        if high > 1:
            text += self._unroll(part, low - 1, high - 1, begins=False)
        return text if low > 0 else f"(?:{text}|)"

    def _atom(self, step: Word | InLexicon | InLayer | Shape, *, begins: bool) -> str:
        skip = "" if begins else self._skip + "*+"
        if isinstance(step, InLayer):
            return self._next_item(step.name)
        token = skip + self._token(step, begins=begins)
        if isinstance(step, InLexicon) and self.alphabet.longest.get(key_of(step), 1) > 1:
            item = self._next_item(key_of(step))
            single = self.alphabet.signatures.get(key_of(step))
            return f"(?:{item}|{token})" if single else item
        return token

    def _token(self, step: Word | InLexicon | Shape, *, begins: bool) -> str:
        if isinstance(step, Shape):
            return shape_class(step.name) + "."
        return self._one_of((step,), begins=begins)

    def _next_item(self, layer: str) -> str:
        """Give the expression of an item of a layer, behind marks of others.

        Of a layer whose items never overlap there is one at most. Of others each that begins there
        may be the one.
        """
        opening = self.marks.opening.get(layer, "")
        edge = SENTENCE if self.within == "paragraph" else ""
        skip = f"[{edge}{_ranges_without(opening, self.marks.last)}]*+"
        if len(opening) < 2:
            return skip + self._item(layer)
        return f"{skip}(?={character_class(opening)}){self._skip}*?{self._item(layer)}"

    def _item(self, layer: str) -> str:
        if layer not in self.marks.opening:
            return "(?!)"
        levels = zip(self.marks.opening[layer], self.marks.closing[layer], strict=True)
        return f"(?:{'|'.join(f'{o}[^{c}]*+{c}' for o, c in levels)})"

    def _gap(self, gap: ExactGap) -> str:
        walls = {
            sign
            for wall in gap.walls
            for sign in (*self.marks.opening.get(wall, ""), *self.marks.closing.get(wall, ""))
        }
        edge = SENTENCE if self.within == "paragraph" else ""
        skip = f"[{edge}{_ranges_without(walls, self.marks.last)}]*+"
        after = [ANY_SHAPE]
        doors = [sign for door in gap.doors for sign in self.marks.opening.get(door, "")]
        if doors:
            after.append(character_class(doors))
        if gap.edge:
            after.append(f"[{PARAGRAPH}{END}{SENTENCE}]")
        token = skip + self._other_than(gap.stops)
        if gap.over:
            token += f"|{skip}(?:{'|'.join(map(self._item, gap.over))})"
        return f"(?:{token}){{0,{gap.limit}}}?(?={skip}(?:{'|'.join(after)}))"


def _options_of(step: Choice) -> Iterator[Pattern]:
    """Give the options of a choice, and those of one among them."""
    for option in step.options:
        if isinstance(option, Choice):
            yield from _options_of(option)
        else:
            yield option


def _ranges_without(signs: Iterable[str], last: int) -> str:
    """Give the marks of items but for some signs, of which there are thousands, as few ranges."""
    ranges = []
    low = FIRST_ITEM_MARK
    for code in (*sorted(map(ord, signs)), last + 1):
        if low < code:
            ranges.append(chr(low) if low == code - 1 else f"{chr(low)}-{chr(code - 1)}")
        low = code + 1
    return "".join(ranges)


def _items_of(pattern: Pattern) -> set[str]:
    """Name the items that a match can take: not those that only stop a gap."""
    if isinstance(pattern, InLayer | InLexicon):
        return {name_items(pattern)}
    parts = pattern.over if isinstance(pattern, Gap) else parts_of(pattern)
    return {name for part in parts for name in _items_of(part)}


def _is_word(pattern: Pattern, alphabet: Alphabet) -> bool:
    """Tell whether a pattern is one word of some words and lexicons without phrases."""
    options = pattern.options if isinstance(pattern, Choice) else (pattern,)
    return all(
        isinstance(option, Word)
        or (isinstance(option, InLexicon) and alphabet.longest.get(key_of(option), 1) == 1)
        for option in options
    )


def _is_token(pattern: Step) -> bool:
    return isinstance(pattern, Word | Shape)
