from pathlib import Path

import pytest
from drawn.refused import LAYER, refusal

from extractor import RuleError
from extractor.ruleset import load_ruleset

CASES: dict[str, tuple[str | bytes | dict[str, str], list[str]]] = {
    "unknown key of a file": (
        "rulez: []\n",
        ["1:1: a rule file has no key 'rulez'; did you mean 'rules'?"],
    ),
    "duplicate key": (
        LAYER + "    match: Cusco\n",
        ["5:5: the key 'match' stands here again; join it to 4:5"],
    ),
    "missing file": (
        "lexicons:\n  town: {file: towns.csv}\n",
        ["2:16: no file 'towns.csv'; put it at towns.csv"],
    ),
    "empty lexicon": (
        "lexicons:\n  town: {words: []}\n",
        ["2:3: the lexicon 'town' is empty; give it `words` or a `file`"],
    ),
    "two sources of words": (
        "lexicons:\n  town: {words: [Lima], numbers: 1 to 3}\n",
        ["2:3: the lexicon 'town' has no words; give it one of `words`, `numbers` and `file`"],
    ),
    "odd range": (
        "lexicons:\n  day: {numbers: 31 to 1}\n",
        [
            "2:3: the lexicon 'day' is empty; give it `words` or a `file`",
            "2:18: no range: '31 to 1'; write `numbers: 1 to 31`",
        ],
    ),
    "odd case": (
        "lexicons:\n  town: {words: [Lima], case: upper}\n",
        ["2:31: `case` cannot be 'upper'; known here: any, capital, exact"],
    ),
    "name that no pattern can use": (
        "lexicons:\n  Town: {words: [Lima]}\n",
        [
            (
                "2:3: 'Town' is no name for one of `lexicons`; write small letters, digits and "
                "_, a letter first"
            )
        ],
    ),
    "pair of three": (
        "reading:\n  pairs: [[a, b, c]]\n",
        ["2:10: a pair has two marks; write [opening, closing]"],
    ),
    "no rewriting rule": (
        (
            "inflection:\n  letters: {C: bcd}\n  paradigms:\n    verb:\n      forms: {past: [e "
            "to ed, V -> VVV]}\n"
        ),
        [
            (
                "5:22: no rewriting rule: 'e to ed'; write `ending -> ending`, capitals being "
                "declared letters"
            )
        ],
    ),
    "letters without a name": (
        "inflection:\n  letters: {c: bcd}\n",
        ["2:13: 'c' names no letters; write `V: aeiou`, a capital and what it stands for"],
    ),
    "two readings": (
        {"a.yaml": "reading: {titles: [Mr]}\n", "b.yaml": "reading: {titles: [Ms]}\n"},
        ["b.yaml:1:10: a second `reading` section; keep only one"],
    ),
    "pack named twice": (
        {"a.yaml": "pack: one\n", "b.yaml": "pack: two\n"},
        ["b.yaml:1:7: the pack is named twice; name it in one file only"],
    ),
    "no mapping": (
        "- one\n- two\n",
        ["1:1: not a mapping; begin with a key such as `rules:` or `lexicons:`"],
    ),
    "tab": (
        "rules:\n\t- id: a.b\n",
        [
            (
                "2:1: not YAML: found character that cannot start any token; "
                "indent with spaces, and quote text that begins with a special character"
            )
        ],
    ),
    "tag": (
        "pack: !!str one\n",
        ["1:7: a tag, 'tag:yaml.org,2002:str'; leave it out: every value is text"],
    ),
    "anchor and alias": (
        "pack: &name one\nabout: *name\n",
        [
            "1:7: an anchor, &name; use a phrase, a lexicon or `extends`",
            "2:8: an alias, *name; use a phrase, a lexicon or `extends`",
        ],
    ),
    "second document": (
        "pack: one\n---\npack: two\n",
        ["2:1: a second YAML document; make it a file of its own"],
    ),
    "wrong encoding": (
        "pack: Caf\xe9\n".encode("latin-1"),
        ["1:10: not UTF-8; save the file as UTF-8"],
    ),
    "invisible character": (
        "pack: a\x07b\n",
        ["1:8: not YAML: the character '\\x07'; take it out"],
    ),
    "colon in text": (
        "about: one: two\n",
        [
            (
                "1:11: not YAML: mapping values are not allowed in this context; quote the text "
                "if it holds a colon"
            )
        ],
    ),
    "word list with too many cells": (
        {
            "a.yaml": "lexicons:\n  town: {file: t.csv}\n",
            "t.csv": "phrase,code\nLima,PE,x\nCusco,PE\n",
        },
        ["t.csv:2:1: 3 cells under a header of 2; quote a phrase that holds a comma"],
    ),
    "word list without a header": (
        {"a.yaml": "lexicons:\n  town: {file: t.csv}\n", "t.csv": "# towns\n"},
        [
            "t.csv:1:1: the lexicon 'town' is empty; give it `words` or a `file`",
            "t.csv:2:1: a word list without a header; begin with a line `phrase,...`",
        ],
    ),
    "word list with an odd case": (
        {
            "a.yaml": "lexicons:\n  town: {file: t.csv}\n",
            "t.csv": "phrase,case\nLima,any\nUS,upper\n",
        },
        ["t.csv:3:1: case cannot be 'upper'; known here: any, capital, exact"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_said_with_place_and_remedy(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each mistake in a rule file gives one line: where, what, and what to do about it."""
    monkeypatch.chdir(tmp_path)
    given, expected = CASES[name]
    one = not isinstance(given, dict)
    assert [("bad.yaml:" if one else "") + line for line in expected] == refusal(given, tmp_path)


def test_all_mistakes_of_all_files_come_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loading names every problem of every file, in order of place, and loads nothing."""
    monkeypatch.chdir(tmp_path)
    files = {
        "a.yaml": "pakc: one\n" + LAYER.replace("Lima", "a {twon}") + "    witin: sentence\n",
        "b.yaml": "rules:\n"
        "  - {id: b.c, layer: B, match: 'a ('}\n"
        "  - {id: b.d, emits: c, match: a}\n",
        "c.yaml": "lexicons:\n  town: {words: [Lima], words: [Rome]}\n",
    }
    assert [
        "a.yaml:1:1: a rule file has no key 'pakc'; did you mean 'pack'?",
        "a.yaml:5:14: no lexicon named 'twon'; did you mean 'town'?",
        "a.yaml:6:5: a rule has no key 'witin'; did you mean 'within'?",
        "b.yaml:2:36: nothing stands here; write a step, or take the '|' out",
        "b.yaml:3:22: no kind of record 'c'; known here: nothing yet",
        "c.yaml:2:25: the key 'words' stands here again; join it to 2:10",
    ] == refusal(files, tmp_path)


def test_a_pack_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path without a pack, and a folder without a rule file, are named with a remedy."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(RuleError) as raised:
        load_ruleset([Path("nowhere"), Path("empty")], shipped=False)
    assert str(raised.value).splitlines() == [
        "empty:1:1: no rule file here; add a file that ends in .yaml",
        "nowhere:1:1: no such file or folder; give a path to a pack",
    ]


def test_a_second_pack_of_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two packs of one name are refused, at the second."""
    monkeypatch.chdir(tmp_path)
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("pack: same\n" + LAYER)
    with pytest.raises(RuleError) as raised:
        load_ruleset([Path("one.yaml"), Path("two.yaml")], shipped=False)
    assert str(raised.value) == (
        "two.yaml:1:7: there is a pack 'same' in one.yaml; give this one a name of its own"
    )


def test_a_file_that_cannot_be_read_is_told_alone(tmp_path: Path) -> None:
    """What it may have declared is not missed where it is used; other packs are told of."""
    (tmp_path / "port").mkdir()
    (tmp_path / "port" / "words.yaml").write_text("lexicons:\n  ship: {words: [ferry\n")
    rule = "rules:\n  - {id: %s.seen, layer: %s, match: '{ship}'}\n"
    (tmp_path / "port" / "rules.yaml").write_text(rule % ("port", "Port"))
    (tmp_path / "town").mkdir()
    (tmp_path / "town" / "rules.yaml").write_text(rule % ("town", "Town"))
    with pytest.raises(RuleError) as caught:
        load_ruleset([tmp_path / "port", tmp_path / "town"], shipped=False)
    told = [(Path(p.place.path).parent.name, p.name) for p in caught.value.problems]
    assert ("port", "not-yaml") in told
    assert ("town", "unknown-name") in told
    assert ("port", "unknown-name") not in told
