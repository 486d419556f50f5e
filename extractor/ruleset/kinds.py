"""Record kinds: their fields, and the closed set of types that a field can have."""

from collections.abc import Mapping

from attrs import frozen

from extractor.errors import Place

# The normalisers that rules may name in `set:`, and the options that each one takes. A host
# program may register more; packs hold no code.
NORMALISERS: dict[str, tuple[str, ...]] = {
    "span": (),
    "inner": (),
    "text": (),
    "words": (),
    "number": (),
    "flag": (),
    "has": (),
    "column": (),
    "term": (),
    "time": (),
    "value": (),
    "day": ("prefer", "mod", "from", "over", "doubt"),
    "away": ("mod", "from", "over"),
    "clock": ("from",),
    "dated": (),
    "fixed": ("type",),
    "duration": (),
    "recurring": (),
    "part": (),
    "speaker": (),
    "continued": ("from", "open"),
    "outer": (),
    "source": (),
    "place": (),
    "country": (),
    "group": ("on",),
    "claimed": ("on",),
    "marks": (),
}
# The types of field that can hold what a normaliser gives; of `part` that depends on its path.
GIVES: Mapping[str, tuple[str, ...]] = {
    "span": ("span",),
    "inner": ("span",),
    "text": ("text", "value"),
    "words": ("text", "value"),
    "number": ("number",),
    "flag": ("flag",),
    "has": ("flag",),
    "column": ("text", "value"),
    "term": ("term",),
    "time": ("time",),
    "value": ("text", "value"),
    "day": ("time",),
    "away": ("time",),
    "dated": ("time",),
    "clock": ("time",),
    "fixed": ("time",),
    "duration": ("time",),
    "recurring": ("time",),
    "speaker": ("speaker",),
    "continued": ("speaker",),
    "outer": ("source",),
    "source": ("source",),
    "place": ("place",),
    "country": ("country",),
    "group": ("group",),
    "claimed": ("codes",),
    "marks": ("text",),
}
# Normalisers whose arguments are captures of the rule, or paths of captures that begin with one.
OF_CAPTURES = frozenset(
    {"span", "inner", "words", "number", "has", "term", "time", "value", "dated", "speaker",
     "source", "place", "country", "group", "claimed", "marks"}
)  # fmt: skip


@frozen
class Field:
    """A field of a record kind: its type, whether it must be there, whether it is a list."""

    name: str
    type: str
    required: bool
    many: bool
    about: str


@frozen
class Kind:
    """A kind of record. Two matches compete only where the fields in `one_per` overlap.

    With `nested` one may lie wholly in the key of another. `reads` are layers that resolving looks
    into although no rule of the kind names them.
    """

    name: str
    about: str
    fields: tuple[Field, ...]
    one_per: tuple[str, ...]
    nested: bool
    not_in: tuple[str, ...]
    reads: tuple[str, ...]
    pack: str
    place: Place

    def field(self, name: str) -> Field | None:
        """Give the field of this name, or None."""
        return next((field for field in self.fields if field.name == name), None)
