"""A ruleset and a text in, the same in a language that nobody speaks out: its letters permuted."""

from collections.abc import Callable
from string import ascii_lowercase, ascii_uppercase

from attrs import evolve

from extractor.ruleset.pattern import (
    Capture,
    Choice,
    Follows,
    Gap,
    Maybe,
    Pattern,
    Repeat,
    Sequence,
    Word,
)
from extractor.ruleset.rules import Condition
from extractor.ruleset.ruleset import Ruleset

Letters = Callable[[str], str]


def permute_letters(order: str) -> Letters:
    """Give what writes `order` for the alphabet, in small letters and in capitals."""
    table = str.maketrans(ascii_lowercase + ascii_uppercase, order + order.upper())
    return lambda text: text.translate(table)


def permute_ruleset(ruleset: Ruleset, letters: Letters) -> Ruleset:
    """Give a ruleset whose words are permuted wherever they stand for words of a text."""
    language = ruleset.language
    return evolve(
        ruleset,
        language=evolve(
            language,
            abbreviations=frozenset(map(letters, language.abbreviations)),
            titles=frozenset(map(letters, language.titles)),
            enclitics=tuple(map(letters, language.enclitics)),
            openers=frozenset(map(letters, language.openers)),
            caption_starts=tuple(map(letters, language.caption_starts)),
            caption_ends=tuple(map(letters, language.caption_ends)),
            caption_holds=tuple(map(letters, language.caption_holds)),
        ),
        lexicons={
            name: evolve(
                lexicon,
                entries=tuple(
                    entry._replace(words=tuple(map(letters, entry.words)))
                    for entry in lexicon.entries
                ),
            )
            for name, lexicon in ruleset.lexicons.items()
        },
        rules=tuple(
            evolve(
                rule,
                variants=tuple(permute_pattern(each, letters) for each in rule.variants),
                unless=tuple(_permute_condition(each, letters) for each in rule.unless),
                only_if=tuple(_permute_condition(each, letters) for each in rule.only_if),
            )
            for rule in ruleset.rules
        ),
    )


def _permute_condition(condition: Condition, letters: Letters) -> Condition:
    return evolve(
        condition,
        pattern=condition.pattern and permute_pattern(condition.pattern, letters),
        until=condition.until and permute_pattern(condition.until, letters),
    )


def permute_pattern(pattern: Pattern, letters: Letters) -> Pattern:
    """Give a pattern whose words are permuted."""
    if isinstance(pattern, Word):
        return evolve(pattern, text=letters(pattern.text))
    if isinstance(pattern, Sequence):
        return Sequence(tuple(permute_pattern(part, letters) for part in pattern.parts))
    if isinstance(pattern, Choice):
        return Choice(tuple(permute_pattern(option, letters) for option in pattern.options))
    if isinstance(pattern, Gap):
        return evolve(
            pattern, stops=tuple(permute_pattern(each, letters) for each in pattern.stops)
        )
    if isinstance(pattern, Maybe | Repeat | Capture | Follows):
        return evolve(pattern, part=permute_pattern(pattern.part, letters))
    return pattern
