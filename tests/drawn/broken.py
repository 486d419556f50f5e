"""Hypothesis strategies for rule files that are broken in some way, or are no rule files at all."""

from copy import deepcopy
from typing import Any

import yaml
from hypothesis import strategies as st

from extractor.ruleset import shape

WHOLE: dict[str, Any] = {
    "pack": "broken",
    "version": "1.0",
    "about": "a pack with a bit of everything",
    "reading": {
        "pairs": [["“", "”"], ['"', '"']],
        "singles": [["‘", "’"]],
        "titles": ["Mr"],
        "abbreviations": ["Inc"],
        "enclitics": ["'s"],
        "openers": ["the"],
        "captions": {"starts": ["photo:"], "ends": ["photo"], "holds": ["(photo"]},
    },
    "inflection": {
        "letters": {"C": "bcd", "V": "aeiou"},
        "paradigms": {
            "verb": {"irregular": "odd.csv", "forms": {"base": [" -> "], "past": ["e -> ed"]}}
        },
    },
    "lexicons": {
        "town": {"file": "towns.csv", "case": "capital"},
        "verb": {"words": ["bake", "set up"], "form": "verb"},
        "number": {"numbers": "1 to 31"},
        "grade": {"words": {"first": "1", "second": "2"}},
    },
    "phrases": {"list_separator": ", and? | and", "in_town": "in <Town>"},
    "kinds": {
        "deed": {
            "about": "what is done",
            "one_per": ["what"],
            "not_in": ["Caption"],
            "fields": {
                "what": {"type": "term", "required": "yes"},
                "who": {"type": "span", "many": "yes"},
                "rank": {"type": "number"},
            },
        }
    },
    "rules": [
        {"id": "town.named", "layer": "Town", "match": "town:{town}", "beats": ["town.any"],
         "examples": [{"text": "They met in Lima.", "gives": {"text": "Lima"}}],
         "not_examples": [{"text": "No town.", "because": "none is named"}]},
        {"id": "town.any", "layer": "Town", "match": "CAP\n'A' (LOWER | NUM)[1-2]",
         "within": "paragraph"},
        {"id": "deed.done", "emits": "deed", "extends": "deed.base", "not_in": ["Heading"]},
        {"id": "deed.base", "emits": "deed",
         "match": "who:CAP what:{verb} ...4 not <Town> rank:{grade} @in_town? $",
         "set": {"rank": "number"},
         "unless": [{"before": "not", "reach": "3", "until": "but"}, {"inside": "<Town>"},
                    {"between": "never", "of": ["who", "what"]}],
         "only_if": [{"document": "<Town>", "more_than": "<Quotation>"},
                     {"fewer_words_than": "9"}]},
        {"id": "deed.linked", "emits": "deed",
         "link": {"from": "what:<Town>", "to": "who:<Quotation>",
                  "choose": "nearest-left else nearest", "within": "sentence",
                  "not_across": ["<Heading>"], "many": "yes"}},
    ],
}  # fmt: skip
TOWNS = "phrase,code\nLima,PE\nLa Paz,BO\n"
ODD = "lemma,past\nbake,baked/boke\nset,set\n"
SECTIONS = (
    shape.FILE, shape.LEXICON, shape.KIND, shape.FIELD, shape.RULE, shape.LINK, shape.CONDITION,
    shape.EXAMPLE, shape.NOT_EXAMPLE, shape.READING,
)  # fmt: skip
KEYS = sorted({key for section in SECTIONS for key in section})
SIGNS = "()|?~<>{}[]@^$.…:'\"#&*!%-, \t\n\\0aZé\u2028\x00\ufeff🙂"

values = st.recursive(
    st.one_of(
        st.sampled_from(("", "yes", "NO", "12:30", "1 to 9", "<Town>", "{town}", "a ...3 b", "~")),
        st.sampled_from(KEYS),
        st.text(st.sampled_from(SIGNS), max_size=12),
        st.integers(-3, 10**7),
        st.booleans(),
        st.none(),
        st.floats(allow_nan=True),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=4)), inner, max_size=3),
    ),
    max_leaves=5,
)


@st.composite
def changed_packs(draw: st.DrawFn) -> str:
    """Draw the whole pack with some of its parts taken out, renamed or exchanged."""
    whole = deepcopy(WHOLE)
    for _ in range(draw(st.integers(0, 4))):
        _change(draw, whole)
    return yaml.safe_dump(whole, allow_unicode=draw(st.booleans()), sort_keys=False)


def _change(draw: st.DrawFn, whole: Any) -> None:  # noqa: ANN401 - a tree of lists and mappings
    node = whole
    while True:
        if not isinstance(node, dict | list) or not node:
            return
        key = draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
        if draw(st.integers(0, 2)) and isinstance(node[key], dict | list) and node[key]:
            node = node[key]
            continue
        break
    way = draw(st.integers(0, 3))
    if way == 0:
        del node[key]
    elif way == 1 and isinstance(node, dict):
        node[draw(st.one_of(st.sampled_from(KEYS), st.text(st.sampled_from(SIGNS))))] = node.pop(
            key
        )
    elif way == 2 and isinstance(node[key], str):
        at = draw(st.integers(0, len(node[key])))
        gone = draw(st.integers(0, 2))
        new = draw(st.text(st.sampled_from(SIGNS), max_size=3))
        node[key] = node[key][:at] + new + node[key][at + gone :]
    else:
        node[key] = draw(values)


@st.composite
def scratched_packs(draw: st.DrawFn) -> str:
    """Draw the text of the pack with some characters or lines changed."""
    text = yaml.safe_dump(WHOLE, allow_unicode=True, sort_keys=False)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        if draw(st.booleans()):
            lines = text.split("\n")
            line = draw(st.integers(0, len(lines) - 1))
            lines[line : line + 1] = draw(
                st.sampled_from(
                    ([], [lines[line]] * 2, ["  " + lines[line]], [lines[line].strip()])
                )
            )
            text = "\n".join(lines)
        else:
            new = draw(st.text(st.sampled_from(SIGNS), max_size=3))
            text = text[:at] + new + text[at + draw(st.integers(0, 3)) :]
    return text


def broken_files() -> st.SearchStrategy[bytes]:
    """Draw the bytes of a rule file: sound, changed, scratched, or anything."""
    return st.one_of(
        changed_packs().map(str.encode),
        scratched_packs().map(lambda text: text.encode("utf-8", "surrogatepass")),
        values.map(lambda value: yaml.safe_dump(value).encode()),
        st.binary(max_size=60),
        st.text(max_size=60).map(str.encode),
    )
