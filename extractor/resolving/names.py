"""A naming phrase in, the fullest name that the document has for that person or body out.

An item names somebody by a capture `name`; or, as its setting `via` says, by a pronoun, by a
description, or as a document whose author is meant.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from attrs import define, field

from extractor.matching.folding import fold
from extractor.matching.matches import Item
from extractor.resolving.context import Context
from extractor.resolving.mentions import Mention, Mentions

PRONOUN = "pronoun"
DOCUMENT = "document"

# How many mentions back a pronoun may look, so that the work stays linear in the text.
LOOK_BACK = 40


@define
class Names:
    """The people and bodies that one document names."""

    context: Context
    _mentions: Mentions = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Keep the document's mentions, which are gathered when first asked for."""
        self._mentions = Mentions(self.context)

    def name_of(self, item: Item, via: str) -> tuple[str, str | None]:
        """Give (name, role) of whom an item names; where nobody is found the phrase itself."""
        context = self.context
        own = context.part(item, "name")
        role = self._mentions.role_in(item)
        if own is not None and via not in (PRONOUN, DOCUMENT):
            return self._fullest(tuple(context.words(own[1])), item, role)
        antecedent = None
        if via in (PRONOUN, DOCUMENT):
            antecedent = self._antecedent(item) if via == PRONOUN else self._author(item)
        if antecedent is None:
            return context.span((item.first, item.end)).text, role
        return self._fullest(
            antecedent.words, antecedent.item, role or self._mentions.role_in(antecedent.item)
        )

    def _fullest(
        self, words: tuple[str, ...], item: Item, role: str | None
    ) -> tuple[str, str | None]:
        best = self._mentions.fullest(words, item.first)
        if best is None:
            return " ".join(words), role
        return self.context.span(best.tokens).text, role or self._mentions.role_of(
            best.words, words
        )

    def _antecedent(self, item: Item) -> Mention | None:
        """Give whom a pronoun means, where the gender shown does not differ.

        In its sentence that is the nearest before it; else, sentence by sentence further back,
        the one named first. A pronoun that shows no gender means nobody for certain.
        """
        gender = self._mentions.gender_in(item)
        if gender is None:
            return None
        sentences = self.context.reading.sentences
        own = bisect_right(sentences, item.first)
        best: Mention | None = None
        found_in = own
        for mention in reversed(self._mentions.before(item.first, LOOK_BACK)):
            first = mention.item.first
            sentence = bisect_right(sentences, first)
            if best is not None and (
                sentence < found_in or (sentence == own and first < best.item.first)
            ):
                break
            if self._mentions.usable(mention) and self._mentions.gender_of(mention) in (
                None,
                gender,
            ):
                best, found_in = mention, sentence
        return best

    def _author(self, item: Item) -> Mention | None:
        """Give who wrote a document, where an item that captures it as `document` says so."""
        noun = fold(self.context.words((item.first, item.end))[-1])
        written = self._documents.get(noun, ())
        at = bisect_right(written, item.first, key=lambda each: each.end)
        name = self.context.part(written[at - 1], "name") if at else None
        return self._mentions.at(name[1]) if name else None

    @cached_property
    def _documents(self) -> dict[str, list[Item]]:
        """Give the items that tell who wrote a document, by the document's noun, in text order."""
        found: dict[str, list[Item]] = {}
        for items in self.context.findings.items.values():
            for item in items:
                if item.match is not None and item.match.tokens(DOCUMENT):
                    words: Sequence[str] = self.context.words(item.match.tokens(DOCUMENT)[0])
                    found.setdefault(fold(words[-1]), []).append(item)
        for written in found.values():
            written.sort(key=lambda item: (item.end, item.first))
        return found
