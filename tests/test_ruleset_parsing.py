from random import Random

import pytest
from drawn.patterns import draw_pattern
from drawn.rulesets import LANGUAGE
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.reading.tokens import compile_tokens
from extractor.ruleset.parsing import PatternError, parse_pattern
from extractor.ruleset.pattern import (
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
    Sequence,
    Shape,
    Word,
    cost_of,
    walk,
)
from extractor.ruleset.writing import write

TOKENS = compile_tokens(LANGUAGE)
AND = Word("and")
SIGNS = frozenset(".('\"")


def phrase(name: str, offset: int) -> Pattern:
    """Give the tree of a phrase, as the reader of patterns would."""
    if name in ("list_separator", "and"):
        return AND
    raise PatternError(offset, f"no phrase @{name}", "write it")


def split(text: str) -> list[str]:
    """Give the tokens of a word, as the reader of patterns would."""
    return [text] if text == "’s" else TOKENS.findall(text)


def parse(text: str) -> Pattern:
    """Give the tree of a pattern."""
    return parse_pattern(text, split=split, phrases=phrase)[0]


READ = {
    "said": Word("said"),
    "'May'": Word("May", exact=True),
    '"("': Word("(", exact=True),
    "U.S.-led": Sequence((Word("U.S."), Word("-"), Word("led"))),
    "Mr.": Word("Mr."),
    "it's": Sequence((Word("it"), Word("'s"))),
    ",": Word(","),
    ":": Word(":"),
    "CAP": Shape("CAP"),
    "{verb}": InLexicon("verb"),
    "{ verb }": InLexicon("verb"),
    "{verb.lemma=say|tell}": InLexicon("verb", "lemma", ("say", "tell")),
    "<Person>": InLayer("Person"),
    "a b": Sequence((Word("a"), Word("b"))),
    "a | b c": Choice((Word("a"), Sequence((Word("b"), Word("c"))))),
    "(a | b) c": Sequence((Choice((Word("a"), Word("b"))), Word("c"))),
    "a b?": Sequence((Word("a"), Maybe(Word("b")))),
    "a[2]": Repeat(Word("a"), 2, 2),
    "a [1-3]": Repeat(Word("a"), 1, 3),
    "f:a": Capture("f", Word("a")),
    "f:a? b": Sequence((Maybe(Capture("f", Word("a"))), Word("b"))),
    "f:(a b)[2]": Repeat(Capture("f", Sequence((Word("a"), Word("b")))), 2, 2),
    "~a b": Sequence((Follows(Word("a")), Word("b"))),
    "^ a $": Sequence((Bound("^"), Word("a"), Bound("$"))),
    "^^ a $$": Sequence((Bound("^^"), Word("a"), Bound("$$"))),
    "a ...3 b": Sequence((Word("a"), Gap(3), Word("b"))),
    "a ...3 not <B> b": Sequence((Word("a"), Gap(3, (InLayer("B"),)), Word("b"))),
    "a ...3 not (b | {c}) d": Sequence((Word("a"), Gap(3, (Word("b"), InLexicon("c"))), Word("d"))),
    "a ...3 over <Q> not b c": Sequence(
        (Word("a"), Gap(3, (Word("b"),), (InLayer("Q"),)), Word("c"))
    ),
    "a not b": Sequence((Word("a"), Word("not"), Word("b"))),
    "@and b": Sequence((AND, Word("b"))),
    "list(f:<A>)": Sequence(
        (Capture("f", InLayer("A")), Repeat(Sequence((AND, Capture("f", InLayer("A")))), 0, 39))
    ),
}


@pytest.mark.parametrize("text", READ)
def test_pattern_is_read(text: str) -> None:
    """A pattern means the tree that the rule reference says it means."""
    assert READ[text] == parse(text)


REFUSED = {
    "": (0, "nothing stands here", "write a step, or take the '|' out"),
    "a |": (3, "nothing stands here", "write a step, or take the '|' out"),
    "(a": (0, "a '(' that is never closed", "close it with ')'"),
    "a (b | ": (7, "nothing stands here", "write a step, or take the '|' out"),
    "a) b": (1, "a ')' too many", "open it with '(' or leave it out"),
    "a . b": (2, "'.' has no meaning here", 'write it quoted, "."'),
    "a {B}": (2, "'{' has no meaning here", "write a lexicon as {name} or {name.column=value}"),
    "<person>": (0, "'<' has no meaning here", "write a layer as <Name>, with a capital"),
    "@ x": (0, "'@' has no meaning here", "write a phrase as @name"),
    "a [x]": (2, "'[' has no meaning here", "write a repeat as [2] or [1-3]"),
    "a 'b": (2, '"\'" has no meaning here', "close the quoted word with another '"),
    'a "b': (2, "'\"' has no meaning here", 'close the quoted word with another "'),
    "a } b": (2, "'}' has no meaning here", 'write it quoted, "}", if the text holds it'),
    "? a": (0, "'?' cannot stand here", "put an item before it"),
    "[2] a": (0, "'[2]' cannot stand here", "put an item before it"),
    "a f:": (2, "no item right behind 'f:'", "write f:ITEM without a space, or quote the ':'"),
    "f: a": (0, "no item right behind 'f:'", "write f:ITEM without a space, or quote the ':'"),
    "f:|": (2, "'|' cannot stand here", "put an item before it"),
    "a ~": (2, "nothing follows '~'", "write what it stands for behind it"),
    "f:g:a": (2, "'g:' cannot stand here", "put an item before it"),
    "f:(a f:b)": (0, "the field 'f' in itself", "name the step once"),
    "f:^": (2, "'^' cannot stand here", "put an item before it"),
    "a ... b": (2, "a gap needs a number", "write ...12 to allow up to twelve words"),
    "a ...0 b": (2, "a gap of 0 words", "allow 1 to 80 words"),
    "a ...81 b": (2, "a gap of 81 words", "allow 1 to 80 words"),
    "a ...9999999999 b": (2, "a gap of 999999 words", "allow 1 to 80 words"),
    "a ...3 not (b c) d": (
        11,
        "a gap is stopped by single items only",
        "write not <Layer>, not {lexicon} or not (a | b)",
    ),
    "a ...3 over b c": (12, "a gap leads over items of layers only", "write over <Layer>"),
    "a[3-2]": (1, "a repeat of 3 to 2", "write [low-high], at most 40"),
    "a[41]": (1, "a repeat of 41 to 41", "write [low-high], at most 40"),
    "a[0]": (1, "a repeat of 0 to 0", "write [low-high], at most 40"),
    "a (b?)[2]": (2, "a repeat of what may be nothing", "make one of its steps required"),
    "a?": (0, "the pattern can match nothing at all", "add a step that must be"),
    "a | b?": (0, "the pattern can match nothing at all", "add a step that must be"),
    "^ $": (0, "the pattern can match nothing at all", "add a step that must be"),
    "list()": (5, "nothing stands here", "write a step, or take the '|' out"),
    "list(a?)": (0, "a list of nothing", "name an item that must be"),
    "a @nobody": (2, "no phrase @nobody", "write it"),
    "a ^ b": (2, "'^' behind something", "begin the pattern with it"),
    "a | b (^ c)": (7, "'^' behind something", "begin the pattern with it"),
    "(^^ a)[2]": (1, "'^^' behind something", "begin the pattern with it"),
    "a $ b": (2, "'$' before something", "end the pattern with it"),
    "(a $$ | b) c": (3, "'$$' before something", "end the pattern with it"),
    "...3 a": (0, "a gap at the beginning", "name what stands before it"),
    "a? ...3 b": (3, "a gap at the beginning", "name what stands before it"),
    "~(...3 a) b": (2, "a gap at the beginning", "name what stands before it"),
    "a ...3": (2, "a gap at the end", "name what stands behind it"),
    "a (b | c ...3)": (9, "a gap at the end", "name what stands behind it"),
    "a ...3 b?": (2, "a gap at the end", "name what stands behind it"),
    "a ~(b ...3)": (6, "a gap at the end", "name what stands behind it"),
}


@pytest.mark.parametrize("text", REFUSED)
def test_bad_pattern_is_refused(text: str) -> None:
    """What is wrong with a pattern is told with the character where it stands, and a remedy."""
    with pytest.raises(PatternError) as raised:
        parse(text)
    assert REFUSED[text] == (raised.value.offset, raised.value.what, raised.value.remedy)


def is_typed(pattern: Pattern) -> bool:
    """Tell whether a pattern can be typed: signs of the language stand in quotes only."""
    return all(n.exact or n.text not in SIGNS for n in walk(pattern) if isinstance(n, Word))


@settings(max_examples=500)
@given(st.randoms(use_true_random=True))
def test_written_pattern_is_read_back(random: Random) -> None:
    """Every pattern can be written, and what is written is read as the same pattern."""
    pattern = draw_pattern(random, ("Quotation", "First"))
    if is_typed(pattern):
        assert pattern == parse(write(pattern))


def test_cost_bounds_the_ways() -> None:
    """The cost of a pattern counts the ways that multiply, so that no runaway can be written."""
    assert cost_of(parse("a b c"), ()) == 4
    assert cost_of(parse("a ...9 b"), ()) < cost_of(parse("a ...9 b ...9 c"), ())
    assert cost_of(parse("(a | a)[20] b"), ()) > 2**20
    assert cost_of(parse("(a | b)[20] c"), ()) < 100
    assert cost_of(parse("x (...9 a)[10] b"), ()) > 10**9
    assert cost_of(parse("(a? b)[0-40] c"), ()) < 1000
