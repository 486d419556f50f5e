"""The `rules:` sections in, rules out: patterns parsed, names looked up, shapes checked."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from attrs import define, field

from extractor.errors import Place
from extractor.reading.zones import ZONES
from extractor.ruleset import shape
from extractor.ruleset.kinds import NORMALISERS, Kind
from extractor.ruleset.lexicons import Lexicon
from extractor.ruleset.nodes import Mapping as MappingNode
from extractor.ruleset.nodes import Node, Scalar
from extractor.ruleset.parsing import PatternError, parse_pattern, parse_phrase
from extractor.ruleset.pattern import InLexicon, Pattern, cost_of, walk
from extractor.ruleset.rules import Call, Condition, Example, Link, Rule
from extractor.ruleset.strata import BUILT_IN

CALL = re.compile(r"(?P<name>[a-z_]+)(?:\((?P<inside>[^()]*)\))?")
NAME = re.compile(r"[a-z][a-z0-9_]*(?:[.-][a-z0-9_-]+)*")
LAYER = re.compile(r"[A-Z][A-Za-z0-9]*")
LINKED = re.compile(r"(?P<field>[a-z_]+):<(?P<layer>[A-Z][A-Za-z0-9]*)>")
CHOICES = ("nearest-left", "nearest-right", "nearest")
SCOPES = ("sentence", "paragraph")
PLACES = ("before", "after", "between", "inside", "has", "fewer_words_than", "more_words_than",
          "document")  # fmt: skip
LARGEST_COST = 100_000


@define
class RuleReader:
    """Reads rules against what the packs have declared; complaints go to `complaints`."""

    complaints: shape.Complaints
    split: Callable[[str], Sequence[str]]
    phrases: Mapping[str, Scalar]
    lexicons: Mapping[str, Lexicon]
    kinds: Mapping[str, Kind]
    normalisers: Sequence[str]
    _expanded: dict[str, Pattern] = field(factory=dict)
    _expanding: list[str] = field(factory=list)
    _phrased: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Note which lexicons hold phrases."""
        self._phrased = frozenset(
            name
            for name, lexicon in self.lexicons.items()
            if any(len(entry.words) > 1 for entry in lexicon.entries)
        )

    def read(self, sections: Sequence[tuple[str, Node]]) -> tuple[Rule, ...]:
        """Give the rules of all sections, in order of their ids."""
        for phrase, body in self.phrases.items():
            self._pattern_of(body, partial(self._phrase, phrase, 0))
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
        self._check_beats(rules)
        self._check_keys(rules)
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
        dropped = {"id", "examples", "not_examples", "about"}
        if "match" in own or "link" in own:
            dropped |= {"match", "link"}
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
        rule = Rule(
            id=name,
            about=part.text(keys.get("about"), "`about`") or "",
            target=emits or layer or "",
            emits=emits is not None,
            variants=self._variants(keys.get("match")),
            link=self._link(keys.get("link")),
            within=part.choice(keys.get("within"), SCOPES, "`within`") or "sentence",
            unless=self._conditions(keys.get("unless")),
            only_if=self._conditions(keys.get("only_if")),
            not_in=self._zones(keys.get("not_in")),
            set=self._settings(keys.get("set")),
            beats=part.texts(keys.get("beats"), "`beats`"),
            examples=self._examples(keys.get("examples"), shape.EXAMPLE),
            not_examples=self._examples(keys.get("not_examples"), shape.NOT_EXAMPLE),
            pack=pack,
            place=keys["id"].place,
        )
        self._check_fields(rule, kind)
        return rule

    def _variants(self, node: Node | None) -> tuple[Pattern, ...]:
        text = self.complaints.text(node, "`match`")
        if text is None or not isinstance(node, Scalar):
            return ()
        variants = []
        offset = 0
        for line in text.split("\n"):
            if line.strip() and not line.lstrip().startswith("#"):
                pattern = self._parse(line, node, offset)
                if pattern is not None:
                    variants.append(pattern)
            offset += len(line) + 1
        if not text.strip():
            self.complaints.add(node.place, "an empty pattern", "write one way of saying a line")
        return tuple(variants)

    def _parse(self, text: str, node: Scalar, offset: int = 0) -> Pattern | None:
        def parse() -> Pattern:
            return parse_pattern(text, split=self.split, phrases=self._phrase)

        pattern = self._pattern_of(node, parse, offset)
        if pattern is None:
            return None
        cost = cost_of(pattern, self._phrased)
        if cost > LARGEST_COST:
            what = f"the pattern can take {cost} steps at one token"
            remedy = f"make its gaps shorter: the limit is {LARGEST_COST}"
            self.complaints.add(node.place_of(offset), what, remedy)
            return None
        return pattern if self._check_names(pattern, node.place_of(offset)) else None

    def _pattern_of(
        self, node: Scalar, parse: Callable[[], Pattern], offset: int = 0
    ) -> Pattern | None:
        try:
            return parse()
        except PatternError as error:
            place = node.place_of(offset + error.offset)
            self.complaints.add(place, error.what, error.remedy)
        except RecursionError:
            self.complaints.add(node.place, "a pattern nested too deeply", "make it flatter")
        return None

    def _phrase(self, name: str, offset: int) -> Pattern:
        if name in self._expanded:
            return self._expanded[name]
        if name in self._expanding:
            circle = " -> ".join(f"@{each}" for each in (*self._expanding, name))
            raise PatternError(offset, f"phrases in a circle: {circle}", "break the circle")
        if name not in self.phrases:
            remedy = shape.suggest(name, tuple(self.phrases))
            raise PatternError(offset, f"no phrase @{name}", remedy)
        self._expanding.append(name)
        try:
            text = " ".join(self.phrases[name].text.split("\n"))
            try:
                pattern = parse_phrase(text, split=self.split, phrases=self._phrase)
            except PatternError as error:
                if self._expanding[0] == name and len(self._expanding) == 1 and offset == 0:
                    raise
                what = f"the phrase @{name} cannot be read: {error.what}"
                raise PatternError(offset, what, error.remedy) from error
            self._expanded[name] = pattern
            return pattern
        finally:
            self._expanding.pop()

    def _check_names(self, pattern: Pattern, place: Place) -> bool:
        good = True
        for node in walk(pattern):
            if isinstance(node, InLexicon):
                lexicon = self.lexicons.get(node.name)
                if lexicon is None:
                    remedy = shape.suggest(node.name, tuple(self.lexicons))
                    self.complaints.add(place, f"no lexicon named {node.name!r}", remedy)
                    good = False
                elif node.column and node.column not in lexicon.columns:
                    what = f"the lexicon {node.name!r} has no column {node.column!r}"
                    self.complaints.add(place, what, shape.suggest(node.column, lexicon.columns))
                    good = False
        return good

    def _conditions(self, node: Node | None) -> tuple[Condition, ...]:
        conditions = []
        for item in self.complaints.items(node, "a condition"):
            keys = self.complaints.keys(item, shape.CONDITION, "a condition")
            where = [name for name in PLACES if name in keys]
            if len(where) != 1:
                remedy = f"say one of {', '.join(PLACES)}"
                self.complaints.add(item.place, "a condition without a place", remedy)
                continue
            condition = self._condition(where[0], keys, item.place)
            if condition is not None:
                conditions.append(condition)
        return tuple(conditions)

    def _condition(self, where: str, keys: Mapping[str, Node], place: Place) -> Condition | None:
        part = self.complaints
        of = part.texts(keys.get("of"), "`of`")
        node = keys[where]
        count, pattern = 0, None
        if where in ("fewer_words_than", "more_words_than"):
            count = part.count(node, f"`{where}`") or 0
        else:
            text = part.text(node, f"`{where}`")
            pattern = self._parse(text, node) if text and isinstance(node, Scalar) else None
            if pattern is None:
                return None
        if where == "between" and len(of) != 2:  # noqa: PLR2004
            part.add(place, "`between` needs two fields", "write `of: [first, second]`")
            return None
        until = keys.get("until")
        more = part.text(keys.get("more_than"), "`more_than`")
        return Condition(
            where,
            pattern,
            of,
            part.count(keys.get("reach"), "`reach`"),
            self._parse(until.text, until) if isinstance(until, Scalar) else None,
            count,
            more.strip("<>") if more else None,
            place,
        )

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

    def _check_fields(self, rule: Rule, kind: Kind | None) -> None:
        for condition in (*rule.unless, *rule.only_if):
            for name in condition.of:
                if name not in rule.fields():
                    remedy = shape.suggest(name, tuple(rule.fields()))
                    self.complaints.add(condition.place, f"no field {name!r}", remedy)
        if kind is None:
            return
        declared = [each.name for each in kind.fields]
        used = rule.fields() - set(declared)
        reserved = {name for _, call in rule.set for name in call.arguments}
        for name in sorted(used - reserved - {a.partition(".")[0] for a in reserved}):
            what = f"the kind {kind.name!r} has no field {name!r}"
            self.complaints.add(rule.place, what, shape.suggest(name, declared))
        for each in kind.fields:
            if each.required and each.name not in rule.fields():
                what = f"{rule.id} never fills {each.name!r}, which {kind.name!r} requires"
                self.complaints.add(rule.place, what, f"capture it with {each.name}:ITEM")

    def _check_beats(self, rules: Sequence[Rule]) -> None:
        names = {rule.id for rule in rules}
        for rule in rules:
            for beaten in rule.beats:
                if beaten not in names:
                    remedy = shape.suggest(beaten, tuple(names))
                    self.complaints.add(rule.place, f"beats no rule {beaten!r}", remedy)

    def _check_keys(self, rules: Sequence[Rule]) -> None:
        for kind in self.kinds.values():
            own = [rule for rule in rules if rule.emits and rule.target == kind.name]
            known = {field.name for field in kind.fields} | {n for r in own for n in r.fields()}
            for key in kind.one_per:
                if key not in known:
                    what = f"`one_per` of {kind.name!r} names no field: {key!r}"
                    self.complaints.add(kind.place, what, shape.suggest(key, tuple(known)))
