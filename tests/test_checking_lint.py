from pathlib import Path

import pytest

from extractor.checking import check
from extractor.checking.covering import begins_with, covers
from extractor.problems import WARNINGS
from extractor.ruleset.pattern import Choice, Maybe, Sequence, Shape, Word

USED = """\
pack: port
lexicons: {ship: {words: [ferry, tug]}}
kinds: {visit: {fields: {ship: {type: span}}, reads: [Ship]}}
"""
EXAMPLES = """\
    examples: [{text: "%s"}]
    not_examples: [{text: "We saw it.", because: no ship}, {text: "The ferry.", because: not seen}]
"""


def rule(name: str, match: str, text: str, more: str = "") -> str:
    """Give a rule that makes a layer, with an example and a counter-example."""
    lines = "".join(f"      {line}\n" for line in match.split("\n"))
    head = f"  - id: {name}\n    layer: Ship\n    match: |\n{lines}"
    return head + "".join(f"    {line}\n" for line in more.split("\n") if line) + EXAMPLES % text


SOUND = rule("ship.seen", "saw {ship}", "We saw ferry.")
# For each warning: what stands behind the sound pack, and where the warning is.
CASES: dict[str, tuple[str, str]] = {
    "unused-lexicon": (
        SOUND + "# end\n",
        "lexicons: {ship: {words: [ferry, tug]}, boat: {words: [raft]}}",
    ),
    "unused-phrase": (SOUND + "phrases: {near: (by | at)}\n", ""),
    "unused-layer": (SOUND.replace("layer: Ship", "layer: Boat"), ""),
    "repeated-entry": (SOUND, "lexicons: {ship: {words: [ferry, tug, Ferry]}}"),
    "contradicting-entry": (SOUND, "lexicons: {ship: {file: ships.csv}}"),
    "duplicate-rule": (SOUND + rule("ship.too", "saw {ship}", "x").split("    examples")[0], ""),
    "shadowed-line": (rule("ship.seen", "saw {ship}\nsaw {ship} again", "We saw ferry."), ""),
    "shadowed-rule": (
        rule("ship.seen", "saw {ship}", "We saw ferry.", "beats: [ship.word]")
        + "  - {id: ship.word, layer: Ship, match: 'saw {ship.value=x}', allow: [missing-example, "
        "missing-counter-example]}\n",
        "lexicons: {ship: {words: {ferry: y, tug: x}}}",
    ),
    "unsatisfiable": (rule("ship.seen", "saw {ship}\n~CAP 'lower' {ship}", "We saw ferry."), ""),
    "repeated-capture": (
        "  - {id: visit.many, emits: visit, match: 'saw ship:<Ship>[1-3]', "
        "examples: [{text: We saw ferry.}], not_examples: [{text: Nothing., because: no ship}]}\n"
        + SOUND,
        "",
    ),
    "missing-example": (SOUND.replace('    examples: [{text: "We saw ferry."}]\n', ""), ""),
    "missing-counter-example": (SOUND.split("    not_examples")[0], ""),
    "unneeded-part": (rule("ship.seen", "saw {ship}", "We saw ferry.", "unless: [{has: tug}]"), ""),
    "deprecated-rule": (
        rule("ship.seen", "saw {ship}", "We saw ferry.", "status: deprecated")
        + rule("ship.met", "met {ship}", "We met ferry.", "extends: ship.seen"),
        "",
    ),
    "tie": (SOUND + rule("ship.also", "LOWER {ship}", "We saw ferry."), ""),
}


def warnings(folder: Path, rules: str, lexicons: str = "", more: str = "") -> list[str]:
    """Write a pack, check it, and give the names of the warnings."""
    head = USED.replace("lexicons: {ship: {words: [ferry, tug]}}", lexicons) if lexicons else USED
    (folder / "ships.csv").write_text("phrase,sort\nferry,a\ntug,a\nferry,b\n")
    (folder / "port.yaml").write_text(more + head + "rules:\n" + rules)
    checked = check([folder / "port.yaml"], shipped=False)
    told = [f"{p} {p.line}" for p in checked.problems if p.name != "failing-example"]
    assert told == []
    return [problem.name for problem in checked.warnings]


def test_a_sound_pack_has_no_warnings(tmp_path: Path) -> None:
    """Nothing is told of a pack in which nothing is odd."""
    assert warnings(tmp_path, SOUND) == []


@pytest.mark.parametrize("name", CASES)
def test_what_is_odd_is_told(name: str, tmp_path: Path) -> None:
    """Each oddity gives its warning, and a pack can turn that off by its name."""
    rules, lexicons = CASES[name]
    assert name in warnings(tmp_path, rules, lexicons)
    assert name not in warnings(tmp_path, rules, lexicons, f"allow: [{name}]\n")


def test_every_warning_of_a_pack_alone_has_a_case() -> None:
    """No warning is left out above but those that need a second pack."""
    assert set(WARNINGS) - set(CASES) == {"other-engine", "changed-example"}


@pytest.mark.parametrize(
    "name", ["missing-counter-example", "shadowed-line", "unsatisfiable", "unneeded-part"]
)
def test_a_rule_can_allow_what_is_told_of_it(name: str, tmp_path: Path) -> None:
    """A rule turns off a warning for itself."""
    rules = CASES[name][0].replace("layer: Ship", f"layer: Ship\n    allow: [{name}]")
    assert name not in warnings(tmp_path, rules)


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ("unless: [{before: not}]\nonly_if: [{before: not}]", "the same stands under `unless`"),
        ("not_in: [Caption]\nonly_if: [{inside: <Caption>}]", "`not_in` keeps it out of <Caption>"),
        ("only_if: [{fewer_words_than: 1}]", "a match has 1 words at least"),
        ("unless: [{more_words_than: 0}]", "a match has 1 words at least"),
        (
            "only_if: [{more_words_than: 4}, {fewer_words_than: 5}]",
            "no number is above 4 and below 5",
        ),
        ("only_if: [{before: a ...3 not ANY b}]", "the gap is stopped by anything"),
        (
            "only_if: [{before: a ...3 over <Caption> not <Caption> b}]",
            "the gap is stopped by <Caption>, and leads over it",
        ),
        ("only_if: [{has: a ~b $}]", "something has to follow where the sentence ends"),
        ("only_if: [{has: ~NUM LOWER}]", "what has to follow is not what is taken there"),
    ],
)
def test_what_no_text_can_meet(more: str, what: str, tmp_path: Path) -> None:
    """Conditions and patterns that leave no text are told with the reason."""
    rules = rule("ship.seen", "saw {ship}", "We saw ferry.", more)
    (tmp_path / "port.yaml").write_text(USED + "rules:\n" + rules)
    told = [
        p
        for p in check([tmp_path / "port.yaml"], shipped=False).warnings
        if p.name == "unsatisfiable"
    ]
    assert [problem.what.split(": ", 1)[1] for problem in told] == [what]


A, B, THE = Word("a"), Word("b"), Word("the")


def test_covering() -> None:
    """One pattern covers another where it takes all that the other takes; else nothing is said."""
    assert covers(A, Word("A", exact=True))
    assert not covers(Word("A", exact=True), A)
    assert covers(Shape("WORD"), Shape("CAP"))
    assert covers(Shape("WORD"), THE)
    assert not covers(Shape("LOWER"), THE)
    assert covers(Choice((A, B)), A)
    assert not covers(A, Choice((A, B)))
    assert covers(Sequence((A, Maybe(B))), Sequence((A, B)))
    assert begins_with(Sequence((A, B, THE)), Sequence((A, B)))
    assert not begins_with(Sequence((A, B)), Sequence((A, B, THE)))


def test_the_cost_is_that_of_all_lines(tmp_path: Path) -> None:
    """The bound adds up the lines of all rules of the pack, and names the dearest rule."""
    (tmp_path / "port.yaml").write_text(
        USED + "rules:\n" + rule("ship.seen", "saw ...9 {ship}", "We saw ferry.")
    )
    cost = check([tmp_path / "port.yaml"], shipped=False).cost
    assert cost is not None
    # the first word, the gap once for each length, and the last word behind each of these
    assert (cost.steps, cost.dearest, cost.most) == (22, "ship.seen", 22)


def test_a_layer_that_names_somebody_is_felt_in_all_examples(tmp_path: Path) -> None:
    """Names are gathered from layers that a rule does not name, and its examples show it."""
    allow = "allow: [unneeded-part, missing-counter-example, unused-layer]\n"
    visits, people = tmp_path / "visits.yaml", tmp_path / "people.yaml"
    visits.write_text(
        f"pack: visits\n{allow}"
        "kinds: {visit: {fields: {who: {type: source, required: yes}}}}\n"
        "rules:\n"
        "  - {id: guest.named, layer: Guest, match: 'name:CAP', unless: [{before: CAP}],\n"
        "     examples: [{text: We saw Rojas.}]}\n"
        "  - {id: visit.came, emits: visit, match: 'who:<Guest> came',\n"
        "     examples: [{text: The envoy Ana Rojas left. At last Rojas came.,\n"
        "                 gives: {who.name: Rojas}}]}\n"
    )
    people.write_text(
        f"pack: people\n{allow}rules:\n"
        "  - {id: full.named, layer: Full, match: 'name:(CAP CAP)',\n"
        "     examples: [{text: We saw Ana Rojas.}]}\n"
    )
    assert check([visits], shipped=False).problems == ()
    (problem,) = check([visits, people], shipped=False).problems
    assert "gives who.name 'Ana Rojas', not 'Rojas'" in problem.what
