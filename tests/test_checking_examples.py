from pathlib import Path

import pytest

from extractor.checking import check
from extractor.checking.examples import check_examples
from extractor.ruleset import load_ruleset

PACK = """\
kinds:
  deed: {{fields: {{who: {{type: span, required: yes}}, what: {{type: text}}}}}}
rules:
  - id: name.any
    layer: Name
    match: |
      name:CAP
    {layer}
  - id: deed.done
    emits: deed
    match: |
      who:<Name> what:(bakes | sews)
    {emits}
"""


def problems(folder: Path, *, layer: str = "", emits: str = "") -> list[str]:
    """Give what is wrong with the examples of a pack, one line each, from its line on."""
    path = folder / "pack.yaml"
    path.write_text(PACK.format(layer=layer, emits=emits), encoding="utf-8")
    found = check_examples(load_ruleset([path], shipped=False))
    return [str(problem).removeprefix(f"{path.as_posix()}:") for problem in found]


@pytest.mark.parametrize("fast", [True, False])
def test_every_example_of_the_shipped_rules_holds(fast: bool) -> None:  # noqa: FBT001 - a case each
    """Each rule finds what its examples promise, and nothing in its counter-examples."""
    ruleset = load_ruleset()
    assert () == check_examples(ruleset, fast=fast)
    assert all(rule.examples and rule.not_examples for rule in ruleset.rules)


HOLD = [
    {"emits": "examples: [{text: Ana bakes., gives: {text: Ana bakes, who: Ana, what: bakes}}]"},
    {"layer": "examples: [{text: she met Ana, gives: {text: Ana}}]"},
    {"emits": "not_examples: [{text: Ana sings., because: singing is no deed}]"},
    {"emits": "examples: [{text: Ana bakes and Bo sews., gives: {who: Bo, what: sews}}]"},
]


@pytest.mark.parametrize("given", HOLD)
def test_examples_that_hold_are_passed_over(given: dict[str, str], tmp_path: Path) -> None:
    """An example holds if one item or record of its rule has all the values it promises."""
    assert [] == problems(tmp_path, **given)


def test_an_example_in_which_nothing_is_found(tmp_path: Path) -> None:
    """An example without any match names the rule."""
    assert ["13:16: deed.done finds nothing in its example; mend the pattern, or the example"] == (
        problems(tmp_path, emits="examples: [{text: Ana sings.}]")
    )


def test_a_counter_example_in_which_something_is_found(tmp_path: Path) -> None:
    """A counter-example with a match shows it, with the reason that was given."""
    found = problems(tmp_path, emits="not_examples: [{text: Ana bakes., because: she may not}]")
    assert [
        (
            "13:20: deed.done finds 'Ana bakes' in its counter-example; "
            "the reason given was: she may not"
        )
    ] == found


def test_a_value_that_differs_is_shown(tmp_path: Path) -> None:
    """Of an example with another value both are shown, at the place of the promise."""
    found = problems(tmp_path, emits="examples: [{text: Ana bakes., gives: {who: Bo}}]")
    expected = "13:48: deed.done gives who 'Ana', not 'Bo'; mend the pattern, or the example"
    assert [expected] == found


def test_a_date_that_is_none_is_told_at_the_example(tmp_path: Path) -> None:
    """An example with a date that is none is no example."""
    found = problems(tmp_path, emits="examples: [{text: Ana bakes., date: May}]")
    assert ["13:16: no date: 'May'; write it as YYYY-MM-DD"] == found


def test_check_counts_the_rules_of_the_packs_given(tmp_path: Path) -> None:
    """Checking a pack counts its own rules and examples, the shipped ones stand behind it."""
    path = tmp_path / "pack.yaml"
    text = PACK.format(layer="", emits="examples: [{text: Ana bakes.}]").replace("Name", "Own")
    path.write_text(text.replace("name.any", "own.any"), encoding="utf-8")
    checked = check([path])
    assert ((), 2, 1, 0) == (
        checked.problems,
        checked.rules,
        checked.examples,
        checked.counter_examples,
    )
