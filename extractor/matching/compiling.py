"""A pattern in, one regular expression over the encoded text out.

What each node means stands in `docs/rule-reference.md`; the reference interpreter says the same in
plain Python, and a property test holds the two equal. Repeats are possessive or bounded, classes
are few ranges, and no expression ever looks at a letter.
"""

import re
import sys
from functools import cached_property
from typing import cast

import regex
from attrs import field, frozen

from extractor.matching.alphabet import (
    ANY_SHAPE,
    Alphabet,
    key_of,
)
from extractor.matching.anchors import Anchor, Atoms, find_anchors
from extractor.matching.encoded import (
    FIRST_ITEM_MARK,
    PARAGRAPH,
    Marks,
)
from extractor.matching.expressing import Writer, is_word
from extractor.matching.plan import (
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
    Gap,
    InLayer,
    InLexicon,
    Pattern,
    Shape,
    Word,
    parts_of,
)

Compiled = re.Pattern[str]
# The possessive repeats of `re` were wrong in earlier releases.
SOUND = sys.version_info >= (3, 11, 5)


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
        writer = Writer(self._alphabet, self._marks, self._within)
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
        is_word(pattern, alphabet),
        tuple(sets[anchor.atoms] for anchor in anchors),
        sets.bits(anchors),
        Text(pattern, alphabet, marks, within, plain, touches),
    )


def _compile(text: str) -> Compiled:
    if SOUND:
        return re.compile(text, re.DOTALL)
    # what is asked of a match has the same names in both
    return cast("Compiled", regex.compile(text, regex.DOTALL, cache_pattern=False))


def _items_of(pattern: Pattern) -> set[str]:
    """Name the items that a match can take: not those that only stop a gap."""
    if isinstance(pattern, InLayer | InLexicon):
        return {name_items(pattern)}
    parts = pattern.over if isinstance(pattern, Gap) else parts_of(pattern)
    return {name for part in parts for name in _items_of(part)}
