"""A rule that did not match in; the attempts that came nearest out, and what they lacked."""

from collections.abc import Iterator, Sequence

from attrs import define, evolve, field, frozen

from extractor.checking.explanation import Absence, Line, Rival, Step, Stopped
from extractor.checking.refusing import find_refusals
from extractor.checking.scenery import Scenery
from extractor.checking.tracing import Attempt, Numbered, Watcher, read_trace, watch
from extractor.matching import Match
from extractor.matching.interpreting import Captures
from extractor.ruleset.pattern import (
    Gap,
    InLayer,
    InLexicon,
    Maybe,
    Word,
    takes_nothing,
)
from extractor.ruleset.rules import Rule
from extractor.spans import Span

MATCHED, LEFT_OUT, FAILED, UNREACHED = "matched", "left out", "failed", "not reached"
MADE, REFUSED, LOST, LACKING, MISSED = "made", "refused", "lost", "left out", "missed"
# So many tokens of a text are tried, so many alternatives are named, and so deep is it told why an
# item is not there.
STARTS = 4_000
WANTED = 6
DEPTH = 2
# So many words before the other steps an item may begin that is missing.
BACK = 12
Rank = tuple[float, float]


@frozen
class Tried:
    """An attempt with the line of `match` that it belongs to."""

    rule: Rule
    variant: int
    watcher: Watcher
    attempt: Attempt

    @property
    def numbered(self) -> Numbered:
        """Give the steps of the pattern."""
        return self.watcher.numbered

    @property
    def nearness(self) -> tuple[float, int, int]:
        """Rank attempts: by the share of the steps that count and were taken, then by their size.

        The step that failed counts in any case.
        """
        steps = range(len(self.numbered.steps))
        counting = {step for step in steps if self.numbered.counts(step)} | {self.attempt.step}
        taken = read_trace(self.attempt.captures)
        others = counting - {self.attempt.step}
        done = float(sum(self.numbered.steps[step] in taken for step in others))
        begun = any(
            end > first
            for number, each in taken.items()
            if self.numbered.owners[number] == self.attempt.step
            for first, end in each
        )
        done += 0.5 if begun else 0.0
        sure = sum(
            end - first
            for number, each in taken.items()
            if number in self.numbered.steps and not isinstance(self.numbered.nodes[number], Gap)
            for first, end in each
        )
        return done / len(counting), sure, -self.attempt.first


@define
class Nearest:
    """Finds, in one document, how near rules came to a match."""

    scenery: Scenery
    limit: int = STARTS
    _known: dict[str, list[Tried]] = field(init=False, factory=dict)

    def attempts(self, rule: Rule) -> list[Tried]:
        """Give the best attempt of each sentence, the nearest first."""
        if rule.id not in self._known:
            best: dict[int, Tried] = {}
            words = self.scenery.reading.words
            scene = self.scenery.scene_of(rule)
            for variant, pattern in enumerate(rule.variants):
                watcher = watch(pattern, scene, rule.within)
                for first in range(min(len(words), self.limit)):
                    sentence, _ = scene.scope(first, "sentence")
                    for attempt in (watcher.attempt(first), watcher.lacking_first(first)):
                        if attempt is None or attempt.step < 0:
                            continue
                        tried = Tried(rule, variant, watcher, attempt)
                        known = best.get(sentence)
                        if known is None or tried.nearness > known.nearness:
                            best[sentence] = tried
            ordered = sorted(best.values(), key=lambda tried: tried.nearness, reverse=True)
            self._known[rule.id] = ordered
        return self._known[rule.id]

    def place(self, tried: Tried) -> Tried:
        """Give an attempt that lacks an item alone, told of where the item came nearest to being.

        An item that would end where the other steps match can begin some words before.
        """
        attempt = tried.attempt
        if attempt.behind is None:
            return tried
        low, _ = self.scenery.scene_of(tried.rule).scope(attempt.token, tried.rule.within)
        ranked = [
            (absence[0], token)
            for token in range(max(low, attempt.behind - BACK), attempt.token + 1)
            for layer in self._layers(tried)
            if (absence := self._absence(layer, token, 1, (layer,))) is not None
        ]
        if not ranked:
            return tried
        _, token = max(ranked)
        return evolve(tried, attempt=evolve(attempt, first=token, token=token))

    def stood(self, tried: Tried) -> Span | None:
        """Give what stood where an attempt stopped, or None where its scope was over."""
        scene, attempt = self.scenery.scene_of(tried.rule), tried.attempt
        token = attempt.token
        if token >= len(scene.words):
            return None
        if token > attempt.first:
            _, end = scene.scope(token - 1, tried.rule.within)
            if token >= end:
                return None
        return self.scenery.stood(token)

    def wanted(self, tried: Tried) -> tuple[str, ...]:
        """Give what could have stood there, as the pattern has it."""
        nodes = (tried.numbered.nodes[number] for number in tried.attempt.failed)
        shown = dict.fromkeys(
            self.scenery.write(node) for node in nodes if not isinstance(node, Gap)
        )
        return tuple(shown)

    def inner(self, tried: Tried) -> Iterator[Tried]:
        """Give the attempts of the rules that make the wanted items, at the token of the item."""
        for layer in self._layers(tried):
            for rule in self.makers(layer):
                for variant, pattern in enumerate(rule.variants):
                    watcher = watch(pattern, self.scenery.scene_of(rule), rule.within)
                    attempt = watcher.attempt(tried.attempt.token)
                    if attempt is not None and attempt.step >= 0:
                        yield Tried(rule, variant, watcher, attempt)

    def makers(self, layer: str) -> Iterator[Rule]:
        """Give the rules that make items of a layer."""
        for rule in self.scenery.ruleset.rules:
            known = rule.id in self.scenery.journal.seekers
            if known and not rule.emits and rule.target == layer:
                yield rule

    def line(self, tried: Tried) -> Line:
        """Give the line of `match` step by step, up to where it stopped."""
        return draw_line(
            tried.rule, tried.variant, tried.numbered, tried.attempt.captures, self.scenery,
            failed=tried.attempt.step,
        )  # fmt: skip

    def notes(self, tried: Tried) -> Iterator[str]:
        """Tell what the pattern alone does not show: how a gap ended, which rows are near."""
        numbered, attempt = tried.numbered, tried.attempt
        before = attempt.step - 1
        if before >= 0 and isinstance(numbered.nodes[numbered.steps[before]], Gap):
            number = numbered.steps[before]
            for first, end in read_trace(attempt.captures).get(number, ()):
                how, what = tried.watcher.why_ended(number, first, end)
                yield f"gap-{how} {what}"
        for number in attempt.failed:
            node = numbered.nodes[number]
            if isinstance(node, InLexicon):
                for row in list(self.scenery.rows_like(node.name, attempt.token))[:2]:
                    yield f"row {{{row.lexicon}}} {row.file}:{row.line} " + " ".join(
                        f"{key}={value}" for key, value in row.values.items()
                    )
            elif isinstance(node, Word) and node.exact:
                stood = self.scenery.stood(attempt.token)
                if stood is not None and stood.text.casefold() == node.text.casefold():
                    yield f"exact {node.text}"

    def absences(
        self, tried: Tried, depth: int = DEPTH, seen: Sequence[str] = ()
    ) -> tuple[Absence, ...]:
        """Tell why the items that were wanted do not begin where the attempt stopped."""
        if self.stood(tried) is None or not depth:
            return ()
        found = [
            ranked[1]
            for layer in self._layers(tried)
            if layer not in seen
            and (ranked := self._absence(layer, tried.attempt.token, depth, (*seen, layer)))
        ]
        return tuple(found[:WANTED])

    def begun(
        self, rule: Rule, variant: int, numbered: Numbered, captures: Captures, line: Line
    ) -> Line:
        """Give the line of a match, told of each step left out that had begun what stopped it."""
        taken = read_trace(captures)
        steps = []
        for step, number in zip(line.steps, numbered.steps, strict=True):
            node = numbered.nodes[number]
            before = [end for at in range(number) for _, end in taken.get(at, ())]
            if step.status == LEFT_OUT and isinstance(node, Maybe) and before:
                watcher = watch(node.part, self.scenery.scene_of(rule), rule.within)
                attempt = watcher.attempt(max(before))
                if attempt is not None and attempt.token > attempt.first:
                    tried = Tried(rule, variant, watcher, attempt)
                    stopped = (self.stood(tried), self.wanted(tried), self.absences(tried))
                    steps.append(evolve(step, stopped=Stopped(*stopped)))
                    continue
            steps.append(step)
        return evolve(line, steps=tuple(steps))

    def _layers(self, tried: Tried) -> Sequence[str]:
        """Give the layers of which an item was wanted."""
        nodes = (tried.numbered.nodes[number] for number in tried.attempt.failed)
        return list(dict.fromkeys(node.name for node in nodes if isinstance(node, InLayer)))

    def _absence(
        self, layer: str, token: int, depth: int, seen: Sequence[str]
    ) -> tuple[Rank, Absence] | None:
        """Give the rule of a layer that came nearest at a token, and how near; None if none did."""
        told = [
            ranked
            for rule in self.makers(layer)
            for variant in range(len(rule.variants))
            if (ranked := self._absence_of(rule, variant, token, depth, seen)) is not None
        ]
        best = max(told, key=lambda each: each[0], default=None)
        return best if best is not None and best[0][0] > 0 else None

    def _absence_of(
        self, rule: Rule, variant: int, token: int, depth: int, seen: Sequence[str]
    ) -> tuple[Rank, Absence] | None:
        scenery = self.scenery
        watcher = watch(rule.variants[variant], scenery.scene_of(rule), rule.within)
        place = rule.line_of(variant)
        attempt = watcher.attempt(token)
        if attempt is None:
            known = [m for m in scenery.journal.matches[rule.id] if m.first == token]
            for match in known:
                rival = rival_of(match, scenery)
                if rival is not None:
                    made = Absence(rule.target, rule.id, place.path, place.line, LOST, rival=rival)
                    return (2.0, 0.0), made
            state = watcher.match(rule.variants[variant], token)
            if state is None:
                return None
            captures = read_captures(state.captures)
            match = Match(rule, variant, token, state.token, captures)
            refusals = find_refusals(match, scenery.extractor.engine.zones_of(rule), scenery)
            if not refusals:
                return None
            return (3.0, 0.0), Absence(
                rule.target, rule.id, place.path, place.line, REFUSED, refusals=refusals
            )
        tried = Tried(rule, variant, watcher, attempt)
        return tried.nearness[:2], Absence(
            rule.target, rule.id, place.path, place.line, MISSED, self.wanted(tried)[:WANTED],
            self.stood(tried), absences=self.absences(tried, depth - 1, seen),
        )  # fmt: skip


def read_captures(captures: Captures) -> dict[str, tuple[tuple[int, int], ...]]:
    """Give what the fields of a pattern took, in the order of the text."""
    found: dict[str, list[tuple[int, int]]] = {}
    for name, first, end in captures:
        if first < end:
            found.setdefault(name, []).append((first, end))
    return {name: tuple(spans) for name, spans in found.items()}


def rival_of(match: Match, scenery: Scenery) -> Rival | None:
    """Give to whom a match gave way, or None."""
    loss = scenery.loss_of(match)
    if loss is None:
        return None
    winner = loss.winner
    span = scenery.span((winner.first, winner.end))
    place = winner.rule.place
    return Rival(winner.rule.id, place.path, place.line, span, loss.reason)


def draw_line(
    rule: Rule,
    variant: int,
    numbered: Numbered,
    captures: Captures,
    scenery: Scenery,
    *,
    failed: int | None = None,
) -> Line:
    """Give a line of `match` with what each step took; at the step that failed it ends."""
    taken = read_trace(captures)
    steps = []
    for n, number in enumerate(numbered.steps):
        written = scenery.write(numbered.nodes[number])
        if failed is not None and n > failed and number not in taken:
            steps.append(Step(n + 1, written, UNREACHED, None))
            continue
        end = numbered.steps[n + 1] if n + 1 < len(numbered.steps) else len(numbered.nodes)
        reasons = tuple(scenery.reasons(numbered, taken, range(number, end)))
        sure = [reason.span for reason in reasons if reason.span.start < reason.span.end]
        span = None
        if sure:
            text = scenery.document.text
            low, high = sure[0].start, max(each.end for each in sure)
            span = Span(low, high, text[low:high])
        status = MATCHED if reasons or not takes_nothing(numbered.nodes[number]) else LEFT_OUT
        if n == failed:
            status = FAILED
        steps.append(Step(n + 1, written, status, span, reasons))
    place = rule.line_of(variant)
    reached = sum(step.status in (MATCHED, LEFT_OUT) for step in steps)
    return Line(
        place.path, place.line, scenery.write(rule.variants[variant]), tuple(steps), reached
    )
