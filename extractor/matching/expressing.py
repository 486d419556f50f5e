"""A pattern in, the regular expression that tells where it matches out, as text.

Tokens are two symbols each; what stands between them are marks, which every step passes over.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from attrs import define, field

from extractor.matching.alphabet import (
    ANY_SHAPE,
    Alphabet,
    character_class,
    key_of,
    shape_class,
    shapes_without,
)
from extractor.matching.encoded import (
    END,
    FIRST_ITEM_MARK,
    PARAGRAPH,
    SENTENCE,
    Marks,
)
from extractor.matching.plan import ExactGap, Step
from extractor.ruleset.pattern import (
    Bound,
    Capture,
    Choice,
    Follows,
    InLayer,
    InLexicon,
    Maybe,
    Pattern,
    Repeat,
    Sequence,
    Shape,
    Word,
    fields_of,
)

# A repeat of no more times that captures something is written out: the captures of a loop have to
# be asked of `regex`, which costs as much as ten tries.
UNROLLED = 4
EDGES = {"^": f"(?<={SENTENCE})", "^^": f"(?<={PARAGRAPH}{SENTENCE})"}
ENDS = {"$": f"[{PARAGRAPH}{END}{SENTENCE}]", "$$": f"[{PARAGRAPH}{END}]"}


@define
class Writer:
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
        options = groupby(_options_of(step), lambda option: is_word(option, self.alphabet))
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


def is_word(pattern: Pattern, alphabet: Alphabet) -> bool:
    """Tell whether a pattern is one word of some words and lexicons without phrases."""
    options = pattern.options if isinstance(pattern, Choice) else (pattern,)
    return all(
        isinstance(option, Word)
        or (isinstance(option, InLexicon) and alphabet.longest.get(key_of(option), 1) == 1)
        for option in options
    )


def _is_token(pattern: Step) -> bool:
    return isinstance(pattern, Word | Shape)
