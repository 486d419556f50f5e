"""A rule and a source of chance in; out comes a text for the rule, and whether it was found there.

A text that is not found is held against the rule unless there is a reason that can be checked: a
condition refuses it, another rule has taken the words, an item in it is read as something else,
an earlier way through the pattern takes more or less, or the tokens are read in another way.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from random import Random

from attrs import define, evolve, field, frozen

from extractor.checking.bench import NEVER, Bench, Sight
from extractor.checking.carriers import BARE, Carrier, find_carriers
from extractor.checking.chance import begin
from extractor.checking.drafts import Draft
from extractor.checking.generating import Generator
from extractor.checking.vocabulary import gather
from extractor.errors import Place
from extractor.matching import Match
from extractor.matching.conditions import holds
from extractor.ruleset.pattern import Capture, Choice, Follows, Gap, Maybe, Pattern, Repeat
from extractor.ruleset.pattern import Sequence as Steps
from extractor.ruleset.rules import Rule
from extractor.ruleset.ruleset import Ruleset

HELD, EXCUSED, FAILED = "held", "excused", "failed"


@frozen
class Attempt:
    """A text made for a rule, and what became of it; `first` is the token at which it begins."""

    draft: Draft
    carrier: Carrier
    text: str
    first: int
    verdict: str
    why: str = ""
    by: str = ""


@define
class Trial:
    """Makes texts for some rules of one ruleset and sees what becomes of them."""

    bench: Bench
    rules: Sequence[Rule]
    generator: Generator = field(init=False)
    _carriers: dict[str, list[Carrier]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Gather the words that the texts are made of."""
        self.generator = Generator(self.bench.ruleset, gather(self.bench, self.rules))

    @property
    def ruleset(self) -> Ruleset:
        """Give the rules that are tried."""
        return self.bench.ruleset

    def attempts(self, rule: Rule, budget: int, seed: int) -> list[Attempt]:
        """Make so many texts for a rule: the same ones for the same seed."""
        self.generator.forget()
        chance = begin(f"{seed} {rule.id}")
        return [self.attempt(rule, chance) for _ in range(budget)]

    def attempt(self, rule: Rule, random: Random, *, fair: bool = True) -> Attempt:
        """Make a text for a rule, and look whether the rule finds it."""
        draft = self.generator.draft(rule, random, fair=fair)
        known = self._carriers.get(rule.id)
        if known is None:
            known = self._carriers[rule.id] = find_carriers(rule, self.bench)
        fitting = [carrier for carrier in known if _fits(carrier, draft)]
        carrier = fitting[random.randrange(len(fitting))] if fitting else BARE
        attempt = self.judge(rule, draft, carrier)
        if attempt.verdict == HELD and fair:
            self.generator.note(draft)
        return attempt

    def judge(self, rule: Rule, draft: Draft, carrier: Carrier) -> Attempt:
        """Look whether a rule finds what was chosen for it."""
        text, at = place(draft, carrier, self.ruleset)
        sight = self.bench.near(rule).see(text, carrier.date)
        first = bisect_left(sight.examination.reading.starts, at)
        excuse = next(self._read_otherwise(rule, draft, first, sight), None)
        if excuse is not None:
            return Attempt(draft, carrier, text, first, EXCUSED, *excuse)
        verdict = self._look(rule, draft, first, sight)
        return Attempt(draft, carrier, text, first, *verdict)

    def _read_otherwise(
        self, rule: Rule, draft: Draft, first: int, sight: Sight
    ) -> Iterator[tuple[str, str]]:
        """Give the reasons for which a text is not the row of tokens that was chosen."""
        reading, end = sight.examination.reading, first + len(draft.words)
        if list(reading.words[first:end]) != draft.words:
            yield "the tokens are read in another way", "reading"
        inside = [(first + a, first + b) for _, a, b in draft.items]
        for token in reading.paragraphs if rule.within == "paragraph" else reading.sentences:
            if first < token < end and not any(a < token < b for a, b in inside):
                yield "a sentence ends inside it", "reading"
        for sign, before in sorted(draft.edges):
            edges = reading.paragraphs if sign in ("^^", "$$") else reading.sentences
            token = first + before
            if token not in edges and not (token == len(reading.words) and sign in ("$", "$$")):
                yield "no edge of a sentence stands there", "reading"

    def _look(self, rule: Rule, draft: Draft, first: int, sight: Sight) -> tuple[str, str, str]:
        end = first + len(draft.words)
        chosen = {
            name: tuple((first + a, first + b) for a, b in spans)
            for name, spans in draft.captured().items()
        }
        findings = sight.examination.findings
        if rule.emits:
            stand = [match for match in findings.records if match.rule.target == rule.target]
        else:
            items = findings.items.get(rule.target, ())
            stand = [item.match for item in items if item.match is not None]
        for match in stand:
            if match.rule.id == rule.id and (match.first, match.end) == (first, end):
                at = rule.link.at if rule.link is not None else None
                if {n: spans for n, spans in match.captures.items() if n != at} == chosen:
                    return self._look_at_record(rule, match, sight)
                return EXCUSED, "the pattern takes it in another way", "pattern"
        for layer, a, b in draft.items:
            found = findings.items.get(layer, ())
            if not any((item.first, item.end) == (first + a, first + b) for item in found):
                what = " ".join(draft.words[a:b])
                return EXCUSED, f"{what!r} is no <{layer}> there", f"<{layer}>"
        return self._look_at_matches(rule, draft, first, sight, stand)

    def _look_at_record(self, rule: Rule, match: Match, sight: Sight) -> tuple[str, str, str]:
        """Tell whether a record was made of a match: a required field may have no value."""
        if rule.emits:
            start = sight.examination.reading.starts[match.first]
            made = self.bench.near(rule).runner.build(sight.examination)
            if not any(r.start == start and r.evidence.rule == rule.id for r in made.records):
                left_out = [w for w in made.warnings if w.startswith(f"{rule.id} at {start}-")]
                if left_out:
                    return EXCUSED, left_out[0], "value"
                return FAILED, "no record is made of the match", ""
        return HELD, "", ""

    def _look_at_matches(
        self, rule: Rule, draft: Draft, first: int, sight: Sight, stand: list[Match]
    ) -> tuple[str, str, str]:
        """Tell what keeps a rule from a stretch whose items are all there."""
        end = first + len(draft.words)
        if rule.link is not None:
            return EXCUSED, "another pair is linked", "link"
        hits = _hits(rule, rule.variants, first, sight)
        if not hits:
            if draft.overrun or _hits(rule, tuple(map(_loosen, rule.variants)), first, sight):
                return EXCUSED, "what stops it, or has to follow, is read otherwise", "look-ahead"
            return FAILED, "the pattern does not match the text that is made from it", ""
        exact = [hit for hit in hits if hit.end == end]
        if not exact:
            return EXCUSED, "the pattern takes more or less of it", "pattern"
        refused = [self._refusal(hit, sight) for hit in exact]
        if all(refused):
            return EXCUSED, *(refused[0] or ("", ""))
        for match in stand:
            if match.first < end and first < match.end:
                taken = sight.examination.reading.span(match.first, match.end).text
                return EXCUSED, f"{match.rule.id} takes {taken!r}", match.rule.id
        kind = self.ruleset.kinds.get(rule.target) if rule.emits else None
        if kind is not None and kind.one_per:
            return EXCUSED, "a record that claims the same stands elsewhere", rule.target
        return FAILED, "nothing keeps the rule from it, and it is not found", ""

    def _refusal(self, match: Match, sight: Sight) -> tuple[str, str] | None:
        """Give the condition that refuses a match, by what it says and where it stands."""
        rule, scene = match.rule, sight.seeker.scene
        zones = (*rule.not_in, *(self.ruleset.kinds[rule.target].not_in if rule.emits else ()))
        for zone in zones:
            if scene.cover(zone).holds(match.first, match.end):
                return f"it lies in <{zone}>", "not_in"
        for condition in rule.unless:
            if holds(condition, match, sight.seeker):
                return f"`unless` {condition.where}", _shown(condition.place)
        for condition in rule.only_if:
            if not holds(condition, match, sight.seeker):
                return f"`only_if` {condition.where}", _shown(condition.place)
        return None


def _hits(rule: Rule, patterns: Sequence[Pattern], first: int, sight: Sight) -> list[Match]:
    """Give the matches of patterns that begin at a token, whatever the conditions say."""
    return [
        Match(rule, number, *hit)
        for number, pattern in enumerate(patterns)
        for hit in sight.seeker.everywhere(pattern, rule.within)
        if hit[0] == first
    ]


def _loosen(pattern: Pattern) -> Pattern:
    """Give a pattern that asks for nothing behind its match, and whose gaps nothing stops."""
    if isinstance(pattern, Follows):
        return Maybe(NEVER)
    if isinstance(pattern, Gap):
        return Gap(pattern.limit)
    if isinstance(pattern, Steps):
        return Steps(tuple(map(_loosen, pattern.parts)))
    if isinstance(pattern, Choice):
        return Choice(tuple(map(_loosen, pattern.options)))
    if isinstance(pattern, Maybe | Repeat | Capture):
        return evolve(pattern, part=_loosen(pattern.part))
    return pattern


def place(draft: Draft, carrier: Carrier, ruleset: Ruleset) -> tuple[str, int]:
    """Give a text in its carrier, and the character at which it begins there."""
    made = draft.text(ruleset.language)
    tail = " " + " ".join(draft.ahead) if draft.ahead else ""
    after = carrier.after
    if tail and after[:1] == draft.ahead[0][:1]:
        tail = ""
    return carrier.before + made + tail + after, len(carrier.before)


def _fits(carrier: Carrier, draft: Draft) -> bool:
    """Tell whether a carrier leaves the edges free that were chosen."""
    if not carrier.opens and any((sign, 0) in draft.edges for sign in ("^", "^^")):
        return False
    end = len(draft.words)
    return carrier.closes or not any((sign, end) in draft.edges for sign in ("$", "$$"))


def _shown(place: Place) -> str:
    return f"{place.path}:{place.line}"
