from collections.abc import Sequence
from pathlib import Path

import pytest
from made.whys import brief, make_explainer

from extractor.checking import Explainer, explain
from extractor.checking.explanation import Seen

# What is asked, and the answer in short: the step that failed, what stood there and what was
# wanted, the change that would do; or what refused a match, or won over it.
CASES = [
    (
        "why.word",
        "The ferry rose.",
        ["step 3 of 3: 'rose' for sank", "replace 'sank': 'The ferry sank.' is made"],
    ),
    (
        "why.word",
        "The sank.",
        ["step 2 of 3: 'sank' for ferry", "insert 'ferry': 'The ferry sank.' is made"],
    ),
    (
        "why.exact",
        "In may sank.",
        ["step 1 of 2: 'may' for \"May\"", "exact May", "replace 'May': 'In May sank.' is made"],
    ),
    (
        "why.lexicon",
        "The canoe sank.",
        ["step 1 of 2: 'canoe' for {ship}", "replace 'ferry': 'The ferry sank.' is made"],
    ),
    (
        "why.column",
        "The ferry sank.",
        [
            "step 1 of 2: 'ferry' for {ship.value=sail}",
            "replace 'barque': 'The barque sank.' is made",
        ],
    ),
    (
        "why.form",
        "The ferry docks.",
        [
            "step 2 of 2: 'docks' for {docking.form=past}",
            "replace 'docked': 'The ferry docked.' is made",
        ],
    ),
    (
        "why.case",
        "They met in callao.",
        ["step 2 of 2: 'callao' for {port}", "replace 'Callao': 'They met in Callao.' is made"],
    ),
    (
        "why.layer",
        "A ferry sank.",
        ["step 1 of 2: 'ferry' for <Ship>", "insert 'the': 'A the ferry sank.' is made"],
    ),
    (
        "why.layer",
        "The toy the ferry sank.",
        ["step 1 of 2: 'the' for <Ship>", "delete 'toy': 'The the ferry sank.' is made"],
    ),
    (
        "why.quotation",
        "It sank.",
        ["step 1 of 2: 'It' for <Quotation>", "replace '“they said”': '“they said” sank.' is made"],
    ),
    (
        "why.shape",
        "Go to berth four.",
        ["step 2 of 2: 'four' for NUM", "replace '23': 'Go to berth 23.' is made"],
    ),
    (
        "why.sentence-start",
        "And soon the ferry sank.",
        ["step 2 of 3: 'And' for soon", "delete 'And': 'soon the ferry sank.' is made"],
    ),
    ("why.sentence-end", "It sank, they said.", ["step 2 of 3: ',' for \".\""]),
    (
        "why.paragraph-start",
        "It rains. Tomorrow the sun shines.",
        ["step 2 of 3: 'It' for tomorrow"],
    ),
    (
        "why.gap-limit",
        "The ferry was old and sank.",
        [
            "step 3 of 3: 'and' for sank",
            "gap-limit 2",
            "delete 'and': 'The ferry was old sank.' is made",
        ],
    ),
    (
        "why.gap-stop",
        "The ferry stayed and sank.",
        [
            "step 3 of 3: 'and' for sank",
            "gap-stop and",
            "delete 'and': 'The ferry stayed sank.' is made",
        ],
    ),
    (
        "why.gap-item",
        "The crew of the ferry sank.",
        [
            "step 3 of 3: 'of' for sank",
            "gap-item Ship",
            "replace 'sank': 'The crew sank the ferry sank.' is made",
        ],
    ),
    (
        "why.gap-edge",
        "The ferry left. It burned.",
        [
            "step 3 of 3: '.' for burned",
            "gap-edge sentence",
            "delete '.': 'The ferry left It burned.' is made",
        ],
    ),
    (
        "why.repeat",
        "An old barge.",
        ["step 2 of 2: '.' for barge", "insert 'barge': 'An old barge barge.' is made"],
    ),
    (
        "why.twice",
        "A very old tug.",
        ["step 1 of 2: 'very' for very", "insert 'very': 'A very very old tug.' is made"],
    ),
    (
        "why.choice",
        "The ferry left.",
        ["step 2 of 2: 'left' for sank or burned", "replace 'sank': 'The ferry sank.' is made"],
    ),
    (
        "why.follows",
        "The ferry left.",
        ["step 2 of 2: 'left' for sank", "replace 'sank': 'The ferry sank.' is made"],
    ),
    (
        "why.list",
        "The ferry, the tug collided.",
        [
            "made 'ferry, the tug collided'",
            "lost 'tug collided': why.list 'ferry, the tug collided' by length",
        ],
    ),
    (
        "why.list",
        "A ferry, tug and sank.",
        [
            "step 2 of 2: 'and' for collided",
            "replace 'collided': 'A ferry, tug collided sank.' is made",
        ],
    ),
    (
        "why.first",
        "It sank in Callao.",
        ["step 1 of 4: 'It' for {ship}", "replace 'ferry': 'ferry sank in Callao.' is made"],
    ),
    (
        "why.before",
        "A toy tug sank.",
        [
            "refused 'tug sank': unless before no | toy finds 'toy'",
            "delete 'toy': 'A tug sank.' is made",
        ],
    ),
    (
        "why.reach",
        "If the old barque sank we would know.",
        [
            "refused 'barque sank': unless before reach 6 if finds 'If'",
            "delete 'If': 'the old barque sank we would know.' is made",
        ],
    ),
    (
        "why.after",
        "The barque burned nearly.",
        [
            "refused 'barque burned': unless after nearly finds 'nearly'",
            "delete 'nearly': 'The barque burned.' is made",
        ],
    ),
    (
        "why.between",
        "The ferry was not hit but sank.",
        [
            "refused 'ferry was not hit but sank': unless between of a, b not | never finds 'not'",
            "delete 'not': 'The ferry was hit but sank.' is made",
        ],
    ),
    (
        "why.inside",
        'They wrote "the raft sank" there.',
        ["refused 'raft sank': unless inside <Quotation> finds '\"the raft sank\"'"],
    ),
    (
        "why.has",
        "A raft reportedly burned.",
        [
            "refused 'raft reportedly burned': unless has reportedly finds 'reportedly'",
            "delete 'reportedly': 'A raft burned.' is made",
        ],
    ),
    (
        "why.fewer",
        '"Man overboard" shouted they.',
        ["refused '\"Man overboard\" shouted': unless fewer_words_than of content 3 finds 2"],
    ),
    (
        "why.more",
        "A canoe from the north sank.",
        ["refused 'canoe from the north sank': unless more_words_than 3 finds 5"],
    ),
    (
        "why.document",
        "A canoe burned. It was in a film.",
        [
            "refused 'canoe burned': unless document film | novel finds 'film'",
            "delete 'film': 'It was in a.' is made",
        ],
    ),
    ("why.only-has", "A yacht sank.", ["refused 'yacht sank': only_if has slowly finds nothing"]),
    (
        "why.only-document",
        "A yacht burned. The ferry left Callao.",
        ["refused 'yacht burned': only_if document more_than <Ship> <Port> finds nothing"],
    ),
    (
        "why.zone",
        "A dinghy sank\n\nIt did so in the night.",
        ["refused 'dinghy sank': not_in zone Heading finds nothing"],
    ),
    (
        "why.both",
        "No skiff never sank.",
        ["refused 'skiff never sank': unless before no finds 'No'; unless has never finds 'never'"],
    ),
    (
        "why.refused-after",
        "A toy punt vanished.",
        [
            "step 2 of 2: 'vanished' for sank",
            "replace 'sank': 'A toy punt sank.' is refused (unless before toy finds 'toy')",
        ],
    ),
    (
        "sinking.plain",
        "The tug sank in Callao.",
        ["lost 'The tug sank': sinking.port 'The tug sank in Callao' by length"],
    ),
    ("sinking.plain", "The ferry Esmeralda sank.", ["made 'The ferry Esmeralda sank'"]),
    (
        "sinking.beaten",
        "The ferry sank today.",
        ["lost 'The ferry sank today': sinking.strong 'The ferry sank' by beats"],
    ),
    ("voyage.length", "The ferry of many sails.", ["left out 'The ferry of many': "]),
    (
        "arrival.nearest",
        'The ferry left "Callao" early.',
        ["pair 'The ferry': 'Callao' behind <Quotation>"],
    ),
    (
        "arrival.nearest",
        "The ferry and the tug left Callao.",
        [
            "made 'The ferry and the tug left Callao'",
            "pair 'The ferry': 'Callao' chosen",
            "pair 'the tug': 'Callao' taken",
        ],
    ),
    ("arrival.nearest", "The ferry left.", ["pair 'The ferry': "]),
]


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    """What explains by the shipped rules and a pack with a rule for each kind of step."""
    return make_explainer()


@pytest.mark.parametrize(("rule", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_why_not(explainer: Explainer, rule: str, text: str, expected: list[str]) -> None:
    """For each kind of step and condition it is told what failed, and what would mend it."""
    verdict = explainer.explain(text, rule=rule).verdict
    assert verdict is not None
    assert expected == brief(verdict)


SHIPPED = [
    ("quote.speaker-after-cue", '"It is over," yodelled Ana Rojas.', "'yodelled' for <CueFirst>"),
    ("quote.speaker-after-cue", '"It is over," said in the river.', "'said' for <CueFirst>"),
    ("quote.speaker-before-cue", 'Ana Rojas said "no."', "fewer_words_than of content 3 finds 1"),
    ("quote.speaker-after-content", 'They said "over." Ana Rojas said so.', "unless before of by"),
    ("quote.indirect-plain", "Ana Rojas said nothing.", "only_if has of content"),
    ("quote.according-to", '"It is over," according to plan.', "'plan' for <Speaker>"),
    ("name.proper", "However, they left.", "unless has {opener} finds"),
    ("date.month-day", "The talks ended on may 3.", "'may' for {month}"),
    ("date.month-day", "It rose by March 3%.", "refused 'March 3': unless after"),
    ("date.month-day-year", "It ended on May 33, 2019.", "'33' for {ordinal} or {day_number}"),
    ("country_list.subject", "Peru and Atlantis signed the pact.", "'Peru' for <Countries>"),
    ("country_list.plain", "Peru and Chile signed the pact.", "country_list.subject"),
    ("dated_event.before-date", "Ana Rojas was here on May 3.", "pair 'on May 3': "),
]


@pytest.mark.parametrize(("rule", "text", "expected"), SHIPPED, ids=[case[0] for case in SHIPPED])
def test_why_not_of_shipped_rules(
    explainer: Explainer, rule: str, text: str, expected: str
) -> None:
    """For shipped rules too it is told what failed, what refused, and what won."""
    verdict = explainer.explain(text, rule=rule, date="2026-03-06").verdict
    assert verdict is not None
    assert expected in "\n".join(brief(verdict))


def test_a_wanted_item_is_followed_to_the_rules_that_make_it(explainer: Explainer) -> None:
    """Where an item is not there it is told, two layers deep, what its own rules wanted."""
    verdict = explainer.explain("The ferry and the canoe sank.", rule="why.deep").verdict
    assert verdict is not None
    (absence,) = verdict.misses[0].absences
    assert ("fleet.named", ("<Ship>",)) == (absence.rule, absence.wanted)
    (inner,) = absence.absences
    assert ("ship.named", ("{ship}",), "canoe") == (
        inner.rule, inner.wanted, inner.stood and inner.stood.text
    )  # fmt: skip


def test_what_is_no_country_is_named(explainer: Explainer) -> None:
    """A list that is not there is missed where it would begin, for the word that is no member."""
    text = "Peru and Atlantis signed the pact."
    verdict = explainer.explain(text, rule="country_list.subject").verdict
    assert verdict is not None
    miss = verdict.misses[0]
    (absence,) = miss.absences
    assert "countries.joined" == absence.rule
    assert "<Member>" in absence.wanted
    assert ("Peru", "Atlantis") == (
        miss.stood and miss.stood.text,
        absence.stood and absence.stood.text,
    )
    assert miss.change is not None
    assert "Atlantis" == miss.change.span.text


def test_a_step_that_was_left_out_says_how_far_it_came(tmp_path: Path) -> None:
    """Of an optional step that had begun it is told what stopped it, and which rule refused."""
    rule = (
        "pack: port\nkinds: {visit: {fields: {ship: {type: span}, port: {type: span}}}}\n"
        "rules:\n  - {id: visit.seen, emits: visit, match: 'saw ship:LOWER (of port:<Name>)?'}\n"
    )
    (tmp_path / "port.yaml").write_text(rule, encoding="utf-8")
    rules = tmp_path / "port.yaml"
    verdict = explain("We saw ferry of July.", rule="visit.seen", rules=rules).verdict
    assert verdict is not None
    (seen,) = verdict.seen
    assert seen.line is not None
    stopped = seen.line.steps[2].stopped
    assert stopped is not None
    assert ("July", ("<Name>",)) == (stopped.stood and stopped.stood.text, stopped.wanted)
    assert ["name.proper"] == [absence.rule for absence in stopped.absences]
    plain = explain("We saw ferry again.", rule="visit.seen", rules=rules).verdict
    assert plain is not None
    assert plain.seen[0].line is not None
    assert plain.seen[0].line.steps[2].stopped is None


def seen_in(explainer: Explainer, rule: str, text: str) -> Sequence[Seen]:
    """Give where a rule matches."""
    verdict = explainer.explain(text, rule=rule, date="2026-03-06").verdict
    return () if verdict is None else verdict.seen


def test_a_changed_text_does_what_the_change_promises(explainer: Explainer) -> None:
    """A change that is proposed, made in the text, gives what it said it would."""
    for rule, text, _ in (*CASES, *SHIPPED):
        verdict = explainer.explain(text, rule=rule, date="2026-03-06").verdict
        assert verdict is not None
        for miss in verdict.misses:
            change = miss.change
            if change is not None:
                word = "" if change.action == "delete" else change.word
                low, high = change.span.start, change.span.end
                tried = [f"{text[:low]}{lead}{word}{tail}{text[high:]}"
                         for lead, tail in (("", ""), (" ", ""), ("", " "))]  # fmt: skip
                assert change.outcome in {
                    seen.outcome for each in tried for seen in seen_in(explainer, rule, each)
                }
