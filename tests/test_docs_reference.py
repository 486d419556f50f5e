import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from attrs import frozen

from extractor import Document, Extractor
from extractor.checking import check
from extractor.matching.alphabet import shape_of
from extractor.pipeline import Examination
from extractor.problems import ERRORS, WARNINGS
from extractor.ruleset import Ruleset, load_ruleset, shape
from extractor.ruleset.kinds import NORMALISERS
from extractor.ruleset.shape import TYPES

PAGE = (Path(__file__).parents[1] / "docs" / "rule-reference.md").read_text(encoding="utf-8")
YAML = re.findall(r'^```yaml(?: title="([^"]+)")?\n(.*?)^```$', PAGE, re.DOTALL | re.MULTILINE)
WORKING = [(title, text) for title, text in YAML if title != "broken.yaml"]
(HARBOUR,) = (text for title, text in YAML if title == "harbour.yaml")
TABLE = re.compile(r"^\|(.*)\|\n\|[ -|]*\|\n((?:\|.*\|\n)+)", re.MULTILINE)
CELL = re.compile(r"(?<!\\)\|")
CODE = re.compile(r"`([^`]+)`")


@frozen
class Table:
    """A table of the page: the heading it stands under, its header, its rows."""

    heading: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


def tables() -> Iterator[Table]:
    """Give the tables of the page."""
    for found in TABLE.finditer(PAGE):
        heading = re.findall(r"^#+ (.*)$", PAGE[: found.start()], re.MULTILINE)[-1]
        yield Table(heading, cells(found[1]), [cells(row[1:-1]) for row in found[2].splitlines()])


def cells(row: str) -> list[str]:
    """Give the cells of a row; a bar in a cell is written with a backslash before it."""
    return [cell.strip().replace(r"\|", "|") for cell in CELL.split(row)]


def codes(cell: str) -> list[str]:
    """Give what a cell shows as code."""
    return CODE.findall(cell)


def column(header: str, heading: str | None = None) -> list[str]:
    """Give all code of the first column of the tables with this header, or under one heading."""
    return [
        code
        for table in tables()
        if table.header[0] == header and heading in (None, table.heading)
        for row in table.rows
        for code in codes(row[0])
    ]


KEYS = {
    ("key", "The file"): shape.FILE,
    ("key of needs", "Needs"): shape.NEEDS,
    ("key of an overlay", "Overlays"): shape.OVERLAY,
    ("key", "Lexicons"): shape.LEXICON,
    ("key", "Kinds"): shape.KIND,
    ("key of a field", "Kinds"): shape.FIELD,
    ("key of a layer", "Layers"): shape.LAYER,
    ("key", "Rules"): shape.RULE,
    ("key of measured", "Rules"): shape.MEASURED,
    ("key", "Conditions"): shape.CONDITION,
    ("key of a link", "Links"): shape.LINK,
    ("key of an example", "Examples"): {*shape.EXAMPLE, *shape.NOT_EXAMPLE},
    ("key of reading", "Reading"): shape.READING,
    ("key of groups", "Groups"): shape.GROUP,
    ("key of inflection", "Inflection"): {*shape.INFLECTION, *shape.PARADIGM},
    ("type", "Kinds"): TYPES,
}


@pytest.mark.parametrize("place", KEYS, ids=" of ".join)
def test_every_key_is_described(place: tuple[str, str]) -> None:
    """Each table has the keys that the loader knows, and no others."""
    assert sorted(column(*place)) == sorted(KEYS[place])


def test_keys_mean_what_the_code_says() -> None:
    """What a table says of a key is what the loader's table says, and editors show."""
    sections = [each for each in KEYS.values() if each is not TYPES and isinstance(each, dict)]
    for (header, heading), known in KEYS.items():
        rows = [
            row for t in tables() if (t.header[0], t.heading) == (header, heading) for row in t.rows
        ]
        for name, meaning in rows if known in sections else ():
            assert (name, meaning) == (name, known[codes(name)[0]].about)


@pytest.mark.parametrize(("header", "known"), [("error", ERRORS), ("warning", WARNINGS)])
def test_every_problem_is_listed(header: str, known: Mapping[str, str]) -> None:
    """The page has each name of a problem, with what it says, and no other."""
    (table,) = (table for table in tables() if table.header[0] == header)
    assert {codes(name)[0]: meaning for name, meaning in table.rows} == known


def test_every_table_of_keys_is_held_to_the_code() -> None:
    """No table of keys is left out by the test before."""
    found = {(table.header[0], table.heading) for table in tables()}
    assert {place for place in found if place[0].startswith("key")} < set(KEYS)


def test_every_normaliser_is_described() -> None:
    """The page has each normaliser, with each of its options, and no other."""
    shown = column("normaliser")
    assert {each.partition("(")[0] for each in shown} == set(NORMALISERS)
    for name, options in NORMALISERS.items():
        assert all(f"`{name}({option}=" in PAGE for option in options)


@pytest.mark.parametrize(("title", "text"), WORKING, ids=range(len(WORKING)))
def test_rules_on_the_page_hold(title: str, text: str, tmp_path: Path) -> None:
    """Each block of YAML loads, and its examples hold."""
    path = tmp_path / (title or "block.yaml")
    path.write_text(text, encoding="utf-8")
    assert check([path]).problems == ()


def test_shapes() -> None:
    """Each token that is shown for a shape has it."""
    (table,) = (table for table in tables() if table.header[0] == "shape")
    for name, _, examples in table.rows:
        assert {shape_of(word) for word in codes(examples)} == set(codes(name))


def pattern_rows() -> list[tuple[str, str, list[str]]]:
    """Give each pattern of the page with its text and what it takes of it."""
    return [
        (codes(pattern)[0], codes(text)[0], codes(takes))
        for table in tables()
        if table.header == ["pattern", "text", "takes"]
        for pattern, text, takes in table.rows
    ]


@pytest.fixture(scope="module")
def patterns(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """The words of the page, and a rule with its own layer for each pattern."""
    path = tmp_path_factory.mktemp("rules") / "harbour.yaml"
    rules = [
        f"  - id: row.number-{number}\n    layer: Row{number}\n    match: |\n      {pattern}\n"
        for number, (pattern, _, _) in enumerate(pattern_rows())
    ]
    path.write_text(HARBOUR + "".join(rules), encoding="utf-8")
    return load_ruleset([path])


def taken(examination: Examination, layer: str) -> list[str]:
    """Give the texts of the items of a layer."""
    items = examination.findings.items.get(layer, ())
    return [examination.reading.span(item.first, item.end).text for item in items]


@pytest.mark.parametrize("fast", [True, False], ids=["compiled", "reference"])
def test_patterns_take_what_the_page_says(patterns: Ruleset, *, fast: bool) -> None:
    """Both engines take of each text what stands beside it."""
    runner = Extractor.of_ruleset(patterns, whole=True, fast=fast)
    for number, (pattern, text, takes) in enumerate(pattern_rows()):
        examination = runner.examine(Document(text))
        assert (pattern, text, taken(examination, f"Row{number}")) == (pattern, text, takes)


def test_tokens(patterns: Ruleset) -> None:
    """Each text falls into the tokens that stand beside it."""
    (table,) = (table for table in tables() if table.header[0] == "text read")
    runner = Extractor.of_ruleset(patterns)
    for text, tokens in table.rows:
        assert list(runner.examine(Document(codes(text)[0])).reading.words) == codes(tokens)
