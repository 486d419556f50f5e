import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from made.whys import PACK

from extractor import Document
from extractor.checking.markdown import block, code, plain
from extractor.checking.paging import make_pages
from extractor.checking.reporting import report
from extractor.errors import UsageError
from extractor.ruleset.loading import Loaded, load_packs

LINK = re.compile(r"\]\(([^)]*)\)")
TUGS = r"""
pack: tugs
version: "1.2.0"
phrases: {towing: "{tow} (out | in)"}
lexicons: {tow: {form: verb, words: [tow]}, ship: {words: [ferry, "`tug`"]}}
kinds:
  towing:
    about: Who tows whom.
    one_per: [towed]
    fields: {towed: {type: span, required: yes, about: what is *towed*}, tug: {type: span}, ship: {type: span}}
rules:
  - {id: ship.named, layer: Ship, match: "ship:{ship}", not_examples: [{text: a car, because: it rolls}]}
  - id: towing.plain
    emits: towing
    within: paragraph
    about: a <ship> tows | pulls
      another_one
    match: "tug:<Ship> @towing towed:(<Ship>)\n<Ship>  tug:towed towed:\"May\""
    unless:
      - {after: up | down, of: [tug, towed], reach: 3, until: "'.'"}
      - {document: toy, more_than: <Ship>}
      - fewer_words_than: 2
    only_if: [inside: <Quotation>]
    not_in: [Caption]
    beats: [towing.linked, quote.colon]
    set: {tug: "inner(tug+towed)"}
    examples:
      - {text: '"The ferry towed in a ferry."', date: "2026-11-20", gives: {towed: ferry, tug: [ferry, ferry]}}
    not_examples: [{text: The ferry is ```towed``` in., because: nothing_is_ *towed*}]
    measured: {precision: 0.5, count: 20, corpus: port news}
  - id: towing.linked
    emits: towing
    link: {from: towed:<Ship>, to: tug:<Ship>, at: ship, choose: nearest-left else nearest, within: paragraph, not_across: [<Country>], many: yes}
"""  # noqa: E501 - as rule files are
PLAIN = """\
<!-- Written by `extractor rules pages`, which writes over it. -->

# towing.plain

a \\<ship\\> tows \\| pulls another_one

- makes a record `towing`
- stands at `PACK:13`
- belongs to the pack `tugs`
- looks within a paragraph

## What it sees

```text
tug:<Ship> @towing towed:(<Ship>)
<Ship>  tug:towed towed:"May"
```

### Phrases

- `@towing` is `{tow} (out | in)`

### Lexicons

- `{tow}` of `PACK`, 4 words and phrases: `tow`, `tows`, `towed`, `towing`

### Layers

- `<Quotation>`, which reading makes
- `<Ship>`, made by [ship.named](ship.named.md)

## What keeps it out, and what it wins over

- `unless` `after` `up | down`, `of` `tug, towed`, `reach` `3`, `until` `"."`
- `unless` `document` `toy`, `more_than` `<Ship>`
- `unless` `fewer_words_than` `2`
- `only_if` `inside` `<Quotation>`
- `not_in` `Caption`
- `beats` [towing.linked](towing.linked.md), `quote.colon`

## What it gives

- `towed` (span), as captured: what is \\*towed\\*
- `tug` (span), `inner(tug+towed)`

## Examples

```text
"The ferry towed in a ferry."
```

- published on 2026-11-20
- `towed` is `ferry`
- `tug` is `ferry`, `ferry`

## Counter-examples

````text
The ferry is ```towed``` in.
````

- nothing is found, because nothing_is\\_ \\*towed\\*

## Figures

- at most 12 steps at one token
- precision 0.5, of 20 records in port news

[All rules](index.md)
"""


def tugs(folder: Path, text: str = TUGS) -> Path:
    """Write a pack with something of everything."""
    path = folder / "tugs.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def pages_of(path: Path) -> Mapping[str, str]:
    """Give the pages of an own pack."""
    loaded = load_packs([path])
    return make_pages(loaded, loaded.ruleset.own_packs())


def figures(page: str) -> list[str]:
    """Give the lines of figures of a page."""
    return re.findall(r"^- (.*)$", page.partition("## Figures\n")[2], re.MULTILINE)


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    """The shipped packs."""
    return load_packs()


@pytest.fixture(scope="module")
def shipped(loaded: Loaded) -> Mapping[str, str]:
    """The pages of the shipped packs."""
    return make_pages(loaded, frozenset(loaded.ruleset.packs))


def test_a_whole_page(tmp_path: Path) -> None:
    """A page holds all that its rule says, and links to the rules that have a page."""
    path = tugs(tmp_path)
    pages = pages_of(path)
    assert PLAIN == pages["towing.plain"].replace(path.as_posix(), "PACK")


def test_what_a_link_pairs(tmp_path: Path) -> None:
    """A rule without a pattern says what it pairs, and how; it has no steps."""
    page = pages_of(tugs(tmp_path))["towing.linked"]
    seen = page.partition("## What it sees\n")[2].partition("### Layers\n")
    assert seen[0].split("\n")[1:-2] == [
        "- pairs `towed:<Ship>` with one `tug:<Ship>`",
        (
            "- chooses the nearest-left, else the nearest within the paragraph, "
            "by where its `ship` stands"
        ),
        "- never across `<Country>`",
        "- may choose the same one more than once",
    ]
    made = "`country.capital-acting`, `country.capital-dealt-with`, `country.mention`"
    assert f"- `<Country>`, made by {made}\n" in seen[2]
    assert figures(page) == ["no step at a token: it pairs what other rules have found"]


def test_the_index(tmp_path: Path) -> None:
    """The index has the packs, and the rules by what they make, records before layers."""
    index = pages_of(tugs(tmp_path))["index"]
    assert index.split("\n\n", 1)[1] == (
        "# Rules\n\n- pack `tugs` 1.2.0\n\n"
        "## Record `towing`\n\nWho tows whom.\n\n- [towing.linked](towing.linked.md)\n"
        "- [towing.plain](towing.plain.md): a \\<ship\\> tows \\| pulls another_one\n\n"
        "## Layer `<Ship>`\n\n- [ship.named](ship.named.md)\n"
    )


def test_links_lead_to_pages(shipped: Mapping[str, str]) -> None:
    """Each link of a page leads to a page, and the index has one to each rule."""
    for text in shipped.values():
        assert {target.removesuffix(".md") for target in LINK.findall(text)} <= set(shipped)
    assert sorted(LINK.findall(shipped["index"])) == sorted(
        f"{name}.md" for name in shipped if name != "index"
    )


def test_every_rule_can_be_shown(loaded: Loaded, shipped: Mapping[str, str]) -> None:
    """Each line of `match`, each example and counter-example stands on the page of its rule."""
    own = load_packs([PACK])
    for packs, made in ((loaded, shipped), (own, pages_of(PACK))):
        for rule in packs.ruleset.rules:
            if rule.id not in made:
                continue
            lines = made[rule.id].splitlines()
            assert all(packs.written[place] in lines for place in rule.lines)
            for example in (*rule.examples, *rule.not_examples):
                assert set(example.text.strip().split("\n")) <= set(lines)


def test_lines_are_those_of_the_file(loaded: Loaded, shipped: Mapping[str, str]) -> None:
    """A line of `match` is shown with each bracket that its author wrote."""
    for rule in loaded.ruleset.rules:
        for place in rule.lines:
            line = loaded.files[place.path].decode().split("\n")[place.line - 1]
            assert line[place.column - 1 :].rstrip() in shipped[rule.id].splitlines()


def test_figures_over_a_corpus() -> None:
    """A page tells how often its rule matched, what stood, and to whom it gave way."""
    own = load_packs([PACK])
    text = "A toy.\n\nThe ferry Esmeralda sank in Callao. The tug sank."
    found = report(own.ruleset, [Document(text), Document("The ferry sank today.")])
    pages = make_pages(own, own.ruleset.own_packs(), found)
    (plain_rule,) = (each for each in found.rules if each.rule == "sinking.plain")
    told = figures(pages["sinking.plain"])[1:]
    assert told[0] == (
        f"{plain_rule.matches} matches in a corpus of 2 documents: {plain_rule.stand} stood, in "
        f"{plain_rule.documents} documents; {plain_rule.lost} gave way"
    )
    assert told[1:] == ["gave way once to [sinking.port](sinking.port.md)"]
    assert figures(pages["sinking.beaten"])[1:] == [
        "1 match in a corpus of 2 documents: none stood; 1 gave way",
        "gave way once to [sinking.strong](sinking.strong.md)",
    ]
    assert figures(pages["why.shape"])[1:] == ["no match in a corpus of 2 documents"]
    size = f"2 documents with {found.characters} characters"
    assert f"- figures over a corpus of {size}\n" in pages["index"]


def test_no_rules(tmp_path: Path) -> None:
    """A pack that only changes others has no pages, and that is said."""
    overlay = tmp_path / "desk.yaml"
    overlay.write_text("pack: desk\ndisable: [quote.colon]\n")
    with pytest.raises(UsageError, match="no rules in these packs; give a pack that has some"):
        pages_of(overlay)


def test_a_rule_that_is_called_index(tmp_path: Path) -> None:
    """A rule whose page would take the place of the index is refused."""
    path = tugs(tmp_path, TUGS.replace("ship.named", "index"))
    with pytest.raises(UsageError, match="the page of the rule 'index' would be the index"):
        pages_of(path)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. May, 2. May", "1\\. May, 2. May"),
        ("- that", "\\- that"),
        ("well-known 3.5", "well-known 3.5"),
        ("dated_event and _this_", "dated_event and \\_this\\_"),
        ("[a](b) &amp; ~c~ #d", "\\[a\\](b) \\&amp; \\~c\\~ \\#d"),
    ],
)
def test_signs_of_markdown(text: str, shown: str) -> None:
    """Text stays what it is, whatever signs stand in it."""
    assert shown == plain(text)


def test_code_with_backticks() -> None:
    """Code begins and ends with more backticks than stand in it, and so does a block."""
    assert "``` `` ```" == code("``")
    assert "`a b`" == code("a\n b")
    assert "`````text\n````\n`````\n" == block(["````"])
