"""A pattern tree and a source of chance in, a text that the pattern should match out.

Every choice that the pattern leaves open is made: which variant and option, which row of a
lexicon, which words in a gap, how often something is repeated. An item of a layer is made from
the rules of the layer, or taken from the examples.
"""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from attrs import define, field

from extractor.checking.drafts import Draft
from extractor.checking.vocabulary import Vocabulary
from extractor.matching.alphabet import shape_of
from extractor.ruleset.pattern import (
    CLASSES,
    QUOTATION,
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
    Shape,
    Word,
    takes_nothing,
    walk,
)
from extractor.ruleset.pattern import Sequence as Steps
from extractor.ruleset.rules import Rule
from extractor.ruleset.ruleset import Ruleset

DEEPEST = 5
LONGEST_GAP = 3
LONGEST_REPEAT = 2
STOPS = ".!?"
# How often what was chosen least is chosen.
EVEN = 0.5


@define
class Generator:
    """Makes texts for the rules of a ruleset; what was chosen seldom is chosen more often."""

    ruleset: Ruleset
    vocabulary: Vocabulary
    _makers: dict[str, list[Rule]] = field(init=False, factory=dict)
    _heights: dict[str, int] = field(init=False, factory=dict)
    _chosen: dict[tuple[str, int], int] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Reckon how deep the rules of each layer go at least."""
        for rule in self.ruleset.rules:
            if not rule.emits:
                self._makers.setdefault(rule.target, []).append(rule)
        for stratum in self.ruleset.strata:
            for layer in stratum:
                self._heights[layer] = min(map(self.height_of, self._makers[layer]))

    def draft(self, rule: Rule, random: Random, *, fair: bool = True) -> Draft:
        """Give a text for a rule; with `fair` False chance alone decides, and it can be shrunk."""
        draft = Draft()
        _Growing(self, random, draft, fair=fair).grow_rule(rule, 0)
        return draft

    def grow(self, pattern: Pattern, random: Random, draft: Draft) -> None:
        """Put tokens for a pattern at the end of a draft."""
        _Growing(self, random, draft, fair=False).grow(pattern, 1)

    def forget(self) -> None:
        """Begin anew: what is made for a rule does not hang on those before it."""
        self._chosen.clear()

    def note(self, draft: Draft) -> None:
        """Remember what was chosen in a draft that was of use."""
        for feature in draft.features:
            self._chosen[feature] = self._chosen.get(feature, 0) + 1

    def seldom(self, features: Sequence[tuple[str, int]]) -> int:
        """Give the number of the feature that was chosen least."""
        return min(range(len(features)), key=lambda n: self._chosen.get(features[n], 0))

    def makers(self, layer: str) -> Sequence[Rule]:
        """Give the rules that make a layer."""
        return self._makers[layer]

    def opens(self, steps: Sequence[Pattern]) -> bool:
        """Tell whether steps in a row can begin only where a sentence does."""
        first = next((step for step in steps if not isinstance(step, Follows)), None)
        if isinstance(first, Capture):
            return self.opens((first.part,))
        if isinstance(first, Steps):
            return self.opens(first.parts)
        if isinstance(first, InLayer) and first.name in self._makers:
            variants = [variant for rule in self.makers(first.name) for variant in rule.variants]
            return all(self.opens((variant,)) for variant in variants)
        return isinstance(first, Bound) and first.sign == "^"

    def height_of(self, rule: Rule) -> int:
        """Give how many layers lie below a rule, taken in the flattest way."""
        if rule.link is not None:
            ends = (rule.link.source, rule.link.target)
            return 1 + max(self._heights.get(layer, 0) for layer in ends)
        return min(map(self.height, rule.variants))

    def height(self, pattern: Pattern) -> int:
        """Give how many layers lie below a pattern, taken in the flattest way."""
        if isinstance(pattern, InLayer):
            return 1 + self._heights.get(pattern.name, 0)
        if isinstance(pattern, Steps):
            return max(map(self.height, pattern.parts))
        if isinstance(pattern, Choice):
            return min(map(self.height, pattern.options), default=0)
        if isinstance(pattern, Capture | Follows):
            return self.height(pattern.part)
        if isinstance(pattern, Repeat) and pattern.low:
            return self.height(pattern.part)
        return 0


def is_open(pattern: Pattern) -> bool:
    """Tell whether some words of a pattern can be any, so that most of them mean nothing."""
    return any(isinstance(node, Gap) for node in walk(pattern))


@define
class _Growing:
    """One text in the making."""

    _generator: Generator
    _random: Random
    _draft: Draft
    _fair: bool

    def grow_rule(self, rule: Rule, depth: int) -> None:
        if rule.link is not None:
            self._grow_link(rule, depth)
            return
        numbers = range(len(rule.variants))
        flattest = self._flattest(rule.variants, depth)
        number = (
            flattest
            if flattest is not None
            else self._among([("variant", id(rule.variants[n])) for n in numbers])
        )
        pattern = rule.variants[number]
        self._draft.features.add(("variant", id(pattern)))
        if depth:
            self.grow(pattern, depth)
            return
        self._draft.variant = number
        parts = pattern.parts if isinstance(pattern, Steps) else (pattern,)
        for number, part in enumerate(parts):
            first = len(self._draft.words)
            self._grow_step(part, parts[number + 1 :], depth)
            if not takes_nothing(part):
                self._draft.steps.append((id(part), (first, len(self._draft.words))))

    def _grow_link(self, rule: Rule, depth: int) -> None:
        link = rule.link
        if link is None:
            return
        ends = [(link.source_field, link.source), (link.target_field, link.target)]
        if link.choose[self._number(len(link.choose))] != "nearest-right":
            ends.reverse()
        for number, (name, layer) in enumerate(ends):
            if number:
                self._draft.add(self._fillers(self._number(LONGEST_GAP), ()))
            self._captured(Capture(name, InLayer(layer)), depth)

    def _number(self, count: int) -> int:
        """Choose a number below another one; small ones are simpler, so texts shrink to them."""
        return self._random.randrange(count) if count > 1 else 0

    def _among(self, features: Sequence[tuple[str, int]]) -> int:
        if self._fair and self._random.random() < EVEN:
            return self._generator.seldom(features)
        return self._number(len(features))

    def _flattest(self, patterns: Sequence[Pattern], depth: int) -> int | None:
        if depth < DEEPEST:
            return None
        return min(range(len(patterns)), key=lambda n: self._generator.height(patterns[n]))

    def grow(self, pattern: Pattern, depth: int) -> None:
        """Put the tokens of a node at the end."""
        self._draft.features.add(("taken", id(pattern)))
        GROWING[type(pattern)](self, pattern, depth)

    def steps(self, pattern: Steps, depth: int) -> None:
        for number, part in enumerate(pattern.parts):
            self._grow_step(part, pattern.parts[number + 1 :], depth)

    def word(self, pattern: Word, _: int) -> None:
        self._draft.add((pattern.text,))

    def bound(self, pattern: Bound, _: int) -> None:
        self._draft.edges.add((pattern.sign, len(self._draft.words)))

    def gap(self, pattern: Gap, _: int) -> None:
        count = self._number(min(pattern.limit, LONGEST_GAP) + 1)
        ahead = self._draft.ahead[: pattern.limit]
        # what has to follow fills a part of the gap
        count = min(count, pattern.limit - len(ahead))
        self._draft.add((*ahead, *self._fillers(count, pattern.stops)))

    def choice(self, pattern: Choice, depth: int) -> None:
        chosen = self._flattest(pattern.options, depth)
        if chosen is None:
            chosen = self._among([("taken", id(option)) for option in pattern.options])
        self.grow(pattern.options[chosen], depth)

    def maybe(self, pattern: Maybe, depth: int) -> None:
        left_out = ("left out", id(pattern))
        if depth >= DEEPEST or self._among([left_out, ("taken", id(pattern.part))]) == 0:
            self._draft.features.add(left_out)
        else:
            self.grow(pattern.part, depth)

    def repeat(self, pattern: Repeat, depth: int) -> None:
        high = min(pattern.high, max(pattern.low, LONGEST_REPEAT))
        count = pattern.low + self._among(
            [(f"{n} times", id(pattern)) for n in range(pattern.low, high + 1)]
        )
        self._draft.features.add((f"{count} times", id(pattern)))
        for _ in range(count):
            self.grow(pattern.part, depth)

    def capture(self, pattern: Capture, depth: int) -> None:
        known = self._generator.vocabulary.captures.get(pattern, ())
        if known and self._number(2 if is_open(pattern) else 4) == 1:
            first = len(self._draft.words)
            self._known(known)
            self._draft.capture(pattern, first)
        else:
            self._captured(pattern, depth)

    def _grow_step(self, part: Pattern, behind: Sequence[Pattern], depth: int) -> None:
        """Put the tokens of a step at the end; a gap before an edge has to end a sentence."""
        ahead = self._draft.ahead
        if isinstance(part, Gap) and part.limit > len(ahead) and self._generator.opens(behind):
            ended = ahead and ahead[-1] in STOPS
            self._draft.add(ahead if ended else (*ahead, STOPS[0]))
        else:
            self.grow(part, depth)

    def _captured(self, node: Capture, depth: int) -> None:
        first = len(self._draft.words)
        self.grow(node.part, depth)
        self._draft.capture(node, first)

    def look_ahead(self, pattern: Follows, depth: int) -> None:
        """Keep what has to follow for the steps behind, or for the end."""
        whole, self._draft = self._draft, Draft()
        try:
            self.grow(pattern.part, depth)
        finally:
            made, self._draft = self._draft, whole
        at = len(whole.words)
        whole.ahead = tuple(made.words)
        whole.features |= made.features
        whole.captures += [(name, at + a, at + b) for name, a, b in made.captures]

    def row(self, node: InLexicon, _: int) -> None:
        rows = self._generator.vocabulary.rows(node)
        entry = rows[self._number(len(rows))]
        words = entry.words
        if entry.case == "capital" and not words[0][:1].isupper():
            words = (words[0][:1].upper() + words[0][1:], *words[1:])
        self._draft.add(words)

    def shaped(self, node: Shape, _: int) -> None:
        ahead = self._draft.ahead
        if ahead and shape_of(ahead[0]) in CLASSES[node.name]:
            self._draft.add(ahead[:1])
            self._draft.ahead = ahead[1:]
            return
        words = self._generator.vocabulary.shaped(node.name)
        self._draft.add((words[self._number(len(words))],))

    def _fillers(self, count: int, stops: Sequence[Pattern]) -> list[str]:
        shapes = {
            shape for stop in stops if isinstance(stop, Shape) for shape in CLASSES[stop.name]
        }
        free = next((shape for shape in ("LOWER", "NUM", "CAP") if shape not in shapes), None)
        if free is None:
            return []
        words = self._generator.vocabulary.words[free]
        return [words[self._number(len(words))] for _ in range(count)]

    def item(self, node: InLayer, depth: int) -> None:
        """Put an item of a layer at the end: one from the examples, or one that its rules make."""
        draft, layer = self._draft, node.name
        first = len(draft.words)
        known = self._generator.vocabulary.items.get(layer, ())
        if layer == QUOTATION:
            self._quotation()
        elif known and (depth >= DEEPEST or self._number(2) == 0):
            self._known(known)
        else:
            makers = self._generator.makers(layer)
            heights = [self._generator.height_of(rule) for rule in makers]
            flat = depth >= DEEPEST
            number = heights.index(min(heights)) if flat else self._number(len(makers))
            # what is chosen inside an item is the business of the rules of its layer
            outer = draft.captures, draft.features
            draft.captures, draft.features = [], set()
            self.grow_rule(makers[number], depth + 1)
            draft.captures, draft.features = outer
        draft.items.append((layer, first, len(draft.words)))

    def _known(self, texts: Sequence[tuple[str, ...]]) -> None:
        """Put one of the texts from examples at the end: its quotation marks come in pairs."""
        draft = self._draft
        text, first = texts[self._number(len(texts))], len(draft.words)
        draft.add(text)
        pairs = self._generator.ruleset.language.pairs
        opener: str | None = None
        for number, word in enumerate(text, first):
            if (opener, word) in pairs:
                draft.closing.add(number)
                opener = None
            elif opener is None and any(word == opening for opening, _ in pairs):
                draft.opening.add(number)
                opener = word

    def _quotation(self) -> None:
        pairs = self._generator.ruleset.language.pairs or (('"', '"'),)
        opening, closing = pairs[self._number(min(len(pairs), 2))]
        draft = self._draft
        draft.opening.add(len(draft.words))
        endings = self._generator.vocabulary.endings
        ending = [endings[self._number(len(endings))]] if endings and self._number(2) else []
        draft.add((opening, *self._fillers(1 + self._number(8), ()), *ending, closing))
        draft.closing.add(len(draft.words) - 1)


# What puts the tokens of a node of each sort at the end.
GROWING: Mapping[type, Callable[[_Growing, Any, int], None]] = {
    Steps: _Growing.steps,
    Word: _Growing.word,
    InLexicon: _Growing.row,
    InLayer: _Growing.item,
    Shape: _Growing.shaped,
    Bound: _Growing.bound,
    Gap: _Growing.gap,
    Choice: _Growing.choice,
    Maybe: _Growing.maybe,
    Repeat: _Growing.repeat,
    Capture: _Growing.capture,
    Follows: _Growing.look_ahead,
}
