from pathlib import Path

import pytest
from drawn.refused import EMITS, KINDS, LAYER, refusal

CASES = {
    "unknown key of a rule": (
        LAYER + "    wihtin: paragraph\n",
        ["5:5: a rule has no key 'wihtin'; did you mean 'within'?"],
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
        ["6:14: no lexicon named 'twon'; did you mean 'town'?"],
    ),
    "missing column": (
        KINDS + LAYER.replace("Lima", "x {verb.kind=food}"),
        ["11:14: the lexicon 'verb' has no column 'kind'; known here: value"],
    ),
    "pattern that YAML takes for a mapping": (
        LAYER.replace("Lima", "{verb}"),
        ["4:12: `match` is no text; write one value, in quotes if it begins with { or ["],
    ),
    "missing value": (
        KINDS + LAYER.replace("Lima", "x {verb.value=foot}"),
        ["11:14: no row of 'verb' has 'foot' under 'value'; did you mean 'food'?"],
    ),
    "circle of layers": (
        (
            "rules:\n"
            "  - {id: a.b, layer: One, match: <Two> x}\n"
            "  - {id: b.a, layer: Two, match: <One> x}\n"
        ),
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
        (
            "rules:\n"
            "  - {id: a.b, layer: One, extends: b.a}\n"
            "  - {id: b.a, layer: One, extends: a.b}\n"
        ),
        [
            "2:36: rules in a circle: b.a -> a.b -> b.a; break the circle",
            "3:36: rules in a circle: a.b -> b.a -> a.b; break the circle",
        ],
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
        [
            (
                "3:12: 'town' is no name for a layer; begin it with a capital; "
                "reading makes Quotation, Caption, Heading, Tag"
            )
        ],
    ),
    "a layer that reading makes": (
        LAYER.replace("Town", "Quotation"),
        [
            (
                "3:12: 'Quotation' is no name for a layer; begin it with a capital; "
                "reading makes Quotation, Caption, Heading, Tag"
            )
        ],
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
        [
            (
                "12:16: `day` does not give what 'who' holds, which is of type 'span'; what "
                "gives that is inner, span"
            ),
            "12:16: day has no option 'prefers'; did you mean 'prefer'?",
        ],
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
        [
            "2:3: no zone 'Headings'; did you mean 'Heading'?",
            "8:14: no zone 'caption'; did you mean 'Caption'?",
        ],
    ),
    "condition without a place": (
        LAYER + "    unless:\n      - reach: 3\n",
        [
            (
                "6:9: a condition without a place; say one of before, after, between, inside, has, "
                "fewer_words_than, more_words_than, document"
            )
        ],
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
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_said_with_place_and_remedy(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each mistake in a rule gives one line: where, what, and what to do about it."""
    monkeypatch.chdir(tmp_path)
    given, expected = CASES[name]
    assert ["bad.yaml:" + line for line in expected] == refusal(given, tmp_path)
