"""Record kinds: their fields, and the closed set of types that a field can have."""

from attrs import frozen

from extractor.errors import Place

# Each type names what a field holds; `docs/records.md` shows the JSON of each.
TYPES = (
    "text", "number", "flag", "value", "codes",
    "span", "term", "speaker", "source", "time", "place", "country", "group",
)  # fmt: skip

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
    "day": ("prefer", "mod", "from", "doubt"),
    "away": ("mod", "from"),
    "dated": (),
    "clock": (),
    "fixed": ("type",),
    "duration": (),
    "recurring": (),
    "part": (),
    "speaker": (),
    "continued": (),
    "outer": (),
    "source": (),
    "place": (),
    "country": (),
    "group": ("on",),
    "claimed": ("on",),
    "marks": (),
}


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
