import json
import pickle
from pathlib import Path

import pytest
from made.whys import make_explainer

from extractor import Extractor, UsageError, to_json
from extractor.checking import Explainer, explain
from extractor.checking.explanation import Explanation, Origin
from extractor.ruleset import load_ruleset

TEXT = '"It is over," said Ana Rojas on Monday. On May 3 Chile and Peru signed the pact.'
DAY = "2026-03-06"


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    """What explains by the shipped rules."""
    return Explainer(load_ruleset())


@pytest.fixture(scope="module")
def told(explainer: Explainer) -> Explanation:
    """The explanation of a text with records."""
    return explainer.explain(TEXT, date=DAY)


def origin(told: Explanation, kind: str, name: str) -> Origin:
    """Give where a field of the first record of a kind came from."""
    record = next(each for each in told.records if each.record == kind)
    return next(field for field in record.fields if field.name == name)


def test_all_records_are_told(told: Explanation) -> None:
    """Without a rule each record is told that extraction gives, in its order, under its id."""
    assert [r.id for r in Extractor().extract(TEXT, date=DAY).records] == [
        record.id for record in told.records
    ]


def test_where_a_record_came_from(told: Explanation) -> None:
    """A record names its rule, and the line of `match` with the tokens of each step."""
    (quote,) = (record for record in told.records if record.record == "quote")
    assert "quote.speaker-after-cue" == quote.rule
    assert quote.match is not None
    assert quote.match.line > quote.line
    steps = {step.written: step for step in quote.match.steps}
    assert '"It is over,"' == steps["content:<Quotation>"].span.text
    assert "left out" == steps["@joiner?"].status


def test_where_a_field_came_from(told: Explanation) -> None:
    """A field names its normaliser with arguments and place, its capture, and the row of that."""
    cue = origin(told, "quote", "cue")
    assert "term(by.saying.cue)" == cue.normaliser
    assert cue.place is not None
    assert cue.place.startswith("rules/en/quotes.yaml:")
    (capture,) = cue.captures
    assert ("said", "step 1") == (capture.span.text, capture.note)
    assert capture.row is not None
    assert ("speech_verb", "say") == (capture.row.lexicon, capture.row.values["lemma"])
    lines = Path(capture.row.file).read_text("utf-8").splitlines()
    assert lines[capture.row.line - 1].startswith("say")


def test_items_are_followed_to_their_rules(told: Explanation) -> None:
    """What a field took from a layer names the rule that made it, and what that is made of."""
    (capture,) = origin(told, "quote", "speaker").captures
    assert capture.item is not None
    assert "speaker.named" == capture.item.rule
    assert "name.proper" == capture.item.parts[0].item.rule


def test_the_reference_date_is_told(told: Explanation) -> None:
    """A value that was counted from the reference date says so."""
    assert DAY == origin(told, "dated_event", "date").reference


def test_links_have_no_line() -> None:
    """A record of a link has no line of `match`, and its fields come from the items it paired."""
    told = make_explainer().explain("The ferry left Callao.", rule="arrival.nearest")
    (record,) = told.records
    assert None is record.match
    made = [capture.item.rule for field in record.fields for capture in field.captures]
    assert ["ship.named", "port.named"] == made


def test_default_normalisers_have_no_place(explainer: Explainer) -> None:
    """A field that its rule sets nothing for is filled by its type, and its place is none."""
    told = explainer.explain('"It is over," according to Ana Rojas.')
    assert ("term", None) == (
        origin(told, "quote", "cue").normaliser, origin(told, "quote", "cue").place
    )  # fmt: skip


@pytest.mark.parametrize("which", [1, "1", "#quote-0-38"])
def test_one_record(explainer: Explainer, which: str | int) -> None:
    """A record is asked for by its number, counted from one, or by its id."""
    (record,) = explainer.explain(TEXT, date=DAY, record=which).records
    assert "quote" == record.record


@pytest.mark.parametrize("which", ["0", "99", "#quote-7-9"])
def test_a_record_that_is_not_there(explainer: Explainer, which: str) -> None:
    """Asking for a record that is not there says which there are."""
    with pytest.raises(UsageError, match=r"no record .*; numbers go from 1 to \d"):
        explainer.explain(TEXT, record=which)


def test_a_rule_that_is_not_there() -> None:
    """Asking for a rule that is not there names one that may have been meant."""
    with pytest.raises(UsageError, match=r"no rule 'quote\.speaker-after-cu'; did you mean"):
        explain(TEXT, rule="quote.speaker-after-cu")


def test_sentences_without_a_record() -> None:
    """Where nothing was found the rules that came nearest are named, with what they wanted."""
    told = make_explainer().explain("The ferry Esmeralda drifted.\n\nIt rains.")
    assert () == told.records
    (silence,) = told.silences
    assert "The ferry Esmeralda drifted." == silence.span.text
    near = {each.rule: each for each in silence.near}
    assert (("sank",), "drifted") == (near["sinking.port"].wanted, near["sinking.port"].stood.text)


def test_of_shipped_rules_too(explainer: Explainer) -> None:
    """Without packs of one's own the shipped rules that came nearest are named."""
    (silence, *_) = explainer.explain('"It is over," yodelled Ana Rojas.').silences
    wanted = {each.rule: each.wanted for each in silence.near}
    assert ("<Adding>",) == wanted["quote.participle"]


def test_it_matches_exactly_where_extraction_finds(explainer: Explainer) -> None:
    """`explain` says that a rule made something exactly where `extract` gives its records."""
    ruleset = explainer.ruleset
    runner = Extractor(records=ruleset.kinds)
    for rule in ruleset.rules:
        if not rule.emits:
            continue
        for example in (*rule.examples, *rule.not_examples):
            verdict = explainer.explain(example.text, rule=rule.id, date=example.date).verdict
            assert verdict is not None
            records = runner.extract(example.text, date=example.date).records
            expected = [(r.start, r.end) for r in records if r.evidence.rule == rule.id]
            made = [(s.span.start, s.span.end) for s in verdict.seen if s.outcome == "made"]
            assert expected == made
            assert made or verdict.seen or verdict.misses or rule.link is not None


def test_each_example_is_told(explainer: Explainer) -> None:
    """The items of a layer are told like records, for each example of each rule."""
    for rule in explainer.ruleset.rules:
        for example in rule.examples:
            verdict = explainer.explain(example.text, rule=rule.id, date=example.date).verdict
            assert verdict is not None
            assert any(seen.outcome == "made" for seen in verdict.seen), rule.id


def test_a_missing_required_field_is_told() -> None:
    """A match that lacks a required field is told apart, with the field in a warning."""
    told = make_explainer().explain("The ferry of many sails.", rule="voyage.length")
    assert told.verdict is not None
    assert ["left out"] == [seen.outcome for seen in told.verdict.seen]
    assert ("voyage.length at 0-17 left out: no metres",) == told.warnings


def test_json_and_pickle(told: Explanation) -> None:
    """An explanation can be written as JSON, and comes through pickle as it was."""
    assert told == pickle.loads(pickle.dumps(told))
    assert "quote" == json.loads(json.dumps(to_json(told)))["records"][0]["record"]


@pytest.mark.parametrize("text", ["", " \n", "…", "\ud800", "\u200b", "no end\n\n\n"])
def test_any_text_can_be_explained(explainer: Explainer, text: str) -> None:
    """Texts with nothing in them, and with anything, are explained as others are."""
    assert () == explainer.explain(text).records
    assert explainer.explain(text, rule="date.month-day").verdict is not None
