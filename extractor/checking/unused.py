"""Loaded packs in; out come the lexicons, phrases and layers that nobody needs."""

from collections.abc import Iterator

from extractor.checking.told import Told, tell
from extractor.ruleset.loading import Loaded
from extractor.ruleset.ruleset import Ruleset

# Options of normalisers that name a layer.
LAYER_OPTIONS = ("on", "from")


def find_unused(loaded: Loaded) -> Iterator[Told]:
    """Tell of what is declared and named by nobody."""
    for each in loaded.declarations:
        if not each.used:
            what = f"no rule names the {each.sort} {each.name!r}"
            yield tell(None, each.place, what, "use it, or take it out", f"unused-{each.sort}")
    ruleset = loaded.ruleset
    needed = _needed_layers(ruleset)
    told: set[str] = set()
    for rule in ruleset.rules:
        if not rule.emits and rule.target not in needed | told:
            told.add(rule.target)
            what = f"no rule and no kind needs the layer <{rule.target}>"
            yield tell(rule, rule.place, what, "use it, or take it out", "unused-layer")


def _needed_layers(ruleset: Ruleset) -> set[str]:
    needed = {layer for kind in ruleset.kinds.values() for layer in kind.reads}
    for rule in ruleset.rules:
        needed |= {layer for layer in rule.layers if rule.emits or layer != rule.target}
        needed |= {call.option(name, "") for _, call in rule.set for name in LAYER_OPTIONS}
    return needed
