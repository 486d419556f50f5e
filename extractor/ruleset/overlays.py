"""The `disable:` and `overlays:` of packs in; what they change in other packs' rules out.

What they do adds up, so that the order of packs has no meaning: conditions and words come to those
that are there. What cannot both be is a problem that names both places.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field, frozen

from extractor.errors import Place
from extractor.ruleset import shape
from extractor.ruleset.complaints import Complaints, suggest
from extractor.ruleset.nodes import Node, Scalar

OF_RULES = ("add_unless", "add_only_if", "add_examples", "add_not_examples")
OF_LEXICONS = ("add_words",)


@frozen
class Overlay:
    """What one pack adds to one rule or lexicon: the name it is about, and the keys given."""

    pack: str
    about: Scalar
    keys: Mapping[str, Node]


@frozen
class Disabled:
    """A rule that a pack leaves out."""

    pack: str
    place: Place


@define
class Overlays:
    """What packs change in others: by the ids of rules, and by the names of lexicons."""

    disabled: dict[str, Disabled] = field(factory=dict)
    rules: dict[str, list[Overlay]] = field(factory=dict)
    lexicons: dict[str, list[Overlay]] = field(factory=dict)

    def packs_of(self, rule: str) -> tuple[str, ...]:
        """Give the packs that add something to a rule."""
        return tuple(sorted({each.pack for each in self.rules.get(rule, ())}))

    def check(self, owners: Mapping[str, str], what: str, complaints: Complaints) -> None:
        """Complain of what is not there, or a pack's own; `owners` are packs by rule or lexicon."""
        given = [(name, each.pack, each.about.place) for name, each in self._overlays(what)]
        if what == "rule":
            given += [(name, each.pack, each.place) for name, each in self.disabled.items()]
        for name, pack, place in given:
            if name not in owners:
                remedy = suggest(name, tuple(owners))
                complaints.add(place, f"no {what} {name!r}", remedy, "unknown-name")
            elif owners[name] == pack:
                told = f"{name!r} belongs to this pack"
                complaints.add(place, told, f"change the {what} itself", "overlay-conflict")
        if what == "rule":
            self._check_disabled(complaints)

    def _overlays(self, what: str) -> Iterator[tuple[str, Overlay]]:
        found = self.rules if what == "rule" else self.lexicons
        return ((name, each) for name, overlays in found.items() for each in overlays)

    def _check_disabled(self, complaints: Complaints) -> None:
        for name, overlay in self._overlays("rule"):
            if name in self.disabled:
                other = self.disabled[name]
                where = f"{other.place.path}:{other.place.line}"
                told = f"the rule {name!r} is disabled by the pack {other.pack!r} at {where}"
                remedy = f"let {other.pack!r} and {overlay.pack!r} agree on one of the two"
                complaints.add(overlay.about.place, told, remedy, "overlay-conflict")


def read_overlays(
    packs: Sequence[tuple[str, Sequence[Mapping[str, Node]]]], complaints: Complaints
) -> Overlays:
    """Give what the sections of packs, each with its name, change in other packs."""
    overlays = Overlays()
    for pack, sections in packs:
        for section in sections:
            for name in complaints.scalars(section.get("disable"), "`disable`"):
                overlays.disabled.setdefault(name.text, Disabled(pack, name.place))
            for node in complaints.items(section.get("overlays")):
                _read_overlay(pack, node, overlays, complaints)
    return overlays


def _read_overlay(pack: str, node: Node, overlays: Overlays, complaints: Complaints) -> None:
    keys = complaints.keys(node, shape.OVERLAY, "an overlay")
    named = [each for each in ("rule", "lexicon") if each in keys]
    if len(named) != 1:
        what, remedy = "an overlay of nothing", "say either `rule:` or `lexicon:`"
        complaints.add(node.place, what, remedy, "missing-key")
        return
    about = keys[named[0]]
    if not isinstance(about, Scalar):
        return
    known = OF_RULES if named == ["rule"] else OF_LEXICONS
    for key, value in keys.items():
        if key not in (*known, named[0], "about"):
            what = f"`{key}` means nothing in an overlay of a {named[0]}"
            complaints.add(value.place, what, f"what it takes is {', '.join(known)}", "unknown-key")
    found = overlays.rules if named == ["rule"] else overlays.lexicons
    found.setdefault(about.text, []).append(Overlay(pack, about, keys))
