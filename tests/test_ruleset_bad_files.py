from pathlib import Path

import pytest
from extractor import RuleError
from extractor.ruleset import load_ruleset

KINDS = """\
kinds:
  deed:
    fields:
      what: {type: span, required: yes}
      who: {type: span}
lexicons:
  verb: {words: {bake: food, sew: cloth}}
"""
LAYER = "rules:\n  - id: town.named\n    layer: Town\n    match: Lima\n"
EMITS = KINDS + "rules:\n  - id: deed.done\n    emits: deed\n"

CASES = {
    "unknown key of a file": ("rulez: []\n", ["1:1: a rule file has no key 'rulez'; did you mean 'rules'?"]),
    "unknown key of a rule": (
        LAYER + "    wihtin: paragraph\n",
        ["5:5: a rule has no key 'wihtin'; did you mean 'within'?"],
    ),
    "duplicate key": (
        LAYER + "    match: Cusco\n",
        ["5:5: the key 'match' stands here again; join it to 4:5"],
    ),
    "duplicate id": (
        LAYER + "  - id: town.named\n    layer: Town\n    match: Cusco\n",
        ["5:9: there is a rule 'town.named' at bad.yaml:2; give this one another id"],
    ),
    "no id": (
        "rules:\n  - layer: Town\n    match: Lima\n",
        ["2:5: a rule without a name; begin it with `id: kind.what-it-sees`"],
    ),
    "missing lexicon": (
        "lexicons:\n  town: {words: [Lima]}\n" + LAYER.replace("Lima", "x:{twon} said"),
        ["6:12: no lexicon named 'twon'; did you mean 'town'?"],
    ),
    "missing column": (
        KINDS + LAYER.replace("Lima", "x {verb.kind=food}"),
        ["11:12: the lexicon 'verb' has no column 'kind'; known here: value"],
    ),
    "pattern that YAML takes for a mapping": (
        LAYER.replace("Lima", "{verb}"),
        ["4:12: `match` is no text; write one value, in quotes if it begins with { or ["],
    ),
    "missing value": (
        KINDS + LAYER.replace("Lima", "x {verb.value=foot}"),
        ["11:12: no row of 'verb' has 'foot' under 'value'; did you mean 'food'?"],
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
        ["2:3: the lexicon 'day' is empty; give it `words` or a `file`",
         "2:18: no range: '31 to 1'; write `numbers: 1 to 31`"],
    ),
    "odd case": (
        "lexicons:\n  town: {words: [Lima], case: upper}\n",
        ["2:31: `case` cannot be 'upper'; known here: any, capital, exact"],
    ),
    "name that no pattern can use": (
        "lexicons:\n  Town: {words: [Lima]}\n",
        ["2:3: 'Town' is no name for one of `lexicons`; write small letters, digits and _, a letter first"],
    ),
    "circle of layers": (
        "rules:\n"
        "  - {id: a.b, layer: One, match: <Two> x}\n"
        "  - {id: b.a, layer: Two, match: <One> x}\n",
        ["2:10: layers in a circle: <One> -> <Two> -> <One>; break it with another layer"],
    ),
    "missing layer": (
        LAYER.replace("Lima", "the <Twon>"),
        ["2:9: no rule makes the layer <Twon>; did you mean 'Town'?"],
    ),
    "circle of phrases": (
        "phrases:\n  one: a @two\n  two: b @one\n",
        ["3:10: phrases in a circle: @one -> @two -> @one; break the circle"],
    ),
    "missing phrase": (
        LAYER.replace("Lima", "the @cty"),
        ["4:16: no phrase @cty; known here: nothing yet"],
    ),
    "broken phrase": (
        "phrases:\n  city: the (old\n" + LAYER.replace("Lima", "the @city said"),
        ["2:13: a '(' that is never closed; close it with ')'"],
    ),
    "circle of rules": (
        "rules:\n"
        "  - {id: a.b, layer: One, extends: b.a}\n"
        "  - {id: b.a, layer: One, extends: a.b}\n",
        ["2:36: rules in a circle: b.a -> a.b -> b.a; break the circle",
         "3:36: rules in a circle: a.b -> b.a -> a.b; break the circle"],
    ),
    "extends nothing": (
        LAYER + "    extends: town.name\n",
        ["5:14: no rule 'town.name'; did you mean 'town.named'?"],
    ),
    "beats nothing": (
        LAYER + "    beats: town.any\n",
        ["2:9: beats no rule 'town.any'; did you mean 'town.named'?"],
    ),
    "makes nothing": (
        "rules:\n  - id: town.named\n    match: Lima\n",
        ["2:5: town.named makes nothing; say either `layer:` or `emits:`"],
    ),
    "sees nothing": (
        "rules:\n  - id: town.named\n    layer: Town\n",
        ["2:5: town.named sees nothing; say either `match:` or `link:`"],
    ),
    "no name for a layer": (
        LAYER.replace("Town", "town"),
        ["3:12: 'town' is no name for a layer; begin it with a capital; "
         "reading makes Quotation, Caption, Heading, Tag"],
    ),
    "a layer that reading makes": (
        LAYER.replace("Town", "Quotation"),
        ["3:12: 'Quotation' is no name for a layer; begin it with a capital; "
         "reading makes Quotation, Caption, Heading, Tag"],
    ),
    "unknown kind": (
        EMITS.replace("emits: deed", "emits: dead") + "    match: what:x\n",
        ["10:12: no kind of record 'dead'; did you mean 'deed'?"],
    ),
    "required field that is never filled": (
        EMITS + "    match: who:CAP bakes\n",
        ["9:9: deed.done never fills 'what', which 'deed' requires; capture it with what:ITEM"],
    ),
    "unknown field": (
        EMITS + "    match: what:CAP bakes whom:CAP\n",
        ["9:9: the kind 'deed' has no field 'whom'; did you mean 'who'?"],
    ),
    "unknown normaliser": (
        EMITS + "    match: what:x\n    set: {who: tekst}\n",
        ["12:16: no normaliser 'tekst'; did you mean 'text'?"],
    ),
    "unknown option": (
        EMITS + "    match: what:x\n    set: {who: day(prefers=past)}\n",
        ["12:16: day has no option 'prefers'; did you mean 'prefer'?"],
    ),
    "unknown type": (
        "kinds:\n  deed:\n    fields:\n      what: {type: spam}\n",
        ["4:20: `type` cannot be 'spam'; did you mean 'span'?"],
    ),
    "one_per of nothing": (
        "kinds:\n  deed:\n    one_per: [whom]\n    fields:\n      who: {type: span}\n",
        ["2:3: `one_per` of 'deed' names no field: 'whom'; did you mean 'who'?"],
    ),
    "zone that is none": (
        "kinds:\n  deed:\n    not_in: [Headings]\n" + LAYER + "    not_in: [caption]\n",
        ["2:3: no zone 'Headings'; did you mean 'Heading'?",
         "8:14: no zone 'caption'; did you mean 'Caption'?"],
    ),
    "condition without a place": (
        LAYER + "    unless:\n      - reach: 3\n",
        ["6:9: a condition without a place; say one of before, after, between, inside, has, "
         "fewer_words_than, more_words_than, document"],
    ),
    "condition with what means nothing there": (
        LAYER + "    unless:\n      - has: x\n        reach: 3\n",
        ["7:16: `reach` means nothing with `has`; what it takes is of"],
    ),
    "until without reach": (
        LAYER + "    unless:\n      - before: x\n        until: but\n",
        ["7:16: `until` without a reach that it could end; write `reach: 8` beside it"],
    ),
    "inside of no layer": (
        LAYER + "    unless:\n      - inside: old\n",
        ["6:17: `inside` names layers only; write <Layer> or <Layer> | <Layer>"],
    ),
    "between one field": (
        LAYER + "    unless:\n      - between: x\n        of: town\n",
        ["6:9: `between` needs two fields; write `of: [first, second]`"],
    ),
    "condition on an unknown field": (
        LAYER.replace("Lima", "town:Lima") + "    unless:\n      - after: x\n        of: twon\n",
        ["6:9: no field 'twon'; did you mean 'town'?"],
    ),
    "no whole number": (
        LAYER + "    unless:\n      - after: x\n        reach: some\n",
        ["7:16: `reach` is no whole number; write digits"],
    ),
    "no yes and no no": (
        "kinds:\n  deed:\n    fields:\n      what: {required: perhaps}\n",
        ["4:24: `required` cannot be 'perhaps'; known here: false, no, true, yes"],
    ),
    "link to no layer": (
        EMITS + "    link: {from: what:<Town>, to: who}\n",
        ["11:35: `to` names no layer; write `field:<Layer>`"],
    ),
    "odd choice": (
        EMITS + "    link: {from: 'what:<Heading>', to: 'who:<Tag>', choose: next}\n",
        ["11:61: cannot choose 'next'; known here: nearest, nearest-left, nearest-right"],
    ),
    "counter-example without a reason": (
        LAYER + "    not_examples:\n      - text: No town.\n",
        ["6:9: a counter-example without a reason; give it a `because`"],
    ),
    "example without a text": (
        LAYER + "    examples:\n      - date: 2019-01-01\n",
        ["6:9: an example without a text; give it a `text`"],
    ),
    "pair of three": (
        "reading:\n  pairs: [[a, b, c]]\n",
        ["2:10: a pair has two marks; write [opening, closing]"],
    ),
    "no rewriting rule": (
        "inflection:\n  letters: {C: bcd}\n  paradigms:\n    verb:\n      forms: {past: [e to ed, V -> VVV]}\n",
        ["5:22: no rewriting rule: 'e to ed'; write `ending -> ending`, capitals being declared letters"],
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
    "no mapping": ("- one\n- two\n", ["1:1: not a mapping; begin with a key such as `rules:` or `lexicons:`"]),
    "tab": (
        "rules:\n\t- id: a.b\n",
        ["2:1: not YAML: found character that cannot start any token; "
         "indent with spaces, and quote text that begins with a special character"],
    ),
    "tag": (
        "pack: !!str one\n",
        ["1:7: a tag, 'tag:yaml.org,2002:str'; leave it out: every value is text"],
    ),
    "anchor and alias": (
        "pack: &name one\nabout: *name\n",
        ["1:7: an anchor, &name; use a phrase, a lexicon or `extends`",
         "2:8: an alias, *name; use a phrase, a lexicon or `extends`"],
    ),
    "second document": ("pack: one\n---\npack: two\n", ["2:1: a second YAML document; make it a file of its own"]),
    "wrong encoding": ("pack: Caf\xe9\n".encode("latin-1"), ["1:10: not UTF-8; save the file as UTF-8"]),
    "invisible character": ("pack: a\x07b\n", ["1:8: not YAML: the character '\\x07'; take it out"]),
    "colon in text": (
        "about: one: two\n",
        ["1:11: not YAML: mapping values are not allowed in this context; quote the text if it holds a colon"],
    ),
    "word list with too many cells": (
        {"a.yaml": "lexicons:\n  town: {file: t.csv}\n", "t.csv": "phrase,code\nLima,PE,x\nCusco,PE\n"},
        ["t.csv:2:1: 3 cells under a header of 2; quote a phrase that holds a comma"],
    ),
    "word list without a header": (
        {"a.yaml": "lexicons:\n  town: {file: t.csv}\n", "t.csv": "# towns\n"},
        ["t.csv:1:1: the lexicon 'town' is empty; give it `words` or a `file`",
         "t.csv:2:1: a word list without a header; begin with a line `phrase,...`"],
    ),
    "word list with an odd case": (
        {"a.yaml": "lexicons:\n  town: {file: t.csv}\n", "t.csv": "phrase,case\nLima,any\nUS,upper\n"},
        ["t.csv:3:1: case cannot be 'upper'; known here: any, capital, exact"],
    ),
}  # fmt: skip


def load(given: str | bytes | dict[str, str], folder: Path) -> list[str]:
    """Write the files, load them, and give the lines of the error."""
    files = given if isinstance(given, dict) else {"bad.yaml": given}
    for name, data in files.items():
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    path = Path("bad.yaml") if "bad.yaml" in files else Path()
    with pytest.raises(RuleError) as raised:
        load_ruleset([path], shipped=False)
    return str(raised.value).splitlines()


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_said_with_place_and_remedy(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each mistake in a rule file gives one line: where, what, and what to do about it."""
    monkeypatch.chdir(tmp_path)
    given, expected = CASES[name]
    one = not isinstance(given, dict)
    assert [("bad.yaml:" if one else "") + line for line in expected] == load(given, tmp_path)


def test_all_mistakes_of_all_files_come_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loading names every problem of every file, in order of place, and loads nothing."""
    monkeypatch.chdir(tmp_path)
    files = {
        "a.yaml": "pakc: one\n" + LAYER.replace("Lima", "a {twon}") + "    witin: sentence\n",
        "b.yaml": "rules:\n  - {id: b.c, layer: B, match: 'a ('}\n  - {id: b.d, emits: c, match: a}\n",
        "c.yaml": "lexicons:\n  town: {words: [Lima], words: [Rome]}\n",
    }
    assert [
        "a.yaml:1:1: a rule file has no key 'pakc'; did you mean 'pack'?",
        "a.yaml:5:12: no lexicon named 'twon'; did you mean 'town'?",
        "a.yaml:6:5: a rule has no key 'witin'; did you mean 'within'?",
        "b.yaml:2:36: nothing stands here; write a step, or take the '|' out",
        "b.yaml:3:22: no kind of record 'c'; known here: nothing yet",
        "c.yaml:2:25: the key 'words' stands here again; join it to 2:10",
    ] == load(files, tmp_path)


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
