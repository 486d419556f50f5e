"""Rules as the engines take them: patterns or links, conditions, settings, examples."""

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from extractor.errors import Place
from extractor.ruleset.pattern import InLayer, InLexicon, Pattern, fields_of, walk

Names = frozenset[str]
Lexicons = frozenset[InLexicon]


@frozen
class Condition:
    """Something around or inside a match that forbids or demands it.

    `where` is before, after, between, inside, has, fewer_words_than, more_words_than or document;
    `of` names the captures that are meant (none: the whole match); `reach` counts tokens (None:
    the pattern has to touch the match); `until` ends the reach where it stands.
    """

    where: str
    pattern: Pattern | None
    of: tuple[str, ...]
    reach: int | None
    until: Pattern | None
    count: int
    more_than: str | None
    place: Place

    def patterns(self) -> Iterator[Pattern]:
        """Give the patterns of the condition."""
        yield from (p for p in (self.pattern, self.until) if p is not None)


# The ways of a link to choose among what it may join.
LEFT, RIGHT, NEAREST = "nearest-left", "nearest-right", "nearest"


@frozen
class Link:
    """Pairs the items of two layers: `source` items, each with the `target` item chosen for it.

    `choose` holds, in order of preference, nearest-left, nearest-right and nearest; with `many`
    an item may be chosen more than once. `at` is a capture of the target items: where it stands
    is where such an item counts as standing, and the match captures it too.
    """

    source_field: str
    source: str
    target_field: str
    target: str
    choose: tuple[str, ...]
    within: str
    not_across: tuple[str, ...]
    many: bool
    at: str | None = None


@frozen
class Call:
    """A normaliser with its arguments and options, as `set:` names it."""

    name: str
    arguments: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    place: Place
    paths: tuple[tuple[tuple[str, ...], str], ...] = field(init=False, eq=False, repr=False)

    _chosen: Mapping[str, str] = field(init=False, eq=False, repr=False)

    @paths.default
    def _paths(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """Give the arguments as paths: the fields that each leads through, and the last one."""
        ways = [argument.split(".") for argument in self.arguments]
        return tuple((tuple(way[:-1]), way[-1]) for way in ways)

    @_chosen.default
    def _by_name(self) -> Mapping[str, str]:
        """Give the options by their names."""
        return dict(self.options)

    def option(self, name: str, otherwise: str) -> str:
        """Give the value of an option."""
        return self._chosen.get(name, otherwise)

    def __str__(self) -> str:
        """Give the call as it stands in a rule file."""
        inside = [*self.arguments, *(f"{key}={value}" for key, value in self.options)]
        return f"{self.name}({', '.join(inside)})" if inside else self.name


@frozen
class Example:
    """A text with what the rule must give on it; a counter-example has a reason instead.

    `pack` has written it: that of the rule, or one with an overlay on it.
    """

    text: str
    date: str | None
    gives: tuple[tuple[str, str | tuple[str, ...], Place], ...]
    because: str
    place: Place
    pack: str = ""


@frozen
class Measured:
    """What the authors of a rule have found out about it: how often its records were right.

    `count` is the number of records that were looked at, `corpus` names the texts.
    """

    precision: float
    count: int | None = None
    corpus: str = ""


@frozen
class Rule:
    """One rule: what it sees, and the layer or the kind of record that it makes.

    `allow` are the names of the warnings that it turns off, `overlays` the packs that add to it,
    `lines` the places of the lines of `match`; `leaning` are the places at which packs extend the
    rule or add to it. `status` is stable, trial or deprecated.
    """

    id: str
    about: str
    target: str
    emits: bool
    variants: tuple[Pattern, ...]
    link: Link | None
    within: str
    unless: tuple[Condition, ...]
    only_if: tuple[Condition, ...]
    not_in: tuple[str, ...]
    set: tuple[tuple[str, Call], ...]
    beats: tuple[str, ...]
    examples: tuple[Example, ...]
    not_examples: tuple[Example, ...]
    pack: str
    place: Place
    allow: frozenset[str] = frozenset()
    overlays: tuple[str, ...] = ()
    lines: tuple[Place, ...] = ()
    measured: Measured | None = None
    status: str = "stable"
    replaced_by: str = ""
    leaning: tuple[Place, ...] = ()

    # asked of every match, so they are no properties
    settings: Mapping[str, Call] = field(init=False, eq=False, repr=False)
    captured: Names = field(init=False, eq=False, repr=False)
    layers: Names = field(init=False, eq=False, repr=False)
    lexicons: Lexicons = field(init=False, eq=False, repr=False)

    @settings.default
    def _settings(self) -> Mapping[str, Call]:
        """Give what the rule sets, by name."""
        return dict(self.set)

    @captured.default
    def _captured(self) -> Names:
        """Give the names of the fields that the rule captures."""
        captured = {name for variant in self.variants for name in fields_of(variant)}
        if self.link is not None:
            captured |= {self.link.source_field, self.link.target_field}
            captured |= {self.link.at} if self.link.at else set()
        return frozenset(captured)

    @layers.default
    def _layers(self) -> Names:
        """Give the names of the layers that have to be there before this rule can run."""
        found = {n.name for p in self.patterns() for n in walk(p) if isinstance(n, InLayer)}
        found |= {c.more_than for c in (*self.unless, *self.only_if) if c.more_than}
        if self.link is not None:
            found |= {self.link.source, self.link.target, *self.link.not_across}
        return frozenset(found)

    @lexicons.default
    def _lexicons(self) -> Lexicons:
        """Give the lexicon items of all its patterns."""
        return frozenset(n for p in self.patterns() for n in walk(p) if isinstance(n, InLexicon))

    def line_of(self, variant: int) -> Place:
        """Give the place of a line of `match`; one that was not read from a file has the rule's."""
        return self.lines[variant] if variant < len(self.lines) else self.place

    def fields(self) -> Names:
        """Give the names of the fields that the rule captures or sets."""
        return self.captured | {name for name, _ in self.set}

    def patterns(self) -> Iterator[Pattern]:
        """Give all patterns of the rule, those of its conditions too."""
        yield from self.variants
        for condition in (*self.unless, *self.only_if):
            yield from condition.patterns()
