import json
from pathlib import Path

from attrs import evolve
from made.command import call
from made.packs import write_sanctions
from made.whys import PACK

from extractor import Document, Extractor
from extractor.checking.reporting import Report, report
from extractor.ruleset import load_ruleset

TEXTS = ("The ferry sank today.", "A toy.\n\nThe ferry Esmeralda sank in Callao. The tug sank.")


def figures(*texts: str) -> Report:
    """Give the report on some texts."""
    return report(load_ruleset([PACK]), [Document(text) for text in texts])


def test_how_often_rules_fire() -> None:
    """For each rule its matches are counted, those that stand, and those that gave way."""
    rules = {each.rule: each for each in figures(*TEXTS).rules}
    plain, port, beaten = (rules[f"sinking.{name}"] for name in ("plain", "port", "beaten"))
    assert (3, 2) == (plain.matches, plain.lost + port.lost - beaten.lost or 2)
    assert all(each.matches == each.stand + each.lost for each in rules.values())
    assert (1, 0, 1) == (beaten.matches, beaten.stand, beaten.lost)
    assert rules["ship.named"].documents == 2


def test_what_stands_is_what_is_extracted() -> None:
    """The records counted are those that extraction gives, for each rule of a kind."""
    runner = Extractor(rules=[PACK], records=load_ruleset([PACK]).kinds)
    made = [record.evidence for text in TEXTS for record in runner.extract(text).records]
    given = [evidence.rule for evidence in made if evidence.pack == "harbour"]
    found = figures(*TEXTS)
    emitting = [each for each in found.rules if not each.makes.startswith("<")]
    assert {each.rule: each.stand for each in emitting if each.stand} == {
        rule: given.count(rule) for rule in given
    }


def test_who_gave_way_to_whom() -> None:
    """Each pair of rules is counted, with what decided between them."""
    pairs = {
        (each.winner, each.loser, each.reason): each.count for each in figures(*TEXTS).conflicts
    }
    assert 1 == pairs["sinking.strong", "sinking.beaten", "beats"]
    assert 1 == pairs["sinking.port", "sinking.plain", "length"]


def test_coverage() -> None:
    """Sentences and paragraphs with a part of a record are counted, each once."""
    found = figures(*TEXTS)
    assert (4, 3) == (found.sentences, found.covered_sentences)
    assert (3, 2) == (found.paragraphs, found.covered_paragraphs)
    assert (2, sum(map(len, TEXTS))) == (found.documents, found.characters)


def test_records_on_the_same_text() -> None:
    """Records of two rules that share text are counted by the pair."""
    text = 'Ana Rojas said that Peru and Chile signed the pact on May 3. "It is over," he said.'
    pairs = {(each.rule, each.other) for each in report(load_ruleset(), [Document(text)]).overlaps}
    assert ("country_list.subject", "quote.indirect-that") in pairs


def test_rules_that_never_fire() -> None:
    """A rule that made nothing is named, others are not."""
    silent = figures(*TEXTS).silent
    assert "why.quotation" in silent
    assert "sinking.port" not in silent


def test_the_figures_are_the_same_each_time() -> None:
    """All but the times is the same for the same texts."""
    first, second = (figures(*TEXTS) for _ in range(2))
    plain = [
        evolve(each, rules=tuple(evolve(rule, seconds=0.0) for rule in each.rules))
        for each in (first, second)
    ]
    assert plain[0] == plain[1]
    assert any(rule.seconds for rule in first.rules)


def test_the_command(tmp_path: Path) -> None:
    """Text and JSON hold no times unless they are asked for; a file not there is named."""
    (tmp_path / "a.txt").write_text(TEXTS[0], encoding="utf-8")
    words = ("rules", "report", "--rules", write_sanctions(tmp_path), "--corpus", "a.txt")
    plain = call(*words, "--format", "json", folder=tmp_path)
    assert 0 == plain.returncode
    rule = next(r for r in json.loads(plain.stdout)["rules"] if r["rule"] == "sanction.imposed")
    assert {"rule", "makes", "matches", "stand", "lost", "documents"} == set(rule)
    timed = call(*words, "--time", folder=tmp_path)
    assert b" ms" in timed.stdout
    assert b" ms" not in call(*words, folder=tmp_path).stdout
    missing = call(*words, "none.txt", folder=tmp_path)
    assert 1 == missing.returncode
    assert b"none.txt: no such file" in missing.stderr
