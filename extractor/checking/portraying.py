"""A rule in, the page about it out: what it sees, its conditions, its fields, its examples.

Knows no corpus and no file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import define, field

from extractor.checking.markdown import block, code, items, plain, section
from extractor.ruleset.loading import Loaded
from extractor.ruleset.parsing import SIGN
from extractor.ruleset.pattern import InLexicon, Pattern
from extractor.ruleset.rules import Condition, Example, Link, Rule
from extractor.ruleset.ruleset import Ruleset
from extractor.ruleset.strata import BUILT_IN
from extractor.ruleset.writing import write

# So many words of a lexicon are shown.
WORDS = 6


@define
class Portraits:
    """Packs as they were loaded, and the rules that have a page, to which links can lead."""

    loaded: Loaded
    paged: frozenset[str]
    _names: Mapping[Pattern, str] = field(init=False)
    _makers: Mapping[str, Sequence[str]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Note the names of phrases, and which rules make which layer."""
        self._names = {tree: name for name, tree in sorted(self.ruleset.phrases.items())}
        makers: dict[str, list[str]] = {}
        for rule in self.ruleset.rules:
            if not rule.emits:
                makers.setdefault(rule.target, []).append(rule.id)
        self._makers = makers

    @property
    def ruleset(self) -> Ruleset:
        """Give the rules."""
        return self.loaded.ruleset

    def link(self, rule: str) -> str:
        """Give the name of a rule, as a link where it has a page."""
        return f"[{rule}]({rule}.md)" if rule in self.paged else code(rule)

    def sections(self, rule: Rule) -> Iterator[str]:
        """Give the page about a rule but for its figures; some sections may be empty."""
        yield f"# {rule.id}\n"
        yield f"{plain(rule.about)}\n" if rule.about else ""
        yield items(self._head(rule))
        lines = [self._line(rule, number) for number in range(len(rule.variants))]
        conditions = list(self._conditions(rule))
        phrases = self._phrases([*lines, *conditions])
        yield section(
            "What it sees",
            block(lines) if lines else "",
            items(_pairing(rule.link)) if rule.link else "",
            section("Phrases", items(self._phrase(name) for name in phrases), level=3),
            section("Lexicons", items(map(self._lexicon, _sorted(rule.lexicons))), level=3),
            section("Layers", items(map(self._layer, sorted(rule.layers))), level=3),
        )
        yield section("What keeps it out, and what it wins over", items(conditions))
        yield section("What it gives", items(self._fields(rule)))
        yield section("Examples", *(_shown(each, rule) for each in rule.examples))
        yield section("Counter-examples", *(_shown(each, rule) for each in rule.not_examples))

    def _head(self, rule: Rule) -> Iterator[str]:
        made = f"a record {code(rule.target)}" if rule.emits else f"the layer {layer(rule.target)}"
        yield f"makes {made}"
        yield f"stands at {code(f'{rule.place.path}:{rule.place.line}')}"
        added = self.ruleset.overlays_of(rule)
        more = f", with what {', '.join(map(code, added))} added" if added else ""
        yield f"belongs to the pack {code(rule.pack)}{more}"
        if rule.variants:
            yield f"looks within a {rule.within}"

    def _line(self, rule: Rule, number: int) -> str:
        """Give a line of `match` as its author wrote it."""
        return self.loaded.written[rule.line_of(number)]

    def _phrases(self, texts: Iterable[str]) -> list[str]:
        """Give the names of phrases in patterns, and in what these stand for."""
        found: set[str] = set()
        waiting = list(texts)
        while waiting:
            signs = SIGN.finditer(waiting.pop())
            named = {sign["phr"] for sign in signs if sign["phr"]} & set(self.ruleset.phrases)
            waiting += [self._body(name) for name in named - found]
            found |= named
        return sorted(found)

    def _body(self, name: str) -> str:
        """Give what a phrase stands for, other phrases in it by their names."""
        tree = self.ruleset.phrases[name]
        return write(tree, {each: name for each, name in self._names.items() if each != tree})

    def _phrase(self, name: str) -> str:
        return f"{code(f'@{name}')} is {code(self._body(name))}"

    def _lexicon(self, node: InLexicon) -> str:
        lexicon = self.ruleset.lexicons[node.name]
        words = {
            " ".join(entry.words): None
            for entry in lexicon.entries
            if not node.column or lexicon.value(entry, node.column) in node.values
        }
        some = ", ".join(map(code, list(words)[:WORDS]))
        count = f"{len(words)} words and phrases" if len(words) > 1 else "1 word or phrase"
        more = ", ..." if len(words) > WORDS else ""
        return f"{code(f'{{{node.key}}}')} of {code(lexicon.path)}, {count}: {some}{more}"

    def _layer(self, name: str) -> str:
        if name in BUILT_IN:
            return f"{layer(name)}, which reading makes"
        return f"{layer(name)}, made by {', '.join(map(self.link, self._makers[name]))}"

    def _conditions(self, rule: Rule) -> Iterator[str]:
        """Give the conditions and the rules that give way."""
        for key, conditions in (("unless", rule.unless), ("only_if", rule.only_if)):
            yield from (f"{code(key)} {self._condition(each)}" for each in conditions)
        if rule.not_in:
            yield f"{code('not_in')} {', '.join(map(code, rule.not_in))}"
        if rule.beats:
            yield f"{code('beats')} {', '.join(map(self.link, rule.beats))}"

    def _condition(self, condition: Condition) -> str:
        """Give a condition, its keys as in a rule file."""
        seen = str(condition.count)
        if condition.pattern is not None:
            seen = write(condition.pattern, self._names)
        keys = {
            condition.where: seen,
            "of": ", ".join(condition.of),
            "reach": "" if condition.reach is None else str(condition.reach),
            "until": write(condition.until, self._names) if condition.until else "",
            "more_than": f"<{condition.more_than}>" if condition.more_than else "",
        }
        return ", ".join(f"{code(key)} {code(value)}" for key, value in keys.items() if value)

    def _fields(self, rule: Rule) -> Iterator[str]:
        """Give what is captured, and what is set, each with what its field of a record is for."""
        kind = self.ruleset.kinds.get(rule.target) if rule.emits else None
        captured = dict.fromkeys(sorted(rule.captured), "as captured")
        for name, made in (captured | {name: code(str(call)) for name, call in rule.set}).items():
            known = kind.field(name) if kind else None
            about = f": {plain(known.about)}" if known and known.about else ""
            sort = f" ({known.type})" if known else ""
            yield f"{code(name)}{sort}, {made}{about}"


def layer(name: str) -> str:
    """Give a layer as it is written in patterns."""
    return code(f"<{name}>")


def _sorted(nodes: Iterable[InLexicon]) -> list[InLexicon]:
    return sorted(nodes, key=lambda node: node.key)


def _pairing(link: Link) -> Iterator[str]:
    """Say what a link pairs, and how."""
    yield f"pairs {code(f'{link.source_field}:<{link.source}>')} with one " + code(
        f"{link.target_field}:<{link.target}>"
    )
    where = f", by where its {code(link.at)} stands" if link.at else ""
    yield f"chooses the {', else the '.join(link.choose)} within the {link.within}{where}"
    if link.not_across:
        yield f"never across {', '.join(map(layer, link.not_across))}"
    if link.many:
        yield "may choose the same one more than once"


def _shown(example: Example, rule: Rule) -> str:
    """Give the text of an example with what it gives, or why nothing may be found in it."""
    told = [f"published on {example.date}"] if example.date else []
    for key, value, _ in example.gives:
        values = (value,) if isinstance(value, str) else value
        told.append(f"{code(key)} is {', '.join(map(code, values))}")
    if example.because:
        told.append(f"nothing is found, because {plain(example.because)}")
    if example.pack != rule.pack:
        told.append(f"added by {code(example.pack)}")
    return "\n".join((block(example.text.strip().split("\n")), items(told)))
