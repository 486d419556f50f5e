"""The names of countries of a ruleset in; a name in any usual spelling in, its country's code out.

The words of a name are brought into one form: without accents, case and punctuation, with short
forms written out. Then names are compared in their order, without it, and at last without the words
that only say what sort of country it is. Knows no text: a name stands alone.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from extractor.ruleset.lexicons import Entry, Lexicon
from extractor.ruleset.ruleset import Ruleset

# The lexicons whose rows are names; of those that hold a name the first says what it means.
NAMED = ("country_alias", "country")
# The lexicon of other languages, one of which is a column: a row for each name would slow loading.
LANGUAGES = "country_name"
BETWEEN = "|"
PARTS = re.compile(r"[,:;/()\[\]]+")
YEARS = ("first", "last")
Key = tuple[str, ...]


@frozen
class CountryCode:
    """A name and the code that it stands for; without one, `reason` tells why."""

    name: str
    code: str | None
    reason: str | None = None


@frozen
class Known:
    """A code with the years in which a name stood for it, None where there is no such limit."""

    code: str
    first: int | None
    last: int | None

    def holds(self, on: datetime.date | None) -> bool:
        """Tell whether the name was in use on a day; without a day it always was."""
        if on is None:
            return True
        return (self.first or on.year) <= on.year <= (self.last or on.year)


@frozen
class CountryNames:
    """Names in their one form, and without the words of `generic`, each with what it stands for."""

    spellings: Mapping[str, Key]
    generic: frozenset[str]
    excepting: frozenset[str]
    territories: Mapping[str, str]
    names: Mapping[Key, frozenset[Known]]
    loose: Mapping[Key, frozenset[Known]]

    @classmethod
    def of(cls, ruleset: Ruleset) -> "CountryNames":
        """Give the names that the lexicons of a ruleset hold."""
        lexicons = ruleset.lexicons
        spellings = {
            _written(entry): tuple(value.split())
            for entry, value in _rows(lexicons["spelling"], "value")
        }
        generic = frozenset(
            word for entry in lexicons["generic"].entries for word in _key(_written(entry), {})
        )
        names: dict[Key, frozenset[Known]] = {}
        loose: dict[Key, frozenset[Known]] = {}
        named = [_names(lexicons[name]) for name in NAMED]
        for sources in (*named, _foreign_names(lexicons[LANGUAGES])):
            own: dict[Key, frozenset[Known]] = {}
            for name, known in sources:
                key = _key(name, spellings)
                own[key] = own.get(key, frozenset()) | known
                short = tuple(word for word in key if word not in generic)
                loose[short] = loose.get(short, frozenset()) | known
            names = own | names
        return cls(
            spellings,
            generic,
            frozenset(_written(entry) for entry in lexicons["excepting"].entries),
            {_written(entry): value for entry, value in _rows(lexicons["territory"], "country")},
            names,
            loose,
        )

    def resolve(self, name: str, *, on: datetime.date | None = None) -> CountryCode:
        """Give the country of a name, or why there is none."""
        found = self._whole(name, on) or self._joined(name, on)
        if len(found) == 1:
            return CountryCode(name, found.pop())
        if found:
            return CountryCode(name, None, f"it may be {' or '.join(sorted(found))}")
        if on is not None and self.resolve(name).code is not None:
            return CountryCode(name, None, f"no country bears this name on {on.isoformat()}")
        return CountryCode(name, None, "no country is known by this name")

    def _whole(self, name: str, on: datetime.date | None) -> set[str]:
        """Give the countries that a name as a whole may mean."""
        for text in (name, _repaired(name)):
            key = _key(text, self.spellings)
            short = tuple(word for word in key if word not in self.generic)
            for table, each in ((self.names, key), (self.loose, short)):
                if each and each in table:
                    return {known.code for known in table[each] if known.holds(on)}
        return set()

    def _joined(self, name: str, on: datetime.date | None) -> set[str]:
        """Give the country of a name to which that of its country, or an exception, is added."""
        words = name.split()
        stop = next((n for n, word in enumerate(words) if word.casefold() in self.excepting), None)
        if stop:
            return self._whole(" ".join(words[:stop]), on)
        parts = [part for part in PARTS.split(name) if _key(part, self.spellings)]
        owners = set(self.territories.values())
        codes = [self._whole(part, on) or owners & {part.strip()} for part in parts]
        if len(codes) < 2 or not all(len(each) == 1 for each in codes):
            return set()
        found = {code for each in codes for code in each}
        return found - {self.territories[code] for code in found if code in self.territories}


def _names(lexicon: Lexicon) -> Iterator[tuple[str, frozenset[Known]]]:
    """Give the names of a lexicon that has one a row, with what each stands for."""
    for entry, codes in _rows(lexicon, "code"):
        years = tuple(_years(lexicon, entry))
        yield _written(entry), frozenset(Known(code, *years) for code in codes.split())


def _foreign_names(lexicon: Lexicon) -> Iterator[tuple[str, frozenset[Known]]]:
    """Give the names of a lexicon that has one country a row, in all languages of its columns."""
    for entry in lexicon.entries:
        known = frozenset([Known(_written(entry), None, None)])
        for cell in entry.values:
            yield from ((name, known) for name in cell.split(BETWEEN) if name)


def _rows(lexicon: Lexicon, column: str) -> Iterator[tuple[Entry, str]]:
    """Give the rows of a lexicon with their value in a column."""
    for entry in lexicon.entries:
        value = lexicon.value(entry, column)
        if value is not None:
            yield entry, value


def _written(entry: Entry) -> str:
    return " ".join(entry.words)


def _years(lexicon: Lexicon, entry: Entry) -> Iterable[int | None]:
    shown = (lexicon.value(entry, column) for column in YEARS)
    return (int(year) if year else None for year in shown)


def _key(name: str, spellings: Mapping[str, Key]) -> Key:
    """Give the words of a name in alphabetical order, in their one form."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    # an abbreviation with stops inside is one word, as is one with an apostrophe
    plain = re.sub(r"\b(\w)\.\s?(?=\w\b)", r"\1", plain)
    plain = re.sub(r"(?<=\w)\s?['’`](?=s\b)", "", plain)
    words = re.findall(r"\w+", plain)
    return tuple(sorted(part for word in words for part in spellings.get(word, (word,))))


def _repaired(name: str) -> str:
    """Give a name in UTF-8 that was read as Latin-1 as it was meant."""
    try:
        return name.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return name
