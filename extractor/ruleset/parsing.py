"""The one-line pattern language in, pattern trees out. Knows no YAML and no text.

cue:{speech_verb} speaker:<Person>        field:ITEM, {lexicon}, <Layer>
(in | at | near) the? CAP[1-3]            choice, option, repeat, shape
^ On date:<Date> ,? ...12 not <Date> said sentence start, gap with limit and stop
'May' "("                                 to the letter; signs of the language are quoted
list(members:<Country>) ~that @amount     list, look-ahead, phrase
"""

import re
from collections.abc import Callable, Iterator, Sequence

from attrs import frozen

from extractor.ruleset.edges import find_misplaced
from extractor.ruleset.pattern import (
    CLASSES,
    Bound,
    Capture,
    Choice,
    Follows,
    Gap,
    InLayer,
    InLexicon,
    Maybe,
    Pattern,
    Repeat,
    Shape,
    Word,
    fields_of,
    takes_nothing,
)
from extractor.ruleset.pattern import Sequence as Steps

SEPARATOR = "list_separator"
LONGEST_LIST = 40
LARGEST_REPEAT = 40
LARGEST_GAP = 80

# For a node, by its id, where each of its parts begins; for one without parts, where it does.
Offsets = dict[int, tuple[int, ...]]

SIGN = re.compile(
    r"""(?P<space>\s+)
    |(?P<field>[a-z][a-z0-9_]*:(?=\S))
    |(?P<bare>[a-z][a-z0-9_]*:(?=\s|$))
    |(?P<gap>\.\.\.(?P<limit>\d*)(?P<over>[ ]+over\b)?(?P<not>[ ]+not\b)?)
    |(?P<lexicon>\{\s*(?P<lex>[a-z][a-z0-9_]*)(?:\.(?P<column>[a-z][a-z0-9_]*)=(?P<values>[^{}\s]+))?\s*\})
    |(?P<layer><\s*(?P<lay>[A-Z][A-Za-z0-9]*)\s*>)
    |(?P<phrase>@(?P<phr>[a-z][a-z0-9_]*))
    |(?P<repeat>\[\s*(?P<low>\d+)\s*(?:-\s*(?P<high>\d+)\s*)?\])
    |(?P<quoted>'(?P<single>[^'\n]+)'|"(?P<double>[^"\n]+)")
    |(?P<list>list(?=\())
    |(?P<bound>\^\^|\$\$|\^|\$)
    |(?P<sign>[()|?~])
    |(?P<word>[^\s()|?~{}<>@\[\]^$"'.:]+(?:['.:][^\s()|?~{}<>@\[\]^$"'.:]+)*\.?|:)
    """,
    re.VERBOSE,
)


class PatternError(Exception):
    """A pattern that cannot be read: at which character, what is wrong, what to do."""

    def __init__(self, offset: int, what: str, remedy: str, name: str = "bad-pattern") -> None:
        super().__init__(what)
        self.offset = offset
        self.name = name
        self.what = what
        self.remedy = remedy


@frozen
class _Sign:
    kind: str
    match: "re.Match[str]"

    @property
    def offset(self) -> int:
        return self.match.start()


def parse_pattern(
    text: str,
    *,
    split: Callable[[str], Sequence[str]],
    phrases: Callable[[str, int], Pattern],
) -> tuple[Pattern, Offsets]:
    """Give the tree of one pattern, and where its parts stand.

    `split` gives the tokens of a word as reading would; `phrases` gives the tree of a phrase by
    its name, and raises PatternError at the offset it is given where there is none.
    """
    parser = _Parser(text, split, phrases)
    pattern = parser.parse()
    if takes_nothing(pattern):
        raise PatternError(0, "the pattern can match nothing at all", "add a step that must be")
    parser.check_edges(pattern)
    return pattern, parser.spots


def parse_phrase(
    text: str,
    *,
    split: Callable[[str], Sequence[str]],
    phrases: Callable[[str, int], Pattern],
) -> tuple[Pattern, Offsets]:
    """Give the tree of a phrase, which may begin or end with what a pattern may not."""
    parser = _Parser(text, split, phrases)
    return parser.parse(), parser.spots


class _Parser:
    def __init__(
        self,
        text: str,
        split: Callable[[str], Sequence[str]],
        phrases: Callable[[str, int], Pattern],
    ) -> None:
        self._text = text
        self._split = split
        self._phrases = phrases
        self._signs = list(self._scan())
        self._next = 0
        self._offsets: dict[int, int] = {}
        self.spots: Offsets = {}

    def _scan(self) -> "list[_Sign]":
        signs: list[_Sign] = []
        at = 0
        while at < len(self._text):
            match = SIGN.match(self._text, at)
            if match is None:
                self._refuse(at)
                break
            kind = next(k for k in match.groupdict() if match[k] is not None)
            if kind == "bare":
                remedy = f"write {match[0]}ITEM without a space, or quote the ':'"
                raise PatternError(at, f"no item right behind {match[0]!r}", remedy)
            if kind != "space":
                signs.append(_Sign(kind, match))
            at = match.end()
        return signs

    def _refuse(self, at: int) -> None:
        sign = self._text[at]
        remedies = {
            ".": 'write it quoted, "."',
            "{": "write a lexicon as {name} or {name.column=value}",
            "<": "write a layer as <Name>, with a capital",
            "@": "write a phrase as @name",
            "[": "write a repeat as [2] or [1-3]",
            "'": "close the quoted word with another '",
            '"': 'close the quoted word with another "',
        }
        remedy = remedies.get(sign, f'write it quoted, "{sign}", if the text holds it')
        raise PatternError(at, f"{sign!r} has no meaning here", remedy)

    def _peek(self) -> _Sign | None:
        return self._signs[self._next] if self._next < len(self._signs) else None

    def _is(self, text: str) -> bool:
        sign = self._peek()
        return sign is not None and sign.kind == "sign" and sign.match[0] == text

    def parse(self) -> Pattern:
        pattern = self._choice()
        sign = self._peek()
        if sign is not None:
            raise PatternError(sign.offset, "a ')' too many", "open it with '(' or leave it out")
        return pattern

    def check_edges(self, pattern: Pattern) -> None:
        """Refuse an edge or a gap that stands where it has no meaning, at its own place."""
        wrong = find_misplaced(pattern)
        if wrong is not None:
            known = (self._offsets[id(n)] for n in reversed(wrong.path) if id(n) in self._offsets)
            raise PatternError(next(known, 0), wrong.what, wrong.remedy)

    def _choice(self) -> Pattern:
        begun = [self._offset()]
        options = [self._steps()]
        while self._is("|"):
            self._next += 1
            begun.append(self._offset())
            options.append(self._steps())
        return options[0] if len(options) == 1 else self._note(Choice(tuple(options)), begun)

    def _offset(self) -> int:
        sign = self._peek()
        return sign.offset if sign is not None else len(self._text)

    def _note(self, node: Pattern, begun: Sequence[int]) -> Pattern:
        """Keep where the parts of a node begin."""
        self.spots[id(node)] = tuple(begun)
        return node

    def _steps(self) -> Pattern:
        parts: list[Pattern] = []
        begun: list[int] = []
        while (sign := self._peek()) is not None and not self._is("|") and not self._is(")"):
            parts.append(self._step(sign))
            begun.append(sign.offset)
            self._offsets[id(parts[-1])] = sign.offset
        if not parts:
            at = sign.offset if sign else len(self._text)
            raise PatternError(at, "nothing stands here", "write a step, or take the '|' out")
        return parts[0] if len(parts) == 1 else self._note(Steps(tuple(parts)), begun)

    def _step(self, sign: _Sign) -> Pattern:
        self._next += 1
        if sign.kind == "field":
            return self._captured(sign)
        if sign.kind == "sign" and sign.match[0] == "~":
            return Follows(self._step(self._need(sign, "~")))
        if sign.kind == "bound":
            return Bound(sign.match[0])
        if sign.kind == "gap":
            return self._gap(sign)
        return self._counted(self._item(sign), sign)

    def _need(self, sign: _Sign, after: str) -> _Sign:
        following = self._peek()
        if following is None:
            remedy = "write what it stands for behind it"
            raise PatternError(sign.offset, f"nothing follows {after!r}", remedy)
        return following

    def _captured(self, sign: _Sign) -> Pattern:
        name = sign.match[0][:-1]
        following = self._need(sign, sign.match[0])
        self._next += 1
        part = self._item(following)
        if name in fields_of(part):
            raise PatternError(sign.offset, f"the field {name!r} in itself", "name the step once")
        return self._counted(Capture(name, part), sign)

    def _item(self, sign: _Sign) -> Pattern:
        match = sign.match
        if sign.kind == "lexicon":
            values = tuple((match["values"] or "").split("|")) if match["column"] else ()
            return self._note(InLexicon(match["lex"], match["column"], values), [sign.offset])
        if sign.kind == "layer":
            return self._note(InLayer(match["lay"]), [sign.offset])
        if sign.kind == "phrase":
            return self._phrases(match["phr"], sign.offset)
        if sign.kind == "list":
            return self._list(sign)
        if sign.kind == "quoted":
            return self._words(match["single"] or match["double"], sign, exact=True)
        if sign.kind == "word":
            if match[0] in CLASSES:
                return self._note(Shape(match[0]), [sign.offset])
            return self._words(match[0], sign, exact=False)
        if sign.kind == "sign" and match[0] == "(":
            return self._group(sign)
        shown = match[0]
        raise PatternError(sign.offset, f"{shown!r} cannot stand here", "put an item before it")

    def _words(self, text: str, sign: _Sign, *, exact: bool) -> Pattern:
        words = tuple(Word(token, exact) for token in self._split(text))
        node = words[0] if len(words) == 1 else Steps(words)
        return self._note(node, [sign.offset] * len(words))

    def _group(self, sign: _Sign) -> Pattern:
        inner = self._choice()
        if not self._is(")"):
            raise PatternError(sign.offset, "a '(' that is never closed", "close it with ')'")
        self._next += 1
        return inner

    def _list(self, sign: _Sign) -> Pattern:
        opening = self._peek()
        if opening is None:
            raise PatternError(sign.offset, "a list of nothing", "write list(ITEM)")
        self._next += 1
        item = self._group(opening)
        if takes_nothing(item):
            raise PatternError(sign.offset, "a list of nothing", "name an item that must be")
        separator = self._phrases(SEPARATOR, sign.offset)
        more = self._note(Steps((separator, item)), [sign.offset] * 2)
        repeat = self._note(Repeat(more, 0, LONGEST_LIST - 1), [sign.offset])
        return self._note(Steps((item, repeat)), [sign.offset] * 2)

    def _gap(self, sign: _Sign) -> Pattern:
        if not sign.match["limit"]:
            remedy = "write ...12 to allow up to twelve words"
            raise PatternError(sign.offset, "a gap needs a number", remedy)
        limit = int(sign.match["limit"][:6])
        if not 0 < limit <= LARGEST_GAP:
            what = f"a gap of {limit} words"
            raise PatternError(sign.offset, what, f"allow 1 to {LARGEST_GAP} words")
        over: list[InLayer] = []
        begun: tuple[int, ...] = ()
        if sign.match["over"]:
            following = self._need(sign, "over")
            self._next += 1
            item = self._item(following)
            begun = self.spots.get(id(item), ())
            for each in item.options if isinstance(item, Choice) else (item,):
                if not isinstance(each, InLayer):
                    what = "a gap leads over items of layers only"
                    raise PatternError(following.offset, what, "write over <Layer>")
                over.append(each)
        stops: tuple[Pattern, ...] = ()
        if sign.match["not"] or self._is_not():
            following = self._need(sign, "not")
            self._next += 1
            stop = self._item(following)
            stops = tuple(_options(stop))
            for each in stops:
                if not isinstance(each, Word | InLexicon | InLayer | Shape):
                    what = "a gap is stopped by single items only"
                    remedy = "write not <Layer>, not {lexicon} or not (a | b)"
                    raise PatternError(following.offset, what, remedy)
        return self._note(Gap(limit, stops, tuple(over)), begun)

    def _is_not(self) -> bool:
        """Take the `not` of a gap that stands behind its `over`."""
        sign = self._peek()
        if sign is None or sign.kind != "word" or sign.match[0] != "not":
            return False
        self._next += 1
        return True

    def _counted(self, part: Pattern, sign: _Sign) -> Pattern:
        following = self._peek()
        if self._is("?"):
            self._next += 1
            return Maybe(part)
        if following is not None and following.kind == "repeat":
            self._next += 1
            low = int(following.match["low"][:6])
            high = int((following.match["high"] or following.match["low"])[:6])
            if not (low <= high and 0 < high <= LARGEST_REPEAT):
                remedy = f"write [low-high], at most {LARGEST_REPEAT}"
                raise PatternError(following.offset, f"a repeat of {low} to {high}", remedy)
            if takes_nothing(part):
                remedy = "make one of its steps required"
                raise PatternError(sign.offset, "a repeat of what may be nothing", remedy)
            return self._note(Repeat(part, low, high), [sign.offset])
        return part


def _options(pattern: Pattern) -> Iterator[Pattern]:
    """Give the options of a choice, those of choices in it too; else the pattern itself."""
    if not isinstance(pattern, Choice):
        yield pattern
        return
    for option in pattern.options:
        yield from _options(option)
