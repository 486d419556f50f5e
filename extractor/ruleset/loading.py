"""Packs in, one ruleset out, or all their problems at once. Nothing is ever half loaded."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from attrs import evolve, frozen

from extractor.collection import paused
from extractor.errors import Place, Problem, RuleError
from extractor.reading.tokens import compile_tokens
from extractor.ruleset.complaints import Complaints
from extractor.ruleset.kinds import NORMALISERS
from extractor.ruleset.layers import read_layers
from extractor.ruleset.memory import Memory
from extractor.ruleset.nodes import Node, Scalar
from extractor.ruleset.opening import Opened, name_of, open_packs
from extractor.ruleset.overlays import read_overlays
from extractor.ruleset.packs import Files, read_pack, read_shipped
from extractor.ruleset.pattern import Pattern
from extractor.ruleset.reading_groups import read_groups
from extractor.ruleset.reading_kinds import read_kinds, read_language
from extractor.ruleset.reading_lexicons import LexiconReader
from extractor.ruleset.reading_patterns import PatternReader
from extractor.ruleset.reading_rules import RuleReader
from extractor.ruleset.ruleset import Ruleset
from extractor.ruleset.strata import order_layers


@frozen
class Declaration:
    """A lexicon or phrase as a pack declares it, and whether any pattern names it."""

    sort: str
    name: str
    pack: str
    place: Place
    used: bool


@frozen
class Loaded:
    """A ruleset with what only those want to know who write rules.

    `warnings` are those that reading itself has found, `declarations` all lexicons and phrases,
    `files` the bytes of all files by shown path, `owners` the packs that these belong to,
    `written` the text of each pattern of a rule by its place, `spots` where the parts of a node of
    a pattern begin, `sections` the keys that the files of each pack have.
    """

    ruleset: Ruleset
    warnings: tuple[Problem, ...]
    declarations: tuple[Declaration, ...]
    files: Mapping[str, bytes]
    owners: Mapping[str, str]
    written: Mapping[Place, str]
    spots: Mapping[int, tuple[Scalar, int, Sequence[int]]]
    sections: Mapping[str, frozenset[str]]

    def spot(self, node: Pattern, number: int) -> Place | None:
        """Give the place of a part of a node of a pattern, where it was read from a file."""
        scalar, offset, begun = self.spots.get(id(node), (None, 0, ()))
        if scalar is None or number >= len(begun):
            return None
        return scalar.place_of(offset + begun[number])


def load_packs(
    paths: Sequence[Path] = (),
    *,
    shipped: bool = True,
    instead: bool = False,
    normalisers: Sequence[str] = (),
    given: Sequence[Files] = (),
    memory: Memory | None = None,
) -> Loaded:
    """Give the ruleset, as `front.load_ruleset` does, with what rule authors want to know.

    `given` are packs beside those at `paths` whose bytes are at hand, such as an editor's.
    With a `memory` what has not changed since it was last given is not read again.
    """
    with paused():
        return _load_packs(paths, given, shipped, instead, normalisers, memory=memory or Memory())


def _load_packs(
    paths: Sequence[Path],
    given: Sequence[Files],
    shipped: bool,  # noqa: FBT001 - handed on as it came
    instead: bool,  # noqa: FBT001 - as above
    normalisers: Sequence[str],
    *,
    memory: Memory,
) -> Loaded:
    complaints = Complaints()
    problems = complaints.problems
    packs = list(read_shipped(problems)) if shipped else []
    own = [files for path in paths if (files := read_pack(path, problems)) is not None]
    own += given
    if instead:
        names = {name_of(files) for files in own}
        packs = [files for files in packs if name_of(files) not in names]
    packs += own
    loaded = _load(packs, (*NORMALISERS, *normalisers), complaints, memory)
    found = quote_lines(_tell_causes(set(complaints.problems), loaded.owners), loaded.files)
    if not all(problem.is_warning for problem in found):
        raise RuleError(tuple(problem for problem in found if not problem.is_warning))
    return evolve(loaded, warnings=found)


def _tell_causes(problems: Iterable[Problem], owners: Mapping[str, str]) -> list[Problem]:
    """Give the problems in order, without the names that a file of the pack may hold.

    That file cannot be read, and each name in it would be missed wherever it is used.
    """
    unread = {owners.get(p.place.path) for p in problems if p.name in ("not-yaml", "not-utf8")}
    return sorted(
        problem
        for problem in problems
        if problem.name != "unknown-name" or owners.get(problem.place.path) not in unread
    )


def quote_lines(problems: Sequence[Problem], files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Give the problems, each with the line of the file that it is in."""
    lines: dict[str, list[str]] = {}
    quoted = []
    for problem in problems:
        path, number = problem.place.path, problem.place.line
        if path not in lines:
            lines[path] = files.get(path, b"").decode("utf-8-sig", "replace").split("\n")
        known = lines[path]
        line = known[number - 1].rstrip("\r") if number <= len(known) else None
        quoted.append(evolve(problem, line=line or None))
    return tuple(quoted)


def _load(
    packs: Sequence[Files], normalisers: Sequence[str], complaints: Complaints, memory: Memory
) -> Loaded:
    opened, notices = open_packs(packs, complaints, memory)
    files = {path: data for pack in packs for path, data in pack.contents.items()}
    language = read_language([node for _, node in _each(opened, "reading")], complaints)
    pattern = compile_tokens(language)

    def split(text: str) -> list[str]:
        # an enclitic is a token only behind a word, and is named without one in rules
        if text.casefold().replace("’", "'") in language.enclitics:
            return [text]
        return [match[0] for match in pattern.finditer(text)]

    overlays = read_overlays([(pack.name, pack.sections) for pack in opened], complaints)
    lexicon_reader = LexiconReader(opened, split, overlays, complaints, language, memory)
    lexicons = lexicon_reader.read()
    phrases = _read_phrases(opened, complaints)
    patterns = PatternReader(
        complaints, split, {name: body for name, (_, _, body) in phrases.items()}, lexicons
    )
    kinds = read_kinds(_each(opened, "kinds"), complaints)
    rules = RuleReader(patterns, kinds, normalisers, overlays).read(_each(opened, "rules"))
    ruleset = Ruleset(
        packs={pack.name: pack.pack for pack in opened},
        language=language,
        lexicons=lexicons,
        kinds=kinds,
        rules=rules,
        strata=order_layers(rules, complaints),
        groups=read_groups([node for _, node in _each(opened, "groups")], complaints),
        keys=read_layers([node for _, node in _each(opened, "layers")], rules, complaints),
        phrases=patterns.read_phrases(),
        notices=quote_lines(notices, files),
        grown={
            name: tuple(sorted({each.pack for each in found}))
            for name, found in sorted(overlays.lexicons.items())
        },
    )
    files |= {path: data for pack in packs for path, data in pack.contents.items()}
    named = {node.name for rule in rules for node in rule.lexicons}
    declarations = [
        Declaration("lexicon", name, pack, place, name in named)
        for name, (pack, place) in lexicon_reader.places.items()
    ]
    declarations += [
        Declaration("phrase", name, pack, key.place, name in patterns.used_phrases())
        for name, (pack, key, _) in phrases.items()
    ]
    owners = {path: pack.name for pack in opened for path in pack.files.contents}
    sections = {
        pack.name: frozenset(key for each in pack.sections for key in each) for pack in opened
    }
    return Loaded(
        ruleset, (), tuple(declarations), files, owners, patterns.written, patterns.spots, sections
    )


def _each(packs: Sequence[Opened], key: str) -> list[tuple[str, Node]]:
    return [
        (pack.name, section[key]) for pack in packs for section in pack.sections if key in section
    ]


def _read_phrases(
    packs: Sequence[Opened], complaints: Complaints
) -> Mapping[str, tuple[str, Scalar, Scalar]]:
    """Give for each phrase its pack, its name where it stands, and its text."""
    phrases: dict[str, tuple[str, Scalar, Scalar]] = {}
    for pack, node in _each(packs, "phrases"):
        for name, body in complaints.named(node, "`phrases`"):
            if name.text in phrases:
                what = f"there is a phrase {name.text!r} already"
                complaints.add(name.place, what, "give it another name", "declared-twice")
            if isinstance(body, Scalar):
                phrases[name.text] = pack, name, body
            else:
                what = "a phrase is no text"
                complaints.add(body.place, what, "write a pattern", "wrong-form")
    return phrases
