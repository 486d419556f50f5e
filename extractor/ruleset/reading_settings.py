"""The `set:` of rules in, calls of normalisers out; then each is held to what it is about.

What a call names has to be captured, the paths in it have to lead somewhere, and what it gives has
to fit the type of the field.
"""

import re
import typing
from collections.abc import Iterable, Mapping, Sequence

from attrs import define, field, fields

from extractor.errors import Place
from extractor.records import (
    PARTED,
)
from extractor.ruleset.complaints import Complaints, suggest
from extractor.ruleset.kinds import GIVES, NORMALISERS, OF_CAPTURES, Kind
from extractor.ruleset.lexicons import Lexicon
from extractor.ruleset.nodes import Node
from extractor.ruleset.pattern import Capture, InLayer, InLexicon, walk
from extractor.ruleset.rules import Call, Rule
from extractor.ruleset.shape import FLAGS

CALL = re.compile(r"(?P<name>[a-z_]+)(?:\((?P<inside>[^()]*)\))?")
# Which types can hold a part.
HOLDING: Mapping[type, tuple[str, ...]] = {str: ("text", "value"), int: ("number",)}


def read_settings(
    node: Node | None, normalisers: Sequence[str], part: Complaints
) -> tuple[tuple[str, Call], ...]:
    """Give the settings of a rule; `normalisers` are the names of those that there are."""
    settings = []
    for name, value in part.pairs(node, "`set`"):
        text = part.text(value, "a setting")
        if text is None:
            continue
        if text.count("(") > text.count(")"):
            what, remedy = (
                f"{text!r} is cut off",
                "put all of it in quotation marks: a comma ends it",
            )
            part.add(value.place, what, remedy, "bad-value")
            # what stands behind the comma is a part of it, and no setting
            break
        match = CALL.fullmatch(text.strip())
        if match is None or match["name"] not in normalisers:
            known = match["name"] if match else text
            what = f"no normaliser {known!r}"
            part.add(value.place, what, suggest(known, normalisers), "unknown-name")
            continue
        arguments, options = [], []
        for raw in filter(None, (each.strip() for each in (match["inside"] or "").split(","))):
            key, equals, given = (piece.strip() for piece in raw.partition("="))
            if equals:
                allowed = NORMALISERS.get(match["name"])
                if allowed is not None and key not in allowed:
                    what = f"{match['name']} has no option {key!r}"
                    part.add(value.place, what, suggest(key, allowed), "unknown-name")
                options.append((key, given))
            else:
                arguments.append(raw)
        settings.append(
            (name.text, Call(match["name"], tuple(arguments), tuple(options), value.place))
        )
    return tuple(settings)


@define
class SettingChecker:
    """Holds the settings of all rules to what the rules capture and the kinds declare."""

    rules: Sequence[Rule]
    kinds: Mapping[str, Kind]
    lexicons: Mapping[str, Lexicon]
    complaints: Complaints
    # by the identity of a rule: two may have one id, which is told elsewhere
    _known: dict[int, Mapping[str, set[str]]] = field(init=False, factory=dict)

    def check(self) -> None:
        """Complain of every setting that cannot give what its field holds.

        What hangs on a pattern that cannot be read is left for when it can.
        """
        doubtful = self._doubtful()
        for rule in self.rules:
            if _is_unread(rule) or rule.layers & doubtful:
                continue
            kind = self.kinds.get(rule.target) if rule.emits else None
            for name, call in rule.set:
                wanted = kind.field(name) if kind is not None else None
                self._check_call(rule, name, call, wanted.type if wanted is not None else None)

    def _doubtful(self) -> set[str]:
        """Give the layers of which something could not be read, or of what stands on them."""
        doubtful: set[str] = set()
        while True:
            found = {
                rule.target
                for rule in self.rules
                if not rule.emits and (_is_unread(rule) or rule.layers & doubtful)
            }
            if found <= doubtful:
                return doubtful
            doubtful |= found

    def _check_call(self, rule: Rule, name: str, call: Call, wanted: str | None) -> None:
        if call.name not in NORMALISERS:
            # the host program's own: what it gives is its own affair
            return
        given: tuple[str, ...] | None = GIVES.get(call.name)
        if call.name == "part":
            given = self._check_part(rule, call)
        elif call.name == "column":
            self._check_column(rule, name, call)
        elif call.name == "flag" and (not call.arguments or call.arguments[0] not in FLAGS):
            self.complaints.add(call.place, "a flag of nothing", "write flag(yes)", "bad-value")
        elif call.name in OF_CAPTURES:
            for argument in call.arguments or (name,):
                for path in filter(None, argument.split("+")):
                    self._follow(rule, path, call.place)
        if wanted is not None and given is not None and wanted not in given:
            what = f"`{call.name}` does not give what {name!r} holds, which is of type {wanted!r}"
            self.complaints.add(call.place, what, _better(wanted), "wrong-type")

    def _follow(self, rule: Rule, path: str, place: Place) -> None:
        """Complain where a path of captures leads nowhere."""
        reached: Sequence[Rule] = (rule,)
        *through, last = path.split(".")
        for name in through:
            if not self._captures(reached, name, place):
                return
            reached = [each for layer in self._layers(reached, name) for each in self._of(layer)]
            if not reached:
                what = f"what is captured as {name!r} is no item that captures something"
                self.complaints.add(place, what, f"write {name!r} alone", "unknown-name")
                return
        self._captures(reached, last, place)

    def _captures(self, rules: Sequence[Rule], name: str, place: Place) -> bool:
        known = {field for rule in rules for field in rule.captured}
        if name not in known:
            remedy = suggest(name, tuple(known))
            self.complaints.add(place, f"nothing is captured as {name!r}", remedy, "unknown-name")
        return name in known

    def _of(self, layer: str) -> list[Rule]:
        return [rule for rule in self.rules if not rule.emits and rule.target == layer]

    def _layers(self, rules: Iterable[Rule], name: str) -> set[str]:
        """Give the layers of which a capture can hold an item."""
        return {layer for rule in rules for layer in self._held(rule).get(name, ())}

    def _held(self, rule: Rule) -> Mapping[str, set[str]]:
        """Give for each capture of a rule the layers of which it can hold an item."""
        if id(rule) not in self._known:
            held: dict[str, set[str]] = {}
            for variant in rule.variants:
                for node in walk(variant):
                    if isinstance(node, Capture):
                        inner = (each for each in walk(node.part) if isinstance(each, InLayer))
                        held.setdefault(node.field, set()).update(each.name for each in inner)
            if rule.link is not None:
                held.setdefault(rule.link.source_field, set()).add(rule.link.source)
                held.setdefault(rule.link.target_field, set()).add(rule.link.target)
            self._known[id(rule)] = held
        return self._known[id(rule)]

    def _check_column(self, rule: Rule, name: str, call: Call) -> None:
        source, _, column = (call.arguments or (name,))[0].partition(".")
        source, column = (source, column) if column else (name, source)
        if not self._captures((rule,), source, call.place):
            return
        known = {
            each
            for lexicon in self._words_of((rule,), source, set())
            for each in self.lexicons[lexicon].columns
        }
        if column not in known:
            what = f"no row that is captured as {source!r} has a column {column!r}"
            self.complaints.add(call.place, what, suggest(column, tuple(known)), "unknown-name")

    def _words_of(self, rules: Iterable[Rule], name: str, seen: set[str]) -> set[str]:
        """Give the lexicons whose rows a capture can be, or can hold in its item."""
        found = {
            inner.name
            for rule in rules
            for variant in rule.variants
            for node in walk(variant)
            if isinstance(node, Capture) and node.field == name
            for inner in walk(node.part)
            if isinstance(inner, InLexicon)
        }
        for layer in self._layers(rules, name) - seen:
            seen.add(layer)
            for inner_rule in self._of(layer):
                for name_inside in inner_rule.captured:
                    found |= self._words_of((inner_rule,), name_inside, seen - {layer})
        return found

    def _check_part(self, rule: Rule, call: Call) -> tuple[str, ...] | None:
        """Give the types that can hold what a path to a setting leads to; None if it is unknown."""
        name, _, rest = (call.arguments or ("",))[0].partition(".")
        setting, _, attribute = rest.partition(".")
        if not self._captures((rule,), name, call.place):
            return None
        made = [each for layer in self._layers((rule,), name) for each in self._of(layer)]
        calls = [call for each in made for found, call in each.set if found == setting]
        if not calls:
            known = {found for each in made for found, _ in each.set}
            what = f"no rule sets {setting!r} for what is captured as {name!r}"
            self.complaints.add(call.place, what, suggest(setting, tuple(known)), "unknown-name")
            return None
        types = {found for each in calls for found in GIVES.get(each.name, ())}
        if not attribute or not types:
            return tuple(types) or None
        classes = [PARTED[each] for each in sorted(types) if each in PARTED]
        hints = [typing.get_type_hints(cls) for cls in classes]
        found = [hint[attribute] for hint in hints if attribute in hint]
        if not found:
            known = {each.name for cls in classes for each in fields(cls)}
            what = f"{setting!r} has no {attribute!r}"
            self.complaints.add(call.place, what, suggest(attribute, tuple(known)), "unknown-name")
            return None
        return tuple(holding for hint in found for holding in _holding(hint))


def _is_unread(rule: Rule) -> bool:
    return not rule.variants and rule.link is None


def _holding(hint: object) -> tuple[str, ...]:
    """Give the types of field that can hold an attribute of a class."""
    known = [each for each in (hint, *typing.get_args(hint)) if isinstance(each, type)]
    if typing.get_origin(hint) is tuple:
        return ("codes",)
    return next((HOLDING[each] for each in known if each in HOLDING), ())


def _better(wanted: str) -> str:
    names = [name for name, types in GIVES.items() if wanted in types]
    return f"what gives that is {', '.join(sorted(names))}"
