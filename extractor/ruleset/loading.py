"""Packs in, one ruleset out, or all their problems at once. Nothing is ever half loaded."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from attrs import define, field

from extractor.errors import Place, RuleError
from extractor.reading.language import Language
from extractor.reading.tokens import compile_tokens
from extractor.ruleset import shape
from extractor.ruleset.groups import read_groups
from extractor.ruleset.inflection import Paradigm, read_rewrite
from extractor.ruleset.kinds import NORMALISERS, TYPES, Field, Kind
from extractor.ruleset.layers import read_layers
from extractor.ruleset.lexicons import (
    CASES,
    Lexicon,
    Split,
    build_lexicon,
    read_numbers,
    read_table,
    read_words,
)
from extractor.ruleset.nodes import Mapping as MappingNode
from extractor.ruleset.nodes import Node, Scalar, read_nodes
from extractor.ruleset.packs import Files, read_pack, read_shipped
from extractor.ruleset.reading_patterns import PatternReader
from extractor.ruleset.reading_rules import RuleReader
from extractor.ruleset.ruleset import Pack, Ruleset
from extractor.ruleset.strata import order_layers


def load_ruleset(
    paths: Sequence[Path] = (),
    *,
    shipped: bool = True,
    instead: bool = False,
    normalisers: Sequence[str] = (),
) -> Ruleset:
    """Give the ruleset of the shipped packs and those at `paths`.

    With `instead` a pack takes the place of the shipped one that has its name. `normalisers` are
    names that the host program adds to the closed set.
    Raises RuleError with every problem of every file, in order of place.
    """
    loading = _Loading(known=(*NORMALISERS, *normalisers))
    problems = loading.complaints.problems
    packs = list(read_shipped(problems)) if shipped else []
    own = [files for path in paths if (files := read_pack(path, problems)) is not None]
    if instead:
        names = {_name_pack(files) for files in own}
        packs = [files for files in packs if _name_pack(files) not in names]
    packs += own
    ruleset = loading.load(packs)
    if problems:
        raise RuleError(tuple(sorted(set(problems))))
    return ruleset


def _name_pack(files: Files) -> str:
    """Give the name that a pack says it has, or that of its folder."""
    for path, data in files.rule_files:
        root = read_nodes(data, path, [])
        name = None if root is None else root.get("pack")
        if isinstance(name, Scalar):
            return name.text
    return files.name


@define
class _Loading:
    """The state of one load: what has been read so far, and the complaints."""

    known: Sequence[str]
    complaints: shape.Complaints = field(factory=shape.Complaints)
    packs: dict[str, Pack] = field(factory=dict)
    sections: list[tuple[Files, str, Mapping[str, Node]]] = field(factory=list)

    def load(self, packs: Sequence[Files]) -> Ruleset:
        for files in packs:
            self._read_pack(files)
        language = self._read_language()
        pattern = compile_tokens(language)

        def split(text: str) -> list[str]:
            # an enclitic is a token only behind a word, and is named without one in rules
            if text.casefold().replace("’", "'") in language.enclitics:
                return [text]
            return [match[0] for match in pattern.finditer(text)]

        paradigms = self._read_paradigms()
        lexicons = self._read_lexicons(paradigms, split)
        kinds = self._read_kinds()
        patterns = PatternReader(self.complaints, split, self._read_phrases(), lexicons)
        reader = RuleReader(patterns, kinds, self.known)
        rules = reader.read([(pack.name, node) for pack, node in self._each("rules")])
        strata = order_layers(rules, self.complaints)
        keys = read_layers([node for _, node in self._each("layers")], rules, self.complaints)
        groups = read_groups([node for _, node in self._each("groups")], self.complaints)
        return Ruleset(
            self.packs,
            language,
            lexicons,
            kinds,
            rules,
            strata,
            groups,
            keys,
            patterns.read_phrases(),
        )

    def _each(self, key: str) -> list[tuple[Pack, Node]]:
        return [
            (self.packs[name], section[key]) for _, name, section in self.sections if key in section
        ]

    def _read_pack(self, files: Files) -> None:
        own: list[Mapping[str, Node]] = []
        for path, data in files.rule_files:
            root = read_nodes(data, path, self.complaints.problems)
            if root is not None:
                own.append(self.complaints.keys(root, shape.FILE, "a rule file"))
        heads = [section for section in own if "pack" in section]
        name, version = files.name, "0.0.0"
        if heads:
            name = self.complaints.text(heads[0]["pack"], "`pack`") or name
            version = self.complaints.text(heads[0].get("version"), "`version`") or version
        for again in heads[1:]:
            place = again["pack"].place
            self.complaints.add(place, "the pack is named twice", "name it in one file only")
        if name in self.packs:
            place = heads[0]["pack"].place if heads else Place(files.path)
            other = self.packs[name].path
            self.complaints.add(
                place, f"there is a pack {name!r} in {other}", "give this one a name of its own"
            )
            return
        self.packs[name] = Pack(name, version, files.hash, files.path)
        self.sections += [(files, name, section) for section in own]

    def _read_language(self) -> Language:
        found = self._each("reading")
        for _, again in found[1:]:
            self.complaints.add(again.place, "a second `reading` section", "keep only one")
        if not found:
            return Language()
        part = self.complaints
        keys = part.keys(found[0][1], shape.READING, "`reading`")
        captions = part.keys(
            keys.get("captions", MappingNode((), found[0][1].place)), shape.CAPTIONS, "`captions`"
        )

        def words(name: str) -> tuple[str, ...]:
            return part.texts(keys.get(name), f"`{name}`")

        def pairs(name: str) -> tuple[tuple[str, str], ...]:
            read = [part.texts(pair, "a pair") for pair in part.items(keys.get(name), f"`{name}`")]
            if any(len(pair) != 2 or not all(pair) for pair in read):  # noqa: PLR2004
                part.add(keys[name].place, "a pair has two marks", "write [opening, closing]")
                return ()
            return tuple((pair[0], pair[1]) for pair in read)

        return Language(
            pairs=pairs("pairs"),
            singles=pairs("singles"),
            abbreviations=frozenset(words("abbreviations")),
            titles=frozenset(words("titles")),
            enclitics=words("enclitics"),
            openers=frozenset(words("openers")),
            caption_starts=part.texts(captions.get("starts"), "`starts`"),
            caption_ends=part.texts(captions.get("ends"), "`ends`"),
            caption_holds=part.texts(captions.get("holds"), "`holds`"),
        )

    def _read_paradigms(self) -> Mapping[str, Paradigm]:
        paradigms: dict[str, Paradigm] = {}
        for pack, node in self._each("inflection"):
            keys = self.complaints.keys(node, shape.INFLECTION, "`inflection`")
            letters = {}
            for key, value in self.complaints.pairs(keys.get("letters"), "`letters`"):
                letters[key.text] = self.complaints.text(value, "letters") or ""
                if not (len(key.text) == 1 and key.text.isupper() and letters[key.text]):
                    remedy = "write `V: aeiou`, a capital and what it stands for"
                    self.complaints.add(key.place, f"{key.text!r} names no letters", remedy)
            for name, body in self.complaints.pairs(keys.get("paradigms"), "`paradigms`"):
                parts = self.complaints.keys(body, shape.PARADIGM, "a paradigm")
                forms = {}
                for form, rules in self.complaints.pairs(parts.get("forms"), "`forms`"):
                    lines = []
                    for line in self.complaints.scalars(rules, "rewriting rules"):
                        try:
                            lines.append(read_rewrite(line.text, letters))
                        except (ValueError, KeyError):
                            remedy = "write `ending -> ending`, capitals being declared letters"
                            self.complaints.add(
                                line.place, f"no rewriting rule: {line.text!r}", remedy
                            )
                    forms[form.text] = tuple(lines)
                irregular = self._read_irregular(pack, parts.get("irregular"), tuple(forms))
                self._refuse_twice(name, paradigms, "paradigm")
                chosen = self.complaints.choice(
                    parts.get("inflects"), ("first", "last"), "`inflects`"
                )
                paradigms.setdefault(name.text, Paradigm(forms, irregular, chosen == "last"))
        return paradigms

    def _read_irregular(
        self, pack: Pack, node: Node | None, forms: Sequence[str]
    ) -> Mapping[str, Mapping[str, Sequence[str]]]:
        table = self._open(pack, node)
        if table is None:
            return {}
        columns, rows = read_table(table[0], table[1], self.complaints)
        places = [(form, columns.index(form)) for form in forms if form in columns]
        return {
            row.phrase: {
                form: tuple(row.values[at].split("/")) for form, at in places if row.values[at]
            }
            for row in rows
        }

    def _open(self, pack: Pack, node: Node | None) -> tuple[str, str] | None:
        """Give the text and the shown path of a word list that a rule file names."""
        name = self.complaints.text(node, "a file")
        if not name or node is None:
            return None
        path = str(PurePosixPath(node.place.path).parent / name)
        for files, owner, _ in self.sections:
            if owner == pack.name and path in files.contents:
                try:
                    return files.contents[path].decode("utf-8-sig").replace("\r\n", "\n"), path
                except UnicodeDecodeError:
                    self.complaints.add(Place(path), "not UTF-8", "save the file as UTF-8")
                    return None
        self.complaints.add(node.place, f"no file {name!r}", f"put it at {path}")
        return None

    def _read_lexicons(
        self, paradigms: Mapping[str, Paradigm], split: Split
    ) -> Mapping[str, Lexicon]:
        lexicons: dict[str, Lexicon] = {}
        for pack, node in self._each("lexicons"):
            for name, body in self.complaints.named(node, "`lexicons`"):
                keys = self.complaints.keys(body, shape.LEXICON, "a lexicon")
                self._refuse_twice(name, lexicons, "lexicon")
                form = self.complaints.choice(keys.get("form"), tuple(paradigms), "`form`")
                case = self.complaints.choice(keys.get("case"), CASES, "`case`") or "any"
                sources = [key for key in ("file", "words", "numbers") if key in keys]
                place = name.place
                if len(sources) != 1:
                    remedy = "give it one of `words`, `numbers` and `file`"
                    self.complaints.add(place, f"the lexicon {name.text!r} has no words", remedy)
                    lexicons[name.text] = Lexicon(name.text, (), (), place.path)
                    continue
                if sources == ["file"]:
                    table = self._open(pack, keys["file"])
                    if table is None:
                        lexicons[name.text] = Lexicon(name.text, (), (), place.path)
                        continue
                    rows = read_table(table[0], table[1], self.complaints)
                    place = Place(table[1])
                elif sources == ["words"]:
                    rows = read_words(keys["words"], self.complaints)
                else:
                    rows = read_numbers(keys["numbers"], self.complaints)
                lexicons[name.text] = build_lexicon(
                    name.text,
                    rows,
                    case=case,
                    paradigm=paradigms[form] if form else None,
                    split=split,
                    complaints=self.complaints,
                    place=place,
                )
        return lexicons

    def _refuse_twice(self, name: Scalar, known: Mapping[str, object], what: str) -> None:
        if name.text in known:
            self.complaints.add(
                name.place, f"there is a {what} {name.text!r} already", "give it another name"
            )

    def _read_phrases(self) -> Mapping[str, Scalar]:
        phrases: dict[str, Scalar] = {}
        for _, node in self._each("phrases"):
            for name, body in self.complaints.named(node, "`phrases`"):
                self._refuse_twice(name, phrases, "phrase")
                if isinstance(body, Scalar):
                    phrases[name.text] = body
                else:
                    self.complaints.add(body.place, "a phrase is no text", "write a pattern")
        return phrases

    def _read_kinds(self) -> Mapping[str, Kind]:
        kinds: dict[str, Kind] = {}
        part = self.complaints
        for pack, node in self._each("kinds"):
            for name, body in part.named(node, "`kinds`"):
                self._refuse_twice(name, kinds, "kind")
                keys = part.keys(body, shape.KIND, "a kind")
                fields = []
                for each, spec in part.named(keys.get("fields"), "`fields`"):
                    given = part.keys(spec, shape.FIELD, "a field")
                    fields.append(
                        Field(
                            each.text,
                            part.choice(given.get("type"), TYPES, "`type`") or "span",
                            part.flag(given.get("required"), "`required`"),
                            part.flag(given.get("many"), "`many`"),
                            part.text(given.get("about"), "`about`") or "",
                        )
                    )
                one_per = part.scalars(keys.get("one_per"), "`one_per`")
                kinds[name.text] = Kind(
                    name.text,
                    part.text(keys.get("about"), "`about`") or "",
                    tuple(fields),
                    tuple(key.text for key in one_per),
                    part.flag(keys.get("nested"), "`nested`"),
                    part.texts(keys.get("not_in"), "`not_in`"),
                    part.texts(keys.get("reads"), "`reads`"),
                    pack.name,
                    name.place,
                )
        return kinds
