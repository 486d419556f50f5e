"""The names that problems of rule files have, each with what it says. They are stable for ever.

An error keeps rules from being used; a warning is told by `extractor rules check`, and can be
turned off by its name. `docs/rule-reference.md` lists both.
"""

from collections.abc import Mapping

ERRORS: Mapping[str, str] = {
    "unreadable": "a pack that is not there, cannot be read, or holds no rule file",
    "outside-pack": "a path or link that leads out of the pack",
    "bad-archive": "a zip file that is none, or holds what no pack may hold",
    "too-large": "more than is read: bytes, files, rows, rules, nodes, depth",
    "missing-pack": "a pack that is needed and not there, or not in the version that is needed",
    "not-utf8": "a file that is not UTF-8",
    "not-yaml": "a file that is no YAML",
    "yaml-feature": "a tag, an anchor, an alias, or a second document in a file",
    "repeated-key": "a key that stands twice in a mapping",
    "wrong-form": "a list where a text has to be, a text where keys have to be, and the like",
    "unknown-key": "a key that has no meaning there",
    "missing-key": "a key that has to be there",
    "bad-value": "a value that is none of those that a key can have",
    "bad-name": "a name that no pattern could use",
    "declared-twice": "a name that is declared already",
    "unknown-name": "a lexicon, column, value, phrase, layer, kind, field, rule, zone or "
    "normaliser that nobody declares",
    "circle": "layers, phrases or rules that need each other",
    "bad-pattern": "a pattern that cannot be read",
    "large-pattern": "a pattern that is too long, too deep, or costs too much",
    "bad-table": "a word list that is missing or empty, or has a line that cannot be read",
    "bad-inflection": "a paradigm whose rules cannot be read",
    "bad-condition": "a condition that looks nowhere, or with a key that means nothing in it",
    "unfilled-field": "a required field that the rule never fills",
    "wrong-type": "a normaliser that gives what the field cannot hold",
    "overlay-conflict": "two packs that change the same thing in ways that cannot both be",
    "failing-example": "an example that does not hold",
    "failing-counter-example": "a counter-example in which something is found",
    "bad-case": "a frozen case that cannot be read",
    "failing-case": "a frozen case of which something else is made now",
}
WARNINGS: Mapping[str, str] = {
    "other-engine": "a pack for another version of the library, which is left out",
    "deprecated-rule": "a rule that is extended or added to, though it is to go",
    "unused-lexicon": "no pattern names the lexicon",
    "unused-phrase": "no rule names the phrase",
    "unused-layer": "no rule and no kind needs the layer",
    "repeated-entry": "a word or phrase that stands twice in a lexicon, with the same values",
    "contradicting-entry": "a word or phrase that stands twice in a lexicon, with other values",
    "duplicate-rule": "a rule that sees the same as another one under the same conditions",
    "shadowed-line": "a line of `match` that an earlier line always comes before",
    "shadowed-rule": "a rule that can never win, since one that beats it sees the same or more",
    "unsatisfiable": "a pattern or conditions that no text can meet",
    "repeated-capture": "a field for one thing, captured each time that a step is repeated",
    "missing-example": "a rule without an example",
    "missing-counter-example": "a rule without a counter-example",
    "unneeded-part": "a step or another part of a rule that no example needs",
    "tie": "two matches of which only the id of the rule decides, in an example",
    "changed-example": "an example of another pack that no longer holds beside this one",
}
