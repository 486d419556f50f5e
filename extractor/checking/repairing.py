"""An attempt that stopped in; the smallest change of the text that makes the rule match out.

Each change is tried for true: the changed text is read and all rules run over it.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from attrs import define, evolve, field, frozen

from extractor.checking.explanation import Absence, Change, Seen
from extractor.checking.fillers import MARKS, Fillers
from extractor.checking.nearest import LOST, MADE, REFUSED, Nearest, Tried
from extractor.checking.scenery import Scenery
from extractor.checking.seeing import see
from extractor.matching.alphabet import shape_of
from extractor.matching.folding import fold
from extractor.matching.matches import Tokens
from extractor.reading import Document
from extractor.ruleset.pattern import Gap, InLexicon, Pattern, Shape, Word
from extractor.ruleset.rules import Rule
from extractor.spans import Span

INSERT, REPLACE, DELETE = "insert", "replace", "delete"
# So many changes are tried for one attempt, each in its paragraph and the one before; of those that
# do so many are tried in the whole text.
TRIES = 80
TRIED_WHOLE = 3
# Where an item is wanted, the rules that make it are mended too, so many of them and so deep.
INNER = 4
DEPTH = 2
# What may come of a change, the better first.
RANK = (MADE, LOST, REFUSED)


@frozen
class Edit:
    """A change of a text: `span` goes, and `text` comes, of which `word` is what a reader adds.

    `beside` is where the word begins beside which another one is put, or -1; `about` is the match
    that is to be freed, or None where one is to come about at the place of the change.
    """

    action: str
    span: Span
    word: str
    text: str
    beside: int = -1
    about: Span | None = None

    def apply(self, text: str) -> str:
        """Give the changed text."""
        return text[: self.span.start] + self.text + text[self.span.end :]


@define
class Repairing:
    """Tries changes of one document."""

    scenery: Scenery
    rule: Rule
    nearest: Nearest = field(init=False)
    _fillers: Fillers = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Take words from the rules."""
        self.nearest = Nearest(self.scenery)
        self._fillers = Fillers(self.scenery.extractor, self.rule)

    @property
    def _words(self) -> Sequence[str]:
        return self.scenery.reading.words

    def mend(self, tried: Tried) -> Change | None:
        """Give the smallest change that makes the pattern match where an attempt stopped."""
        edits = list(self._edits(tried))
        for absence in self.nearest.absences(tried):
            edits += self._instead(absence)
        within = [tried]
        for _ in range(DEPTH):
            within = [inner for each in within for inner in self.nearest.inner(each)]
            within.sort(key=lambda each: each.nearness, reverse=True)
            edits += [edit for each in within[:INNER] for edit in self._edits(each)]
        return self._best(list(dict.fromkeys(edits)))

    def free(self, seen: Seen) -> Change | None:
        """Give a change that takes out what refuses a match, where one word does."""
        found = [refusal.found for refusal in seen.refusals if refusal.found is not None]
        edits = [
            evolve(self._taking_out(each), about=seen.span) for each in found if _is_word(each)
        ]
        change = self._best(edits)
        return change if change is not None and change.outcome == MADE else None

    def _instead(self, absence: Absence) -> Iterator[Edit]:
        """Give changes of the word that keeps a wanted item from being made."""
        for found in (refusal.found for refusal in absence.refusals):
            if found is not None and _is_word(found):
                yield self._taking_out(found)
                for word in self._fillers.give(Shape(shape_of(found.text))):
                    yield Edit(REPLACE, found, word, word)

    def _best(self, edits: Sequence[Edit]) -> Change | None:
        ranked: list[tuple[tuple[int, int, bool, int], Edit]] = []
        for number, edit in enumerate(edits[:TRIES]):
            tried = self._try(edit, whole=False)
            if tried is None:
                continue
            change, idle = tried
            rank = RANK.index(change.outcome), len(edit.word.split()), idle, number
            ranked.append((rank, edit))
            if rank[:3] <= (0, 1, False):
                break
        ranked.sort(key=lambda each: each[0])
        for _, edit in ranked[:TRIED_WHOLE]:
            tried = self._try(edit, whole=True)
            if tried is not None:
                return tried[0]
        return None

    def _edits(self, tried: Tried) -> Iterator[Edit]:
        reading = self.scenery.reading
        token, first = tried.attempt.token, tried.attempt.first
        nodes = [tried.numbered.nodes[number] for number in tried.attempt.failed]
        words = [
            word for node in nodes if not isinstance(node, Gap) for word in self._fillers.give(node)
        ]
        over = token >= len(reading.words)
        if not over:
            for word in self._meant(nodes, token):
                yield Edit(REPLACE, reading.span(token, token + 1), word, word)
        beside = -1
        if not over and reading.words[token][0].isalnum():
            beside = reading.starts[token]
        spot = token if tried.attempt.behind is None else tried.attempt.behind
        for skipped in self._skipped(tried):
            yield self._taking_out(reading.span(skipped, skipped + 1))
        for word in words:
            yield evolve(self._insertion(spot, word), beside=beside)
        if not over:
            stood = reading.span(token, token + 1)
            for word in words:
                yield Edit(REPLACE, stood, word, word)
            yield self._taking_out(stood)
        if not over and token > first:
            yield self._taking_out(reading.span(token - 1, token))

    def _meant(self, nodes: Sequence[Pattern], token: int) -> Iterator[str]:
        """Give what the word at a token may have been meant to be."""
        word = self.scenery.reading.words[token]
        for node in nodes:
            if isinstance(node, Word):
                if fold(node.text) == fold(word):
                    yield node.text
            elif isinstance(node, InLexicon):
                rows = list(self.scenery.rows_like(node.name, token))
                lemmas = {row.values["lemma"] for row in rows if "lemma" in row.values}
                yield from self._fillers.near(node, word, lemmas)

    def _skipped(self, tried: Tried) -> Iterator[int]:
        """Give what could go so that a gap which stands before the step that failed is enough."""
        numbered, step = tried.numbered, tried.attempt.step
        if step and isinstance(numbered.nodes[numbered.steps[step - 1]], Gap):
            name = f"#{numbered.steps[step - 1]}"
            for field_name, first, end in tried.attempt.captures:
                if field_name == name:
                    yield from (end, first) if end < len(self._words) else (first,)

    def _insertion(self, token: int, word: str) -> Edit:
        """Put a word before a token, or behind the one before where no space stands between."""
        reading, text = self.scenery.reading, self.scenery.document.text
        if token < len(reading.words):
            at = reading.starts[token]
            if not at or text[at - 1].isspace() or not token:
                return Edit(INSERT, Span(at, at, ""), word, f"{word} ")
        at = reading.ends[token - 1] if token else len(text)
        return Edit(INSERT, Span(at, at, ""), word, f" {word}")

    def _taking_out(self, spot: Span) -> Edit:
        """Take a stretch out, with the space before it or behind it."""
        text = self.scenery.document.text
        start, end = spot.start, spot.end
        before, behind = text[start - 1 : start].isspace() or not start, text[end : end + 1]
        if before and behind == " ":
            end += 1
        elif before and start:
            start -= 1
        return Edit(DELETE, Span(start, end, text[start:end]), spot.text, "")

    def _try(self, edit: Edit, *, whole: bool) -> tuple[Change, bool] | None:
        """Give what comes of a change, or None where the rule does not match there.

        Beside it is told whether the word beside which one was put is idle, no part of the match:
        then it reads better to write the one for the other.
        """
        scenery = self.scenery
        text, shift = scenery.document.text, 0
        if not whole:
            low, high = self._paragraphs(edit)
            text, shift = text[low:high], low
        moved = evolve(edit, span=edit.span.shifted(-shift))
        changed = moved.apply(text)
        near = moved.span.start - 1, moved.span.start + len(moved.text) + 1
        if edit.about is not None:
            gone = len(edit.span.text) if edit.span.start < edit.about.start else 0
            low = edit.about.start - shift - gone
            near = low, low + max(edit.about.end - edit.about.start - len(edit.span.text), 1)
        other = Scenery(scenery.extractor, Document(changed, "", scenery.document.date))
        found = [
            seen
            for seen in see(other, self.rule, traced=False)
            if seen.outcome in RANK and seen.span.start < near[1] and near[0] <= seen.span.end
        ]
        best: Seen | None = min(found, key=lambda seen: RANK.index(seen.outcome), default=None)
        if best is None:
            return None
        lead = len(moved.text) - len(moved.text.lstrip())
        spot = moved.span.start + lead
        place = other.sentence_at(spot)
        shown = changed[place[0] : place[1]]
        stretch = Span(edit.span.start, edit.span.end, edit.span.text)
        change = Change(
            edit.action,
            stretch,
            edit.word,
            shown,
            spot - place[0],
            best.outcome,
            best.refusals,
            best.rival,
        )
        stood = edit.beside - shift + (len(moved.text) if edit.beside >= edit.span.start else 0)
        idle = edit.beside >= 0 and not best.span.start <= stood < best.span.end
        return change, idle

    def _paragraphs(self, edit: Edit) -> Tokens:
        """Give the offsets of the paragraphs that a change is about, and of the one before."""
        reading = self.scenery.reading
        starts = [reading.starts[first] for first in reading.paragraphs]
        first, last = edit.span.start, edit.span.end
        if edit.about is not None:
            first, last = min(first, edit.about.start), max(last, edit.about.end)
        at = max(bisect_right(starts, first) - 2, 0)
        end = bisect_right(starts, last)
        high = starts[end] if end < len(starts) else len(self.scenery.document.text)
        return (starts[at] if starts else 0), high


def _is_word(stretch: Span) -> bool:
    """Tell whether a stretch holds one word, and perhaps marks."""
    return sum(piece.strip(MARKS).isalnum() for piece in stretch.text.split()) == 1
