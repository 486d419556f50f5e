"""Hypothesis strategies for whole rulesets: lexicons, layers in strata, conditions, links, a kind."""

from collections.abc import Sequence

from drawn.patterns import FIELDS, patterns
from extractor.errors import Place
from extractor.reading.language import Language
from extractor.ruleset.kinds import Field, Kind
from extractor.ruleset.lexicons import Entry, Lexicon
from extractor.ruleset.pattern import Choice, InLayer
from extractor.ruleset.rules import Condition, Link, Rule
from extractor.ruleset.ruleset import Pack, Ruleset
from extractor.ruleset.shape import Complaints
from extractor.ruleset.strata import order_layers
from hypothesis import strategies as st

PLACE = Place("drawn.yaml")
READ = ("Quotation", "Heading", "Caption")
LAYERS = ("First", "Second", "Third")
BEATEN = {"first.1": ("first.0",), "thing.0": ("thing.1",), "thing.1": ("thing.0", "thing.1")}
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
    ("a",), ("b",), ("A",), ("AB",), ("a", "b"), ("a", "b", "c"), ("b", "c"), ("c", "d"), ("a", "a"),
    ("d", ",", "d"), ("B",), ("7",), ("Ab", "a"), ("c",), ("U.S.",), ("a", "."),
)  # fmt: skip


def entries(columns: int) -> st.SearchStrategy[tuple[Entry, ...]]:
    """Draw the rows of a lexicon."""
    row = st.builds(
        Entry,
        st.sampled_from(ENTRIES),
        st.tuples(*[st.sampled_from(("x", "y", "z"))] * columns),
        st.sampled_from(("any", "capital", "exact")),
        st.just(1),
    )
    return st.lists(row, min_size=1, max_size=6).map(tuple)


@st.composite
def lexicons(draw: st.DrawFn) -> dict[str, Lexicon]:
    """Draw the two lexicons that patterns name."""
    return {
        "one": Lexicon("one", (), draw(entries(0)), "one.csv"),
        "two": Lexicon("two", ("code",), draw(entries(1)), "two.csv"),
    }


@st.composite
def conditions(draw: st.DrawFn, layers: Sequence[str]) -> Condition:
    """Draw one condition of any sort."""
    where = draw(
        st.sampled_from(
            ("before", "after", "before", "after", "between", "inside", "has", "document",
             "fewer_words_than", "more_words_than")
        )
    )  # fmt: skip
    pattern = None
    if where == "inside":
        names = draw(st.lists(st.sampled_from(layers), min_size=1, max_size=2))
        options = tuple(map(InLayer, names))
        pattern = options[0] if len(options) == 1 else Choice(options)
    elif not where.endswith("_than"):
        pattern = draw(patterns(layers))
    if where == "between":
        of = tuple(draw(st.permutations(FIELDS))[:2])
    else:
        of = tuple(draw(st.lists(st.sampled_from(FIELDS), max_size=2, unique=True)))
    return Condition(
        where=where,
        pattern=pattern,
        of=of,
        reach=draw(st.sampled_from((None, 1, 3, 9))) if where in ("before", "after") else None,
        until=draw(st.one_of(st.none(), patterns(layers)))
        if where in ("before", "after")
        else None,
        count=draw(st.integers(0, 4)),
        more_than=draw(st.sampled_from((None, *layers))) if where == "document" else None,
        place=PLACE,
    )


@st.composite
def links(draw: st.DrawFn, layers: Sequence[str]) -> Link:
    """Draw a link between two layers."""
    return Link(
        source_field="f",
        source=draw(st.sampled_from(layers)),
        target_field="g",
        target=draw(st.sampled_from(layers)),
        choose=draw(
            st.sampled_from((("nearest",), ("nearest-left", "nearest-right"), ("nearest-right",)))
        ),
        within=draw(st.sampled_from(("sentence", "paragraph"))),
        not_across=tuple(draw(st.lists(st.sampled_from(layers), max_size=1))),
        many=draw(st.booleans()),
    )


@st.composite
def rules(draw: st.DrawFn, name: str, target: str, layers: Sequence[str], *, emits: bool) -> Rule:
    """Draw one rule that looks at these layers."""
    link = draw(links(layers)) if draw(st.integers(0, 9)) == 0 else None
    variants = () if link else tuple(draw(st.lists(patterns(layers), min_size=1, max_size=2)))
    few = st.one_of(st.just(()), st.just(()), st.tuples(conditions(layers)))
    zones = st.sampled_from(((), (), (), ("Heading",), ("Caption",)))
    return Rule(
        id=name,
        about="",
        target=target,
        emits=emits,
        variants=variants,
        link=link,
        within=draw(st.sampled_from(("sentence", "paragraph"))),
        unless=draw(few),
        only_if=draw(few),
        not_in=draw(zones),
        set=(),
        beats=draw(st.sampled_from(((), (), BEATEN.get(name, ())))),
        examples=(),
        not_examples=(),
        pack="drawn",
        place=PLACE,
    )


@st.composite
def rulesets(draw: st.DrawFn) -> Ruleset:
    """Draw a ruleset with up to three layers, each looking at those before, and one kind."""
    found: list[Rule] = []
    known = list(READ)
    for layer in LAYERS[: draw(st.sampled_from((2, 1, 3, 0)))]:
        for number in range(draw(st.integers(1, 2))):
            name = f"{layer.lower()}.{number}"
            found.append(draw(rules(name, layer, tuple(known), emits=False)))
        known.append(layer)
    found.extend(
        draw(rules(f"thing.{number}", "thing", tuple(known), emits=True))
        for number in range(draw(st.integers(1, 2)))
    )
    fields = tuple(Field(name, "span", required=False, many=True, about="") for name in FIELDS)
    kind = Kind(
        name="thing",
        about="",
        fields=fields,
        one_per=tuple(draw(st.lists(st.sampled_from(FIELDS), max_size=1))),
        not_in=(),
        reads=(),
        pack="drawn",
        place=PLACE,
    )
    ordered = tuple(sorted(found, key=lambda rule: rule.id))
    return Ruleset(
        packs={"drawn": Pack("drawn", "1", "0", "drawn.yaml")},
        language=LANGUAGE,
        lexicons=draw(lexicons()),
        kinds={"thing": kind},
        rules=ordered,
        strata=order_layers(ordered, Complaints()),
    )
