"""A document's items in; out come all mentions of somebody by name, and what is known of each name.

Knows no sentence: which mention a pronoun means is for `names` to say.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attrs import define, field

from extractor.matching.folding import fold
from extractor.matching.matches import Item, Tokens
from extractor.reading.zones import CAPTION, HEADING, TAG
from extractor.resolving.context import TOKENS_OF, Context
from extractor.ruleset.pattern import QUOTATION
from extractor.spans import Cover

Words = tuple[str, ...]


class Mention(NamedTuple):
    """Somebody named by name: the item, where its name stands, and the words of the name.

    `folded` are the words as they are compared; `sorted_out` tells that some rule sets a `sort` for
    the name, so that it names no person, and `hidden` that it stands where nobody is meant.
    """

    item: Item
    tokens: Tokens
    words: Words
    folded: Words
    sorted_out: bool
    hidden: bool


@define
class Mentions:
    """All mentions of one document, in text order; each question is answered once a name.

    `all` are the items that have a name of their own; `_beside` is what stands around names in
    phrases.
    """

    context: Context
    all: Sequence[Mention] = field(init=False)
    _starts: list[int] = field(init=False)
    _by_first: dict[str, list[Mention]] = field(init=False)
    _by_last: dict[str, list[Mention]] = field(init=False)
    _hidden: Cover = field(init=False)
    _beside: Cover = field(init=False)
    _fullest: dict[tuple[Words, str | None], tuple[list[int], list[Mention]]] = field(
        init=False, factory=dict
    )
    _roles: dict[Words, tuple[int, str] | None] = field(init=False, factory=dict)
    _genders: dict[Words, str | None] = field(init=False, factory=dict)
    _shown: dict[int, str | None] = field(init=False, factory=dict)
    _persons: dict[int, bool] = field(init=False, factory=dict)
    _nouns: dict[int, frozenset[str]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Gather the mentions, and index them."""
        layers = (QUOTATION, CAPTION, TAG)
        self._hidden = Cover(
            TOKENS_OF(item) for layer in layers for item in self.context.items(layer)
        )
        self.all = list(self._gather())
        self._starts, self._by_first, self._by_last = [], {}, {}
        beside: list[Tokens] = []
        for mention in self.all:
            first, end = TOKENS_OF(mention.item)
            start, stop = mention.tokens
            self._starts.append(first)
            self._by_first.setdefault(mention.folded[0], []).append(mention)
            self._by_last.setdefault(mention.folded[-1], []).append(mention)
            if first < start:
                beside.append((first, start))
            if stop < end:
                beside.append((stop, end))
        self._beside = Cover(beside)

    def _gather(self) -> Iterator[Mention]:
        """Give one mention for each name, in text order, from the item that says most about it.

        Headings give none: their words may be written with capitals for being in a heading.
        """
        context = self.context
        seen: dict[Tokens, tuple[Item, int]] = {}
        sorted_out: set[Tokens] = set()
        for layer in context.sighting.layers_with("name"):
            for item in context.items(layer):
                match = item.match
                captures = match.captures if match is not None else {}
                if match is None or "name" not in captures:
                    continue
                tokens, said = captures["name"][0], len(captures)
                known = seen.get(tokens)
                if known is None or said > known[1]:
                    seen[tokens] = item, said
                    if "sort" in match.rule.settings:
                        sorted_out.add(tokens)
        headings = Cover(map(TOKENS_OF, context.items(HEADING)))
        for tokens, (item, _) in sorted(seen.items(), key=lambda each: TOKENS_OF(each[1][0])):
            if not headings.holds(*tokens):
                words = tuple(context.words(tokens))
                folded = tuple(map(fold, words))
                yield Mention(item, tokens, words, folded, tokens in sorted_out, self.hides(tokens))

    def hides(self, tokens: Tokens) -> bool:
        """Tell whether tokens stand in a caption, a tag or quoted text, where nobody is meant."""
        return self._hidden.holds(*tokens)

    def is_person(self, mention: Mention) -> bool:
        """Tell whether something in the document shows that a name is a person's."""
        if mention.sorted_out:
            return False
        known = self._persons.get(id(mention))
        if known is None:
            fullest = self.fullest(mention.words, mention.item.first, None) or mention
            known = self._persons[id(mention)] = bool(
                self.gender_of(mention)
                or self.role_of(fullest.words, mention.words)
                or self.context.part(fullest.item, "person")
            )
        return known

    def nouns(self, mention: Mention) -> frozenset[str]:
        """Give the nouns by which a mention may be described: its role, and how its name ends."""
        known = self._nouns.get(id(mention))
        if known is None:
            role = self.context.part(mention.item, "role")
            said = self.context.words(role[1]) if role else ()
            known = self._nouns[id(mention)] = frozenset((*map(fold, said), mention.folded[-1]))
        return known

    def usable(self, mention: Mention) -> bool:
        """Tell whether a person may be meant: not in captions, tags and quoted text.

        A rule that sets a `sort`, such as place or body, names no person; nor does a name that
        stands beside another one in the same phrase, as the owner in "Rojas's lawyer, Ana Paz".
        """
        return not (mention.sorted_out or mention.hidden or self._beside.holds(*mention.tokens))

    def role_in(self, item: Item) -> str | None:
        """Give the role that stands in a naming phrase itself."""
        found = self.context.part(item, "role")
        return self.context.text(found[1]) if found else None

    def gender_in(self, item: Item) -> str | None:
        """Give the gender that a title, a role or a pronoun of a naming phrase shows."""
        key = id(item)
        if key not in self._shown:
            self._shown[key] = self._find_gender(item)
        return self._shown[key]

    def _find_gender(self, item: Item) -> str | None:
        for name in ("title", "role", "pronoun"):
            found = self.context.part(item, name)
            if found and found[0].match is not None:
                shown = self.context.column(found[0].match, name, found[1], "gender")
                if shown:
                    return shown
        return None

    def count_before(self, token: int) -> int:
        """Give how many mentions begin before a token."""
        return bisect_left(self._starts, token)

    def fullest(self, words: Words, token: int, gender: str | None) -> Mention | None:
        """Give the longest name that ends alike and holds these words, else one that begins alike.

        Of those up to `token`, else of all; the last one, if several are as long. A mention that
        shows another gender is somebody else.
        """
        key = (words, gender)
        known = self._fullest.get(key)
        if known is None:
            known = self._grow(self._by_last, -1, key)
            if len(words) == 1 and not known[1]:
                known = self._grow(self._by_first, 0, key)
            self._fullest[key] = known
        starts, best = known
        if not best:
            return None
        return best[max(bisect_right(starts, token) - 1, 0)]

    def _grow(
        self, table: dict[str, list[Mention]], at: int, key: tuple[Words, str | None]
    ) -> tuple[list[int], list[Mention]]:
        """Give, in text order, each mention that is as long as any before it, and its start."""
        starts: list[int] = []
        best: list[Mention] = []
        words, gender = key
        folded = tuple(map(fold, words))
        for mention in table.get(folded[at], ()):
            shown = self.gender_in(mention.item) if gender else None
            if (
                shown in (None, gender)
                and len(mention.words) > 1
                and all(word in mention.folded for word in folded)
                and (not best or len(mention.words) >= len(best[-1].words))
            ):
                starts.append(mention.item.first)
                best.append(mention)
        return starts, best

    def role_of(self, *names: Words) -> str | None:
        """Give the first role that the document has for one of these names."""
        roles = []
        for words in names:
            if words not in self._roles:
                same = (m for m in self._by_last.get(fold(words[-1]), ()) if m.words == words)
                known = ((m.item.first, self.role_in(m.item)) for m in same)
                self._roles[words] = next(((at, role) for at, role in known if role), None)
            roles.append(self._roles[words])
        return min((role for role in roles if role is not None), default=(0, None))[1]

    def gender_of(self, mention: Mention) -> str | None:
        """Give the gender that the mention, or another one that may be of the same person, shows.

        Those are a mention by surname alone, and for a surname alone all that end in it.
        """
        key = mention.words
        if key not in self._genders:
            same = (
                each
                for each in self._by_last[mention.folded[-1]]
                if each.words == key or 1 in (len(each.words), len(key))
            )
            shown = (self.gender_in(each.item) for each in same)
            self._genders[key] = next(filter(None, shown), None)
        return self.gender_in(mention.item) or self._genders[key]
