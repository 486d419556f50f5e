from pathlib import Path

import pytest
from made.packs import SANCTIONS, TEXT

from extractor import Extractor, RuleError, to_json
from extractor.checking import explain

STATED = "measured: {precision: 0.93, count: 120, corpus: harbour news}"


def write(folder: Path, stated: str) -> Path:
    """Write a pack whose rule states what was measured of it."""
    path = folder / "pack.yaml"
    path.write_text(SANCTIONS.replace("    match:", f"    {stated}\n    match:"), "utf-8")
    return path


def test_evidence_has_the_precision_that_a_pack_states(tmp_path: Path) -> None:
    """The precision that a pack states of a rule stands in the evidence of its records."""
    runner = Extractor(rules=[write(tmp_path, STATED)])
    (found,) = runner.extract(TEXT).of("sanction")
    assert 0.93 == found.evidence.precision
    assert 0.93 == to_json(found)["evidence"]["precision"]


def test_without_a_statement_the_precision_is_unknown() -> None:
    """A rule of which nothing is stated gives records whose precision is null."""
    (found,) = Extractor().extract('"It is over," said Ana Rojas.').records
    assert None is found.evidence.precision


def test_an_explanation_tells_all_that_was_measured(tmp_path: Path) -> None:
    """`explain` tells the count and the corpus too, for records and for the rule."""
    pack = write(tmp_path, STATED)
    told = explain(TEXT, rule="sanction.imposed", rules=pack)
    assert told.verdict is not None
    assert told.verdict.measured is not None
    assert (0.93, 120, "harbour news") == (
        told.verdict.measured.precision,
        told.verdict.measured.count,
        told.verdict.measured.corpus,
    )
    assert told.records[0].measured == told.verdict.measured


def test_what_extends_a_rule_has_to_be_measured_anew(tmp_path: Path) -> None:
    """A rule that extends another one does not inherit what was measured of that."""
    path = write(tmp_path, STATED)
    more = "  - {id: sanction.more, extends: sanction.imposed, about: another}\n"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    rule = Extractor(rules=[path]).ruleset.rule("sanction.more")
    assert rule is not None
    assert None is rule.measured


WRONG = {
    "measured: {precision: 93}": "no precision: '93'; write a share from 0 to 1, such as 0.93",
    "measured: {precision: 1.2}": "no precision: '1.2'",
    "measured: {count: 3}": "no precision: ''",
    "measured: {precision: 0.9, count: many}": "`count` is no whole number",
    "measured: {precise: 0.9}": "`measured` has no key 'precise'; did you mean 'precision'?",
    "measured: 0.9": "`measured` is no mapping",
}


@pytest.mark.parametrize("stated", WRONG)
def test_a_wrong_statement_is_refused(stated: str, tmp_path: Path) -> None:
    """What is no share, no number, or no key that a statement has, is told with its place."""
    with pytest.raises(RuleError) as raised:
        Extractor(rules=[write(tmp_path, stated)])
    assert WRONG[stated] in str(raised.value)
