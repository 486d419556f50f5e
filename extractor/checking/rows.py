"""A lexicon and texts in, frozen frames out: texts in which each row of the lexicon decides.

A word is put where it may matter, in a text made for a rule that names the lexicon. It does matter
if the rule makes something else of the text as soon as the lexicon is empty.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import define, evolve, field, frozen

from extractor.checking.bench import Bench
from extractor.checking.cases import HOLE, Frame
from extractor.checking.drafts import join
from extractor.checking.examples import Value
from extractor.checking.replaying import outcomes, replay
from extractor.checking.telling import Told
from extractor.checking.trying import EXCUSED, HELD, Attempt, Trial
from extractor.errors import Place
from extractor.matching.folding import fold
from extractor.ruleset.lexicons import Entry, Lexicon
from extractor.ruleset.rules import Rule

TEXTS = 10
FRAMES = 8
MISSES = 2
SAMPLES = 12
ANYWHERE = 4
BESIDE = 3
LONGEST = 24
FEW = 12
READABLE = 16

Outcome = Told | None


@frozen
class Spot:
    """A text with a hole, for a rule, and how much of the values of a row the rule then gives."""

    rule: Rule
    text: str
    date: str | None
    told: int = 0


@frozen
class Made:
    """A text that was made for a rule: its date, and from which token on how many were made."""

    text: str
    date: str | None
    first: int
    tokens: int


def choose_texts(attempts: Sequence[Attempt]) -> tuple[Made, ...]:
    """Give those of the texts made for a rule into which words are put, short ones first."""
    fitting = [
        Made(a.text, a.carrier.date, a.first, len(a.draft.words))
        for verdict, most in ((HELD, TEXTS), (EXCUSED, TEXTS // 2))
        for a in sorted(
            (
                attempt
                for attempt in attempts
                if attempt.verdict == verdict
                and "\n" not in attempt.text
                and HOLE not in attempt.text
            ),
            key=lambda attempt: (len(attempt.text) < READABLE, len(attempt.text), attempt.text),
        )[:most]
    ]
    return tuple(fitting)


@define
class RowFreezer:
    """Finds the frames of lexicons, with the texts that were made for rules, by rule."""

    trial: Trial
    made: Mapping[str, Sequence[Made]]
    left: dict[str, list[str]] = field(factory=dict)

    def frames(self, lexicon: Lexicon) -> Iterator[Frame]:
        """Give frames that have each row of a lexicon; note the words that decide nothing.

        Where rules ask for the value of a column, there are frames in which that decides too.
        """
        left = {self._write(entry): entry for entry in self._meant(lexicon)}
        made = list(self._cover(lexicon, left, self._with(evolve(lexicon, entries=()))))
        done = {str(row[0]) for frame in made for row in frame.rows}
        written = {self._write(entry): entry for entry in lexicon.entries}
        self._note(lexicon, {word: each for word, each in written.items() if word not in done})
        for column in self._asked(lexicon):
            for value in sorted({entry.values[column] for entry in lexicon.entries}):
                changed = _change(lexicon, column, value)
                other = self._with(changed)
                left = {
                    self._write(old): old
                    for old, new in zip(lexicon.entries, changed.entries, strict=True)
                    if old != new
                }
                for frame in made:
                    for row, (_, problem) in zip(frame.rows, replay((frame,), other), strict=True):
                        if problem is not None:
                            left.pop(str(row[0]), None)
                made += self._cover(lexicon, left, other)
        yield from made

    def _meant(self, lexicon: Lexicon) -> list[Entry]:
        """Give the rows of a lexicon that some rule can mean: no other can decide anywhere."""
        rules = (rule for rule in self.trial.ruleset.rules if rule.id in self.made)
        nodes = {node for rule in rules for node in rule.lexicons if node.name == lexicon.name}
        return [
            entry
            for entry in lexicon.entries
            if any(n.column is None or lexicon.value(entry, n.column) in n.values for n in nodes)
        ]

    def _note(self, lexicon: Lexicon, left: Mapping[str, Entry]) -> None:
        """Keep the words that decide nothing; of one in several forms a single form is enough."""
        done = {lexicon.value(e, "lemma") for e in lexicon.entries if self._write(e) not in left}
        lost = [
            word
            for word, entry in left.items()
            if (lemma := lexicon.value(entry, "lemma")) is None or lemma not in done
        ]
        if lost:
            self.left[lexicon.name] = lost

    def _with(self, lexicon: Lexicon) -> Bench:
        """Give a bench for the rules that name a lexicon, with another one in its place."""
        ruleset = self.trial.ruleset
        changed = evolve(ruleset, lexicons={**ruleset.lexicons, lexicon.name: lexicon})
        naming = [
            rule
            for rule in ruleset.rules
            if rule.id in self.made and any(node.name == lexicon.name for node in rule.lexicons)
        ]
        return Bench.around(changed, naming)

    def _asked(self, lexicon: Lexicon) -> list[int]:
        """Give the columns for whose values some rule asks, but for those that forms make."""
        asked = {
            node.column
            for rule in self.trial.ruleset.rules
            for node in rule.lexicons
            if node.name == lexicon.name
        }
        known = enumerate(lexicon.columns)
        return [n for n, name in known if name in asked and name not in ("lemma", "form")]

    def _cover(self, lexicon: Lexicon, left: dict[str, Entry], runner: Bench) -> Iterator[Frame]:
        """Give frames in which rows decide, each taken from those that are left."""
        spots: dict[Spot, None] = {}
        tried: set[Spot] = set()
        samples = _samples(lexicon, list(left.values()))
        # a word is likely to decide where another one of its kind stood, which is soon looked up
        sought = [(True, each) for each in samples] + [(False, each) for each in samples[:ANYWHERE]]
        for likely, sample in sought:
            if self._write(sample) in left:
                spots |= dict.fromkeys(self._spots(lexicon, sample, runner, likely=likely))
                fresh = sorted(
                    (spot for spot in spots if spot not in tried),
                    # a few words around it make a text that can be read
                    key=lambda spot: (
                        -spot.told,
                        len(spot.text) < READABLE,
                        len(spot.text),
                        spot.text,
                        spot.rule.id,
                    ),
                )
                misses = 0
                for spot in fresh[:FRAMES]:
                    if not left or misses == MISSES:
                        break
                    tried.add(spot)
                    before = len(left)
                    for frame in self._fill(spot, list(left), runner):
                        for row in frame.rows:
                            del left[str(row[0])]
                        yield frame
                    misses += before == len(left)

    def _write(self, entry: Entry) -> str:
        text = join(entry.words, self.trial.ruleset.language)
        capital = entry.case == "capital" and not text[:1].isupper()
        return text[:1].upper() + text[1:] if capital else text

    def _spots(
        self, lexicon: Lexicon, sample: Entry, without: Bench, *, likely: bool
    ) -> Iterator[Spot]:
        """Give the holes in which one row of the lexicon decides.

        The likely ones are those in which a row of it stood.
        """
        word = self._write(sample)
        rows = {tuple(map(fold, entry.words)) for entry in lexicon.entries}
        known = {fold(entry.words[0]) for entry in lexicon.entries}
        values = {value for value in sample.values if value}
        for rule in self.trial.ruleset.rules:
            if rule.id not in self.made or all(node.name != lexicon.name for node in rule.lexicons):
                continue
            by_date: dict[str | None, dict[str, None]] = {}
            for made in self.made[rule.id]:
                holes = by_date.setdefault(made.date, {})
                holes |= dict.fromkeys(
                    hole for hole, gone in self._holes(made) if not likely or gone in rows
                )
            for date, holes in by_date.items():
                found = self._decide(rule, list(holes), [word] * len(holes), date, without)
                for text, (decides, outcome) in zip(holes, found, strict=True):
                    # what decides must be the word in the hole, and not another one of its kind
                    if decides and known.isdisjoint(self._fold(text)):
                        said = _said(outcome)
                        yield Spot(rule, text, date, len(values & said))

    def _fold(self, text: str) -> set[str]:
        reading = self.trial.bench.read(text.replace(HOLE, " "))
        return set(map(fold, reading.words))

    def _holes(self, made: Made) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give a text with a hole for some of its tokens, with these, and between each two."""
        text = made.text
        reading = self.trial.bench.read(text)
        size = len(reading.words)
        low = max(0, made.first - BESIDE)
        high = min(size, made.first + made.tokens + BESIDE)
        if high - low > LONGEST:
            return
        for token in range(low, high):
            start, end = reading.starts[token], reading.ends[token]
            if text[max(start - 1, 0) : start].isalnum():
                continue
            for last in range(token, min(token + 3, size)):
                stop = reading.ends[last]
                if not text[stop : stop + 1].isalnum():
                    gone = tuple(map(fold, reading.words[token : last + 1]))
                    yield f"{text[:start]}{HOLE}{text[stop:]}", gone
            yield f"{text[:start]}{HOLE} {text[start:]}", ()
            if token + 1 == size:
                yield f"{text[:end]} {HOLE}{text[end:]}", ()

    def _decide(
        self,
        rule: Rule,
        texts: Sequence[str],
        words: Sequence[str],
        date: str | None,
        without: Bench,
    ) -> list[tuple[bool, Outcome]]:
        """Tell for each text whether the lexicon decides, and what the rule makes of it."""
        filled = [text.replace(HOLE, word) for text, word in zip(texts, words, strict=True)]
        having = outcomes(rule, filled, date, self.trial.bench.near(rule).runner)
        lacking = outcomes(rule, filled, date, without.near(rule).runner)
        return [
            (len(with_) <= 1 and with_ != none, with_[0] if with_ else None)
            for with_, none in zip(having, lacking, strict=True)
        ]

    def _fill(self, spot: Spot, words: Sequence[str], without: Bench) -> Iterator[Frame]:
        """Give the frames of a hole, with all words that decide there."""
        found = self._decide(spot.rule, [spot.text] * len(words), words, spot.date, without)
        groups: dict[tuple[str, ...] | None, list[tuple[str, Told]]] = {}
        for word, (decides, outcome) in zip(words, found, strict=True):
            if decides:
                key = None if outcome is None else tuple(sorted(outcome))
                groups.setdefault(key, []).append((word, outcome or {}))
        for key, rows in groups.items():
            yield _frame(spot, None if key is None else rows[0][1], rows)


def _change(lexicon: Lexicon, column: int, value: str) -> Lexicon:
    """Give a lexicon all whose rows have one value in a column."""
    return evolve(
        lexicon,
        entries=tuple(
            entry._replace(values=(*entry.values[:column], value, *entry.values[column + 1 :]))
            for entry in lexicon.entries
        ),
    )


def _frame(spot: Spot, first: Told | None, rows: Sequence[tuple[str, Told]]) -> Frame:
    """Give a frame: what all rows have alike stands once, with the hole where their word stands."""
    alike: dict[str, Value] = {}
    columns: list[str] = []
    for key in first or ():
        opened = {_open(told[key], word) for word, told in rows}
        if len(opened) == 1:
            alike[key] = opened.pop()
        else:
            columns.append(key)
    return Frame(
        spot.rule.id,
        spot.text,
        spot.date,
        None if first is None else alike,
        tuple(columns),
        tuple((word, *(told[key] for key in columns)) for word, told in rows),
        Place(""),
    )


def _open(value: Value, word: str) -> Value:
    """Put the hole where a word stands whole."""
    whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    if isinstance(value, str):
        return whole.sub(HOLE, value)
    return tuple(whole.sub(HOLE, each) for each in value)


def _said(outcome: Outcome) -> set[str]:
    said: set[str] = set()
    for value in (outcome or {}).values():
        said |= {value} if isinstance(value, str) else set(value)
    return said


def _samples(lexicon: Lexicon, entries: Sequence[Entry]) -> list[Entry]:
    """Give rows that differ in those columns that hold few values, and some more."""
    few = [
        number
        for number in range(len(lexicon.columns))
        if len({entry.values[number] for entry in entries}) <= FEW
    ]
    found: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        found.setdefault((len(entry.words) > 1, *(entry.values[n] for n in few)), entry)
    spread = entries[:: max(1, len(entries) // 4)]
    return list({id(e): e for e in (*found.values(), *spread)}.values())[:SAMPLES]
