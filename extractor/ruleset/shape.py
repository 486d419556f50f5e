"""What a rule file may hold: the keys of each section, with what each is for and what it holds.

The one table from which the loader's complaints, the JSON Schema of rule files and the tables of
`docs/rule-reference.md` come.
"""

from collections.abc import Mapping

from extractor.problems import WARNINGS
from extractor.reading.zones import ZONES
from extractor.ruleset.forms import (
    Choice,
    Count,
    Either,
    Flag,
    Items,
    Key,
    Keys,
    Named,
    Pairs,
    Section,
    Text,
    Texts,
)
from extractor.ruleset.naming import CODE, LAYER_NAME, LETTERS, LINKED, NAME, RULE_ID, SHARE

FLAGS = ("yes", "no", "true", "false")
SCOPES = ("sentence", "paragraph")
# What a rule says of itself, and one that extends it does not take over.
OWN = frozenset(
    {"id", "about", "allow", "examples", "not_examples", "measured", "since", "source", "status",
     "replaced_by"}
)  # fmt: skip
STATUSES = ("stable", "trial", "deprecated")
INFLECTED = ("first", "last")
CASES = ("any", "capital", "exact")
# Each type names what a field holds; `docs/records.md` shows the JSON of each.
TYPES = (
    "text", "number", "flag", "value", "codes",
    "span", "term", "speaker", "source", "time", "place", "country", "group",
)  # fmt: skip

NEEDS: Section = {
    "engine": Key('the versions of the library, as `">=0.1, <2"`', Text()),
    "packs": Key("names of other packs, each with its versions", Named(Text())),
}
OVERLAY: Section = {
    "rule": Key("the id of the rule that it is about", Text()),
    "lexicon": Key("the name of the lexicon that it is about", Text()),
    "about": Key("for people", Text()),
    "add_unless": Key(
        "of a rule: conditions of which none may hold, beside those of the rule",
        Items(Keys("CONDITION")),
    ),
    "add_only_if": Key("of a rule: conditions that have to hold too", Items(Keys("CONDITION"))),
    "add_examples": Key(
        "of a rule: examples that have to hold with all overlays at work", Items(Keys("EXAMPLE"))
    ),
    "add_not_examples": Key("of a rule: counter-examples, likewise", Items(Keys("NOT_EXAMPLE"))),
    "add_words": Key(
        (
            "of a lexicon: words as under `words` of a lexicon, or words with a value for "
            "each of several columns"
        ),
        Either((Texts(), Named(Either((Text(), Named(Text())))))),
    ),
}
LEXICON: Section = {
    "about": Key("for people", Text()),
    "file": Key("a CSV file, by its path from the folder of the rule file", Text()),
    "words": Key(
        ("a list of words, or words with one value each, which is then the column `value`"),
        Either((Texts(), Named(Text()))),
    ),
    "numbers": Key(
        (
            "a range such as `1 to 31`: each number, below ten also with a nought before "
            "it, with the number as `value`; `0:00 to 23:59` has the minutes of "
            "a day"
        ),
        Text(),
    ),
    "form": Key(
        (
            "the rows are lemmas: the name of the paradigm that makes their forms, see "
            "[Inflection](#inflection). This adds the columns `lemma` and `form`"
        ),
        Text(),
    ),
    "case": Key(
        (
            "how rows without a case of their own have to be written: `any` (the default), "
            "`capital` or `exact`"
        ),
        Choice(CASES),
    ),
}
FIELD: Section = {
    "about": Key("for people; it stands in the schema", Text()),
    "type": Key("see below; the default is `span`", Choice(TYPES)),
    "required": Key("`yes`: without a value there is no record, and a warning says so", Flag()),
    "many": Key(
        (
            "`yes`: a list of values, `[]` where there is none; else the first value, null "
            "where there is none"
        ),
        Flag(),
    ),
}
LAYER: Section = {
    "about": Key("for people", Text()),
    "one_per": Key(
        (
            "captures. Two items of the layer compete only where these overlap, so that several of "
            "them may share a word"
        ),
        Texts(),
    ),
}
KIND: Section = {
    "about": Key("for people; it stands in the schema", Text()),
    "fields": Key("the fields, in the order of the output", Named(Keys("FIELD"), NAME)),
    "one_per": Key(
        (
            "fields. Two matches compete only where these overlap, see [Which match "
            "stands](#which-match-stands)"
        ),
        Texts(),
    ),
    "nested": Key(
        (
            "`yes`: a match may stand beside another one if it lies wholly in what that "
            "one claims by `one_per`, as a report inside a report"
        ),
        Flag(),
    ),
    "not_in": Key(
        ("zones, `Caption`, `Heading` or `Tag`: a match that lies in one gives no record"),
        Texts(ZONES),
    ),
    "reads": Key(
        ("layers that are needed to fill fields although no rule of the kind names them"), Texts()
    ),
}
GROUP: Section = {
    "about": Key("for people", Text()),
    "source": Key("where the facts are from", Text(), required=True),
    "members": Key("code to days", Named(Text(), CODE)),
}
LINK: Section = {
    "from": Key(
        ("`field:<Layer>`: the items that look for a partner, and the field for them"),
        Text(LINKED),
        required=True,
    ),
    "to": Key(
        ("`field:<Layer>`: the items to choose from, and the field for the one chosen"),
        Text(LINKED),
        required=True,
    ),
    "at": Key(
        (
            "a capture of the items to choose from: where it stands counts as the place of the "
            "item, and the match captures it too"
        ),
        Text(),
    ),
    "choose": Key(
        (
            "`nearest-left`, `nearest-right` or `nearest`, or several with `else` between "
            "them; the default is `nearest`, and the left one where both are as near"
        ),
        Text(),
    ),
    "within": Key(
        ("`sentence` (the default) or `paragraph`: where the item has to begin that is chosen"),
        Choice(SCOPES),
    ),
    "not_across": Key(
        ("layers: an item of them that holds the one and not the other parts the two"), Texts()
    ),
    "many": Key(
        (
            "`yes`: an item may be chosen more than once. Else it goes to the first that "
            "chooses it, in the order of the text, and the others look further"
        ),
        Flag(),
    ),
}
CONDITION: Section = {
    "before": Key("the pattern stands before the match, and touches it", Text()),
    "after": Key("the pattern stands behind the match, and touches it", Text()),
    "between": Key("the pattern stands somewhere between two fields, which `of` names", Text()),
    "inside": Key(
        ("the match lies in an item of a layer, or of one of several: `<Caption> | <Quotation>`"),
        Text(),
    ),
    "has": Key("the pattern stands somewhere in the match", Text()),
    "fewer_words_than": Key("the match has fewer words and numbers than this", Count()),
    "more_words_than": Key("it has more", Count()),
    "document": Key("the pattern stands anywhere in the document", Text()),
    "of": Key(
        (
            "fields: what was captured there is meant, not the whole match. A condition "
            "about fields of which nothing was captured does not hold"
        ),
        Texts(),
    ),
    "reach": Key(
        ("of `before` and `after`: the pattern need not touch, but stands within so many tokens"),
        Count(),
    ),
    "until": Key("of `reach`: it ends where this pattern stands", Text()),
    "more_than": Key(
        (
            "of `document`: there are more items of the pattern's layers, or places where "
            "it stands, than items of this layer"
        ),
        Text(),
    ),
}
EXAMPLE: Section = {
    "text": Key("the text: a sentence, or several paragraphs", Text(), required=True),
    "date": Key('the reference date, as `"2026-03-06"`', Text()),
    "gives": Key("in `examples`: fields with their values", Named(Texts())),
}
NOT_EXAMPLE: Section = {
    "text": Key("the text: a sentence, or several paragraphs", Text(), required=True),
    "date": Key('the reference date, as `"2026-03-06"`', Text()),
    "because": Key("in `not_examples`: the reason", Text(), required=True),
}
RULE: Section = {
    "id": Key(
        "the name of the rule: `kind.what-it-sees`, small letters", Text(RULE_ID), required=True
    ),
    "about": Key("for people", Text()),
    "layer": Key(
        "the rule makes items of this layer; its name begins with a capital", Text(LAYER_NAME)
    ),
    "emits": Key(
        ("the rule makes records of this kind. A rule has either `layer` or `emits`"), Text()
    ),
    "match": Key(
        ("patterns, one a line; empty lines and lines that begin with `#` do not count"), Text()
    ),
    "link": Key("see [Links](#links). A rule has either `match` or `link`", Keys("LINK")),
    "within": Key(
        ("`sentence` (the default) or `paragraph`: over what edges a match cannot reach"),
        Choice(SCOPES),
    ),
    "unless": Key("[conditions](#conditions) of which none may hold", Items(Keys("CONDITION"))),
    "only_if": Key("conditions that all have to hold", Items(Keys("CONDITION"))),
    "not_in": Key(
        ("zones, `Caption`, `Heading` or `Tag`: a match that lies in one does not count"),
        Texts(ZONES),
    ),
    "set": Key("see [Settings](#settings)", Named(Text())),
    "beats": Key(
        ("ids of rules that give way, see [Which match stands](#which-match-stands)"), Texts()
    ),
    "extends": Key("the id of a rule whose keys this one takes over", Text()),
    "examples": Key("see [Examples](#examples)", Items(Keys("EXAMPLE"))),
    "not_examples": Key("see [Examples](#examples)", Items(Keys("NOT_EXAMPLE"))),
    "since": Key("for people: since which version the rule is there", Text()),
    "source": Key("for people: where the rule comes from", Text()),
    "status": Key(
        (
            "`stable` (the default), `trial` for a rule that may still change, or `deprecated`: "
            "who extends such a rule or adds to it is warned"
        ),
        Choice(STATUSES),
    ),
    "replaced_by": Key("the id of the rule to use in the place of a deprecated one", Text()),
    "allow": Key(
        (
            "names of [warnings](#what-is-an-error) that `extractor rules check` does not "
            "tell of this rule"
        ),
        Texts(tuple(WARNINGS)),
    ),
    "measured": Key("what was found out about its records, see below", Keys("MEASURED")),
}
MEASURED: Section = {
    "precision": Key(
        "the share of the rule's records that were right, such as `0.93`",
        Text(SHARE),
        required=True,
    ),
    "count": Key("how many records were looked at", Count()),
    "corpus": Key("in which texts", Text()),
}
CAPTIONS: Section = {
    "starts": Key("texts with which a caption begins", Texts()),
    "ends": Key("texts with which one ends", Texts()),
    "holds": Key("texts that stand in one", Texts()),
}
READING: Section = {
    "pairs": Key("pairs of quotation marks, `[opening, closing]`", Pairs()),
    "singles": Key("pairs of marks that are apostrophes too", Pairs()),
    "titles": Key("abbreviations, without their stop, that never end a sentence", Texts()),
    "abbreviations": Key(
        ("abbreviations, without their stop, that end one where a word of `openers` follows"),
        Texts(),
    ),
    "enclitics": Key("ends of words that are tokens of their own", Texts()),
    "openers": Key("words that commonly begin sentences", Texts()),
    "captions": Key(
        (
            "how captions can be known, in small letters: `starts`, `ends` and `holds` are "
            "lists of texts with which a caption begins, with which it ends, and which "
            "stand in it"
        ),
        Keys("CAPTIONS"),
    ),
}
PARADIGM: Section = {
    "irregular": Key(
        (
            "a CSV file with a column for lemmas and one for each form; several variants "
            "of a form have `/` between them"
        ),
        Text(),
    ),
    "inflects": Key(
        (
            'which word of a phrase is inflected: `first` (the default), as in "called off", or '
            '`last`, as in "car bombs"'
        ),
        Choice(INFLECTED),
    ),
    "forms": Key(
        (
            "for each form the rewriting rules `ending -> ending`, of which the first that "
            "fits is taken"
        ),
        Named(Texts()),
    ),
}
INFLECTION: Section = {
    "letters": Key("classes of letters, each under a capital", Named(Text(), LETTERS)),
    "paradigms": Key(
        "paradigms by name, each with `forms` and perhaps `irregular` and `inflects`",
        Named(Keys("PARADIGM")),
    ),
}
FILE: Section = {
    "pack": Key(
        (
            "the name of the pack; in one file of it only. Without one it is that of the "
            "folder or file"
        ),
        Text(),
    ),
    "version": Key("the version of the pack, beside `pack`; records carry it", Text()),
    "about": Key("for people", Text()),
    "language": Key("for people", Text()),
    "needs": Key("see [Needs](#needs)", Keys("NEEDS")),
    "allow": Key(
        (
            "names of [warnings](#what-is-an-error) that `extractor rules check` does not "
            "tell of this pack"
        ),
        Texts(tuple(WARNINGS)),
    ),
    "reading": Key("see [Reading](#reading)", Keys("READING")),
    "inflection": Key("see [Inflection](#inflection)", Keys("INFLECTION")),
    "lexicons": Key("see [Lexicons](#lexicons)", Named(Keys("LEXICON"), NAME)),
    "phrases": Key("see [Phrases](#phrases)", Named(Text(), NAME)),
    "kinds": Key("see [Kinds](#kinds)", Named(Keys("KIND"), NAME)),
    "layers": Key("see [Layers](#layers)", Named(Keys("LAYER"))),
    "groups": Key("groups of countries, see [Groups](#groups)", Named(Keys("GROUP"))),
    "rules": Key("see [Rules](#rules)", Items(Keys("RULE"))),
    "disable": Key(
        ("ids of rules of other packs that are left out, see [Overlays](#overlays)"), Texts()
    ),
    "overlays": Key(
        ("what is added to rules and lexicons of other packs, see [Overlays](#overlays)"),
        Items(Keys("OVERLAY")),
    ),
}
SECTIONS: Mapping[str, Section] = {
    "FILE": FILE, "NEEDS": NEEDS, "OVERLAY": OVERLAY, "LEXICON": LEXICON, "LAYER": LAYER,
    "KIND": KIND, "FIELD": FIELD, "GROUP": GROUP, "RULE": RULE, "MEASURED": MEASURED,
    "LINK": LINK, "CONDITION": CONDITION, "EXAMPLE": EXAMPLE, "NOT_EXAMPLE": NOT_EXAMPLE,
    "READING": READING, "CAPTIONS": CAPTIONS, "INFLECTION": INFLECTION, "PARADIGM": PARADIGM,
}  # fmt: skip
# Where a condition looks, of which it says one, and what it may say besides.
SORTS: Mapping[str, tuple[str, ...]] = {
    "before": ("of", "reach", "until"),
    "after": ("of", "reach", "until"),
    "between": ("of",),
    "inside": ("of",),
    "has": ("of",),
    "fewer_words_than": ("of",),
    "more_words_than": ("of",),
    "document": ("more_than",),
}
# Of each of these keys of a section exactly one has to be there; a rule that extends another one
# may have none.
ONE_OF: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "LEXICON": (("file", "words", "numbers"),),
    "RULE": (("layer", "emits"), ("match", "link")),
    "CONDITION": (tuple(SORTS),),
    "OVERLAY": (("rule", "lexicon"),),
}
