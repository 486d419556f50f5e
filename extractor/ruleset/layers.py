"""Sections `layers` in, the captures by which the items of each layer compete out."""

from collections.abc import Mapping, Sequence

from extractor.ruleset import shape
from extractor.ruleset.complaints import Complaints, suggest
from extractor.ruleset.nodes import Node
from extractor.ruleset.rules import Rule


def read_layers(
    sections: Sequence[Node], rules: Sequence[Rule], complaints: Complaints
) -> Mapping[str, tuple[str, ...]]:
    """Give for each layer that states `one_per` its captures; complain of what no rule makes."""
    captured: dict[str, set[str]] = {}
    for rule in rules:
        if not rule.emits:
            captured.setdefault(rule.target, set()).update(rule.fields())
    keys: dict[str, tuple[str, ...]] = {}
    for section in sections:
        for name, body in complaints.pairs(section, "`layers`"):
            if name.text not in captured:
                remedy = suggest(name.text, tuple(captured))
                what = f"no rule makes the layer <{name.text}>"
                complaints.add(name.place, what, remedy, "unknown-name")
                continue
            if name.text in keys:
                what = f"the layer <{name.text}> is described twice"
                complaints.add(name.place, what, "describe it in one place", "declared-twice")
            given = complaints.keys(body, shape.LAYER, "a layer")
            names = complaints.scalars(given.get("one_per"), "`one_per`")
            for each in names:
                if each.text not in captured[name.text]:
                    what = f"no rule of <{name.text}> captures {each.text!r}"
                    remedy = suggest(each.text, tuple(captured[name.text]))
                    complaints.add(each.place, what, remedy, "unknown-name")
            keys[name.text] = tuple(each.text for each in names)
    return keys
