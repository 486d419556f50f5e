"""The `lexicons:` and `inflection:` of packs in, lexicons with all forms out. Knows no rule."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import PurePosixPath

from attrs import define, field

from extractor.errors import Place
from extractor.reading.language import Language
from extractor.ruleset import naming, shape
from extractor.ruleset.complaints import Complaints
from extractor.ruleset.folders import Refused
from extractor.ruleset.inflection import Paradigm, read_rewrite
from extractor.ruleset.lexicons import Lexicon
from extractor.ruleset.memory import Memory
from extractor.ruleset.nodes import Node, Scalar
from extractor.ruleset.opening import Opened
from extractor.ruleset.overlays import Overlays
from extractor.ruleset.word_lists import (
    Plain,
    Row,
    Split,
    build_lexicon,
    read_added,
    read_numbers,
    read_table,
    read_words,
)

Table = tuple[tuple[str, ...], Iterator[Plain]]


@define
class LexiconReader:
    """Reads the word lists of all packs, with what overlays add to them."""

    packs: Sequence[Opened]
    split: Split
    overlays: Overlays
    complaints: Complaints
    language: Language
    memory: Memory
    places: dict[str, tuple[str, Place]] = field(factory=dict)

    def read(self) -> Mapping[str, Lexicon]:
        """Give the lexicons; `places` then has the pack and the place of each."""
        paradigms = self._read_paradigms()
        self.memory.begin_lexicons((self.language, paradigms))
        lexicons: dict[str, Lexicon] = {}
        for pack in self.packs:
            for section in pack.sections:
                named = self.complaints.named(section.get("lexicons"), "`lexicons`")
                for name, body in named:
                    self._refuse_twice(name, lexicons, "lexicon")
                    self.places[name.text] = pack.name, name.place
                    lexicons[name.text] = self._lexicon(pack, name, body, paradigms)
        owners = {name: pack for name, (pack, _) in self.places.items()}
        self.overlays.check(owners, "lexicon", self.complaints)
        return lexicons

    def _lexicon(
        self, pack: Opened, name: Scalar, body: Node, paradigms: Mapping[str, Paradigm]
    ) -> Lexicon:
        part = self.complaints
        keys = part.keys(body, shape.LEXICON, "a lexicon")
        form = part.choice(keys.get("form"), tuple(paradigms), "`form`", "unknown-name")
        case = part.choice(keys.get("case"), shape.CASES, "`case`") or "any"
        sources = [key for key in ("file", "words", "numbers") if key in keys]
        nothing = Lexicon(name.text, (), (), name.place.path)
        if len(sources) != 1:
            what = f"the lexicon {name.text!r} has no words"
            remedy = "give it one of `words`, `numbers` and `file`"
            part.add(name.place, what, remedy, "missing-key")
            return nothing
        place, table = name.place, None
        if sources == ["file"]:
            table = self._open(pack, keys["file"])
            if table is None:
                return nothing
            place = Place(table[1])
        known = self.memory.find_lexicon(name.text, body, table)
        if known is not None and name.text not in self.overlays.lexicons:
            return known
        before = len(part.problems)
        if table is not None:
            rows: Table = read_table(table[0], table[1], part)
        elif sources == ["words"]:
            rows = read_words(keys["words"], part)
        else:
            rows = read_numbers(keys["numbers"], part)
        lexicon = build_lexicon(
            name.text,
            (rows[0], chain(rows[1], self._added(name.text, rows[0]))),
            case=case,
            paradigm=paradigms.get(form or ""),
            split=self.split,
            complaints=part,
            place=place,
        )
        if len(part.problems) == before and name.text not in self.overlays.lexicons:
            self.memory.keep_lexicon(name.text, body, table, lexicon)
        return lexicon

    def _added(self, name: str, columns: Sequence[str]) -> Iterator[Row]:
        for overlay in self.overlays.lexicons.get(name, ()):
            if "add_words" in overlay.keys:
                yield from read_added(overlay.keys["add_words"], columns, self.complaints)

    def _read_paradigms(self) -> Mapping[str, Paradigm]:
        paradigms: dict[str, Paradigm] = {}
        for pack in self.packs:
            for section in pack.sections:
                if "inflection" not in section:
                    continue
                keys = self.complaints.keys(section["inflection"], shape.INFLECTION, "`inflection`")
                letters = self._letters(keys.get("letters"))
                for name, body in self.complaints.pairs(keys.get("paradigms"), "`paradigms`"):
                    self._refuse_twice(name, paradigms, "paradigm")
                    paradigms.setdefault(name.text, self._paradigm(pack, body, letters))
        return paradigms

    def _letters(self, node: Node | None) -> Mapping[str, str]:
        letters = {}
        for key, value in self.complaints.pairs(node, "`letters`"):
            letters[key.text] = self.complaints.text(value, "letters") or ""
            if not (naming.LETTERS.fullmatch(key.text) and letters[key.text]):
                remedy = "write `V: aeiou`, a capital and what it stands for"
                what = f"{key.text!r} names no letters"
                self.complaints.add(key.place, what, remedy, "bad-name")
        return letters

    def _paradigm(self, pack: Opened, body: Node, letters: Mapping[str, str]) -> Paradigm:
        parts = self.complaints.keys(body, shape.PARADIGM, "a paradigm")
        forms = {}
        for form, rules in self.complaints.pairs(parts.get("forms"), "`forms`"):
            lines = []
            for line in self.complaints.scalars(rules, "rewriting rules"):
                try:
                    lines.append(read_rewrite(line.text, letters))
                except (ValueError, KeyError):
                    remedy = "write `ending -> ending`, capitals being declared letters"
                    what = f"no rewriting rule: {line.text!r}"
                    self.complaints.add(line.place, what, remedy, "bad-inflection")
            forms[form.text] = tuple(lines)
        irregular = self._irregular(pack, parts.get("irregular"), tuple(forms))
        chosen = self.complaints.choice(parts.get("inflects"), shape.INFLECTED, "`inflects`")
        return Paradigm(forms, irregular, chosen == "last")

    def _irregular(
        self, pack: Opened, node: Node | None, forms: Sequence[str]
    ) -> Mapping[str, Mapping[str, Sequence[str]]]:
        table = self._open(pack, node)
        if table is None:
            return {}
        columns, rows = read_table(table[0], table[1], self.complaints)
        places = [(form, columns.index(form)) for form in forms if form in columns]
        return {
            phrase: {form: tuple(values[at].split("/")) for form, at in places if values[at]}
            for phrase, values, *_ in rows
        }

    def _open(self, pack: Opened, node: Node | None) -> tuple[str, str] | None:
        """Give the text and the shown path of a word list that a rule file names."""
        name = self.complaints.text(node, "a file")
        if not name or node is None:
            return None
        if name.startswith(("/", "\\")) or ".." in PurePosixPath(name.replace("\\", "/")).parts:
            remedy = "put it into the pack, and name it from the folder of the rule file"
            what = f"{name!r} leads out of the pack"
            self.complaints.add(node.place, what, remedy, "outside-pack")
            return None
        path = str(PurePosixPath(node.place.path).parent / name)
        try:
            data = pack.files.fetch(path)
        except Refused as refusal:
            self.complaints.problems.append(refusal.problem)
            return None
        if data is None:
            what = f"no file {name!r}"
            self.complaints.add(node.place, what, f"put it at {path}", "bad-table")
            return None
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n"), path
        except UnicodeDecodeError:
            self.complaints.add(Place(path), "not UTF-8", "save the file as UTF-8", "not-utf8")
            return None

    def _refuse_twice(self, name: Scalar, known: Mapping[str, object], what: str) -> None:
        if name.text in known:
            told = f"there is a {what} {name.text!r} already"
            self.complaints.add(name.place, told, "give it another name", "declared-twice")
