"""Whole rulesets drawn at random: lexicons, layers in strata, conditions, links, a kind."""

from collections.abc import Sequence
from random import Random

from drawn.patterns import FIELDS, draw_pattern

from extractor.errors import Place
from extractor.reading.language import Language
from extractor.ruleset.complaints import Complaints
from extractor.ruleset.kinds import Field, Kind
from extractor.ruleset.lexicons import Entry, Lexicon
from extractor.ruleset.pattern import Choice, InLayer, Pattern, fields_of
from extractor.ruleset.rules import Condition, Link, Rule
from extractor.ruleset.ruleset import Pack, Ruleset
from extractor.ruleset.strata import order_layers

PLACE = Place("drawn.yaml")
READ = ("Quotation", "Heading", "Caption")
LAYERS = ("First", "Second", "Third")
SORTS = (
    "before", "before", "after", "after", "between", "inside", "has", "document",
    "fewer_words_than", "more_words_than",
)  # fmt: skip
CHOICES = (
    ("nearest",),
    ("nearest-left", "nearest-right"),
    ("nearest-right", "nearest-left"),
    ("nearest-left",),
    ("nearest-right",),
)
LANGUAGE = Language(
    pairs=(("“", "”"), ('"', '"'), ("«", "»")),
    singles=(("‘", "’"), ("'", "'")),
    abbreviations=frozenset({"St"}),
    titles=frozenset({"Mr"}),
    enclitics=("'s",),
    openers=frozenset({"a"}),
    caption_starts=("photo:",),
)
ENTRIES = (
    ("a",), ("b",), ("c",), ("A",), ("B",), ("AB",), ("7",), ("U.S.",), ("a", "a"), ("a", "b"),
    ("a", "b", "c"), ("b", "c"), ("c", "d"), ("a", "."), ("b", "a"), ("Ab", "a"), ("d", ",", "d"),
)  # fmt: skip


def draw_ruleset(random: Random) -> Ruleset:
    """Draw a ruleset with up to three layers, each looking at those before, and one kind."""
    rules: list[Rule] = []
    known: tuple[str, ...] = READ
    for layer in LAYERS[: random.choice((0, 1, 2, 2, 3))]:
        for number in range(random.choice((1, 2))):
            name = f"{layer.lower()}.{number}"
            rules.append(_draw_rule(random, name, layer, known, emits=False))
        # the newer a layer, the likelier it is looked at
        known = (*known, layer, layer, layer)
    rules += [
        _draw_rule(random, f"thing.{number}", "thing", known, emits=True)
        for number in range(random.choice((1, 2, 2)))
    ]
    fields = tuple(Field(name, "span", required=False, many=True, about="") for name in FIELDS)
    kind = Kind(
        name="thing",
        about="",
        fields=fields,
        one_per=tuple(random.sample(FIELDS, random.choice((0, 0, 1, 2)))),
        nested=random.random() < 0.3,
        not_in=("Caption",) if random.random() < 0.1 else (),
        reads=(),
        pack="drawn",
        place=PLACE,
    )
    ordered = tuple(sorted(rules, key=lambda rule: rule.id))
    return Ruleset(
        packs={"drawn": Pack("drawn", "1", "0", "drawn.yaml")},
        language=LANGUAGE,
        lexicons={
            "one": Lexicon("one", (), _draw_entries(random, 0), "one.csv"),
            "two": Lexicon("two", ("code",), _draw_entries(random, 1), "two.csv"),
        },
        kinds={"thing": kind},
        rules=ordered,
        strata=order_layers(ordered, Complaints()),
    )


def _draw_entries(random: Random, columns: int) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            random.choice(ENTRIES),
            tuple(random.choice("xyz") for _ in range(columns)),
            random.choice(("any", "any", "capital", "exact")),
            1,
        )
        for _ in range(random.randint(1, 6))
    )


def _draw_rule(
    random: Random, name: str, target: str, layers: Sequence[str], *, emits: bool
) -> Rule:
    link = _draw_link(random, layers) if random.random() < 0.15 else None
    variants: tuple[Pattern, ...] = ()
    if link is None:
        variants = tuple(draw_pattern(random, layers) for _ in range(random.choice((1, 1, 2))))
    captured = {field for variant in variants for field in fields_of(variant)}
    fields = ("f", "g") if link else tuple(sorted(captured))

    def conditions() -> tuple[Condition, ...]:
        count = random.choice((0, 0, 0, 1, 1, 2))
        return tuple(_draw_condition(random, layers, fields) for _ in range(count))

    base, _, number = name.partition(".")
    beats = {"0": f"{base}.1", "1": f"{base}.0"}[number]
    return Rule(
        id=name,
        about="",
        target=target,
        emits=emits,
        variants=variants,
        link=link,
        within=random.choice(("sentence", "sentence", "paragraph")),
        unless=conditions(),
        only_if=conditions() if random.random() < 0.3 else (),
        not_in=random.choice(((), (), (), (), ("Heading",), ("Caption",))),
        set=(),
        beats=(beats,) if random.random() < 0.2 else (),
        examples=(),
        not_examples=(),
        pack="drawn",
        place=PLACE,
    )


def _draw_link(random: Random, layers: Sequence[str]) -> Link:
    return Link(
        source_field="f",
        source=random.choice(layers),
        target_field="g",
        target=random.choice(layers),
        choose=random.choice(CHOICES),
        within=random.choice(("sentence", "paragraph")),
        not_across=(random.choice(layers),) if random.random() < 0.4 else (),
        many=random.random() < 0.5,
    )


def _draw_condition(random: Random, layers: Sequence[str], fields: Sequence[str]) -> Condition:
    """Draw one condition of any sort, mostly about fields that are there."""
    where = random.choice(SORTS)
    pattern: Pattern | None = None
    if where == "inside":
        options = tuple(InLayer(random.choice(layers)) for _ in range(random.choice((1, 2))))
        pattern = options[0] if len(options) == 1 else Choice(options)
    elif not where.endswith("_than"):
        pattern = draw_pattern(random, layers)
    known = fields if len(fields) > 1 else FIELDS
    of = tuple(random.sample(known, 2 if where == "between" else random.choice((0, 0, 1, 2))))
    if where == "document":
        of = ()
    beside = where in ("before", "after")
    reach = random.choice((None, 1, 3, 9)) if beside else None
    ended = reach is not None and random.random() < 0.3
    return Condition(
        where=where,
        pattern=pattern,
        of=of,
        reach=reach,
        until=draw_pattern(random, layers) if ended else None,
        count=random.randint(0, 4),
        more_than=random.choice((None, *layers)) if where == "document" else None,
        place=PLACE,
    )
