"""The `kinds:` and the `reading:` of packs in; kinds of record, and what reading must know, out."""

from collections.abc import Mapping, Sequence

from extractor.reading.language import Language
from extractor.ruleset import shape
from extractor.ruleset.complaints import Complaints
from extractor.ruleset.kinds import Field, Kind
from extractor.ruleset.nodes import Mapping as MappingNode
from extractor.ruleset.nodes import Node, Scalar


def read_kinds(sections: Sequence[tuple[str, Node]], part: Complaints) -> Mapping[str, Kind]:
    """Give the kinds of all sections, each of which comes with the name of its pack."""
    kinds: dict[str, Kind] = {}
    for pack, node in sections:
        for name, body in part.named(node, "`kinds`"):
            if name.text in kinds:
                what = f"there is a kind {name.text!r} already"
                part.add(name.place, what, "give it another name", "declared-twice")
            kinds[name.text] = _read_kind(pack, name, body, part)
    return kinds


def _read_kind(pack: str, name: Scalar, body: Node, part: Complaints) -> Kind:
    keys = part.keys(body, shape.KIND, "a kind")
    fields = []
    for each, spec in part.named(keys.get("fields"), "`fields`"):
        given = part.keys(spec, shape.FIELD, "a field")
        fields.append(
            Field(
                each.text,
                part.choice(given.get("type"), shape.TYPES, "`type`") or "span",
                part.flag(given.get("required"), "`required`"),
                part.flag(given.get("many"), "`many`"),
                part.text(given.get("about"), "`about`") or "",
            )
        )
    return Kind(
        name.text,
        part.text(keys.get("about"), "`about`") or "",
        tuple(fields),
        part.texts(keys.get("one_per"), "`one_per`"),
        part.flag(keys.get("nested"), "`nested`"),
        part.texts(keys.get("not_in"), "`not_in`"),
        part.texts(keys.get("reads"), "`reads`"),
        pack,
        name.place,
    )


def read_language(sections: Sequence[Node], part: Complaints) -> Language:
    """Give what reading must know of a language, which one section says for all packs."""
    for again in sections[1:]:
        what = "a second `reading` section"
        part.add(again.place, what, "keep only one", "declared-twice")
    if not sections:
        return Language()
    keys = part.keys(sections[0], shape.READING, "`reading`")
    nothing = MappingNode((), sections[0].place)
    captions = part.keys(keys.get("captions", nothing), shape.CAPTIONS, "`captions`")

    def words(name: str) -> tuple[str, ...]:
        return part.texts(keys.get(name), f"`{name}`")

    def pairs(name: str) -> tuple[tuple[str, str], ...]:
        read = [part.texts(pair, "a pair") for pair in part.items(keys.get(name))]
        if any(len(pair) != 2 or not all(pair) for pair in read):
            what = "a pair has two marks"
            part.add(keys[name].place, what, "write [opening, closing]", "wrong-form")
            return ()
        return tuple((pair[0], pair[1]) for pair in read)

    return Language(
        pairs=pairs("pairs"),
        singles=pairs("singles"),
        abbreviations=frozenset(words("abbreviations")),
        titles=frozenset(words("titles")),
        enclitics=words("enclitics"),
        openers=frozenset(words("openers")),
        caption_starts=part.texts(captions.get("starts"), "`starts`"),
        caption_ends=part.texts(captions.get("ends"), "`ends`"),
        caption_holds=part.texts(captions.get("holds"), "`holds`"),
    )
