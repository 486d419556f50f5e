"""Rules in, a closed alphabet out: two symbols for every word that any text can hold.

The first symbol is the word's shape; shapes are an ordered list, the first that fits wins, and
"any capitalised word" is one range. The second is its signature: the set of lexicons and literal
words that it belongs to. All signatures are known when rules are compiled, so nothing is compiled
while text is read.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from attrs import define, field, frozen

from extractor.matching.folding import fold, fold_all, is_capital, level
from extractor.ruleset.lexicons import Entry
from extractor.ruleset.pattern import CLASSES, SHAPES, InLexicon, Word, walk
from extractor.ruleset.ruleset import Ruleset

# Classes of symbols below 256 are the cheapest to compile; nothing of a text stands beside them.
SHAPE_BASE = 0x80
# Signatures stand in the first plane of Unicode, ahead of what marks use: a string of such
# characters is half as long in memory. There is room for 41,000, and for others in the next.
SIGNATURE_BASE, SIGNATURE_END, NEXT_BASE = 0x3400, 0xD800, 0x10000
SHAPE_SIGN = {name: chr(SHAPE_BASE + n) for n, name in enumerate(SHAPES)}
ANY_SHAPE = f"[{chr(SHAPE_BASE)}-{chr(SHAPE_BASE + len(SHAPES) - 1)}]"
NO_SIGNATURE = chr(SIGNATURE_BASE)
STARTER = "starter"
REMEMBERED = 200_000


def shape_of(word: str) -> str:
    """Give the shape of a word.

    >>> [shape_of(w) for w in ("Peru", "USA", "said", "J.", "1,200", ",", "$")]
    ['CAP', 'UPPER', 'LOWER', 'INITIAL', 'NUM', 'PUNCT', 'OTHER']
    """
    first = word[0]
    if first.isalpha():
        if not is_capital(word):
            return "LOWER"
        if len(word) == 2 and word[1] == ".":
            return "INITIAL"
        return "UPPER" if len(word) > 1 and word.isupper() else "CAP"
    if first.isnumeric():
        return "NUM"
    return "OTHER" if first in "$€£¥%+=<>|^~©®°" or ord(first) > 0x2BFF else "PUNCT"


def key_of(node: Word | InLexicon) -> str:
    """Name the set of words that a node stands for."""
    if isinstance(node, InLexicon):
        return "{" + node.key
    return f"'{level(node.text)}" if node.exact else f"={fold(node.text)}"


@frozen
class Alphabet:
    """The symbols of one ruleset; `lengths` are those of the phrases that begin with two words.

    `phrases` are the keys of the lexicons that hold some words, `cased` those of which some entry
    asks how the words of a text are written.
    """

    signatures: Mapping[str, str]
    _any: Mapping[str, str]
    _capital: Mapping[str, str]
    _exact: Mapping[str, str]
    phrases: Mapping[tuple[str, ...], tuple[str, ...]]
    lengths: Mapping[tuple[str, ...], tuple[int, ...]]
    longest: Mapping[str, int]
    cased: frozenset[str]
    _entries: "_Entries"

    def symbols(self, word: str) -> str:
        """Give the two symbols of a word."""
        folded = fold(word)
        sign = self._exact.get(level(word))
        if sign is None:
            table = self._capital if is_capital(word) else self._any
            sign = table.get(folded, NO_SIGNATURE)
        return SHAPE_SIGN[shape_of(word)] + sign

    def find_entry(self, key: str, words: Sequence[str]) -> Entry | None:
        """Give the entry of a lexicon (by its key) that stands for these words of a text."""
        return self.find_folded(key, fold_all(tuple(words)), words)

    def find_folded(self, key: str, folded: tuple[str, ...], words: Sequence[str]) -> Entry | None:
        """Give what `find_entry` gives, for words that are folded already."""
        for entry in self._entries[key].get(folded, ()):
            if fits(entry, words):
                return entry
        return None


class SymbolTable(dict[str, str]):
    """Symbols by word, filled as words are met; forgets all when it grows too large."""

    def __init__(self, alphabet: Alphabet) -> None:
        super().__init__()
        self._alphabet = alphabet

    def __missing__(self, word: str) -> str:
        """Make the symbols of a word that is met for the first time."""
        if len(self) > REMEMBERED:
            self.clear()
        symbols = self[word] = self._alphabet.symbols(word)
        return symbols


def fits(entry: Entry, words: Sequence[str]) -> bool:
    """Tell whether words of a text are written as an entry demands."""
    if entry.case == "exact":
        # most are written to the letter
        return entry.words == words or all(
            level(a) == level(b) for a, b in zip(entry.words, words, strict=True)
        )
    return entry.case == "any" or is_capital(words[0])


def close_alphabet(ruleset: Ruleset) -> Alphabet:
    """Give the alphabet of a ruleset: its signatures, and its phrases by their words."""
    plain: dict[str, set[str]] = {}
    capital: dict[str, set[str]] = {}
    exact: dict[str, set[str]] = {}
    phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
    longest: dict[str, int] = {}
    cased: set[str] = set()
    nodes: dict[str, InLexicon] = {}
    rows = _Rows(ruleset)
    for node in sorted(_named(ruleset), key=key_of):
        key = key_of(node)
        if isinstance(node, Word):
            if node.exact:
                exact.setdefault(level(node.text), set()).add(key)
            else:
                plain.setdefault(fold(node.text), set()).add(key)
            continue
        nodes[key] = node
        # one tuple for all rows: a lexicon may have a million
        alone = (key,)
        sizes, cases = {1}, {"any"}
        for entry, words in rows.of(node):
            cases.add(entry.case)
            size = len(words)
            if size > 1:
                keys = phrases.setdefault(words, alone)
                if keys[-1] != key:
                    phrases[words] = keys + alone
                sizes.add(size)
                continue
            table, word = plain, words[0]
            if entry.case == "exact":
                table, word = exact, level(entry.words[0])
            elif entry.case == "capital":
                table = capital
            table.setdefault(word, set()).add(key)
        longest[key] = max(sizes)
        if len(cases) > 1:
            cased.add(key)
    lengths = _lengths(phrases)
    for first in {words[0] for words in lengths}:
        plain.setdefault(first, set()).add(STARTER)
    signatures, by_word = _number(plain, capital, exact)
    tables = _Entries(rows, nodes)
    return Alphabet(signatures, *by_word, phrases, lengths, longest, frozenset(cased), tables)


def _lengths(phrases: Iterable[tuple[str, ...]]) -> Mapping[tuple[str, ...], tuple[int, ...]]:
    """Give the lengths of phrases, the longest first, by their first two words."""
    lengths: dict[tuple[str, ...], tuple[int, ...]] = {}
    alone: dict[int, tuple[int, ...]] = {}
    for words in phrases:
        # of a phrase of two words this is the phrase itself, not a copy
        size, pair = len(words), words[:2]
        sizes = lengths.get(pair)
        if sizes is None:
            lengths[pair] = alone.setdefault(size, (size,))
        elif size not in sizes:
            lengths[pair] = tuple(sorted((*sizes, size), reverse=True))
    return lengths


def has_same_words(one: Ruleset, other: Ruleset) -> bool:
    """Tell whether the alphabets of two rulesets are the same."""
    return one.lexicons == other.lexicons and _named(one) == _named(other)


# Made once, not for each node of all patterns.
NAMED = Word | InLexicon


def _named(ruleset: Ruleset) -> set[Word | InLexicon]:
    return {
        node
        for rule in ruleset.rules
        for pattern in rule.patterns()
        for node in walk(pattern)
        if isinstance(node, NAMED)
    }


Words = tuple[str, ...]
Folded = tuple[Entry, Words]


@define
class _Rows:
    """The rows of lexicons with their words as they are compared, by the values of a column."""

    ruleset: Ruleset
    _folded: dict[str, list[Words]] = field(init=False, factory=dict)
    _known: dict[tuple[str, str], dict[str, list[Folded]]] = field(init=False, factory=dict)

    def of(self, node: InLexicon) -> Iterable[Folded]:
        """Give the rows that a node stands for."""
        if node.column is None:
            return self._whole(node.name)
        by_value = self._of_column(node.name, node.column)
        if len(set(node.values)) == 1:
            return by_value.get(node.values[0], ())
        wanted = {id(each[0]) for value in node.values for each in by_value.get(value, ())}
        return (each for each in self._whole(node.name) if id(each[0]) in wanted)

    def _whole(self, name: str) -> Iterator[Folded]:
        entries = self.ruleset.lexicons[name].entries
        folded = self._folded.get(name)
        if folded is None:
            folded = self._folded[name] = [fold_all(entry.words) for entry in entries]
        return zip(entries, folded, strict=True)

    def _of_column(self, name: str, column: str) -> dict[str, list[Folded]]:
        known = self._known.get((name, column))
        if known is None:
            known = self._known[name, column] = {}
            at = self.ruleset.lexicons[name].columns.index(column)
            for each in self._whole(name):
                known.setdefault(each[0].values[at], []).append(each)
        return known


class _Entries(dict[str, Mapping[Words, Sequence[Entry]]]):
    """The entries of lexicons by their words, put in order where a lexicon is first asked for.

    Most are only sought in a text: what an entry says is asked where one was found.
    """

    def __init__(self, rows: _Rows, nodes: Mapping[str, InLexicon]) -> None:
        super().__init__()
        self._rows = rows
        self._nodes = nodes

    def __missing__(self, key: str) -> Mapping[Words, Sequence[Entry]]:
        """Put the rows of a lexicon in order."""
        known: dict[Words, tuple[Entry, ...]] = {}
        if key in self._nodes:
            for entry, words in self._rows.of(self._nodes[key]):
                alike = known.get(words)
                known[words] = (entry,) if alike is None else (*alike, entry)
        self[key] = known
        return known


Signs = dict[str, str]


def _number(
    plain: Mapping[str, set[str]],
    capital: Mapping[str, set[str]],
    exact: Mapping[str, set[str]],
) -> tuple[Mapping[str, str], tuple[Signs, Signs, Signs]]:
    """Give each set of keys that a word can have a symbol, alike sets side by side.

    First the symbols of each key, then those of each word: written small, with a capital, and to
    the letter.
    """
    nothing: frozenset[str] = frozenset()
    small = {word: frozenset(keys) for word, keys in plain.items()}
    large = small | {word: small.get(word, nothing) | keys for word, keys in capital.items()}
    precise = {
        word: (large if is_capital(word) else small).get(fold(word), nothing) | keys
        for word, keys in exact.items()
    }
    sizes = Counter(chain.from_iterable((*small.values(), *large.values(), *precise.values())))
    rank = {key: n for n, key in enumerate(sorted(sizes, key=lambda k: (-sizes[k], k)))}
    distinct = {*small.values(), *large.values(), *precise.values()}
    ordered = sorted(distinct, key=lambda keys: sorted(rank[key] for key in keys))
    sign = {keys: signature_symbol(n + 1) for n, keys in enumerate(ordered)}
    members: dict[str, list[str]] = {}
    for keys in ordered:
        for key in keys:
            members.setdefault(key, []).append(sign[keys])
    return {key: "".join(signs) for key, signs in members.items()}, (
        {word: sign[keys] for word, keys in small.items()},
        {word: sign[keys] for word, keys in large.items()},
        {word: sign[keys] for word, keys in precise.items()},
    )


def signature_symbol(number: int) -> str:
    """Give the symbol of a signature by its number.

    >>> [hex(ord(signature_symbol(n))) for n in (0, 41_983, 41_984)]
    ['0x3400', '0xd7ff', '0x10000']
    """
    code = SIGNATURE_BASE + number
    return chr(code if code < SIGNATURE_END else code - SIGNATURE_END + NEXT_BASE)


def character_class(signs: Iterable[str]) -> str:
    """Give the regular expression for one of several symbols, as few ranges as can be.

    >>> character_class("cabx")
    '[a-cx]'
    """
    codes = sorted({ord(sign) for sign in signs})
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    shown = [chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in ranges]
    return f"[{''.join(shown)}]"


def shapes_without(names: Iterable[str]) -> str:
    """Give the regular expression for the shape symbols that are in none of some classes."""
    out = {shape for name in names for shape in CLASSES[name]}
    left = [sign for shape, sign in SHAPE_SIGN.items() if shape not in out]
    return character_class(left) if left else "(?!)"


def shape_class(name: str) -> str:
    """Give the regular expression for the shape symbols of a class such as WORD."""
    return character_class(SHAPE_SIGN[shape] for shape in CLASSES[name])
