"""The `rules:` sections in, rules out: patterns parsed, names looked up, shapes checked."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, evolve

from extractor.errors import Place
from extractor.reading.zones import ZONES
from extractor.ruleset import naming, shape
from extractor.ruleset.agreement import check_agreement, check_fields
from extractor.ruleset.complaints import Complaints, suggest
from extractor.ruleset.forms import Section
from extractor.ruleset.kinds import Kind
from extractor.ruleset.limits import EXTENDS_DEEP, RULES
from extractor.ruleset.nodes import Mapping as MappingNode
from extractor.ruleset.nodes import Node, Scalar
from extractor.ruleset.opening import read_allowed
from extractor.ruleset.overlays import Overlays
from extractor.ruleset.reading_conditions import ConditionReader
from extractor.ruleset.reading_patterns import PatternReader
from extractor.ruleset.reading_settings import SettingChecker, read_settings
from extractor.ruleset.rules import (
    LEFT,
    NEAREST,
    RIGHT,
    Condition,
    Example,
    Link,
    Measured,
    Rule,
)
from extractor.ruleset.strata import BUILT_IN

CHOICES = (LEFT, RIGHT, NEAREST)


@define
class RuleReader:
    """Reads rules against what the packs have declared."""

    patterns: PatternReader
    kinds: Mapping[str, Kind]
    normalisers: Sequence[str]
    overlays: Overlays

    @property
    def complaints(self) -> Complaints:
        """Give what the complaints go to."""
        return self.patterns.complaints

    def read(self, sections: Sequence[tuple[str, Node]]) -> tuple[Rule, ...]:
        """Give the rules of all sections, in order of their ids."""
        self.patterns.check_phrases()
        raw: dict[str, tuple[str, MappingNode]] = {}
        for pack, section in sections:
            for node in self.complaints.items(section):
                name = self._name_of(node)
                if name is None or not isinstance(node, MappingNode):
                    continue
                if name.text in raw:
                    where = raw[name.text][1].place
                    what = f"there is a rule {name.text!r} at {where.path}:{where.line}"
                    self.complaints.add(
                        name.place, what, "give this one another id", "declared-twice"
                    )
                    continue
                raw[name.text] = (pack, node)
        if len(raw) > RULES:
            place = next(iter(raw.values()))[1].place
            what = f"more than {RULES} rules"
            self.complaints.add(place, what, "give fewer packs at a time", "too-large")
            return ()
        owners = {name: pack for name, (pack, _) in raw.items()}
        self.overlays.check(owners, "rule", self.complaints)
        rules = []
        leaning = self._leaning(raw)
        for own, (pack, node) in sorted(raw.items()):
            if own in self.overlays.disabled:
                continue
            whole = self._extended(own, raw, ())
            rule = self._rule(own, pack, node.place, whole) if whole else None
            if rule is not None:
                self._check_replaced(rule, raw, whole or {})
                rules.append(evolve(rule, leaning=tuple(leaning.get(own, ()))))
        check_agreement(rules, self.kinds, self.overlays.disabled, self.complaints)
        SettingChecker(rules, self.kinds, self.patterns.lexicons, self.complaints).check()
        return tuple(rules)

    def _leaning(self, raw: Mapping[str, tuple[str, MappingNode]]) -> Mapping[str, list[Place]]:
        """Give, by rule, the places at which packs extend it or add to it."""
        found = {
            name: [each.about.place for each in given]
            for name, given in self.overlays.rules.items()
        }
        for _, node in raw.values():
            for key, value in node.entries:
                if key.text == "extends" and isinstance(value, Scalar):
                    found.setdefault(value.text, []).append(value.place)
        return found

    def _check_replaced(
        self, rule: Rule, raw: Mapping[str, object], keys: Mapping[str, Node]
    ) -> None:
        """Complain of what takes the place of a rule that is not deprecated, or is no rule."""
        if "replaced_by" not in keys:
            return
        place = keys["replaced_by"].place
        if rule.replaced_by not in raw:
            remedy = suggest(rule.replaced_by, tuple(raw))
            self.complaints.add(place, f"no rule {rule.replaced_by!r}", remedy, "unknown-name")
        elif rule.status != "deprecated":
            what = f"{rule.id} is replaced, but {rule.status}"
            self.complaints.add(place, what, "add `status: deprecated`", "bad-value")

    def _name_of(self, node: Node) -> Scalar | None:
        keys = self.complaints.keys(node, shape.RULE, "a rule")
        if not keys:
            return None
        name = keys.get("id")
        if not isinstance(name, Scalar) or not naming.RULE_ID.fullmatch(name.text):
            place = name.place if name else node.place
            self.complaints.add(
                place,
                "a rule without a name",
                "begin it with `id: kind.what-it-sees`",
                "missing-key",
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
            self.complaints.add(
                base.place, f"rules in a circle: {circle}", "break the circle", "circle"
            )
            return None
        if len(path) >= EXTENDS_DEEP:
            what = f"more than {EXTENDS_DEEP} rules that extend one another"
            self.complaints.add(base.place, what, "make it flatter", "too-large")
            return None
        if parent not in raw:
            self.complaints.add(
                base.place, f"no rule {parent!r}", suggest(parent, tuple(raw)), "unknown-name"
            )
            return None
        inherited = self._extended(parent, raw, (*path, name))
        if inherited is None:
            return None
        dropped = set(shape.OWN)
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
            part.add(
                place, f"{name} makes nothing", "say either `layer:` or `emits:`", "missing-key"
            )
            return None
        kind = None
        if emits is not None:
            kind = self.kinds.get(emits)
            if kind is None:
                what = f"no kind of record {emits!r}"
                part.add(
                    keys["emits"].place,
                    what,
                    suggest(emits, tuple(self.kinds)),
                    "unknown-name",
                )
                return None
        elif not naming.LAYER_NAME.fullmatch(layer or "") or layer in BUILT_IN:
            remedy = "begin it with a capital; reading makes " + ", ".join(BUILT_IN)
            part.add(keys["layer"].place, f"{layer!r} is no name for a layer", remedy, "bad-name")
            return None
        if ("match" in keys) == ("link" in keys):
            part.add(place, f"{name} sees nothing", "say either `match:` or `link:`", "missing-key")
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
            within=part.choice(keys.get("within"), shape.SCOPES, "`within`") or "sentence",
            unless=conditions.read(keys.get("unless")) + self._added(name, "unless"),
            only_if=conditions.read(keys.get("only_if")) + self._added(name, "only_if"),
            not_in=self._zones(keys.get("not_in")),
            set=read_settings(keys.get("set"), self.normalisers, part),
            beats=part.texts(keys.get("beats"), "`beats`"),
            examples=self._examples(name, pack, keys, "examples"),
            not_examples=self._examples(name, pack, keys, "not_examples"),
            pack=pack,
            place=keys["id"].place,
            lines=self.patterns.places(keys.get("match")),
            allow=frozenset(read_allowed(keys.get("allow"), part)),
            overlays=self.overlays.packs_of(name),
            measured=self._measured(keys.get("measured")),
            status=part.choice(keys.get("status"), shape.STATUSES, "`status`") or "stable",
            replaced_by=part.text(keys.get("replaced_by"), "`replaced_by`") or "",
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
        if not naming.SHARE.fullmatch(text):
            place = keys["precision"].place if "precision" in keys else node.place
            remedy = "write a share from 0 to 1, such as 0.93"
            part.add(place, f"no precision: {text!r}", remedy, "bad-value")
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
            match = naming.LINKED.fullmatch(text)
            if match is None:
                place = keys[name].place if name in keys else node.place
                part.add(place, f"`{name}` names no layer", "write `field:<Layer>`", "wrong-form")
                return None
            ends.append((match["field"], match["layer"]))
        choose_node = keys.get("choose")
        text = part.text(choose_node, "`choose`") or NEAREST
        choose = tuple(step.strip() for step in text.split(" else "))
        for step in choose:
            if step not in CHOICES and choose_node is not None:
                part.add(
                    choose_node.place,
                    f"cannot choose {step!r}",
                    suggest(step, CHOICES),
                    "bad-value",
                )
        return Link(
            *ends[0],
            *ends[1],
            choose,
            part.choice(keys.get("within"), shape.SCOPES, "`within`") or "sentence",
            tuple(t.strip("<>") for t in part.texts(keys.get("not_across"), "`not_across`")),
            part.flag(keys.get("many"), "`many`"),
            part.text(keys.get("at"), "`at`"),
        )

    def _zones(self, node: Node | None) -> tuple[str, ...]:
        zones = self.complaints.scalars(node, "`not_in`")
        for zone in zones:
            if zone.text not in ZONES:
                remedy = suggest(zone.text, ZONES)
                self.complaints.add(zone.place, f"no zone {zone.text!r}", remedy, "unknown-name")
        return tuple(zone.text for zone in zones)

    def _added(self, rule: str, what: str) -> tuple[Condition, ...]:
        """Give the conditions that overlays add to a rule."""
        conditions = ConditionReader(self.patterns)
        return tuple(
            condition
            for overlay in self.overlays.rules.get(rule, ())
            for condition in conditions.read(overlay.keys.get(f"add_{what}"))
        )

    def _examples(
        self, rule: str, pack: str, keys: Mapping[str, Node], what: str
    ) -> tuple[Example, ...]:
        """Give the examples or counter-examples of a rule, with those that overlays add."""
        given = [(pack, keys.get(what))]
        given += [
            (each.pack, each.keys.get(f"add_{what}")) for each in self.overlays.rules.get(rule, ())
        ]
        allowed = shape.EXAMPLE if what == "examples" else shape.NOT_EXAMPLE
        return tuple(
            example
            for owner, node in given
            for example in self._read_examples(node, allowed, owner)
        )

    def _read_examples(self, node: Node | None, allowed: Section, pack: str) -> Iterator[Example]:
        part = self.complaints
        for item in part.items(node):
            keys = part.keys(item, allowed, "an example")
            text = part.text(keys.get("text"), "`text`")
            if not text:
                part.add(item.place, "an example without a text", "give it a `text`", "missing-key")
                continue
            gives = tuple(
                (key.text, part.texts(value, key.text) if not isinstance(value, Scalar)
                 else value.text, value.place)
                for key, value in part.pairs(keys.get("gives"), "`gives`")
            )  # fmt: skip
            because = part.text(keys.get("because"), "`because`") or ""
            if "because" in allowed and not because:
                part.add(
                    item.place,
                    "a counter-example without a reason",
                    "give it a `because`",
                    "missing-key",
                )
            date = part.text(keys.get("date"), "`date`")
            yield Example(text, date, gives, because, item.place, pack)


def _joined(base: Node, own: Node) -> Node:
    """Give the settings of a rule together with those that it takes over and does not change."""
    if not isinstance(base, MappingNode) or not isinstance(own, MappingNode):
        return own
    said = {key.text for key, _ in own.entries}
    kept = tuple(entry for entry in base.entries if entry[0].text not in said)
    return evolve(own, entries=(*kept, *own.entries))
