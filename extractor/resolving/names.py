"""A naming phrase in, the fullest name that the document has for that person or body out.

An item names somebody by a capture `name`; or, as its setting `via` says, by a pronoun, by a
description, or as a document whose author is meant.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from attrs import define

from extractor.matching.folding import fold
from extractor.matching.matches import Item
from extractor.resolving.antecedents import Antecedents
from extractor.resolving.context import Context
from extractor.resolving.mentions import Mentions

DOCUMENT = "document"
# Whoever is meant is looked for among the items of all layers that capture something as one of
# these, and in no others.
GATHERED = frozenset({"name", "pronoun", "head", DOCUMENT})

# "She" of "she" of "the mayor" of "Mayor Ana Rojas": so many steps are taken.
LONGEST_CHAIN = 40


@define
class Names:
    """The people and bodies that one document names."""

    context: Context

    @cached_property
    def _mentions(self) -> Mentions:
        return Mentions(self.context)

    @cached_property
    def _antecedents(self) -> Antecedents:
        return Antecedents(self.context, self._mentions)

    def name_of(self, item: Item, via: str) -> tuple[str, str | None]:
        """Give (name, role) of whom an item names; where nobody is found the phrase itself."""
        context = self.context
        role = self._mentions.role_in(item)
        for _ in range(LONGEST_CHAIN):
            own = context.part(item, "name")
            if own is not None and not (context.part(item, "pronoun") or via == DOCUMENT):
                name, known = self._fullest(tuple(context.words(own[1])), item)
                return name, role or self._mentions.role_in(item) or known
            before = self._author(item) if via == DOCUMENT else self._antecedents.of(item)
            if before is None:
                break
            item, via = before, ""
        return context.text((item.first, item.end)), role

    def _fullest(self, words: tuple[str, ...], item: Item) -> tuple[str, str | None]:
        best = self._mentions.fullest(words, item.first, self._mentions.gender_in(item))
        if best is None:
            return " ".join(words), self._mentions.role_of(words)
        return self.context.text(best.tokens), self._mentions.role_of(best.words, words)

    def _author(self, item: Item) -> Item | None:
        """Give who wrote a document, where an item that captures it as `document` says so."""
        noun = fold(self.context.words((item.first, item.end))[-1])
        written = self._documents.get(noun, ())
        at = bisect_right(written, item.first, key=lambda each: each.end)
        author = self.context.part(written[at - 1], "author") if at else None
        if author is None or author[0].match is None:
            return None
        return self.context.item_at(author[0].match, "author", author[1])

    @cached_property
    def _documents(self) -> dict[str, list[Item]]:
        """Give the items that tell who wrote a document, by the document's noun, in text order."""
        found: dict[str, list[Item]] = {}
        for layer in self.context.sighting.layers_with(DOCUMENT):
            for item in self.context.items(layer):
                if item.match is not None and item.match.tokens(DOCUMENT):
                    words: Sequence[str] = self.context.words(item.match.tokens(DOCUMENT)[0])
                    found.setdefault(fold(words[-1]), []).append(item)
        for written in found.values():
            written.sort(key=lambda item: (item.end, item.first))
        return found
