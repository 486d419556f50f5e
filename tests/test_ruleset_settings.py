from pathlib import Path

import pytest

from extractor import RuleError
from extractor.ruleset import load_ruleset
from extractor.ruleset.kinds import GIVES, NORMALISERS, OF_CAPTURES
from extractor.ruleset.shape import TYPES

PACK = """\
lexicons:
  ship: {words: {ferry: motor, barque: sail}}
  deed: {words: [sank, burned]}
kinds:
  loss:
    fields:
      ship: {type: span}
      cause: {type: text}
      many: {type: number}
      sure: {type: flag}
      day: {type: time}
      code: {type: codes}
      fleet: {type: span}
      word: {type: span}
rules:
  - id: ship.named
    layer: Ship
    match: the kind:{ship} name:CAP
    set: {sort: text(big), time: day}
  - {id: fleet.of-ships, layer: Fleet, match: "all first:<Ship>"}
  - id: loss.deed
    emits: loss
    match: ship:<Ship> cause:{deed} many:NUM fleet:<Fleet> word:CAP
    set: {SET}
"""


def said(setting: str, folder: Path) -> list[str]:
    """Give what is said of the settings of a rule."""
    path = folder / "loss.yaml"
    path.write_text(PACK.replace("SET", setting.replace(": ", ": '") + "'"))
    try:
        load_ruleset([path], shipped=False)
    except RuleError as error:
        return [str(problem).split(": ", 1)[1] for problem in error.problems]
    return []


@pytest.mark.parametrize(
    "setting",
    [
        "ship: span(fleet.first)",
        "ship: span(fleet.first.kind)",
        "cause: words(ship.name)",
        "cause: column(ship.value)",
        "cause: column(fleet.value)",
        "cause: part(ship.sort)",
        "cause: part(ship.time.value)",
        "day: part(ship.time)",
        "day: time(ship)",
        "sure: has(word, fleet.first)",
        "sure: flag(no)",
        "code: claimed(ship+fleet.first, word)",
        "many: number",
    ],
)
def test_settings_that_lead_somewhere(setting: str, tmp_path: Path) -> None:
    """A path through items, a column of what is captured, and a fitting type are all right."""
    assert said(setting, tmp_path) == []


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("ship: span(shop)", "nothing is captured as 'shop'; did you mean 'ship'?"),
        ("ship: span(ship.naame)", "nothing is captured as 'naame'; did you mean 'name'?"),
        (
            "ship: span(word.name)",
            "what is captured as 'word' is no item that captures something; write 'word' alone",
        ),
        ("day: time", "nothing is captured as 'day'; known here: cause, fleet, many, ship, word"),
        (
            "cause: column(ship.sort)",
            "no row that is captured as 'ship' has a column 'sort'; known here: value",
        ),
        (
            "cause: column(word.value)",
            "no row that is captured as 'word' has a column 'value'; known here: nothing yet",
        ),
        (
            "cause: part(ship.sorts)",
            "no rule sets 'sorts' for what is captured as 'ship'; did you mean 'sort'?",
        ),
        ("cause: part(ship.time.val)", "'time' has no 'val'; did you mean 'value'?"),
        (
            "many: part(ship.time.value)",
            (
                "`part` does not give what 'many' holds, which is of type 'number'; what gives "
                "that is number"
            ),
        ),
        (
            "cause: number(many)",
            (
                "`number` does not give what 'cause' holds, which is of type 'text'; what gives "
                "that is column, marks, text, value, words"
            ),
        ),
        (
            "code: column(ship.value)",
            (
                "`column` does not give what 'code' holds, which is of type 'codes'; what gives "
                "that is claimed"
            ),
        ),
        ("sure: flag(maybe)", "a flag of nothing; write flag(yes)"),
    ],
)
def test_settings_that_lead_nowhere(setting: str, expected: str, tmp_path: Path) -> None:
    """What is not captured, no column, no setting, and a type that does not fit are told."""
    assert said(setting, tmp_path) == [expected]


def test_every_normaliser_has_its_types() -> None:
    """For each normaliser it is known what it gives, but for the one whose path decides."""
    assert set(GIVES) | {"part"} == set(NORMALISERS)
    assert set(NORMALISERS) >= OF_CAPTURES
    assert {each for types in GIVES.values() for each in types} == set(TYPES)


def test_a_setting_that_a_comma_cuts_off(tmp_path: Path) -> None:
    """Of a call without quotation marks, which a comma ends, it is told how to write it."""
    path = tmp_path / "loss.yaml"
    path.write_text(PACK.replace("SET", "ship: span(ship, fleet)"))
    with pytest.raises(RuleError) as told:
        load_ruleset([path], shipped=False)
    assert [str(problem).split(": ", 1)[1] for problem in told.value.problems] == [
        "'span(ship' is cut off; put all of it in quotation marks: a comma ends it"
    ]
