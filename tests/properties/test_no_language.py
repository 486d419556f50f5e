import ast
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest
from drawn.permuted import Letters, permute_letters, permute_ruleset
from drawn.shipped import DATE, KINDS, everything, records_in
from drawn.texts import news_texts
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import Extractor

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted((ROOT / "extractor").rglob("*.py"))


@cache
def translated(seed: int) -> tuple[Letters, Extractor]:
    """Give a permutation of the letters, and the shipped rules in its language."""
    order = "".join(random.Random(seed).sample(ascii_lowercase, 26))
    letters = permute_letters(order)
    ruleset = permute_ruleset(everything().ruleset, letters)
    return letters, Extractor.of_ruleset(ruleset, records=KINDS)


def is_same(left: Any, right: Any, letters: Letters) -> bool:  # noqa: ANN401 - parts of records
    """Tell whether two parts of records are the same, but for the letters of their words."""
    if isinstance(left, str) and isinstance(right, str):
        return right in (left, letters(left))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(
            is_same(left[key], right[key], letters) for key in left
        )
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(
            is_same(a, b, letters) for a, b in zip(left, right, strict=True)
        )
    return bool(left == right)


def assert_same(text: str, seed: int) -> None:
    """Compare what is found in a text and in its permuted twin."""
    letters, engine = translated(seed)
    expected = records_in(everything().extract(text, date=DATE))
    actual = records_in(engine.extract(letters(text), date=DATE))
    assert is_same(expected, actual, letters), (expected, actual)


@settings(max_examples=300)
@given(
    news_texts((" ", " ", ". ", ".\n\n", ", ", '" ', ' "', "” ", " “", "\n", "’s ")),
    st.integers(1, 3),
)
def test_permuted_letters_give_the_same_records(text: str, seed: int) -> None:
    """With lexicons, pattern words and text permuted alike, the same stands at the same offsets."""
    assert_same(text, seed)


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda path: path.name)
def test_permuted_seed_gives_the_same_records(path: Path) -> None:
    """A whole article, too, is found alike in a language that nobody speaks."""
    assert_same(path.read_text(encoding="utf-8"), 1)


# Open classes of words: among thousands of verbs and nouns are names that any code gives things.
OPEN = frozenset(
    [
        "event_verb",
        "speech_verb",
        "belief_verb",
        "voicing_verb",
        "calendar_unit",
        "country_adjective",
        "country_noun",
        "event_noun",
        "held_word",
        "scheduled_word",
        "generic",
        "list_verb",
        "timetable_verb",
        "member_noun",
        "member_singular",
        "outlet",
        "period",
        "telling_verb",
        "adding_verb",
        "entreating",
        "other_verb",
        "plain_verb",
        "promising",
        "published_verb",
        "saying_noun",
        "stating",
        "pressing_verb",
        "state_matter",
        "state_verb",
        "private_body",
        "quantifier",
        "role_modifier",
        "intended",
        "intending",
        "failing",
        "resolving",
        "beginning",
        "intensifier",
        "comparable_word",
        "count_adjective",
        "finding_verb",
        "frame_word",
        "half_word",
        "latest_word",
        "latest_year_word",
        "same_period",
        "leading",
        "place_noun",
        "share",
        "shift_word",
        # figures are of no language
        "clock_time",
        "this_part",
        "source_noun",
        "document_noun",
        "role",
        "title",
        "title_surname",
        "body",
        "outlet",
        "role_modifier",
        "intended",
        "intending",
        "failing",
        "beginning",
        "intensifier",
    ]
)
# Words of the rule language, which are spelt like words of a closed class: among them the captures
# and options that normalisers of dates take, and how a row says that a holiday is found.
TECHNICAL = frozenset(
    [
        "AFTER",
        "ANY",
        "BEFORE",
        "Calendar",
        "recent",
        "DAY",
        "OTHER",
        "about",
        "after",
        "any",
        "because",
        "before",
        "between",
        "century",
        "count",
        "day",
        "days",
        "decade",
        "easter",
        "first",
        "from",
        "future",
        "half",
        "has",
        "hour",
        "last",
        "many",
        "month",
        "not",
        "once",
        "over",
        "past",
        "quarter",
        "seconds",
        "since",
        "then",
        "times",
        "unless",
        "until",
        "via",
        "what",
        "where",
        "who",
        "within",
        "year",
        "yes",
    ]
)


def strings_of(path: Path) -> Iterator[tuple[int, str]]:
    """Give the string constants of a module that are no docstrings, each with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def test_no_word_of_a_closed_class_stands_in_the_code() -> None:
    """No function word, month or country is a string of the code, technical words apart."""
    words = {
        " ".join(entry.words).casefold()
        for lexicon in everything().ruleset.lexicons.values()
        for entry in lexicon.entries
        if lexicon.name not in OPEN and len(" ".join(entry.words)) > 2
    }
    assert {"unless", "march", "peru"} <= words
    found = {
        f"{path.name}:{line}: {value}"
        for path in CODE
        for line, value in strings_of(path)
        if value.casefold() in words and value not in TECHNICAL
    }
    assert set() == found
