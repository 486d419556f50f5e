"""The `rules:` sections in, rules out: patterns parsed, names looked up, shapes checked."""

import re
from collections.abc import Mapping, Sequence

from attrs import define, evolve

from extractor.errors import Place
from extractor.reading.zones import ZONES
from extractor.ruleset import shape
from extractor.ruleset.agreement import check_agreement, check_fields
from extractor.ruleset.kinds import NORMALISERS, Kind
from extractor.ruleset.nodes import Mapping as MappingNode
from extractor.ruleset.nodes import Node, Scalar
from extractor.ruleset.reading_conditions import ConditionReader
from extractor.ruleset.reading_patterns import PatternReader
from extractor.ruleset.rules import Call, Example, Link, Measured, Rule
from extractor.ruleset.strata import BUILT_IN

CALL = re.compile(r"(?P<name>[a-z_]+)(?:\((?P<inside>[^()]*)\))?")
NAME = re.compile(r"[a-z][a-z0-9_]*(?:[.-][a-z0-9_-]+)*")
LAYER = re.compile(r"[A-Z][A-Za-z0-9]*")
LINKED = re.compile(r"(?P<field>[a-z_]+):<(?P<layer>[A-Z][A-Za-z0-9]*)>")
SHARE = re.compile(r"0(\.\d{1,6})?|1(\.0{1,6})?")
CHOICES = ("nearest-left", "nearest-right", "nearest")
SCOPES = ("sentence", "paragraph")


@define
class RuleReader:
    """Reads rules against what the packs have declared."""

    patterns: PatternReader
    kinds: Mapping[str, Kind]
    normalisers: Sequence[str]

    @property
    def complaints(self) -> shape.Complaints:
        """Give what the complaints go to."""
        return self.patterns.complaints

    def read(self, sections: Sequence[tuple[str, Node]]) -> tuple[Rule, ...]:
        """Give the rules of all sections, in order of their ids."""
        self.patterns.check_phrases()
        raw: dict[str, tuple[str, MappingNode]] = {}
        for pack, section in sections:
            for node in self.complaints.items(section, "`rules`"):
                name = self._name_of(node)
                if name is None or not isinstance(node, MappingNode):
                    continue
                if name.text in raw:
                    where = raw[name.text][1].place
                    what = f"there is a rule {name.text!r} at {where.path}:{where.line}"
                    self.complaints.add(name.place, what, "give this one another id")
                    continue
                raw[name.text] = (pack, node)
        rules = []
        for own, (pack, node) in sorted(raw.items()):
            whole = self._extended(own, raw, ())
            rule = self._rule(own, pack, node.place, whole) if whole else None
            if rule is not None:
                rules.append(rule)
        check_agreement(rules, self.kinds, self.complaints)
        return tuple(rules)

    def _name_of(self, node: Node) -> Scalar | None:
        keys = self.complaints.keys(node, shape.RULE, "a rule")
        if not keys:
            return None
        name = keys.get("id")
        if not isinstance(name, Scalar) or not NAME.fullmatch(name.text):
            place = name.place if name else node.place
            self.complaints.add(
                place, "a rule without a name", "begin it with `id: kind.what-it-sees`"
            )
            return None
        return name

    def _extended(
        self, name: str, raw: Mapping[str, tuple[str, MappingNode]], path: tuple[str, ...]
    ) -> Mapping[str, Node] | None:
        """Give the keys of a rule together with those of the rule it extends."""
        node = raw[name][1]
        own = {key.text: value for key, value in node.entries if key.text in shape.RULE}
        base = own.pop("extends", None)
        if base is None:
            return own
        parent = self.complaints.text(base, "`extends`") or ""
        if parent in (*path, name):
            circle = " -> ".join((*path, name, parent))
            self.complaints.add(base.place, f"rules in a circle: {circle}", "break the circle")
            return None
        if parent not in raw:
            self.complaints.add(
                base.place, f"no rule {parent!r}", shape.suggest(parent, tuple(raw))
            )
            return None
        inherited = self._extended(parent, raw, (*path, name))
        if inherited is None:
            return None
        dropped = {"id", "examples", "not_examples", "about", "measured"}
        if "match" in own or "link" in own:
            dropped |= {"match", "link"}
        if "set" in inherited and "set" in own:
            own["set"] = _joined(inherited["set"], own["set"])
        return {k: v for k, v in inherited.items() if k not in dropped} | own

    def _rule(self, name: str, pack: str, place: Place, keys: Mapping[str, Node]) -> Rule | None:
        part = self.complaints
        emits = part.text(keys.get("emits"), "`emits`")
        layer = part.text(keys.get("layer"), "`layer`")
        if (emits is None) == (layer is None):
            part.add(place, f"{name} makes nothing", "say either `layer:` or `emits:`")
            return None
        kind = None
        if emits is not None:
            kind = self.kinds.get(emits)
            if kind is None:
                what = f"no kind of record {emits!r}"
                part.add(keys["emits"].place, what, shape.suggest(emits, tuple(self.kinds)))
                return None
        elif not LAYER.fullmatch(layer or "") or layer in BUILT_IN:
            remedy = "begin it with a capital; reading makes " + ", ".join(BUILT_IN)
            part.add(keys["layer"].place, f"{layer!r} is no name for a layer", remedy)
            return None
        if ("match" in keys) == ("link" in keys):
            part.add(place, f"{name} sees nothing", "say either `match:` or `link:`")
            return None
        variants = self.patterns.variants(keys["match"], "`match`") if "match" in keys else ()
        link = self._link(keys.get("link"))
        conditions = ConditionReader(self.patterns)
        rule = Rule(
            id=name,
            about=part.text(keys.get("about"), "`about`") or "",
            target=emits or layer or "",
            emits=emits is not None,
            variants=variants or (),
            link=link,
            within=part.choice(keys.get("within"), SCOPES, "`within`") or "sentence",
            unless=conditions.read(keys.get("unless")),
            only_if=conditions.read(keys.get("only_if")),
            not_in=self._zones(keys.get("not_in")),
            set=self._settings(keys.get("set")),
            beats=part.texts(keys.get("beats"), "`beats`"),
            examples=self._examples(keys.get("examples"), shape.EXAMPLE),
            not_examples=self._examples(keys.get("not_examples"), shape.NOT_EXAMPLE),
            pack=pack,
            place=keys["id"].place,
            lines=self.patterns.places(keys.get("match")),
            measured=self._measured(keys.get("measured")),
        )
        if variants is not None and (link is not None or "link" not in keys):
            check_fields(rule, kind, self.complaints)
        return rule

    def _measured(self, node: Node | None) -> Measured | None:
        if node is None:
            return None
        part = self.complaints
        keys = part.keys(node, shape.MEASURED, "`measured`")
        text = part.text(keys.get("precision"), "`precision`") or ""
        if not SHARE.fullmatch(text):
            place = keys["precision"].place if "precision" in keys else node.place
            part.add(place, f"no precision: {text!r}", "write a share from 0 to 1, such as 0.93")
            return None
        count = part.count(keys.get("count"), "`count`")
        return Measured(float(text), count, part.text(keys.get("corpus"), "`corpus`") or "")

    def _link(self, node: Node | None) -> Link | None:
        if node is None:
            return None
        part = self.complaints
        keys = part.keys(node, shape.LINK, "`link`")
        ends = []
        for name in ("from", "to"):
            text = part.text(keys.get(name), f"`{name}`") or ""
            match = LINKED.fullmatch(text)
            if match is None:
                place = keys[name].place if name in keys else node.place
                part.add(place, f"`{name}` names no layer", "write `field:<Layer>`")
                return None
            ends.append((match["field"], match["layer"]))
        choose_node = keys.get("choose")
        text = part.text(choose_node, "`choose`") or "nearest"
        choose = tuple(step.strip() for step in text.split(" else "))
        for step in choose:
            if step not in CHOICES and choose_node is not None:
                part.add(choose_node.place, f"cannot choose {step!r}", shape.suggest(step, CHOICES))
        return Link(
            *ends[0],
            *ends[1],
            choose,
            part.choice(keys.get("within"), SCOPES, "`within`") or "sentence",
            tuple(t.strip("<>") for t in part.texts(keys.get("not_across"), "`not_across`")),
            part.flag(keys.get("many"), "`many`"),
            part.text(keys.get("at"), "`at`"),
        )

    def _zones(self, node: Node | None) -> tuple[str, ...]:
        zones = self.complaints.scalars(node, "`not_in`")
        for zone in zones:
            if zone.text not in ZONES:
                remedy = shape.suggest(zone.text, ZONES)
                self.complaints.add(zone.place, f"no zone {zone.text!r}", remedy)
        return tuple(zone.text for zone in zones)

    def _settings(self, node: Node | None) -> tuple[tuple[str, Call], ...]:
        settings = []
        for name, value in self.complaints.pairs(node, "`set`"):
            text = self.complaints.text(value, "a setting") or ""
            match = CALL.fullmatch(text.strip())
            if match is None or match["name"] not in self.normalisers:
                known = match["name"] if match else text
                remedy = shape.suggest(known, self.normalisers)
                self.complaints.add(value.place, f"no normaliser {known!r}", remedy)
                continue
            arguments, options = [], []
            for raw in filter(None, (each.strip() for each in (match["inside"] or "").split(","))):
                key, equals, given = (piece.strip() for piece in raw.partition("="))
                if equals:
                    allowed = NORMALISERS.get(match["name"])
                    if allowed is not None and key not in allowed:
                        what = f"{match['name']} has no option {key!r}"
                        self.complaints.add(value.place, what, shape.suggest(key, allowed))
                    options.append((key, given))
                else:
                    arguments.append(raw)
            call = Call(match["name"], tuple(arguments), tuple(options), value.place)
            settings.append((name.text, call))
        return tuple(settings)

    def _examples(self, node: Node | None, allowed: Sequence[str]) -> tuple[Example, ...]:
        part = self.complaints
        examples = []
        for item in part.items(node, "examples"):
            keys = part.keys(item, allowed, "an example")
            text = part.text(keys.get("text"), "`text`")
            if not text:
                part.add(item.place, "an example without a text", "give it a `text`")
                continue
            gives = tuple(
                (key.text, part.texts(value, key.text) if not isinstance(value, Scalar)
                 else value.text, value.place)
                for key, value in part.pairs(keys.get("gives"), "`gives`")
            )  # fmt: skip
            because = part.text(keys.get("because"), "`because`") or ""
            if "because" in allowed and not because:
                part.add(item.place, "a counter-example without a reason", "give it a `because`")
            date = part.text(keys.get("date"), "`date`")
            examples.append(Example(text, date, gives, because, item.place))
        return tuple(examples)


def _joined(base: Node, own: Node) -> Node:
    """Give the settings of a rule together with those that it takes over and does not change."""
    if not isinstance(base, MappingNode) or not isinstance(own, MappingNode):
        return own
    said = {key.text for key, _ in own.entries}
    kept = tuple(entry for entry in base.entries if entry[0].text not in said)
    return evolve(own, entries=(*kept, *own.entries))
