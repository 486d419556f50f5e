"""Sections `layers` in, the captures by which the items of each layer compete out."""

from collections.abc import Mapping, Sequence

from extractor.ruleset import shape
from extractor.ruleset.nodes import Node
from extractor.ruleset.rules import Rule


def read_layers(
    sections: Sequence[Node], rules: Sequence[Rule], complaints: shape.Complaints
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
                remedy = shape.suggest(name.text, tuple(captured))
                complaints.add(name.place, f"no rule makes the layer <{name.text}>", remedy)
                continue
            if name.text in keys:
                what = f"the layer <{name.text}> is described twice"
                complaints.add(name.place, what, "describe it in one place")
            given = complaints.keys(body, shape.LAYER, "a layer")
            names = complaints.scalars(given.get("one_per"), "`one_per`")
            for each in names:
                if each.text not in captured[name.text]:
                    what = f"no rule of <{name.text}> captures {each.text!r}"
                    complaints.add(
                        each.place, what, shape.suggest(each.text, tuple(captured[name.text]))
                    )
            keys[name.text] = tuple(each.text for each in names)
    return keys
