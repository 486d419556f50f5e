"""Rules in, the order of their layers out: it comes from the references, never from file order."""

from collections.abc import Sequence

from extractor.reading.zones import ZONES
from extractor.ruleset.complaints import Complaints, suggest
from extractor.ruleset.limits import LAYERS_DEEP
from extractor.ruleset.pattern import QUOTATION
from extractor.ruleset.rules import Rule

BUILT_IN = (QUOTATION, *ZONES)


def order_layers(rules: Sequence[Rule], complaints: Complaints) -> tuple[tuple[str, ...], ...]:
    """Give the layers in groups that can be made together, each after all it refers to.

    A layer that nobody makes and a cycle are problems, which name their members.
    """
    needs: dict[str, set[str]] = {}
    for rule in rules:
        if not rule.emits:
            needs.setdefault(rule.target, set()).update(rule.layers - set(BUILT_IN))
    for rule in rules:
        for layer in sorted(rule.layers - set(needs) - set(BUILT_IN)):
            complaints.add(
                rule.place,
                f"no rule makes the layer <{layer}>",
                suggest(layer, (*needs, *BUILT_IN)),
                "unknown-name",
            )
    strata: list[tuple[str, ...]] = []
    left = {layer: (wanted & set(needs)) for layer, wanted in needs.items()}
    while left:
        ready = tuple(
            sorted(
                name for name, wanted in left.items() if not any(each in left for each in wanted)
            )
        )
        if not ready:
            circle = _find_circle(left)
            first = min(r.place for r in rules if not r.emits and r.target in circle)
            shown = " -> ".join(f"<{layer}>" for layer in (*circle, circle[0]))
            complaints.add(
                first, f"layers in a circle: {shown}", "break it with another layer", "circle"
            )
            return tuple(strata)
        if len(strata) == LAYERS_DEEP:
            first = min(r.place for r in rules if not r.emits and r.target in ready)
            what = f"more than {LAYERS_DEEP} layers on one another"
            complaints.add(first, what, "make it flatter", "too-large")
            return tuple(strata)
        strata.append(ready)
        for layer in ready:
            del left[layer]
    return tuple(strata)


def _find_circle(left: dict[str, set[str]]) -> list[str]:
    path = [min(left)]
    while True:
        step = min(name for name in left[path[-1]] if name in left)
        if step in path:
            return path[path.index(step) :]
        path.append(step)
