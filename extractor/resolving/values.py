"""A captured field and a normaliser in, its values out: the closed set that rules may name.

Each normaliser gives one value for each capture of its field; `docs/rule-reference.md` lists them.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import define, evolve, field

from extractor.matching.matches import Item, Match, Tokens
from extractor.records import CountryMention, GroupMention, Source, Speaker, Spot, Term, Timex
from extractor.resolving.context import Context
from extractor.resolving.history import History
from extractor.resolving.names import Names
from extractor.resolving.neighbours import Neighbours
from extractor.resolving.times import TIMES
from extractor.ruleset.rules import Call
from extractor.spans import Span

# Normalisers whose argument is another field to take, or a capture inside its item: `saying.cue`.
PATHED = frozenset({"span", "inner", "number", "term", "time", "value", "speaker", "source",
                    "country", "place", "group", "words"})  # fmt: skip
NAMED = "named"
JOINT = "joint"


@define
class Values:
    """Resolves the fields of the matches of one document."""

    context: Context
    extra: Mapping[str, Callable[[str], Any]]
    names: Names = field(init=False)
    neighbours: Neighbours = field(init=False)
    history: History = field(init=False)
    warnings: list[str] = field(init=False, factory=list)
    # the countries that each match captures under a name
    _countries: dict[tuple[int, str], list[CountryMention]] = field(init=False, factory=dict)
    # what the settings of items came to, by their names
    _settings: dict[str, dict[int, Any]] = field(init=False, factory=lambda: defaultdict(dict))

    def __attrs_post_init__(self) -> None:
        """Keep the document's names and history, which are gathered when first asked for."""
        self.names = Names(self.context)
        self.neighbours = Neighbours(self.context)
        self.history = History(self.context)

    def resolve(self, match: Match, name: str, call: Call) -> Sequence[Any]:
        """Give the values that a call makes of a field of a match."""
        if call.name in self.extra:
            own = self.extra[call.name]
            return [own(self.context.text(tokens)) for tokens in match.tokens(name)]
        if not call.arguments or call.name not in PATHED:
            return _TABLE[call.name](self, match, name, call)
        reached = [self.context.follow(match, through) for through, _ in call.paths]
        ends = [(at, last) for at, (_, last) in enumerate(call.paths)]
        return self.gather(call, reached, ends, many=True)

    def gather(
        self,
        call: Call,
        reached: Sequence[Sequence[Match]],
        ends: Sequence[tuple[int, str]],
        *,
        many: bool,
    ) -> Sequence[Any]:
        """Give the values that a call makes of what was captured at the ends of its paths.

        An end is the number of the matches that were reached, and the name of their capture. Where
        not `many` values are wanted, those of the first match that has any are enough.
        """
        make = _TABLE[call.name]
        found: list[Any] = []
        for at, last in ends:
            for inner in reached[at]:
                if last in inner.captures:
                    found += make(self, inner, last, call)
                    if found and not many:
                        return found
        return found

    def time_of(self, item: Item) -> Timex | None:
        """Give the `time` of an item."""
        found = self.item_value(item, "time")
        return found if isinstance(found, Timex) else None

    def item_value(self, item: Item, name: str) -> Any:  # noqa: ANN401 - a setting of any type
        """Give the first value of a setting of the rule that made an item."""
        match = item.match
        call = match.rule.settings.get(name) if match is not None else None
        if match is None or call is None:
            return None
        known = self._settings[name]
        if id(item) not in known:
            found = self.resolve(match, name, call)
            known[id(item)] = found[0] if found else None
        return known[id(item)]

    def span(self, match: Match, name: str, call: Call) -> Sequence[Span]:
        """Give the spans as captured."""
        return [self.context.span(tokens) for tokens in match.tokens(name)]

    def inner(self, match: Match, name: str, call: Call) -> Sequence[Span]:
        """Give the spans without a pair of quotation marks that encloses one."""
        return [self.context.span(self._stripped(tokens)) for tokens in match.tokens(name)]

    def _stripped(self, tokens: Tokens) -> Tokens:
        first, end = tokens
        quotation = self.context.quotation_at(tokens)
        if quotation is None or end - first < 2:
            return tokens
        return first + 1, end - 1 if quotation.closed and end - first > 2 else end

    def text(self, match: Match, name: str, call: Call) -> Sequence[str]:
        """Give the argument as it stands, or the captured text."""
        if call.arguments:
            return [call.arguments[0]]
        return [self.context.text(tokens) for tokens in match.tokens(name)]

    def number(self, match: Match, name: str, call: Call) -> Sequence[int]:
        """Give whole numbers: a lexicon row's `value`, or the digits of the text."""
        numbers = (self.context.number(match, name, tokens) for tokens in match.tokens(name))
        return [number for number in numbers if number is not None]

    def flag(self, match: Match, name: str, call: Call) -> Sequence[bool]:
        """Give yes or no, as the argument says."""
        return [call.arguments[:1] in (("yes",), ("true",))]

    def has(self, match: Match, name: str, call: Call) -> Sequence[bool]:
        """Tell whether one of the fields was captured."""
        return [
            any(
                last in inner.captures
                for through, last in call.paths or (((), name),)
                for inner in self.context.follow(match, through)
            )
        ]

    def words(self, match: Match, name: str, call: Call) -> Sequence[str]:
        """Give the captured text."""
        return [self.context.text(tokens) for tokens in match.tokens(name)]

    def column(self, match: Match, name: str, call: Call) -> Sequence[str]:
        """Give the value of a column of the captured lexicon rows: `column(field.column)`."""
        source, _, column = (call.arguments or (name,))[0].partition(".")
        source, column = (source, column) if column else (name, source)
        shown = (
            self.context.column(match, source, tokens, column) for tokens in match.tokens(source)
        )
        return [value for value in shown if value is not None]

    def term(self, match: Match, name: str, call: Call) -> Sequence[Term]:
        """Give the span with the lemma of its lexicon row."""
        terms = []
        for tokens in match.tokens(name):
            start, end, text = self.context.stretch(tokens)
            lemma = self.context.column(match, name, tokens, "lemma")
            terms.append(Term(start, end, text, lemma or text.casefold()))
        return terms

    def time(self, match: Match, name: str, call: Call) -> Sequence[Timex]:
        """Give the `time` of the captured items."""
        spots = self.context.spots(match, name)
        items = [spots[tokens] for tokens in match.tokens(name) if tokens in spots]
        times = [self.item_value(item, "time") for item in items]
        return [time for time in times if time is not None]

    def value(self, match: Match, name: str, call: Call) -> Sequence[str]:
        """Give the TIMEX3 value of the captured items."""
        return [time.value for time in self.time(match, name, call)]

    def part(self, match: Match, name: str, call: Call) -> Sequence[Any]:
        """Give part of a setting of a captured item: `part(field.setting.attribute)`."""
        source, _, rest = (call.arguments or ("",))[0].partition(".")
        setting, _, attribute = rest.partition(".")
        for tokens in match.tokens(source)[:1]:
            item = self.context.item_at(match, source, tokens)
            whole = self.item_value(item, setting) if item is not None else None
            if whole is not None:
                found = getattr(whole, attribute, None) if attribute else whole
                return [] if found is None else [found]
        return []

    def speaker(self, match: Match, name: str, call: Call) -> Sequence[Speaker]:
        """Give who speaks; of several, all as one, joined as the text has it."""
        speakers = self._speakers(match, name)
        if len(speakers) < 2:
            return speakers
        start, end = speakers[0].start, speakers[-1].end
        text = self.context.reading.document.text
        joined, at = speakers[0].name, speakers[0].end
        for speaker in speakers[1:]:
            joined += text[at : speaker.start] + speaker.name
            at = speaker.end
        return [Speaker(start, end, text[start:end], joined, None, JOINT)]

    def _speakers(self, match: Match, name: str) -> Sequence[Speaker]:
        """Give each who is named, with the fullest name that the document has."""
        speakers: list[Speaker] = []
        for tokens in match.tokens(name):
            item = self.context.item_at(match, name, tokens)
            stretch = self.context.stretch(tokens)
            if item is None:
                speakers.append(Speaker(*stretch, stretch[2], None, NAMED))
                continue
            via = self.item_value(item, "via") or NAMED
            full, role = self.names.name_of(item, via)
            own = self.context.part(item, "name")
            if via == NAMED and own and len(full.split()) > own[1][1] - own[1][0]:
                via = "surname"
            speakers.append(Speaker(*stretch, full, role, via))
        return speakers

    def continued(self, match: Match, name: str, call: Call) -> Sequence[Speaker]:
        """Give the speaker of the last record of the kind in the paragraph before.

        `continued(from=Layer)`: where that paragraph ends with an item of the layer, the one that
        the item captures under the name of the field.
        """
        leading = self.neighbours.ending_before(match, call.option("from", ""))
        before = self.neighbours.record_before(match)
        if leading is not None:
            speakers: Sequence[Speaker] = self._speakers(leading, name)
        elif before is not None:
            known = before.rule.settings.get(name) or Call(name, (), (), call.place)
            speakers = self.resolve(before, name, known)
        else:
            return []
        return [evolve(speaker, via="continued") for speaker in speakers[:1]]

    def outer(self, match: Match, name: str, call: Call) -> Sequence[Source]:
        """Give, as a source, the speaker of the record in whose key the match lies."""
        around = self.neighbours.record_around(match)
        if around is None:
            return []
        field_name = call.arguments[0] if call.arguments else name
        own = around.rule.settings.get(field_name) or Call(field_name, (), (), call.place)
        return [
            Source(each.start, each.end, each.text, each.name)
            for each in self.resolve(around, field_name, own)[:1]
        ]

    def source(self, match: Match, name: str, call: Call) -> Sequence[Source]:
        """Give the span of an outer source with its name."""
        return [
            Source(each.start, each.end, each.text, each.name)
            for each in self._speakers(match, name)
        ]

    def country(self, match: Match, name: str, call: Call) -> Sequence[CountryMention]:
        """Give the countries, with code and kind of their lexicon rows."""
        known = self._countries.get((id(match), name))
        if known is not None:
            return known
        mentions = self._countries[id(match), name] = []
        for tokens in match.tokens(name):
            code = self.context.column(match, name, tokens, "code")
            if code is not None:
                kind = self.context.column(match, name, tokens, "kind") or "name"
                mentions.append(CountryMention(*self.context.stretch(tokens), code, kind))
        return mentions

    def place(self, match: Match, name: str, call: Call) -> Sequence[Spot]:
        """Give places, with the code of their country where a lexicon row has one."""
        spots = []
        for tokens in match.tokens(name):
            code = self.context.column(match, name, tokens, "code")
            spots.append(Spot(*self.context.stretch(tokens), code))
        return spots

    def group(self, match: Match, name: str, call: Call) -> Sequence[GroupMention]:
        """Give the groups of countries; those whose rule sets `expand` with their members.

        They are the members of the day of the nearest item, in the sentence, of the layer that
        the option `on` names, else of the reference date.
        """
        mentions = []
        for tokens in match.tokens(name):
            group = self.context.column(match, name, tokens, "group")
            item = self.context.item_at(match, name, tokens)
            if group is None or item is None:
                continue
            found = self.context.part(item, "quantifier")
            quantifier = self.context.text(found[1]) if found else None
            stretch, members = self.context.stretch(tokens), self._expand(group, item, call)
            mentions.append(GroupMention(*stretch, group, quantifier, *members))
        return mentions

    def _expand(self, group: str, item: Item, call: Call) -> tuple[tuple[str, ...], str | None]:
        known = self.context.sighting.ruleset.groups.get(group)
        if known is None or not self.item_value(item, "expand"):
            return (), None
        near = self.context.nearest(call.option("on", ""), item)
        time = self.item_value(near, "time") if near is not None else None
        day = self.context.date
        if time is not None and time.earliest is not None:
            day = datetime.date.fromisoformat(time.earliest)
        return ((), None) if day is None else (known.on(day), day.isoformat())

    def claimed(self, match: Match, name: str, call: Call) -> Sequence[tuple[str, ...]]:
        """Give the codes that a list claims, in text order, each once.

        `claimed(members | groups | excluded, ...)`: those of the fields, which the same rule sets;
        members and groups that are claimed wholly, less the excluded ones. A group is claimed
        wholly unless its quantifier is a number or has the `value` part in its lexicon row.
        """
        members, groups, excluded = (*call.arguments, "", "", "")[:3]
        out = {mention.code for mention in self._all_countries(match, excluded, call)}
        claimed = self._all_countries(match, members, call)
        found: list[tuple[int, tuple[str, ...]]] = [(each.start, (each.code,)) for each in claimed]
        for path in filter(None, groups.split("+")):
            for inner, last in self.context.reach(match, path):
                wholly = [t for t in inner.tokens(last) if self._is_whole(inner, last, t)]
                found += [
                    (mention.start, mention.codes)
                    for mention in self.group(inner, last, call)
                    if any(self.context.span(t).start == mention.start for t in wholly)
                ]
        codes = dict.fromkeys(code for _, each in sorted(found) for code in each)
        return [tuple(code for code in codes if code not in out)]

    def _is_whole(self, match: Match, name: str, tokens: Tokens) -> bool:
        item = self.context.item_at(match, name, tokens)
        found = self.context.part(item, "quantifier") if item is not None else None
        if found is None or found[0].match is None:
            return True
        capture = found[0].match, "quantifier", found[1]
        return self.context.column(*capture, "value") != "part" and not self.context.number(
            *capture
        )

    def _all_countries(self, match: Match, paths: str, call: Call) -> Iterator[CountryMention]:
        for path in filter(None, paths.split("+")):
            for inner, name in self.context.reach(match, path):
                if name in inner.captures:
                    yield from self.country(inner, name, call)

    def marks(self, match: Match, name: str, call: Call) -> Sequence[str]:
        """Tell direct, mixed or indirect by the quotation marks around the content alone."""
        words, quoted = self.context.reading.words, self.context.quoted
        spans = match.tokens((call.arguments or (name,))[0])
        open_spans = [span for span in spans if not quoted.holds(*span)]
        if not open_spans:
            return ["direct"]
        tokens = [
            token
            for first, end in open_spans
            for token in range(first, end)
            if words[token][0].isalnum()
        ]
        marked = 0
        if any(quoted.meets(*span) for span in open_spans):
            marked = sum(quoted.holds(token, token + 1) for token in tokens)
        if marked == len(tokens):
            return ["direct"]
        return ["mixed" if marked or len(open_spans) < len(spans) else "indirect"]


_TABLE: Mapping[str, Callable[[Values, Match, str, Call], Sequence[Any]]] = {
    "span": Values.span,
    "inner": Values.inner,
    "text": Values.text,
    "words": Values.words,
    "number": Values.number,
    "flag": Values.flag,
    "has": Values.has,
    "column": Values.column,
    "term": Values.term,
    "time": Values.time,
    "value": Values.value,
    "part": Values.part,
    "speaker": Values.speaker,
    "continued": Values.continued,
    "outer": Values.outer,
    "source": Values.source,
    "country": Values.country,
    "place": Values.place,
    "group": Values.group,
    "claimed": Values.claimed,
    "marks": Values.marks,
    **TIMES,
}
NORMALISERS = tuple(_TABLE)
