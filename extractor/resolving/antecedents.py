"""A pronoun or a description in, the naming phrase before it that it leads back to out.

Knows the captures of naming phrases: `pronoun`, `head` (the noun of a description), `definite` (a
mark that the description leads back to something said before) and `person` (a noun of people).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from attrs import define, field

from extractor.matching.folding import fold
from extractor.matching.matches import Item, Tokens
from extractor.resolving.context import TOKENS_OF, Context
from extractor.resolving.mentions import Mention, Mentions

# How many naming phrases back one may look, so that the work stays linear in the text.
LOOK_BACK = 40
PLURAL = "plural"
THIRD = "3"


@define
class Antecedents:
    """What the pronouns and descriptions of one document lead back to."""

    context: Context
    mentions: Mentions
    _known: dict[Tokens, Item | None] = field(init=False, factory=dict)
    _sentences: dict[int, int] = field(init=False, factory=dict)
    _phrases: Sequence[Item] = field(init=False)
    _starts: Sequence[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Gather the phrases."""
        self._phrases = self._find_phrases()
        self._starts = [phrase.first for phrase in self._phrases]

    def of(self, item: Item) -> Item | None:
        """Give the naming phrase that an item leads back to, or None."""
        key = (item.first, item.end)
        if key not in self._known:
            self._known[key] = None
            pronoun = self.context.part(item, "pronoun")
            found = self._of_pronoun(item, *pronoun) if pronoun else self._of_description(item)
            self._known[key] = found
        return self._known[key]

    def _find_phrases(self) -> Sequence[Item]:
        """Give the pronouns and descriptions outside quoted text, in text order."""
        sighting = self.context.sighting
        found = [
            item
            for layer in sorted({*sighting.layers_with("pronoun"), *sighting.layers_with("head")})
            for item in self.context.items(layer)
            if item.match is not None
            and ("pronoun" in item.match.captures or "head" in item.match.captures)
            and not self.mentions.hides(TOKENS_OF(item))
        ]
        return sorted(found, key=TOKENS_OF)

    def _sentence(self, item: Item) -> int:
        """Give the number of the sentence in which an item begins."""
        known = self._sentences.get(item.first)
        if known is None:
            known = bisect_right(self.context.reading.sentences, item.first)
            self._sentences[item.first] = known
        return known

    def _before(self, item: Item) -> Iterator[Item]:
        """Give the last phrases that begin before an item, from the last one back."""
        end = bisect_left(self._starts, item.first)
        return reversed(self._phrases[max(0, end - LOOK_BACK) : end])

    def _named_before(self, item: Item) -> Iterator[Mention]:
        """Give the last mentions that begin before an item, from the last one back."""
        end = self.mentions.count_before(item.first)
        return reversed(self.mentions.all[max(0, end - LOOK_BACK) : end])

    def _of_pronoun(self, item: Item, holder: Item, tokens: Tokens) -> Item | None:
        gender = self._column(holder, "pronoun", tokens, "gender")
        if gender is not None:
            return self._of_person(item, gender)
        if self._column(holder, "pronoun", tokens, "person") != THIRD:
            return None
        plural = self._column(holder, "pronoun", tokens, "number") == PLURAL
        # what stands in its own sentence is rather what is done something to
        sentences = self.context.reading.sentences
        start = sentences[bisect_right(sentences, item.first) - 1]
        if plural:
            return self._nearest(item, (each for each in self._groups(item) if each.first < start))
        return self._nearest(
            item,
            (each for each in self._named_bodies(item) if each.first < start),
            (each for each in self._bodies(item) if each.first < start),
        )

    def _of_person(self, item: Item, gender: str) -> Item | None:
        """Give the nearest of the people named before, or a pronoun of the same gender.

        Somebody of whom nothing tells that it is a person counts only where nobody else does.
        """
        named = list(self._people(item, gender, sure=True))
        named = named or list(self._people(item, gender, sure=False))
        # whoever stands in a sentence before that is further away
        since = self._sentence(named[0]) if named else 0
        phrases = takewhile(lambda each: self._sentence(each) >= since, self._before(item))
        pronouns = (each for each in phrases if self._pronoun_gender(each) == gender)
        return self._nearest(item, named, pronouns)

    def _people(self, item: Item, gender: str, *, sure: bool) -> Iterator[Item]:
        """Give the people named in the last sentence that names any, from the last one back."""
        mentions = self.mentions
        return self._last_sentence(
            mention.item
            for mention in self._named_before(item)
            if mentions.usable(mention)
            and mentions.gender_of(mention) in (None, gender)
            and (not sure or mentions.is_person(mention))
        )

    def _groups(self, item: Item) -> Iterator[Item]:
        for phrase in self._before(item):
            if self._number(phrase) == PLURAL or self._is_like(phrase, item):
                yield phrase

    def _named_bodies(self, item: Item) -> Iterator[Item]:
        for mention in self._named_before(item):
            if not mention.hidden and not self.mentions.is_person(mention):
                yield mention.item

    def _bodies(self, item: Item) -> Iterator[Item]:
        for phrase in self._before(item):
            described = self._head(phrase) and self._number(phrase) != PLURAL
            of_body = described and not self.context.part(phrase, "person")
            if of_body or self._is_like(phrase, item):
                yield phrase

    def _is_like(self, phrase: Item, item: Item) -> bool:
        """Tell whether two phrases are the same pronoun."""
        words = self.context.words
        both = ((each.first, each.end) for each in (phrase, item))
        first, second = ([fold(word) for word in words(tokens)] for tokens in both)
        return bool(self.context.part(phrase, "pronoun")) and first == second

    def _of_description(self, item: Item) -> Item | None:
        """Give who is meant by a definite description: by role, by kind of body, or by noun."""
        noun = self._head(item)
        if noun is None or not self.context.part(item, "definite"):
            return None
        described = (
            mention.item
            for mention in self._named_before(item)
            if not mention.hidden and noun in self.mentions.nouns(mention)
        )
        named = next(described, None)
        since = -1 if named is None else named.first
        nearer = takewhile(lambda each: each.first > since, self._before(item))
        return next((each for each in nearer if self._head(each) == noun), named)

    def _nearest(self, item: Item, *ways: Iterable[Item]) -> Item | None:
        """Give in the item's own sentence the last one, else, sentence by sentence, the first.

        Each way gives candidates from the last one back.
        """
        own = self._sentence(item)
        near = [each for way in ways for each in reversed(list(self._last_sentence(way)))]

        def nearness(other: Item) -> tuple[int, int]:
            sentence = self._sentence(other)
            return -sentence, -other.first if sentence == own else other.first

        return min(near, key=nearness, default=None)

    def _last_sentence(self, candidates: Iterable[Item]) -> Iterator[Item]:
        """Give the candidates, which come from the last one back, of the last sentence with any."""
        last = None
        for candidate in candidates:
            sentence = self._sentence(candidate)
            if last is None:
                last = sentence
            elif sentence != last:
                return
            yield candidate

    def _head(self, phrase: Item) -> str | None:
        found = self.context.part(phrase, "head")
        return fold(self.context.words(found[1])[-1]) if found else None

    def _pronoun_gender(self, phrase: Item) -> str | None:
        found = self.context.part(phrase, "pronoun")
        return self._column(found[0], "pronoun", found[1], "gender") if found else None

    def _number(self, phrase: Item) -> str | None:
        found = self.context.part(phrase, "head")
        if found is None:
            return None
        holder, (_, end) = found
        return self._column(holder, "head", (end - 1, end), "number")

    def _column(self, holder: Item, name: str, tokens: Tokens, column: str) -> str | None:
        match = holder.match
        return None if match is None else self.context.column(match, name, tokens, column)
