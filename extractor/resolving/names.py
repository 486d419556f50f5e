"""A naming phrase in, the fullest name that the document has for that person or body out.

An item names somebody by a capture `name` (a name), or by `pronoun` or `description`, and says so
in its setting `via`. Captions, tags and quoted text are no antecedents.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from attrs import define, field, frozen

from extractor.matching.folding import fold
from extractor.matching.matches import Item, Tokens
from extractor.reading.zones import CAPTION, TAG
from extractor.resolving.context import Context
from extractor.ruleset.strata import QUOTATION


@frozen
class Mention:
    """Somebody named by name: where, the words of the name, the role and the gender beside it."""

    item: Item
    words: tuple[str, ...]
    role: str | None
    gender: str | None
    usable: bool


@define
class Names:
    """The people and bodies that one document names."""

    context: Context
    _mentions: list[Mention] | None = field(init=False, default=None)

    @property
    def mentions(self) -> Sequence[Mention]:
        """Give every item that has a name of its own, in text order."""
        if self._mentions is None:
            self._mentions = list(self._gather())
        return self._mentions

    def _gather(self) -> Iterator[Mention]:
        context = self.context
        hidden = [
            (item.first, item.end)
            for layer in (QUOTATION, CAPTION, TAG)
            for item in context.items(layer)
        ]
        seen: dict[Tokens, Mention] = {}
        for layer in sorted(context.findings.items):
            for item in context.items(layer):
                if item.match is None or not item.match.tokens("name"):
                    continue
                tokens = item.match.tokens("name")[0]
                usable = not any(a <= tokens[0] and tokens[1] <= b for a, b in hidden)
                gender = self.gender(item)
                mention = Mention(
                    item, tuple(context.words(tokens)), self.role(item), gender, usable
                )
                known = seen.get(tokens)
                if known is None or (mention.role and not known.role):
                    seen[tokens] = mention
        yield from sorted(seen.values(), key=lambda m: (m.item.first, m.item.end))

    def role(self, item: Item) -> str | None:
        """Give the role that stands in the naming phrase itself."""
        found = self.context.part(item, "role")
        return self.context.span(found[1]).text if found else None

    def gender(self, item: Item) -> str | None:
        """Give the gender that a title, a role or a pronoun of the phrase shows."""
        for name in ("title", "role", "pronoun"):
            found = self.context.part(item, name)
            if found and found[0].match is not None:
                shown = self.context.column(found[0].match, name, found[1], "gender")
                if shown:
                    return shown
        return None

    def name_of(self, item: Item, via: str) -> tuple[str, str | None]:
        """Give (name, role) of whom an item names, `via` a name, a pronoun or a description."""
        context = self.context
        own = context.part(item, "name")
        role = self.role(item)
        if via == "pronoun" or own is None:
            antecedent = self._antecedent(item) if via == "pronoun" else None
            if antecedent is None:
                return context.span((item.first, item.end)).text, role
            return self._fullest(antecedent.words, antecedent.item, role or antecedent.role)
        return self._fullest(tuple(context.words(own[1])), item, role)

    def _fullest(
        self, words: tuple[str, ...], item: Item, role: str | None
    ) -> tuple[str, str | None]:
        """Give the longest name that ends alike, the last one before the item if there are several."""
        last = fold(words[-1])
        alike = [
            mention
            for mention in self.mentions
            if fold(mention.words[-1]) == last and _includes(mention.words, words)
        ]
        before = [mention for mention in alike if mention.item.first <= item.first] or alike
        if not before:
            return " ".join(words), role
        longest = max(len(mention.words) for mention in before)
        best = [mention for mention in before if len(mention.words) == longest][-1]
        same = [m for m in self.mentions if m.words == best.words or m.words == words]
        roles = [m.role for m in same if m.role and m.item.first <= item.first]
        roles += [m.role for m in same if m.role]
        text = self._text(best)
        return text, role or (roles[0] if roles else None)

    def _text(self, mention: Mention) -> str:
        match = mention.item.match
        return "" if match is None else self.context.span(match.tokens("name")[0]).text

    def _antecedent(self, item: Item) -> Mention | None:
        """Give whom a pronoun means: in its sentence the nearest before it, else, sentence by

        sentence further back, the one named first, where the gender shown does not differ.
        """
        gender = self.gender(item)
        sentences = self.context.reading.sentences

        def sentence(mention: Mention) -> int:
            return bisect_right(sentences, mention.item.first)

        own = bisect_right(sentences, item.first)
        before = [m for m in self.mentions if m.usable and m.item.end <= item.first]
        here = [m for m in before if sentence(m) == own]
        ordered = here[::-1] + sorted(
            (m for m in before if sentence(m) != own),
            key=lambda m: (-sentence(m), m.item.first),
        )
        fits: Callable[[Mention], bool] = lambda m: self._known_gender(m) in (None, gender)  # noqa: E731
        sure: Callable[[Mention], bool] = lambda m: gender is not None and fits(m)  # noqa: E731
        return next((m for m in ordered if sure(m)), None)

    def _known_gender(self, mention: Mention) -> str | None:
        """Give the gender that any mention of the same name shows."""
        last = fold(mention.words[-1])
        shown = [m.gender for m in self.mentions if m.gender and fold(m.words[-1]) == last]
        return mention.gender or (shown[0] if shown else None)


def _includes(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Tell whether all words of a name stand in another one."""
    folded = [fold(word) for word in longer]
    return all(fold(word) in folded for word in shorter)
